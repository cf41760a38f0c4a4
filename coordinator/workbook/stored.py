"""Rows kept as the short lines they were read as, and made into cells when asked for.

Cells as objects take ten times the room: 100,000 rows of 15 would be half a gigabyte, as lines they are some 40 MB, and
8 MB as they are kept, some together and compressed.
"""

import json
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, overload

from coordinator.workbook.cells import Cell, CellKind, CellValue, Row

KINDS: dict[str, CellKind] = {
    "s": "text",
    "n": "number",
    "d": "date",
    "D": "datetime",
    "t": "time",
    "h": "duration",
    "b": "bool",
    "e": "error",
    "f": "formula",
}
"""The letters of a line: `[row number, column, letter, value, column, letter, value, ...]`."""

LETTERS = {kind: letter for letter, kind in KINDS.items()}

_TYPES: dict[str, Any] = {**dict.fromkeys(KINDS, str), "n": int | float, "h": int | float, "b": bool}


LINES_TOGETHER = 64
BYTES_TOGETHER = 64 * 1024
"""So many lines are compressed together, or fewer when they are long: one of them costs all to look at."""


class Lines:
    """Lines without line breaks, compressed, to which others can be added."""

    __slots__ = ("_count", "_last", "_loose", "_loose_bytes", "_packed", "_starts")

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self._packed: list[bytes] = []
        self._starts: list[int] = []  # of each of them, the number of its first line
        self._loose: list[bytes] = []  # the last, not packed yet
        self._loose_bytes = 0
        self._last: tuple[int, list[bytes]] = (
            -1,
            [],
        )  # which of the packed ones was looked at last, and its lines
        self._count = 0
        for line in lines:
            self.append(line)

    def append(self, line: bytes) -> None:
        self._loose.append(line)
        self._loose_bytes += len(line)
        self._count += 1
        if len(self._loose) == LINES_TOGETHER or self._loose_bytes >= BYTES_TOGETHER:
            self._packed.append(zlib.compress(b"\n".join(self._loose), 1))
            self._starts.append(self._count - len(self._loose))
            self._loose, self._loose_bytes = [], 0

    def __len__(self) -> int:
        return self._count

    def at(self, places: range) -> Iterator[bytes]:
        """The lines at these places, each of which is there."""
        if places.step == 1:
            return self._between(places.start, places.stop)
        return (next(self._between(place, place + 1)) for place in places)

    def _between(self, first: int, end: int) -> Iterator[bytes]:
        """The lines from one place to before another."""
        block = max(bisect_right(self._starts, first) - 1, 0)
        while first < end:
            start, lines = self._block(block)
            if first - start >= len(lines):  # all of the packed ones come before it
                block = len(self._packed)
                continue
            yield from lines[first - start : end - start]
            first, block = start + len(lines), block + 1

    def _block(self, block: int) -> tuple[int, list[bytes]]:
        if block == len(self._packed):
            return self._count - len(self._loose), self._loose
        last, lines = self._last
        if last != block:
            lines = zlib.decompress(self._packed[block]).split(b"\n")
            self._last = block, lines
        return self._starts[block], lines


class KeyedLines(Mapping[str, bytes]):
    """Lines by a key, quick to look at in about the order they were put in."""

    __slots__ = ("_lines", "_places")

    def __init__(self) -> None:
        self._lines = Lines()
        self._places: dict[str, int] = {}

    def put(self, key: str, line: bytes) -> None:
        """Have a line under a key; it is the key's from now on."""
        self._places[key] = len(self._lines)
        self._lines.append(line)

    def __getitem__(self, key: str) -> bytes:
        place = self._places[key]
        return next(self._lines.at(range(place, place + 1)))

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class StoredRows(Sequence[Row]):
    """Rows of one sheet, each made anew whenever it is looked at. A part of them has no lines of its own."""

    __slots__ = ("_lines", "_places")

    def __init__(self, lines: Lines | Iterable[bytes] = (), places: range | None = None) -> None:
        self._lines = lines if isinstance(lines, Lines) else Lines(lines)
        self._places = range(len(self._lines)) if places is None else places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "StoredRows": ...
    def __getitem__(self, index: int | slice) -> "Row | StoredRows":
        if isinstance(index, slice):
            return StoredRows(self._lines, self._places[index])
        place = self._places[index]
        (line,) = self._lines.at(range(place, place + 1))
        return made(json.loads(line))

    def __iter__(self) -> Iterator[Row]:
        return (made(json.loads(line)) for line in self.lines())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StoredRows):
            return NotImplemented
        return len(self) == len(other) and all(map(bytes.__eq__, self.lines(), other.lines()))

    def __hash__(self) -> int:
        return hash(tuple(self.lines()))

    def lines(self) -> Iterator[bytes]:
        """The rows as they are kept."""
        return self._lines.at(self._places)


def without(rows: Sequence[Row], places: Collection[int]) -> Sequence[Row]:
    """The rows less those at `places`, kept as they were."""
    if not places:
        return rows
    if isinstance(rows, StoredRows):
        return StoredRows(line for place, line in enumerate(rows.lines()) if place not in places)
    return tuple(row for place, row in enumerate(rows) if place not in places)


def kept(line: list[Any]) -> bytes:
    """A row's line as it is kept."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def lined(row: Row) -> list[Any]:
    """The line of a row."""
    line: list[Any] = [row.number]
    for column, cell in row.cells.items():
        value = cell.value
        line += [column, LETTERS[cell.kind], value.isoformat() if isinstance(value, date | time) else value]
    return line


def made(line: list[Any]) -> Row:
    """The row of a line."""
    cells: dict[int, Cell] = {}
    for column, letter, value in zip(line[1::3], line[2::3], line[3::3], strict=True):
        cells[column] = Cell(KINDS[letter], _value(letter, value))
    return Row(line[0], cells)


def is_row(line: object) -> bool:
    """Whether a line from another process is a row through and through, so that `made` cannot fail later."""
    if not isinstance(line, list) or len(line) < 4 or len(line) % 3 != 1:
        return False
    if type(line[0]) is not int or any(type(column) is not int for column in line[1::3]):
        return False
    try:
        for letter, value in zip(line[2::3], line[3::3], strict=True):
            if not isinstance(value, _TYPES[letter]):
                return False
            if letter in "dDt":
                _value(letter, value)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _value(letter: str, value: Any) -> CellValue:
    if letter == "d":
        return date.fromisoformat(value)
    if letter == "D":
        return datetime.fromisoformat(value)
    if letter == "t":
        return time.fromisoformat(value)
    if letter == "h":
        return float(value)
    result: CellValue = value
    return result
