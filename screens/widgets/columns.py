"""The columns of a list, and how they share its width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from screens.presentation import Cell

Row = TypeVar("Row")

LEAST = 8
"""Cells that a column keeps when there is too little room."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, the pure function that makes its cell, and its room in cells.

    `grow` is its share of the room left over; `needs` is the width of the list from which it is shown. `in_room`
    makes the cell for the room it has, where cutting it at the end would lose what matters.
    """

    title: str
    cell: Callable[[Row], Cell | str]
    width: int
    grow: int = 0
    right: bool = False
    needs: int = 0
    in_room: Callable[[Row, int], Cell | str] | None = None


def lay_out(columns: Sequence[Column[Row]], width: int) -> list[tuple[Column[Row], int]]:
    """The columns of a list `width` cells wide, each with its room; the margin takes two.

    Where there is too little room, the columns that would grow give way.
    """
    shown = [column for column in columns if width >= column.needs]
    spare = width - 2 - sum(column.width + 1 for column in shown) + 1
    shares = sum(column.grow for column in shown)
    laid: list[tuple[Column[Row], int]] = []
    for column in shown:
        extra = spare * column.grow // shares if shares else 0
        laid.append((column, max(min(column.width, LEAST), column.width + extra)))
    return laid
