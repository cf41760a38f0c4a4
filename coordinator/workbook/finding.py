"""Where in a sheet the table is: its row of headers (or two), what stands below it that is no row of it. Pure.

Nothing is left out in silence: every row that is not taken is told by its number, with what it says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coordinator.workbook.cells import Cell, Row

ROWS_SEARCHED = 50
"""Titles and notes above the headers are skipped: the headers are looked for in this many rows."""
LONGEST_HEADER = 500
LOOKED_AT = 200
"""Rows by which a column of options is told."""

_TICKS = frozenset({"x", "✓", "✔", "☑", "☒", "yes", "y", "true", "1", "ticked", "checked", "selected"})
_NO_TICKS = frozenset({"no", "n", "false", "0", "☐", "-", "–", "unticked", "unchecked", "not selected"})
_TOTAL = re.compile(
    r"(?:(?:grand|sub)[ -]?)?totals?\b|sum\b|count\b|average\b|mean\b|n ?=|notes?\b|\*|source\b|©", re.I
)
_OPTION = re.compile(r"^(.+?)\s*\[([^\[\]]+)\]\s*$", re.DOTALL)
_ROWS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Headers by column, from one row or two, with the table's first row at `below` of the rows of the sheet.

    `options` are the columns whose header names one of several answers: "Which areas? [Finance]", or "Finance" under
    a "Which areas?" that spans several columns.
    """

    below: int
    texts: Mapping[int, str]
    options: Mapping[int, str] = field(default_factory=dict)


def headings(rows: Sequence[Row]) -> Iterator[Heading]:
    """Every row that may be the headers; then every two rows of which the lower divides columns of the upper."""
    searched = list(rows[:ROWS_SEARCHED])
    for index, row in enumerate(searched):
        texts = _texts(row)
        yield Heading(index + 1, texts, _bracketed(texts))
    for index, (upper, lower) in enumerate(pairwise(searched)):
        if two := _of_two(upper, lower):
            texts, options = two
            yield Heading(index + 2, texts, options)


def _texts(row: Row) -> dict[int, str]:
    found = {column: one_line(cell) for column, cell in sorted(row.cells.items()) if cell.kind == "text"}
    return {column: text for column, text in found.items() if len(text) <= LONGEST_HEADER}


def _bracketed(texts: Mapping[int, str]) -> dict[int, str]:
    """Columns of a question that comes once for each answer, the answer in brackets."""
    found = {column: match for column, text in texts.items() if (match := _OPTION.match(text))}
    questions = [match[1].casefold() for match in found.values()]
    return {
        column: match[2].strip()
        for column, match in found.items()
        if questions.count(match[1].casefold()) > 1
    }


def _of_two(above: Row, below: Row) -> tuple[dict[int, str], dict[int, str]] | None:
    """Headers of two rows, and which of them are options; None when the second row is no row of headers.

    A header that spans several columns stands in the first of them, the others being blank or the same. A text by
    itself above is a title.
    """
    if len(above.cells) < 2 or any(cell.kind != "text" or "@" in cell.text for cell in below.cells.values()):
        return None
    lower, upper = _texts(below), _texts(above)
    spans: dict[int, list[int]] = {}
    owner = 0
    for column in sorted(lower.keys() | upper.keys()):
        if column in upper and (owner not in upper or upper[column] != upper[owner] or column not in lower):
            owner = column
        if column in lower and owner:
            spans.setdefault(owner, []).append(column)
    divided = {owner: columns for owner, columns in spans.items() if len(columns) > 1}
    if not divided:
        return None
    texts = dict(upper)
    options: dict[int, str] = {}
    for owner, columns in spans.items():
        for column in columns:
            texts[column] = f"{upper.get(owner, '')} {lower[column]}".strip()
            if owner in divided:
                options[column] = lower[column]
    return texts, options


def options_in(heading: Heading, columns: Iterable[int], rows: Sequence[Row]) -> dict[int, str]:
    """Those of `columns` that hold one answer each, ticked or not, with that answer."""
    looked_at = rows[:LOOKED_AT]
    found: dict[int, str] = {}
    for column in columns:
        if not (label := heading.options.get(column)):
            continue
        cells = [row.cells[column] for row in looked_at if column in row.cells]
        if cells and all(ticked(cell, label) is not None for cell in cells):
            found[column] = label
    return found


def ticked(cell: Cell, label: str) -> bool | None:
    """Whether a cell says that the answer `label` was given; None when it says something else."""
    said = one_line(cell).casefold()
    if said in _TICKS or said == label.casefold():
        return True
    return False if said in _NO_TICKS or not said else None


class Furniture:
    """Rows under the headers that are no rows of the table: headers again, totals and notes after the last row.

    Feed it every row with its place; then `places` are those to leave out and `told` says what they are.
    """

    def __init__(self, headers: Mapping[int, str], names: Callable[[Row], bool]) -> None:
        """`names` tells whether a row names somebody: whether anything stands where the table needs it."""
        self._headers = {column: text.casefold() for column, text in headers.items()}
        self._names = names
        self._repeated: list[tuple[int, int]] = []
        self._after: list[tuple[int, int, str]] = []

    def look(self, place: int, row: Row) -> None:
        """See the next row."""
        if len(row.cells) > 1 and all(
            self._headers.get(column) == one_line(cell).casefold() for column, cell in row.cells.items()
        ):
            self._repeated.append((place, row.number))
        elif self._names(row) and not self._is_total(row):
            self._after.clear()
        else:
            self._after.append((place, row.number, _said(row)))

    @staticmethod
    def _is_total(row: Row) -> bool:
        first = row.cells[min(row.cells)]
        return first.kind == "text" and len(row.cells) <= 3 and bool(_TOTAL.match(one_line(first)))

    @property
    def places(self) -> frozenset[int]:
        return frozenset([place for place, _ in self._repeated] + [place for place, *_ in self._after])

    def told(self, sheet: str) -> list[str]:
        """What was left out, for people."""
        notes = []
        if self._repeated:
            rows = ", ".join(str(number) for _, number in self._repeated[:_ROWS_TOLD])
            more = f" and {len(self._repeated) - _ROWS_TOLD} more" if len(self._repeated) > _ROWS_TOLD else ""
            notes.append(f"{sheet}: the headers come again in row {rows}{more}, left out")
        notes += [
            f"{sheet}, row {number}: below the table, left out ({said})" for _, number, said in self._after
        ]
        return notes


def _said(row: Row) -> str:
    text = " | ".join(one_line(cell) for _, cell in sorted(row.cells.items()))
    return text if len(text) <= 80 else f"{text[:79]}…"


def one_line(cell: Cell) -> str:
    """A cell's text on one line."""
    return " ".join(cell.text.split())
