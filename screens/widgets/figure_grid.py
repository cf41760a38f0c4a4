"""All figures of one cohort in columns, with a cursor; only the lines that changed are sent."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coordinator.models import CohortFigures
from screens.figures import COLUMNS, FIGURES, Figure, fortnights, hours_bar, hours_share
from screens.presentation import Tone, count, fit
from screens.widgets.lines import CURSOR, CURSOR_AWAY, STYLES

NUMBER_WIDTH = 7
"""Room for a mark and a figure's value: "100,000", "2,406.5"."""

WIDTHS = (18, 21, 23, 18)
"""Room for each column at 80 cells: the mark, the value and its longest label."""

BAR_WIDTH = 10


def _place() -> tuple[dict[Figure, tuple[int, int]], dict[tuple[int, int], str]]:
    """Where each figure and each heading stands, as (column, line)."""
    figures: dict[Figure, tuple[int, int]] = {}
    headings: dict[tuple[int, int], str] = {}
    for x, groups in enumerate(COLUMNS):
        y = 0
        for heading, members in groups:
            headings[x, y] = heading
            for figure in members:
                y += 1
                figures[figure] = (x, y)
            y += 1
    return figures, headings


_PLACES, _HEADINGS = _place()
_AT = {place: figure for figure, place in _PLACES.items()}
_BAR_AT = (len(COLUMNS) - 1, max(y for x, y in _PLACES.values() if x == len(COLUMNS) - 1) + 1)
_FORTNIGHTS_LINE = max(y for _, y in _PLACES.values()) + 2
HEIGHT = _FORTNIGHTS_LINE + 1


class FigureGrid(Widget, can_focus=True, inherit_bindings=False):
    """The figures of one cohort. The arrows go from one to the next; enter opens what is behind one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "open",
            id="figures.open",
            tooltip="Open the rows behind the figure.",
            show=False,
        ),
        Binding("up,k", "move(0, -1)", "up", id="figures.up", tooltip="To the figure above.", show=False),
        Binding(
            "down,j", "move(0, 1)", "down", id="figures.down", tooltip="To the figure below.", show=False
        ),
        Binding(
            "left", "move(-1, 0)", "left", id="figures.left", tooltip="To the figure on the left.", show=False
        ),
        Binding(
            "right",
            "move(1, 0)",
            "right",
            id="figures.right",
            tooltip="To the figure on the right.",
            show=False,
        ),
    ]

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a figure of a cohort."""

        figures: CohortFigures
        figure: Figure

    @dataclass
    class Left(Message):
        """The cursor went out of the grid, back towards the list."""

        grid: "FigureGrid"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.figures: CohortFigures | None = None
        self.figure = FIGURES[0]
        self.styles.height = HEIGHT

    def set(self, figures: CohortFigures | None) -> None:
        """Show one cohort's figures; the cursor stays on its figure."""
        before, self.figures = self.figures, figures
        if before is None or figures is None:
            self.refresh()
            return
        for y in range(HEIGHT):
            if self._cells(before, y) != self._cells(figures, y):
                self._refresh_row(y)

    def go_to(self, name: str) -> None:
        """Put the cursor on the figure of this name."""
        self._refresh_row(_PLACES[self.figure][1])
        self.figure = next(figure for figure in FIGURES if figure.name == name)
        self._refresh_row(_PLACES[self.figure][1])

    # -- drawing --

    def render_line(self, y: int) -> Strip:
        """One line: a cell for each column, or the fortnights."""
        width = self.size.width
        if self.figures is None:
            return Strip([Segment(" " * width)], width)
        segments = [
            Segment(text, self._cursor_style() if self._is_cursor(x, y) else STYLES[tone])
            for x, (text, tone) in enumerate(self._cells(self.figures, y))
        ]
        return Strip(segments).adjust_cell_length(width)

    def _cells(self, figures: CohortFigures, y: int) -> list[tuple[str, Tone]]:
        if y == _FORTNIGHTS_LINE:
            told = f" Sessions held in each of the last {count(len(figures.sessions_by_fortnight), 'fortnight')}  "
            return [(told, "strong"), (fortnights(figures, max(1, self.size.width - len(told))), "plain")]
        return [self._cell(figures, x, y) for x in range(len(COLUMNS))]

    def _cell(self, figures: CohortFigures, x: int, y: int) -> tuple[str, Tone]:
        room = WIDTHS[x] + max(0, min(40, self.size.width - sum(WIDTHS))) // len(COLUMNS)
        if heading := _HEADINGS.get((x, y)):
            return fit(f"  {heading}", room), "strong"
        if (x, y) == _BAR_AT:
            return fit(f"  {hours_bar(figures, BAR_WIDTH)} {hours_share(figures)}", room), "plain"
        figure = _AT.get((x, y))
        if figure is None:
            return " " * room, "plain"
        mark = "▌" if self._is_cursor(x, y) else " "
        text = f"{mark}{figure.text(figures):>{NUMBER_WIDTH - 1}} {figure.label}"
        return fit(text, room), figure.tone if figure.of(figures) else "quiet"

    def _is_cursor(self, x: int, y: int) -> bool:
        return _PLACES[self.figure] == (x, y)

    def _cursor_style(self) -> Style:
        return CURSOR if self.has_focus else CURSOR_AWAY

    def _refresh_row(self, y: int) -> None:
        self.refresh(Region(0, y, self.size.width, 1))

    def on_focus(self) -> None:
        self._refresh_row(_PLACES[self.figure][1])

    def on_blur(self) -> None:
        self._refresh_row(_PLACES[self.figure][1])

    # -- keys --

    def action_choose(self) -> None:
        """Open the rows behind the figure."""
        if self.figures is not None:
            self.post_message(self.Chosen(self.figures, self.figure))

    def action_move(self, right: int, down: int) -> None:
        """Go to the nearest figure that way; out of the grid at its top and its left edge."""
        x, y = _PLACES[self.figure]
        if right:
            column = [place for place in _AT if place[0] == x + right]
            target = min(column, key=lambda place: abs(place[1] - y), default=None)
        else:
            column = [place for place in _AT if place[0] == x and (place[1] - y) * down > 0]
            target = min(column, key=lambda place: abs(place[1] - y), default=None)
        if target is not None:
            self.go_to(_AT[target].name)
        elif right < 0 or down < 0:
            self.post_message(self.Left(self))
