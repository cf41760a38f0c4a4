"""A workbook that went out and came back filled in: three-way compare of what was exported, the file, and now. Pure.

An export of relationships or sessions keeps what it said on a sheet that only programs see. When it comes back, a cell
that still says what was exported says nothing: it is taken as it is here now. What someone changed is told apart from
what changed here meanwhile, and where both changed one thing, differently, that is a clash. Nothing is ever deleted:
a row that is missing is listed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from coordinator.models import Kind
from coordinator.workbook import noted
from coordinator.workbook.cells import Book, Cell, CellKind, Row, Sheet
from coordinator.workbook.columns import meaning
from coordinator.workbook.decisions import Decisions
from coordinator.workbook.out import ABOUT_HEADING, LISTS, SheetOut, Value
from coordinator.workbook.stored import KeyedLines, kept, lined, made
from coordinator.workbook.tables import Table
from coordinator.workbook.text import tidy

TITLE, MARK = "Exported", "coordinator export"
VERSION = 1
"""Of the sheet of exported values; one of another version is not understood, and the file then read like any other."""

_TOGETHER = 30_000  # characters in one cell, of the 32,767 that it can hold
_WHO = ("mentor_email", "mentee_email")
_STATE = frozenset({"state", "paused_on", "returns_on", "closed_on", "outcome"})
"""One thing in several cells: where one of them clashes, all are kept as here, or all as in the file."""
_WHEN: Mapping[Kind, str] = {"applicants": "applied_on", "relationships": "started_on", "sessions": "held_on"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What a workbook said when it was written: its rows, each a text a field.

    `rows` are by their Ref, kept as the short lines of JSON they were read as. `prefilled` are the rows of a
    template, which have none. `cohort` is that of all rows, "" where they are of several or none.
    """

    kind: Kind
    as_on: str
    cohort: str
    fields: tuple[str, ...]
    rows: Mapping[str, bytes]
    prefilled: frozenset[tuple[str, ...]]

    def row(self, ref: str) -> dict[str, str]:
        """What the row with a Ref said, by field."""
        return dict(zip(self.fields, json.loads(self.rows[ref]), strict=True))


@dataclass(slots=True)
class Now:
    """The rows that an export would write now, by their Ref; kept as short lines like those of a file."""

    _places: dict[str, int] = field(default_factory=dict)
    _rows: KeyedLines = field(default_factory=KeyedLines)

    def __contains__(self, ref: str) -> bool:
        return ref in self._rows

    def take(self, kind: Kind, sheet: SheetOut) -> None:
        """Add those of a sheet; all sheets taken are laid out alike."""
        self._places = {
            name: place for place, header in enumerate(sheet.headers) if (name := meaning(kind, header))
        }
        for row in sheet.rows:
            cells = {place: cell for place, value in enumerate(row) if (cell := as_cell(value)) is not None}
            self._rows.put(str(row[self._places["ref"]]), kept(lined(Row(0, cells))))

    def row(self, ref: str) -> dict[str, Cell]:
        """What a row would say, by field; blank ones are left out."""
        cells = made(json.loads(self._rows[ref])).cells
        return {name: cells[place] for name, place in self._places.items() if place in cells}


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that the file and someone here changed, each otherwise. Blank values are ""."""

    field: str
    column: int
    exported: str
    here: str
    theirs: str

    @property
    def reason(self) -> str:
        """Both values, and the one that they began from."""
        return (
            f"it was {self.exported or 'blank'} when this was exported, is {self.here or 'blank'} here now "
            f"and {self.theirs} in the file: the import asks which is right (d), or make the cell say what is here"
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """A row as it is to be judged: what someone changed in the file, and all else as it is here now.

    `untouched`: a row of a template that nobody filled in. `elsewhere`: one of another cohort that nobody changed.
    """

    row: Row
    ref: str | None = None
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()
    untouched: bool = False
    elsewhere: bool = False


# -- out ------------------------------------------------------------------------------------------------------------


def exported_sheet(kind: Kind, as_on: date, sheet: SheetOut) -> SheetOut:
    """The sheet that keeps what `sheet` says, for when it comes back."""
    places = {
        name: place
        for place, header in enumerate(sheet.headers)
        if (name := meaning(kind, header)) is not None
    }
    cohorts = {told_value(row[places["cohort"]]) for row in sheet.rows} if "cohort" in places else set()
    cohort = cohorts.pop() if len(cohorts) == 1 else ""
    rows = ([told_value(row[place]) for place in places.values()] for row in sheet.rows)
    return _kept(kind, as_on.isoformat(), cohort, list(places), rows)


def kept_sheet(exported: Exported, refs: Set[str]) -> SheetOut:
    """The same again, for those rows of an export that go out once more."""
    rows = (json.loads(row) for ref, row in exported.rows.items() if ref in refs)
    return _kept(exported.kind, exported.as_on, exported.cohort, exported.fields, rows)


def _kept(kind: Kind, as_on: str, cohort: str, fields: Sequence[str], rows: Iterator[list[str]]) -> SheetOut:
    about = {"version": VERSION, "kind": kind, "as_on": as_on, "cohort": cohort, "fields": list(fields)}
    return SheetOut(
        TITLE, [MARK, json.dumps(about)], [[part, None] for part in _packed(rows)], state="veryHidden"
    )


def _packed(rows: Iterator[list[str]]) -> Iterator[str]:
    """Rows as JSON texts, as many in one as a cell can hold."""
    waiting: list[str] = []
    length = 0
    for row in rows:
        text = _line(row)
        if waiting and length + len(text) > _TOGETHER:
            yield f"[{','.join(waiting)}]"
            waiting, length = [], 0
        waiting.append(text)
        length += len(text) + 1
    if waiting:
        yield f"[{','.join(waiting)}]"


# -- in again -------------------------------------------------------------------------------------------------------


def is_furniture(sheet: Sheet) -> bool:
    """A sheet that goes with our workbooks and holds no rows to import."""
    first = sheet.rows[0].cells.get(1) if sheet.rows else None
    if first is None:
        return False
    return first.value in (MARK, ABOUT_HEADING) or (sheet.hidden and sheet.title == LISTS)


def exported_in(book: Book, kind: Kind) -> Exported | None:
    """What a workbook of a kind said when it went out; None for one that is none of ours, or is not readable."""
    for sheet in book.sheets:
        first = sheet.rows[0].cells.get(1) if sheet.rows else None
        if first is not None and first.value == MARK:
            exported = _unpacked(sheet)
            return exported if exported is not None and exported.kind == kind else None
    return None


def _unpacked(sheet: Sheet) -> Exported | None:
    try:
        head, *parts = sheet.rows
        about: dict[str, Any] = json.loads(str(head.cells[2].value))
        if about["version"] != VERSION:
            return None
        fields = tuple(map(str, about["fields"]))
        place = fields.index("ref") if "ref" in fields else None
        by_ref = KeyedLines()
        prefilled: set[tuple[str, ...]] = set()
        for part in parts:
            for row in json.loads(str(part.cells[1].value)):
                if len(row) != len(fields):
                    return None
                if place is not None and row[place]:
                    by_ref.put(str(row[place]), _line(row).encode())
                else:
                    prefilled.add(tuple(map(str, row)))
        told = str(about["as_on"]), str(about["cohort"])
        return Exported(about["kind"], *told, fields, by_ref, frozenset(prefilled))
    except (KeyError, TypeError, ValueError):
        return None  # somebody wrote into it: compare with nothing rather than wrongly


def _line(row: Sequence[str]) -> str:
    return json.dumps([str(value) for value in row], separators=(",", ":"))


@dataclass(slots=True)
class Comparison:
    """The rows of a file that came back to a cohort, one after the other, beside what was exported and what is now."""

    exported: Exported
    now: Now
    cohort: str
    _seen: set[str] = field(default_factory=set)
    _by_who: dict[tuple[str, ...], list[str]] | None = None

    def merged(self, table: Table, row: Row, decisions: Decisions) -> Merged:
        """A row of the file as it is to be judged, heeding how its clashes were settled."""
        theirs = {
            name: row.cells.get(places[0]) for name, places in table.columns.items() if len(places) == 1
        }
        ref = self._ref(theirs)
        if ref is None:
            return Merged(row, untouched=self._is_prefilled(theirs))
        self._seen.add(ref)
        if ref not in self.exported.rows:
            return Merged(row, ref)
        if ref not in self.now:
            return Merged(row, ref, elsewhere=self._is_elsewhere(ref, theirs))
        return self._compared(table, row, ref, theirs, decisions)

    def missing(self) -> list[str]:
        """What was exported, is here still, and is not in the file: `S34 (Ann & Tom, 2026-03-04)`."""
        found = []
        for ref in self.exported.rows:
            if ref in self._seen or ref not in self.now:
                continue
            row = self.exported.row(ref)
            when = row.get(_WHEN[self.exported.kind]) or "no date"
            found.append(f"{ref} ({row.get('mentor', '')} & {row.get('mentee', '')}, {when})")
        return found

    def _ref(self, theirs: Mapping[str, Cell | None]) -> str | None:
        """The Ref of a row: its own, else that of the one exported row of the same two people and day."""
        stated = theirs.get("ref")
        if stated is not None:
            return told(stated).upper()
        if "ref" in theirs:
            return None  # the column is there and blank: a new row
        names = (*_WHO, _WHEN[self.exported.kind])
        if self._by_who is None:
            self._by_who = {}
            for known in self.exported.rows:
                row = self.exported.row(known)
                key = tuple(row.get(name, "").casefold() for name in names)
                self._by_who.setdefault(key, []).append(known)
        fitting = self._by_who.get(tuple(told(theirs.get(name)).casefold() for name in names), [])
        return fitting[0] if len(fitting) == 1 else None

    def _is_elsewhere(self, ref: str, theirs: Mapping[str, Cell | None]) -> bool:
        row = self.exported.row(ref)
        if row.get("cohort", "").casefold() in ("", self.cohort.casefold()):
            return False
        return all(told(cell) == row[name] for name, cell in theirs.items() if name in row)

    def _is_prefilled(self, theirs: Mapping[str, Cell | None]) -> bool:
        if not self.exported.prefilled:
            return False
        return tuple(told(theirs.get(name)) for name in self.exported.fields) in self.exported.prefilled

    def _compared(
        self, table: Table, row: Row, ref: str, theirs: Mapping[str, Cell | None], decisions: Decisions
    ) -> Merged:
        cells = dict(row.cells)
        clashes: list[Clash] = []
        notes: list[str] = []
        said = decisions.says((table.sheet, row.number))
        now = self.now.row(ref)
        kept_here: list[str] = []
        for name, before in self.exported.row(ref).items():
            if name == "ref" or name not in theirs:
                continue
            column, ours = table.columns[name][0], now.get(name)
            here, there = told(ours), told(theirs[name])
            if before == here == there:
                continue
            if there == "" and before:
                notes.append(noted.EMPTIED(header=table.header(column)))
            is_theirs = there not in ("", before, here)
            if is_theirs and self._is_either(table, name, theirs[name], before, ours):
                is_theirs = False  # the same, written otherwise
            if is_theirs and here != before:
                was_mended = (table.sheet, row.number, column) in decisions.mends
                if said == "ours":
                    is_theirs = False
                    kept_here.append(name)
                elif said != "theirs" and not was_mended:
                    clashes.append(Clash(name, column, before, here, there))
            if not is_theirs:
                _put(cells, column, ours)
        if not _STATE.isdisjoint(kept_here):
            for name in _STATE & theirs.keys():
                _put(cells, table.columns[name][0], now.get(name))
            notes.append(noted.STATE_STAYS())
        return Merged(Row(row.number, cells), ref, tuple(clashes), tuple(notes))

    def _is_either(
        self, table: Table, name: str, theirs: Cell | None, before: str, ours: Cell | None
    ) -> bool:
        """Whether a cell means what was exported or what is here: `1 Nov 2026` is 2026-11-01, `Held` is held."""
        from coordinator.workbook.understood import read
        from coordinator.workbook.values import Unreadable

        order = table.orders.get(table.columns[name][0])
        meant: list[object] = []
        for cell in (theirs, Cell("text", before) if before else None, ours):
            try:
                meant.append(None if cell is None else read(table.kind, name, cell, date.max, order=order))
            except Unreadable:
                meant.append(None)
        return meant[0] is not None and meant[0] in meant[1:]


MOST_NAMED = 10


def told_of_file(left_blank: int, elsewhere: int, missing: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of a file that came back, beside what its rows say."""
    notes = []
    if elsewhere:
        rows = "1 row of another cohort, in which nothing was changed, was"
        if elsewhere > 1:
            rows = f"{elsewhere} rows of other cohorts, in which nothing was changed, were"
        notes.append(f"{rows} passed over.")
    if left_blank:
        rows = "1 row was left as the template had it and counts"
        if left_blank > 1:
            rows = f"{left_blank} rows were left as the template had them and count"
        notes.append(f"{rows} for nothing.")
    if missing:
        rows = "1 row that was exported is not in the file and stays as it is"
        if len(missing) > 1:
            rows = f"{len(missing)} rows that were exported are not in the file and stay as they are"
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        notes.append(f"{rows}: {', '.join(missing[:MOST_NAMED])}{more}.")
    return tuple(notes)


def _put(cells: dict[int, Cell], column: int, cell: Cell | None) -> None:
    if cell is None:
        cells.pop(column, None)
    else:
        cells[column] = cell


# -- values as they are compared ------------------------------------------------------------------------------------

_KINDS: Sequence[tuple[type, CellKind]] = (
    (str, "text"),
    (bool, "bool"),
    (int, "number"),
    (float, "number"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
)


def as_cell(value: Value) -> Cell | None:
    """A value that goes out as it would be read again."""
    if value is None or value == "":
        return None
    if isinstance(value, timedelta):
        return Cell("duration", value.total_seconds() / 3600)
    kind = next(kind for of, kind in _KINDS if isinstance(value, of))
    return Cell(kind, value)


def told(cell: Cell | None) -> str:
    """What a cell says, as it is compared: whoever opens and saves a workbook changes nothing of it."""
    return "" if cell is None else told_value(cell.value)


def told_value(value: Value) -> str:
    """The same of a value that goes out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, timedelta):
        value = value.total_seconds() / 3600
    if isinstance(value, float):
        value = round(value, 4)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return Cell("text", value).text
