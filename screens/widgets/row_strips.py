"""How a row of a list and its heading are drawn: in as few pieces as it has changes of tone. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.presentation import Cell, Tone, clean, fit
from screens.widgets.columns import Column
from screens.widgets.lines import STYLES

Row = TypeVar("Row")


def heading(laid: Sequence[tuple[Column[Row], int]], width: int) -> str:
    """The titles of the columns, each over its room."""
    titles = " ".join(fit(column.title, room, right=column.right) for column, room in laid)
    return fit(f"  {titles}", width)


def cells(row: Row, laid: Sequence[tuple[Column[Row], int]]) -> Iterator[Cell]:
    """The cells of a row, each as wide as its room."""
    for column, room in laid:
        made = column.cell(row) if column.in_room is None else column.in_room(row, room)
        cell = made if isinstance(made, Cell) else Cell(made)
        yield Cell(fit(clean(cell.text), room, right=column.right), cell.tone)


def row_strip(margin: str, cells: Iterable[Cell], width: int, style: Style | None) -> Strip:
    """The margin and the cells, a blank between them; with a `style` of its own it is one piece."""
    pieces: list[tuple[str, Tone]] = [(margin, "plain")]
    for number, cell in enumerate(cells):
        before, tone = pieces[-1]
        before += " " if number else ""
        # Blank space takes the tone of what follows, which saves a change of style.
        if cell.tone == tone or before.isspace():
            pieces[-1] = (before + cell.text, cell.tone)
        else:
            pieces[-1:] = [(before, tone), cell]
    if style is not None:
        return Strip([Segment(fit("".join(text for text, _ in pieces), width), style)])
    return Strip([Segment(text, STYLES[tone]) for text, tone in pieces])
