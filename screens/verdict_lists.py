"""The rows of a file with their verdicts, a view at a time: what stays out, what changes, rows, or the columns."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from screens import mapping_view, preview_view
from screens.mapping_view import ColumnLine
from screens.presentation import count
from screens.preview_view import ChangeLine, ClashLine, OpenLine, RowLine, View
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from datetime import date

    from coordinator.services.imports import Preview
    from coordinator.workbook.mapping import FileMapping

LISTS = ("open", "clashes", "changes", "rows", "columns")
OPEN_VIEWS = frozenset({"rejected", "duplicate", "set_aside"})


class VerdictList(RowList[Row]):
    """A list in which enter is about the whole file, whichever row it is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "confirm",
            "import",
            id="preview.import",
            tooltip="From the columns to the rows; there, import the good ones; after that, go to triage.",
        ),
    ]

    class Confirmed(Message):
        """Enter was pressed."""

    def action_confirm(self) -> None:
        """From the columns to the rows; there, import the good ones; after that, go to triage."""
        self.post_message(self.Confirmed())


class VerdictLists(Vertical):
    """A rule that names the view, its list, and the highlighted line in full."""

    def __init__(self, preview: "Preview", today: "date", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.preview = preview
        self.mapping = preview.mapping
        self.view: View = preview_view.first_view(preview)
        self._today = today

    def compose(self) -> ComposeResult:
        preview, key = self.preview, preview_view.key
        several = preview_view.has_several_sheets(preview)
        yield Rule(id="about-list")
        yield VerdictList[OpenLine](preview_view.open_columns(preview), key, marking=True, id="open")
        yield VerdictList[ClashLine](preview_view.clash_columns(preview), key, marking=True, id="clashes")
        yield VerdictList[ChangeLine](preview_view.change_columns(preview), key, marking=True, id="changes")
        yield VerdictList[RowLine](preview_view.row_columns(preview), key, marking=True, id="rows")
        yield VerdictList[ColumnLine](
            mapping_view.columns(several=several), lambda line: (line.sheet, line.column.column), id="columns"
        )
        yield Detail(id="about-row")

    @property
    def current(self) -> VerdictList[Any]:
        """The list that is shown."""
        return next(found for found in self.query(VerdictList) if found.display)

    @property
    def shows_columns(self) -> bool:
        """Whether the columns are shown instead of the rows."""
        return self.current.id == "columns"

    @property
    def places(self) -> list[tuple[str, int]]:
        """The rows that a key is about: the marked ones, else the highlighted one."""
        current = self.current
        lines = current.marked_rows or ([current.row] if current.row is not None else [])
        return list(dict.fromkeys((line.sheet, line.row) for line in lines))

    def set_preview(self, preview: "Preview", *, anew: bool = True) -> None:
        """Show another preview: `anew` from its first view; else from the one that is shown, if it still has rows."""
        self.preview, self.mapping = preview, preview.mapping
        if anew or not preview_view.many(preview, self.view):
            self.view = preview_view.first_view(preview)
        if anew or not self.shows_columns:
            self.show_rows(from_first=anew)

    def show_rows(self, *, from_first: bool = True) -> None:
        """Show the list of the view, and name it on the rule above."""
        lines: list[Any]
        if self.view in OPEN_VIEWS:
            lines, shown = preview_view.open_lines(self.preview, self.view), self._only("open")
        elif self.view == "clash":
            lines, shown = preview_view.clash_lines(self.preview), self._only("clashes")
        elif self.view == "updated":
            lines, shown = preview_view.change_lines(self.preview), self._only("changes")
        else:
            lines, shown = preview_view.row_lines(self.preview, self.view), self._only("rows")
        shown.marks &= {shown.key(line) for line in lines}
        shown.set_rows(lines, empty="The file has no such row.")
        if from_first:
            shown.action_edge(0)
        following = preview_view.next_view(self.preview, self.view)
        then = f" · v: {preview_view.spoken(following)}" if following != self.view else ""
        of = count(preview_view.many(self.preview, self.view), "row")
        self.query_one("#about-list", Rule).set(f"{preview_view.spoken(self.view)}: {of}{then}")
        self._tell(shown.row)

    def show_next_view(self) -> bool:
        """Show the next view that has rows, or the rows where the columns were; False where there is no other."""
        following = preview_view.next_view(self.preview, self.view)
        moved = self.shows_columns or following != self.view
        if not self.shows_columns:
            self.view = following
        self.show_rows()
        return moved

    def show_columns(self, mapping: "FileMapping", *, from_first_open: bool = True) -> None:
        """Show what each column fills, from the first that nobody knows."""
        self.mapping = mapping
        shown = self._only("columns")
        lines = mapping_view.lines(mapping)
        shown.set_rows(lines)
        if from_first_open:
            first = next((line for line in lines if line.column.is_open), lines[0])
            shown.go_to(shown.key(first))
        self.query_one("#about-list", Rule).set("what each column fills · enter: the rows")
        self._tell(shown.row)

    def go_to_next_open(self) -> None:
        """From the highlighted column to the next that nobody knows; else to the one below."""
        shown = self.current
        after = shown.rows[shown.cursor + 1 :]
        following = next((line for line in after if line.column.is_open), next(iter(after), None))
        if following is not None:
            shown.go_to(shown.key(following))
        self._tell(shown.row)

    def _only(self, wanted: str) -> VerdictList[Any]:
        """Show this list alone, and focus it."""
        for name in LISTS:
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
        width, height = self.size.width, max(3, pane.size.height)
        if isinstance(line, ColumnLine):
            pane.set(mapping_view.about(line, self.mapping.kind, self._today, width, height))
        elif isinstance(line, OpenLine | ClashLine | ChangeLine | RowLine):
            pane.set(preview_view.about(line, self.preview, width))
        else:
            pane.set(())
