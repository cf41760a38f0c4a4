"""One row while it is judged, and the verdict that comes of it. Pure.

A row's changes are collected first and carried out only when the whole row is found good.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from coordinator.register import Record
from coordinator.workbook.cells import Cell, Row, column_letter
from coordinator.workbook.columns import header, joining
from coordinator.workbook.dates import day
from coordinator.workbook.recognise import Table
from coordinator.workbook.values import Unreadable, hours, line

T = TypeVar("T")
Judged = Literal["added", "updated", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was rejected. `column` is a letter, None when no cell is to blame; `reason` says how to mend it."""

    column: str | None
    header: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row. `what` names whom it is about; `effects` what it changes beside adding itself."""

    sheet: str
    row: int
    judged: Judged
    what: str
    effects: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """All reasons in one sentence; those after the first name their cells."""
        if not self.problems:
            return ""
        first, *others = self.problems
        told = [first.reason]
        for problem in others:
            where = f"column {problem.column} ({problem.value or 'blank'}): " if problem.column else ""
            told.append(f"{where}{problem.reason}")
        return "; also ".join(told)


@dataclass(slots=True)
class Claims:
    """What rows of this file have said of each record, and where: a later row may not say otherwise."""

    _told: dict[tuple[Record, str], str] = field(default_factory=dict)

    def where(self, record: Record, column: str) -> str | None:
        return self._told.get((record, column))

    def note(self, record: Record, column: str, where: str) -> None:
        self._told.setdefault((record, column), where)


class Reading:
    """One row while it is judged: values of its cells, and what is wrong with them."""

    def __init__(self, table: Table, row: Row, where: str, claims: Claims) -> None:
        self.table = table
        self.row = row
        self.where = where
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.effects: list[str] = []
        self.what = ""
        self._file = claims
        self._puts: list[tuple[Record, str, object]] = []
        self._claims: list[tuple[Record, str]] = []

    # -- cells

    def cells(self, name: str) -> list[tuple[int, Cell]]:
        """The cells of a field that are not blank, with their columns."""
        found = []
        for column in self.table.columns.get(name, ()):
            cell = self.row.cells.get(column)
            if cell is not None and (cell.kind != "text" or str(cell.value).strip()):
                found.append((column, cell))
        return found

    def value(self, name: str, parse: Callable[[Cell], T]) -> T | None:
        """A field's value; None when blank or, with a problem noted, unreadable or told twice differently."""
        found: list[tuple[int, T]] = []
        for column, cell in self.cells(name):
            try:
                value = parse(cell)
            except Unreadable as unreadable:
                self.reject_at(column, unreadable.reason)
                continue
            if value is not None and value not in ("", ()):
                found.append((column, value))
        if not found:
            return None
        first_column, first = found[0]
        for column, value in found[1:]:
            if not _alike(first, value):
                places = f"{column_letter(first_column)}{self.row.number} and {column_letter(column)}{self.row.number}"
                self.reject_at(column, f"{places} disagree: make them the same or blank one")
                return None
        return first

    def every(self, name: str, parse: Callable[[Cell], T]) -> list[T]:
        """All values of a field whose columns add up."""
        if name not in joining(self.table.kind):
            raise ValueError(f"the columns of {name} do not add up")
        found: list[T] = []
        for column, cell in self.cells(name):
            try:
                value = parse(cell)
            except Unreadable as unreadable:
                self.reject_at(column, unreadable.reason)
                continue
            if value and value not in found:
                found.append(value)
        return found

    def text(self, name: str) -> str | None:
        return self.value(name, line)

    def day(self, name: str, today: date) -> date | None:
        orders = self.table.orders
        columns = self.table.columns.get(name, ())
        if len(columns) == 1:
            order = orders.get(columns[0])
            return self.value(name, lambda cell: day(cell, today, order))
        by_cell = {id(cell): orders.get(column) for column, cell in self.cells(name)}
        return self.value(name, lambda cell: day(cell, today, by_cell[id(cell)]))

    def hours(self, name: str) -> float | None:
        minutes = {id(cell) for column, cell in self.cells(name) if column in self.table.minutes}
        return self.value(name, lambda cell: hours(cell, in_minutes=id(cell) in minutes))

    # -- problems

    def reject(self, name: str | None, reason: str) -> None:
        """Note why the row cannot go in; at the cell of field `name`, or where its cell would be."""
        cells = self.cells(name) if name else []
        columns = self.table.columns.get(name, ()) if name else ()
        if cells or columns:
            self.reject_at(cells[0][0] if cells else columns[0], reason)
        else:
            told = header(self.table.kind, name) if name else ""
            self.problems.append(Problem(None, told, "", reason))

    def reject_at(self, column: int, reason: str) -> None:
        """Note why the row cannot go in, at one of its columns."""
        cell = self.row.cells.get(column)
        told = self.table.headers.get(column, "")
        self.problems.append(Problem(column_letter(column), told, shown(cell), reason))

    # -- changes, which count once the whole row is found good

    def put(self, record: Record, column: str, value: object, name: str | None = None) -> None:
        """Say that a column of a known record is `value`; None says nothing.

        A row above that said otherwise makes it a problem at field `name`.
        """
        if value is None:
            return
        was = getattr(record, column)
        self._claims.append((record, column))
        if _alike(was, value):
            return
        if told := self._file.where(record, column):
            said = shown_value(was)
            self.reject(
                name or column, f"{told} of this file says {said or 'otherwise'}: keep one of the two rows"
            )
            return
        self._puts.append((record, column, value))
        self.effects.append(
            f"{column.replace('_', ' ')}: {shown_value(was) or 'blank'} → {shown_value(value)}"
        )

    def clear(self, record: Record, column: str) -> None:
        """Blank a column, as a consequence of others."""
        if getattr(record, column) is not None:
            self._puts.append((record, column, None))

    def told(self, record: Record, *columns: str) -> None:
        """Say that this row gave a new record its columns."""
        self._claims.extend((record, column) for column in columns if getattr(record, column) is not None)

    def told_by(self, record: Record, column: str) -> str | None:
        """The row above that told a column of a record."""
        return self._file.where(record, column)

    def is_good(self) -> bool:
        return not self.problems

    @property
    def changes_something(self) -> bool:
        return bool(self._puts)

    def settle(self) -> bool:
        """Carry the changes out. Returns whether there were any."""
        for record, column, value in self._puts:
            record.put(column, value)
        for record, column in self._claims:
            self._file.note(record, column, self.where)
        return bool(self._puts)

    def verdict(self, judged: Judged) -> Verdict:
        if self.problems:
            return Verdict(self.table.sheet, self.row.number, "rejected", self.what, (), tuple(self.problems))
        return Verdict(
            self.table.sheet, self.row.number, judged, self.what, tuple(self.effects), (), tuple(self.notes)
        )  # fmt: skip


def shown(cell: Cell | None) -> str:
    """A cell as a rejection shows it: short and on one line."""
    if cell is None:
        return ""
    text = " ".join(cell.text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"


def shown_value(value: object) -> str:
    """A value as an effect shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, float):
        value = f"{value:g}"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _alike(one: object, other: object) -> bool:
    if type(one) is float and type(other) is float:
        return abs(one - other) < 0.001
    return one == other
