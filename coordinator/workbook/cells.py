"""What a file holds once read: sheets of rows of cells, with where each cell stood.

`Cell.kind` keeps what openpyxl's plain values blur: an error is not text, a formula without a value is not a blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

CellKind = Literal["text", "number", "date", "datetime", "time", "duration", "bool", "error", "formula"]
CellValue = str | int | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank.

    `value` is str for text, error (`#N/A`) and formula (its text, when no value is stored); hours as float for duration.
    """

    kind: CellKind
    value: CellValue

    @property
    def text(self) -> str:
        """The cell as a person would read it: ISO days, numbers without a needless `.0`."""
        value = self.value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, datetime):
            return value.isoformat(sep=" ", timespec="minutes")
        if isinstance(value, time):
            return value.isoformat(timespec="minutes")
        return str(value)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank. `number` counts from 1 as a spreadsheet shows it; `cells` by column, from 1."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, blank rows left out. A delimited file is one sheet named after the file's stem."""

    title: str
    hidden: bool
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file as read. `name` is shown to people; `checksum` is SHA-256 of its bytes, in hexadecimal."""

    name: str
    checksum: str
    sheets: Sequence[Sheet]
    notes: Sequence[str]  # what was noticed, for instance the encoding and separator taken


def column_letter(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
