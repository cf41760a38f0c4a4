"""One row while it is judged, and the verdict that comes of it. Pure.

A row's changes are collected first and carried out only when the whole row is found good.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from coordinator.register import Record
from coordinator.workbook.cells import Cell, Row
from coordinator.workbook.columns import header, joining
from coordinator.workbook.dates import day
from coordinator.workbook.finding import ticked
from coordinator.workbook.recipe import answer_key
from coordinator.workbook.roundtrip import Clash, Merged
from coordinator.workbook.tables import Table
from coordinator.workbook.values import Unreadable, hours, line, tags

T = TypeVar("T")
Judged = Literal["added", "updated", "unchanged", "duplicate", "clash", "rejected", "set_aside"]
OPEN: frozenset[Judged] = frozenset({"duplicate", "clash", "rejected", "set_aside"})
"""The verdicts of rows that stay out until someone does something about them."""

LEFT_OUT = "left out by you"
"""The reason of a row that someone chose to leave out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row stays out. `column` is a letter, None when no cell is to blame; `reason` says how to mend it."""

    column: str | None
    header: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a row changes of something known: a column of the record, before and after (None: blank).

    `column` is the letter of the file's column that says so, None where several or none do.
    """

    field: str
    old: object
    new: object
    column: str | None = None

    def __str__(self) -> str:
        before = shown_value(self.old) or "blank"
        return f"{self.field.replace('_', ' ')}: {before} → {shown_value(self.new)}"


@dataclass(frozen=True, slots=True)
class Likely:
    """Someone known under another e-mail who may be the person of a row.

    `where` says where they are known from; `evidence` what speaks for it, in words; `known` their details by field.
    """

    email: str
    name: str
    where: str
    evidence: tuple[str, ...]
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row. `what` names whom it is about.

    `changes` are to what is known, `adds` what else comes in beside the row itself. A duplicate waits for an answer
    about `likely`; a row set aside says why in its problems, as a rejected one does. A clash came back from outside
    with something that was changed here meanwhile: `clashes` has the values of all three, the problems say them.
    """

    sheet: str
    row: int
    judged: Judged
    what: str
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    likely: tuple[Likely, ...] = ()
    clashes: tuple[Clash, ...] = ()

    @property
    def effects(self) -> tuple[str, ...]:
        """What it changes beside adding itself, in words."""
        return (*(str(change) for change in self.changes), *self.adds)

    @property
    def is_open(self) -> bool:
        """Whether the row stays out until someone does something about it."""
        return self.judged in OPEN

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
    """What rows of this file have said of each record, and where: a later row may not say otherwise.

    Kept as `(where, columns, where, columns …)` a record: most are told by one row, and of the same columns as others.
    """

    _told: dict[Record, tuple[Any, ...]] = field(default_factory=dict)
    _columns: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _refs: dict[str, str] = field(default_factory=dict)

    def first_with(self, ref: str, where: str) -> str | None:
        """The row above with this Ref; None for the first, which has it from now on."""
        first = self._refs.setdefault(ref, where)
        return None if first == where else first

    def where(self, record: Record, column: str) -> str | None:
        """The first row that told a column of a record."""
        told = self._told.get(record, ())
        return next((told[at] for at in range(0, len(told), 2) if column in told[at + 1]), None)

    def note(self, record: Record, columns: tuple[str, ...], where: str) -> None:
        """A row told these columns of a record."""
        columns = self._columns.setdefault(columns, columns)
        self._told[record] = (*self._told.get(record, ()), where, columns)


class Reading:
    """One row while it is judged: values of its cells, and what is wrong with them."""

    def __init__(self, table: Table, row: Row, where: str, claims: Claims) -> None:
        self.table = table
        self.row = row
        self.where = where
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.adds: list[str] = []
        self.likely: list[Likely] = []
        self._changes: list[FieldChange] = []
        self.what = ""
        self.said: str | None = None  # a word of decisions.Said
        self.same: str | None = None  # the e-mail of the known person that the row is about
        self.ref: str | None = None
        self.clashes: tuple[Clash, ...] = ()
        self._file = claims
        self._puts: list[tuple[Record, str, object]] = []
        self._claims: dict[Record, list[str]] = {}

    # -- cells

    def cells(self, name: str) -> list[tuple[int, Cell]]:
        """The cells of a field that are not blank, with their columns; of a ticked option, its answer."""
        found = []
        for column in self.table.columns.get(name, ()):
            cell = self.row.cells.get(column)
            if cell is not None and (label := self.table.options.get(column)):
                given = ticked(cell, label)
                cell = cell if given is None else Cell("text", label) if given else None
            if cell is not None and (cell.kind != "text" or str(cell.value).strip()):
                found.append((column, cell))
        return found

    def value(self, name: str, parse: Callable[[Cell], T]) -> T | None:
        """A field's value; None when blank or, with a problem noted, unreadable or told twice differently."""
        if name not in self.table.columns:
            return None
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
                letters = self.table.letter(first_column) or "", self.table.letter(column) or ""
                places = " and ".join(f"{letter}{self.row.number}" for letter in letters)
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

    def tags(self, name: str) -> tuple[str, ...] | None:
        """The several answers of all columns of a field, each once; None where there are none."""
        if name not in self.table.columns:
            return None
        stands_for = self.table.answers.get(name, {})
        found: dict[str, str] = {}
        for column, cell in self.cells(name):
            try:
                given = tags(cell, self.table.separator(column))
            except Unreadable as unreadable:
                self.reject_at(column, unreadable.reason)
                continue
            for tag in (stands_for.get(answer_key(one), one) for one in given):
                if tag:
                    found.setdefault(tag.casefold(), tag)
        return tuple(found.values()) or None

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
        self.problems.append(
            Problem(self.table.letter(column), self.table.header(column), shown(cell), reason)
        )

    def compare(self, merged: Merged) -> None:
        """Take in what comparing the row with what was exported told: its Ref, its clashes, notes."""
        stated = self.value("ref", line)
        self.ref = merged.ref or (stated.upper() if stated else None)
        self.notes.extend(merged.notes)
        self.clashes = merged.clashes
        for clash in merged.clashes:
            self.reject_at(clash.column, clash.reason)
        if self.ref is not None and (first := self._file.first_with(self.ref, self.where)) is not None:
            self.reject("ref", f"{first} has the Ref {self.ref} too: blank it in the row that is new")

    # -- changes, which count once the whole row is found good

    def put(self, record: Record, column: str, value: object, name: str | None = None) -> None:
        """Say that a column of a known record is `value`; None says nothing.

        A row above that said otherwise makes it a problem at field `name`.
        """
        if value is None:
            return
        was = getattr(record, column)
        self._claims.setdefault(record, []).append(column)
        if _alike(was, value):
            return
        if told := self._file.where(record, column):
            said = shown_value(was)
            self.reject(
                name or column, f"{told} of this file says {said or 'otherwise'}: keep one of the two rows"
            )
            return
        self._puts.append((record, column, value))
        places = self.table.columns.get(name or column, ())
        letter = self.table.letter(places[0]) if len(places) == 1 else None
        self._changes.append(FieldChange(column, was, value, letter))

    def clear(self, record: Record, column: str) -> None:
        """Blank a column, as a consequence of others."""
        if getattr(record, column) is not None:
            self._puts.append((record, column, None))

    def told(self, record: Record, *columns: str) -> None:
        """Say that this row gave a new record its columns."""
        there = [column for column in columns if getattr(record, column) is not None]
        self._claims.setdefault(record, []).extend(there)

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
        for record, columns in self._claims.items():
            self._file.note(record, tuple(columns), self.where)
        return bool(self._puts)

    def verdict(self, judged: Judged) -> Verdict:
        table = self.table.sheet, self.row.number
        if self.problems and judged not in OPEN:
            judged = "rejected"
        if judged == "rejected" and self.clashes and len(self.clashes) == len(self.problems):
            judged = "clash"  # nothing else is wrong with the row
        if judged in OPEN:
            return Verdict(
                *table,
                judged,
                self.what,
                problems=tuple(self.problems),
                likely=tuple(self.likely),
                clashes=self.clashes,
            )
        return Verdict(
            *table,
            judged,
            self.what,
            tuple(self._changes),
            notes=tuple(self.notes),
            adds=tuple(self.adds),
            likely=tuple(self.likely),
        )


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
