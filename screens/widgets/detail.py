"""A few lines about the highlighted row; only the lines that changed are sent."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.presentation import Cell, clean, fit
from screens.widgets.lines import STYLES


class Detail(Widget):
    """Lines of text, each in one tone; what does not fit below is not shown."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Cell] = ()

    def set(self, lines: Sequence[Cell]) -> None:
        """Show these lines."""
        before, self.lines = list(self.lines), list(lines)
        for y in range(max(len(before), len(self.lines))):
            if before[y : y + 1] != self.lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y >= len(self.lines):
            return Strip([Segment(" " * width)], width)
        line = self.lines[y]
        return Strip([Segment(fit(clean(line.text), width), STYLES[line.tone])]).adjust_cell_length(width)
