"""The rows of a file with their verdicts, a view at a time: rejected cells, rows, or the columns."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from screens import preview_view
from screens.presentation import count, words
from screens.preview_view import ColumnLine, RejectedLine, RowLine, View
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from coordinator.services.imports import Preview

NAMES = ("rejected", "rows", "columns")


class VerdictList(RowList[Row]):
    """A list in which enter is about the whole file, whichever row it is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,y",
            "confirm",
            "import",
            id="preview.import",
            tooltip="Import the good rows; after that, go to triage.",
        ),
    ]

    class Confirmed(Message):
        """Enter was pressed."""

    def action_confirm(self) -> None:
        """Import the good rows; after that, go to triage."""
        self.post_message(self.Confirmed())


class VerdictLists(Vertical):
    """A rule that names the view, its list, and the highlighted row in full."""

    def __init__(self, preview: "Preview", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.preview = preview
        self.view: View = preview_view.first_view(preview)

    def compose(self) -> ComposeResult:
        yield Rule(id="about-list")
        yield VerdictList[RejectedLine](
            preview_view.rejected_columns(self.preview), lambda line: line, id="rejected"
        )
        yield VerdictList[RowLine](
            preview_view.row_columns(self.preview), lambda line: (line.sheet, line.row), id="rows"
        )
        yield VerdictList[ColumnLine](preview_view.COLUMN_COLUMNS, lambda line: line, id="columns")
        yield Detail(id="about-row")

    @property
    def current(self) -> VerdictList[Any]:
        """The list that is shown."""
        return next(found for found in self.query(VerdictList) if found.display)

    @property
    def shows_columns(self) -> bool:
        """Whether the columns are shown instead of the rows."""
        return self.current.id == "columns"

    def set_preview(self, preview: "Preview") -> None:
        """Show another preview from its first view."""
        self.preview = preview
        self.view = preview_view.first_view(preview)
        self.query_one("#columns", VerdictList).set_rows(preview_view.column_lines(preview))
        self.show_rows()

    def show_rows(self) -> None:
        """Show the list of the view, and name it on the rule above."""
        lines: list[Any]
        if self.view == "rejected":
            lines, shown = preview_view.rejected_lines(self.preview), self._only("rejected")
        else:
            lines, shown = preview_view.row_lines(self.preview, self.view), self._only("rows")
        shown.set_rows(lines, empty="The file has no such row.")
        shown.action_edge(0)
        following = preview_view.next_view(self.preview, self.view)
        then = f" · v: {words(following)}" if following != self.view else ""
        name = words(self.view)
        of = count(preview_view.many(self.preview, self.view), "row")
        self.query_one("#about-list", Rule).set(f"{name}: {of}{then}")
        self._tell(shown.row)

    def show_next_view(self) -> bool:
        """Show the next view that has rows, or the rows where the columns were; False where there is no other."""
        following = preview_view.next_view(self.preview, self.view)
        moved = self.shows_columns or following != self.view
        if not self.shows_columns:
            self.view = following
        self.show_rows()
        return moved

    def show_columns(self) -> None:
        """Show what each column was taken for."""
        self._only("columns")
        self.query_one("#about-list", Rule).set("columns and what they were taken for · c: the rows")
        self.query_one("#about-row", Detail).set(())

    def _only(self, wanted: str) -> VerdictList[Any]:
        """Show this list alone, and focus it."""
        for name in NAMES:
            self.query_one(f"#{name}", VerdictList).display = name == wanted
        shown = self.query_one(f"#{wanted}", VerdictList)
        self.screen.set_focus(shown)
        return shown

    @on(RowList.Rested)
    def _rested(self, message: RowList.Rested) -> None:
        if message.rows is self.current:
            self._tell(message.row)

    def _tell(self, line: object) -> None:
        pane = self.query_one("#about-row", Detail)
        if isinstance(line, RejectedLine):
            pane.set(preview_view.about_rejected(line, self.size.width))
        elif isinstance(line, RowLine):
            pane.set(preview_view.about_row(line, self.size.width))
        else:
            pane.set(())
