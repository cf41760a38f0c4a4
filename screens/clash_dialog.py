"""Which is right? What the file says and what is here, side by side, where both were changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from textual.content import Content
from textual.widgets import Static

from screens.dialogs import ChoiceDialog
from screens.presentation import clean, fit, words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from coordinator.workbook.roundtrip import Clash

WIDTHS = (13, 16, 16, 16)
CHOICES: dict[str, Literal["theirs", "ours"]] = {
    "keep what the file says": "theirs",
    "keep what is here": "ours",
}


def beside(clashes: Sequence["Clash"]) -> list[str]:
    """A line a field: its name, as it is in the file, as it is here, as it went out."""
    told = [(words(one.field), one.theirs, one.here, one.exported) for one in clashes]
    lines = [("", "in the file", "here now", "when exported"), *told]
    return [
        " ".join(
            fit(clean(text) or ("(blank)" if place else ""), width)
            for place, (text, width) in enumerate(zip(line, WIDTHS, strict=True))
        ).rstrip()
        for line in lines
    ]


class ClashDialog(ChoiceDialog):
    """One of CHOICES, or left with escape. `clashes` are those of the row, none where it is about several rows."""

    def __init__(self, about: str, clashes: Sequence["Clash"]) -> None:
        super().__init__("It was changed in the file and here. Which is right?", list(CHOICES), about)
        self._clashes = clashes

    def compose_more(self) -> "ComposeResult":
        if self._clashes:
            yield Static(Content("\n".join(beside(self._clashes))), id="sides", markup=False)
        yield from super().compose_more()
