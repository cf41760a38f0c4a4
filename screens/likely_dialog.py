"""The same person? What the file says and what is known, side by side."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from screens.dialogs import Dialog
from screens.presentation import broken, clean, fit

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from coordinator.workbook.verdicts import Likely, Verdict

NAME, SIDE = 12, 25
"""Cells for a field's name, and for each side."""


def side_by_side(told: Mapping[str, str], known: Mapping[str, str], where: str) -> list[str]:
    """A line a field, or several: its name, what the file says, what is known; `=` where they agree."""
    lines = _lines("", "in the file", " ", f"known: {where}")
    for field, value in known.items():
        here, there = clean(told.get(field, "")), clean(value)
        if here or there:
            lines += _lines(field, here, "=" if here.casefold() == there.casefold() else " ", there)
    return lines


def _lines(field: str, here: str, sign: str, there: str) -> list[str]:
    sides = zip_longest(broken(here, SIDE), broken(there, SIDE), fillvalue="")
    return [
        f"{fit('' if more else field, NAME)} {fit(one, SIDE)} {' ' if more else sign} {fit(other, SIDE)}".rstrip()
        for more, (one, other) in enumerate(sides)
    ]


class LikelyDialog(Dialog[str | None], inherit_bindings=False):
    """The e-mail of the known person that it is; "" where it is somebody else; None: decided later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "same", "same", id="likely.same", tooltip="They are the same person.", show=False),
        Binding(
            "d", "different", "different", id="likely.different", tooltip="They are two people.", show=False
        ),
        Binding("n", "next", "next", id="likely.next", tooltip="The next who may be meant.", show=False),
        Binding("escape,l", "later", "later", id="likely.later", tooltip="Decide later.", show=False),
    ]

    def __init__(self, verdict: "Verdict", told: Mapping[str, str]) -> None:
        several = "   n next of them" if len(verdict.likely) > 1 else ""
        super().__init__(
            "Is this someone known?", [], f"s the same   d different   esc decide later{several}"
        )
        self._likely = verdict.likely
        self._told = told
        self._place = 0

    @property
    def shown(self) -> "Likely":
        """Who is shown beside the row."""
        return self._likely[self._place]

    def compose_more(self) -> "ComposeResult":
        yield Static(self._content(), id="sides", markup=False)

    def _content(self) -> Content:
        one = self.shown
        lines = side_by_side(self._told, one.known, one.where)
        return Content("\n".join([*lines, "", f"For it speak: {clean(', '.join(one.evidence))}."]))

    def action_same(self) -> None:
        """They are the same person."""
        self.dismiss(self.shown.email)

    def action_different(self) -> None:
        """They are two people."""
        self.dismiss("")

    def action_next(self) -> None:
        """The next who may be meant."""
        self._place = (self._place + 1) % len(self._likely)
        self.query_one("#sides", Static).update(self._content())

    def action_later(self) -> None:
        """Decide later."""
        self.dismiss(None)
