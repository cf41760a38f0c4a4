"""Values -> the XML of a sheet's rows. Text is always text: inline, cleaned, never a formula."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, repeat
from math import isfinite
from xml.sax.saxutils import escape

from coordinator.workbook.cells import column_letter
from coordinator.workbook.out import SheetOut, Value
from coordinator.workbook.text import clean

LONGEST_CELL = 32_767
"""Characters that a cell can hold; what is longer ends in `…`."""

EARLIEST = date(1900, 3, 1)
"""Earlier days have no number on which all spreadsheets agree: they are written as text."""

_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DAY_NOUGHT = date(1899, 12, 30).toordinal()
_ROWS_TOGETHER = 500

StyleOf = Callable[[type, int, bool], int]
"""The number of the style for a value of a type in a column (from 0), marked or not."""


def rows_xml(sheet: SheetOut, style: StyleOf, header_style: int) -> Iterator[bytes]:
    """The header row, the rows and the spare rows of a sheet, in pieces."""
    letters = [column_letter(column) for column in range(1, len(sheet.headers) + 1)]
    heads = (
        _string(f"{letter}1", header_style, text(head))
        for letter, head in zip(letters, sheet.headers, strict=True)
    )
    yield f'<row r="1">{"".join(heads)}</row>'.encode()
    made = _cell_maker(letters, style, _filled_in(sheet))
    blank: Sequence[Value] = (None,) * len(letters)
    lines: list[str] = []
    for index, row in enumerate(chain(sheet.rows, repeat(blank, sheet.spare))):
        cells = "".join(
            made(column, index + 2, value, (index, column) in sheet.marked)
            for column, value in enumerate(row)
        )
        lines.append(f'<row r="{index + 2}">{cells}</row>')
        if len(lines) == _ROWS_TOGETHER:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def text(value: str) -> str:
    """Text as it may stand in an .xlsx: no control characters, `_x0041_` meant literally, no longer than a cell."""
    told = _ESCAPE_LOOKALIKE.sub("_x005F_", clean(value))
    return told if len(told) <= LONGEST_CELL else f"{told[: LONGEST_CELL - 1]}…"


def shortened(sheets: Sequence[SheetOut]) -> int:
    """How many texts are longer than a cell of an .xlsx can hold and end in `…` there."""
    return sum(
        isinstance(value, str) and len(value) > LONGEST_CELL and len(text(value)) == LONGEST_CELL
        for sheet in sheets
        for row in sheet.rows
        for value in row
    )


def serial(value: date | datetime | time | timedelta) -> float | int:
    """A day, a moment, a time or a length as the number of days that a spreadsheet keeps."""
    if isinstance(value, datetime):
        return value.toordinal() - _DAY_NOUGHT + _seconds(value.time()) / 86_400
    if isinstance(value, date):
        return value.toordinal() - _DAY_NOUGHT
    if isinstance(value, time):
        return _seconds(value) / 86_400
    return value.total_seconds() / 86_400


def _seconds(value: time) -> float:
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1_000_000


def _filled_in(sheet: SheetOut) -> frozenset[int]:
    """The columns, from 0, whose blank cells have a format too: what is typed there shows as the rest does."""
    columns = (sheet.columns.get(header) for header in sheet.headers)
    return frozenset(
        place for place, column in enumerate(columns) if column is not None and column.check is not None
    )


def _cell_maker(
    letters: Sequence[str], style: StyleOf, filled_in: frozenset[int]
) -> Callable[[int, int, Value, bool], str]:
    """What writes one cell; the styles it has asked for are kept."""
    known: dict[tuple[type, int, bool], int] = {}

    def made(column: int, row: int, value: Value, marked: bool) -> str:
        if value is None or value == "":
            if not marked and column not in filled_in:
                return ""
            value = None
        kind = type(value)
        number = known.get((kind, column, marked))
        if number is None:
            number = known[kind, column, marked] = style(kind, column, marked)
        reference = f"{letters[column]}{row}"
        if kind is str:
            return _string(reference, number, text(value))  # type: ignore[arg-type]
        if value is None:
            return f'<c r="{reference}" s="{number}"/>'
        if isinstance(value, bool):
            return _string(reference, number, "yes" if value else "no")
        if isinstance(value, (int, float)):
            if isfinite(value):
                return f'<c r="{reference}" s="{number}"><v>{value!r}</v></c>'
            return _string(reference, number, str(value))
        if isinstance(value, date) and date(value.year, value.month, value.day) < EARLIEST:
            return _string(reference, number, value.isoformat())
        if isinstance(value, str):
            return _string(reference, number, text(value))
        return f'<c r="{reference}" s="{number}"><v>{serial(value)!r}</v></c>'

    return made


def _string(reference: str, style: int, told: str) -> str:
    if not told:
        return ""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(told)}</t></is></c>'
