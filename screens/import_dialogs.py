"""What an import asks before it reads anything: which cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from screens.dialogs import Dialog
from screens.presentation import Cell, clean
from screens.widgets.columns import Column
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList

MOST_COHORTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class CohortChoice:
    """A cohort to import into: one that is there, or a new one."""

    name: str
    is_new: bool


def choices(text: str, cohorts: Sequence[str], likely: str) -> list[CohortChoice]:
    """The cohorts that fit what is typed, the likeliest first, and a new one of that name where none is called so."""
    wanted = " ".join(text.split())
    folded = wanted.casefold()
    if exact := [name for name in cohorts if name.casefold() == folded]:
        return [CohortChoice(name, False) for name in exact]
    ranked = sorted(cohorts, key=lambda name: (name != likely, not name.casefold().startswith(folded)))
    found = [CohortChoice(name, False) for name in ranked if folded in name.casefold()]
    return [*found, CohortChoice(wanted, True)] if wanted else found


class CohortDialog(Dialog[str | None], inherit_bindings=False):
    """Which cohort the file goes into: typed as far as needed, or chosen with the arrows. None: left."""

    CSS_PATH: ClassVar[Any] = ["dialogs.tcss", "importing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="cohort.leave", tooltip="Import nothing.", show=False),
        Binding("up", "move(-1)", "up", id="cohort.up", tooltip="The cohort above.", show=False),
        Binding("down,tab", "move(1)", "down", id="cohort.down", tooltip="The cohort below.", show=False),
    ]

    def __init__(
        self, file_name: str, cohorts: Sequence[str], likely: str, typed: str, told: str = ""
    ) -> None:
        lines = [clean(file_name) + (f": its rows are of {clean(told)}." if told else "")]
        if not cohorts:
            lines.append("There is no cohort yet. Name the first one, for instance Spring 2026.")
        super().__init__(
            "Which cohort does it go into?", lines, "enter takes it   ↑ ↓ choose   escape leaves"
        )
        self._cohorts = cohorts
        self._likely = likely
        self._typed = typed

    def compose_more(self) -> ComposeResult:
        with Horizontal(id="cohort-typing"):
            yield Line("cohort ›", tone="strong", id="cohort-prompt")
            yield OneLineInput(self._typed, id="cohort-text")
        columns: list[Column[CohortChoice]] = [
            Column("", lambda choice: choice.name, 20, grow=1),
            Column("", lambda choice: Cell("a new cohort", "warn") if choice.is_new else "", 12),
        ]
        cohorts: RowList[CohortChoice] = RowList(columns, lambda choice: choice, id="cohorts")
        cohorts.can_focus = False
        cohorts.styles.height = min(len(self._cohorts) + 1, MOST_COHORTS_SHOWN) + 1
        yield cohorts

    def on_mount(self) -> None:
        typing = self.query_one(OneLineInput)
        typing.cursor_position = len(self._typed)
        typing.focus()
        self._show(self._typed)

    def _show(self, text: str) -> None:
        self.query_one("#cohorts", RowList).set_rows(
            choices(text, self._cohorts, self._likely), empty="Type a name."
        )
        self.query_one("#cohorts", RowList).action_edge(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self.query_one("#cohorts", RowList).row
        if choice is not None:
            self.dismiss(choice.name)

    def action_move(self, by: int) -> None:
        """Go to the cohort above or below."""
        self.query_one("#cohorts", RowList).action_move(by)

    def action_leave(self) -> None:
        """Import nothing."""
        self.dismiss(None)
