"""One change: what was before, and after, in people's words."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models.history import ChangeDetail, ChangeSummary
from coordinator.services import history
from screens import history_view
from screens.history_view import DetailLine
from screens.messages import Shown
from screens.presentation import Cell
from screens.relationship_view import DISCLOSABLE
from screens.taking_back import TakingBackScreen
from screens.widgets.detail import Detail
from screens.widgets.rows import RowList


class ChangeScreen(TakingBackScreen):
    """The rows that one change touched, each with the columns that differ."""

    QUESTION = "What was before, and after?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "notes", "notes", id="change.notes", tooltip="Show the notes, or mask them again."),
    ]

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._detail: ChangeDetail | None = None
        self._notes = False

    def body(self) -> ComposeResult:
        about = Detail(id="about")
        about.styles.height = 3
        yield about
        yield RowList[DetailLine](
            history_view.LINES, lambda line: (line.row, line.line), empty="Reading …", id="lines"
        )

    def change(self) -> ChangeSummary | None:
        return self._detail.summary if self._detail else None

    def shown(self) -> Shown | str:
        if self._detail is None:
            return "The change is still being read. Press e again in a moment."
        if self._notes:
            return "Press n first: the notes do not go out with a change."
        listing = history_view.listing(self._detail)
        return Shown("list", listing.title.casefold(), items=(listing,))

    def fetch(self) -> ChangeDetail:
        return history.change(self.desk, self.number, notes=self._notes)

    def show(self, found: ChangeDetail) -> None:
        self._detail = found
        self._lay_out()

    def on_resize(self) -> None:
        """What is wrapped is so to the new width."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        found = self._detail
        if found is None:
            return
        self.title_line(history_view.headline(found.summary))
        self.query_one("#about", Detail).set(
            [
                Cell(f" {history_view.when(found.summary)}"),
                Cell(f" {'; '.join(found.counts)}", "strong"),
                Cell(f" {found.summary.about}"),
            ]
        )
        self.query_one("#lines", RowList).set_rows(history_view.lines(found, self.size.width - 2), empty="")

    def action_notes(self) -> None:
        """Show the notes, or mask them again."""
        if self._detail is None or not self._detail.has_notes:
            self.say("There is no note in this change.", "warn")
            return
        self._notes = not self._notes
        self.say(DISCLOSABLE if self._notes else "The notes are masked.")
        self.load()

    @on(RowList.Chosen, "#lines")
    def _chosen(self, message: RowList.Chosen) -> None:
        """Open the relationship that the line is about."""
        if message.row.relationship is None:
            self.say("This line is about no relationship.", "warn")
        else:
            self.coordinator.open_relationship(message.row.relationship)
