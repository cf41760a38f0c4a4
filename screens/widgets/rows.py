"""A list of any length that formats only the rows on the screen.

The line to the terminal is what costs (DESIGN §7): a move repaints two lines, plain cells carry no style,
colours are the terminal's own sixteen, and nothing is repainted unless something changed.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from screens.presentation import fit
from screens.widgets.columns import Column, lay_out
from screens.widgets.lines import CURSOR, CURSOR_AWAY, STYLES
from screens.widgets.row_strips import cells, heading, row_strip

Row = TypeVar("Row")

REST_SECONDS = 0.25
"""How long the cursor stays on a row before the row counts as looked at."""


class RowList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows drawn a line at a time, with a cursor, marks and a fixed heading.

    `key` tells rows apart, so that the cursor and the marks stay with their rows when they are loaded again.
    `marking` is whether rows can be marked, `opening` whether enter opens one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="list.open", tooltip="Open the highlighted row."),
        Binding("up,k", "move(-1)", "up", id="list.up", tooltip="Go to the row above.", show=False),
        Binding("down,j", "move(1)", "down", id="list.down", tooltip="Go to the row below.", show=False),
        Binding("pageup", "page(-1)", "page up", id="list.pageup", tooltip="Go up a screenful.", show=False),
        Binding(
            "pagedown", "page(1)", "page down", id="list.pagedown", tooltip="Go down a screenful.", show=False
        ),
        Binding("home,g", "edge(0)", "first", id="list.first", tooltip="Go to the first row.", show=False),
        Binding("end,G", "edge(1)", "last", id="list.last", tooltip="Go to the last row.", show=False),
        Binding(
            "space", "mark", "mark", id="list.mark", tooltip="Mark or unmark the highlighted row.", show=False
        ),
        Binding(
            "asterisk",
            "mark_all",
            "mark all",
            id="list.mark-all",
            tooltip="Mark every row, or none.",
            show=False,
        ),
    ]

    DEFAULT_CSS = """
    RowList {
        overflow: hidden hidden;
        height: 1fr;
    }
    """

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row."""

        rows: "RowList[Any]"
        row: Any

        @property
        def control(self) -> "RowList[Any]":
            return self.rows

    @dataclass
    class Rested(Message):
        """The cursor stayed on a row; `row` is None where the list is empty."""

        rows: "RowList[Any]"
        row: Any

        @property
        def control(self) -> "RowList[Any]":
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        marking: bool = False,
        opening: bool = True,
        empty: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.key = key
        self.marking = marking
        self.opening = opening
        self.marks: set[Hashable] = set()
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self._empty = empty
        self._laid: list[tuple[Column[Row], int]] = []
        self._resting: Timer | None = None

    # -- rows --

    @property
    def row(self) -> Row | None:
        """The highlighted row."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def marked_rows(self) -> list[Row]:
        """The marked rows in the list's order; those filtered away are not among them."""
        return [row for row in self.rows if self.key(row) in self.marks] if self.marks else []

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns from now on."""
        self.columns = columns
        self._laid = lay_out(columns, self.size.width)
        self.refresh()

    def set_rows(self, rows: Sequence[Row], *, empty: str | None = None, stay: bool = False) -> None:
        """Show these rows. The cursor stays with its row; where that left, it is on the next one.

        With `stay` a row that went out of sight is not followed either: the list keeps its place.
        """
        before: object = self._window()
        was = None if self.row is None else self.key(self.row)
        gap = self.cursor - self._top
        if empty is not None and empty != self._empty:
            self._empty = empty
            before = None
        self.rows = rows
        here = min(self.cursor, max(0, len(rows) - 1))
        found = self._find(was, here)
        in_sight = self._top <= found < self._top + self._height
        self.cursor = here if stay and not in_sight else found
        self.virtual_size = Size(self.size.width, len(rows) + 1)
        self._scroll_so(self.cursor - gap)
        if before is None or self._window() != before:
            self.refresh()
        if self.row is None or self.key(self.row) != was:
            self._rest()

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on the row with this key; False where there is none."""
        index = self._find(key, -1)
        if index >= 0:
            self._move_to(index)
        return index >= 0

    def go_on(self) -> None:
        """Something was done about the marked rows, or about the highlighted one: unmark them, or go to the next."""
        if self.marks:
            self.unmark_all()
        else:
            self._move_to(self.cursor + 1)

    def unmark_all(self) -> None:
        """Take all marks away."""
        self.marks.clear()
        self.refresh()

    def _find(self, key: Hashable | None, otherwise: int) -> int:
        if key is not None:
            if 0 <= otherwise < len(self.rows) and self.key(self.rows[otherwise]) == key:
                return otherwise
            for index, row in enumerate(self.rows):
                if self.key(row) == key:
                    return index
        return otherwise

    # -- where things are --

    @property
    def _height(self) -> int:
        """Rows that fit below the heading."""
        return max(1, self.size.height - 1)

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    def _window(self) -> tuple[int, int, Sequence[Row]]:
        """What is on the screen, to see whether anything changed."""
        return self.cursor, self._top, self.rows[self._top : self._top + self._height]

    def _scroll_so(self, top: int) -> None:
        """Scroll to `top`, or as little further as keeps the cursor on the screen."""
        top = max(self.cursor - self._height + 1, min(self.cursor, top))
        top = max(0, min(top, len(self.rows) - self._height))
        if top != self._top:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _move_to(self, index: int) -> None:
        index = max(0, min(index, len(self.rows) - 1))
        if index == self.cursor or not self.rows:
            return
        self.refresh_line(self.cursor + 1)
        self.cursor = index
        self.refresh_line(self.cursor + 1)
        self._scroll_so(self._top)
        self._rest()

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self.rest_now)

    def rest_now(self) -> None:
        """The cursor has rested: say on which row."""
        self._resting = None
        self.post_message(self.Rested(self, self.row))

    def on_resize(self, event: Resize) -> None:
        self._laid = lay_out(self.columns, event.size.width)
        self.virtual_size = Size(event.size.width, len(self.rows) + 1)
        self._scroll_so(self._top)
        self.refresh()

    def on_focus(self) -> None:
        self.refresh_line(self.cursor + 1)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor + 1)

    # -- drawing --

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading, a row, or a line of what to do where there are no rows."""
        width = self.size.width
        if y == 0:
            return Strip([Segment(heading(self._laid, width), STYLES["strong"])], width)
        if not self.rows:
            lines = self._empty.splitlines()
            return Strip([Segment(fit("  " + lines[y - 2] if 2 <= y < len(lines) + 2 else "", width))], width)
        index = self._top + y - 1
        if index >= len(self.rows):
            return Strip([Segment(" " * width)], width)
        return self._drawn(index).adjust_cell_length(width)

    def _drawn(self, index: int) -> Strip:
        row, here = self.rows[index], index == self.cursor
        margin = ("▌" if here else " ") + ("●" if self.key(row) in self.marks else " ")
        style = (CURSOR if self.has_focus else CURSOR_AWAY) if here else None
        return row_strip(margin, cells(row, self._laid), self.size.width, style)

    # -- keys --

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where there is nothing to mark or to open, the key is not there either."""
        return {"mark": self.marking, "mark_all": self.marking, "choose": self.opening}.get(action, True)

    def action_choose(self) -> None:
        """Open the highlighted row."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor and the screen by a screenful."""
        step = by * max(1, self._height - 1)
        top = self._top
        self._move_to(self.cursor + step)
        self._scroll_so(top + step)

    def action_edge(self, last: int) -> None:
        """Go to the first or the last row."""
        self._move_to(len(self.rows) - 1 if last else 0)

    def action_mark(self) -> None:
        """Mark or unmark the highlighted row, and go to the next."""
        if self.row is None:
            return
        self.marks ^= {self.key(self.row)}
        self.refresh_line(self.cursor + 1)
        self._move_to(self.cursor + 1)

    def action_mark_all(self) -> None:
        """Mark every row, or none where all are marked."""
        there = {self.key(row) for row in self.rows}
        self.marks = set() if there <= self.marks else self.marks | there
        self.refresh()
