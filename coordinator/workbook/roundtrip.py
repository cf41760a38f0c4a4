"""A workbook that went out and came back filled in: three-way compare of what was exported, the file, and now. Pure.

An export of relationships or sessions keeps what it said on a sheet that only programs see. When it comes back, a cell
that still says what was exported says nothing: it is taken as it is here now. What someone changed is told apart from
what changed here meanwhile, and where both changed one thing, differently, that is a clash. Nothing is ever deleted:
a row that is missing is listed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from coordinator.models import Kind
from coordinator.workbook.cells import Book, Cell, CellKind, Row, Sheet
from coordinator.workbook.columns import meaning
from coordinator.workbook.decisions import Decisions
from coordinator.workbook.out import ABOUT_HEADING, LISTS, SheetOut, Value
from coordinator.workbook.tables import Table
from coordinator.workbook.text import tidy

TITLE, MARK = "Exported", "coordinator export"
VERSION = 1
"""Of the sheet of exported values; one of another version is not understood, and the file then read like any other."""

_TOGETHER = 30_000  # characters in one cell, of the 32,767 that it can hold
_WHO = ("mentor_email", "mentee_email")
_WHEN: Mapping[Kind, str] = {"applicants": "applied_on", "relationships": "started_on", "sessions": "held_on"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What a workbook said when it was written: its rows, each a text a field.

    `rows` are by their Ref. `prefilled` are the rows of a template, which have none.
    """

    kind: Kind
    as_on: str
    fields: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    prefilled: frozenset[tuple[str, ...]]

    def value(self, ref: str, name: str) -> str:
        """What the row with a Ref said of a field."""
        return self.rows[ref][self.fields.index(name)] if name in self.fields else ""


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
            f"and {self.theirs} in the file: make the cell say what is right"
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """A row as it is to be judged: what someone changed in the file, and all else as it is here now.

    `untouched`: a row of a template that nobody filled in.
    """

    row: Row
    ref: str | None = None
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()
    untouched: bool = False


# -- out ------------------------------------------------------------------------------------------------------------


def exported_sheet(kind: Kind, as_on: date, sheet: SheetOut) -> SheetOut:
    """The sheet that keeps what `sheet` says, for when it comes back."""
    places = {
        name: place
        for place, header in enumerate(sheet.headers)
        if (name := meaning(kind, header)) is not None
    }
    about = {"version": VERSION, "kind": kind, "as_on": as_on.isoformat(), "fields": list(places)}
    rows = ([told(as_cell(row[place])) for place in places.values()] for row in sheet.rows)
    return SheetOut(
        TITLE, [MARK, json.dumps(about)], [[part, None] for part in _packed(rows)], state="veryHidden"
    )


def _packed(rows: Iterator[list[str]]) -> Iterator[str]:
    """Rows as JSON texts, as many in one as a cell can hold."""
    waiting: list[str] = []
    length = 0
    for row in rows:
        text = json.dumps(row, separators=(",", ":"))
        if waiting and length + len(text) > _TOGETHER:
            yield f"[{','.join(waiting)}]"
            waiting, length = [], 0
        waiting.append(text)
        length += len(text) + 1
    if waiting:
        yield f"[{','.join(waiting)}]"


def rows_by_ref(kind: Kind, sheet: SheetOut) -> dict[str, dict[str, Value]]:
    """The rows of a sheet as it would go out now, by their Ref and field."""
    names = {name: place for place, header in enumerate(sheet.headers) if (name := meaning(kind, header))}
    return {str(row[names["ref"]]): {name: row[place] for name, place in names.items()} for row in sheet.rows}


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
        rows = [tuple(map(str, row)) for part in parts for row in json.loads(str(part.cells[1].value))]
        fields = tuple(map(str, about["fields"]))
        if any(len(row) != len(fields) for row in rows):
            return None
        place = fields.index("ref") if "ref" in fields else None
        by_ref = {row[place]: row for row in rows if row[place]} if place is not None else {}
        prefilled = frozenset(row for row in rows if place is None or not row[place])
        return Exported(about["kind"], str(about["as_on"]), fields, by_ref, prefilled)
    except (
        KeyError,
        TypeError,
        ValueError,
    ):  # somebody wrote into it: compare with nothing rather than wrongly
        return None


@dataclass(slots=True)
class Comparison:
    """The rows of a file that came back, one after the other, beside what was exported and what is so now.

    `now` are the rows that an export would write now, by their Ref and field.
    """

    exported: Exported
    now: Mapping[str, Mapping[str, Value]]
    _seen: set[str] = field(default_factory=set)
    _by_who: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ref in self.exported.rows:
            names = (*_WHO, _WHEN[self.exported.kind])
            key = tuple(self.exported.value(ref, name).casefold() for name in names)
            self._by_who.setdefault(key, []).append(ref)

    def merged(self, table: Table, row: Row, decisions: Decisions) -> Merged:
        """A row of the file as it is to be judged, heeding how its clashes were settled."""
        theirs = {
            name: row.cells.get(places[0]) for name, places in table.columns.items() if len(places) == 1
        }
        ref = self._ref(theirs)
        if ref is None:
            return Merged(row, untouched=self._is_prefilled(theirs))
        self._seen.add(ref)
        if ref not in self.exported.rows or ref not in self.now:
            return Merged(row, ref)
        return self._compared(table, row, ref, theirs, decisions)

    def missing(self, cohort: str) -> list[str]:
        """What was exported of a cohort, is here still, and is not in the file: `S34 (Ann & Tom, 2026-03-04)`."""
        found = []
        for ref in self.exported.rows:
            if ref in self._seen or ref not in self.now:
                continue
            if self.exported.value(ref, "cohort").casefold() in ("", cohort.casefold()):
                of = [self.exported.value(ref, name) for name in ("mentor", "mentee")]
                when = self.exported.value(ref, _WHEN[self.exported.kind]) or "no date"
                found.append(f"{ref} ({' & '.join(of)}, {when})")
        return found

    def _ref(self, theirs: Mapping[str, Cell | None]) -> str | None:
        """The Ref of a row: its own, else that of the one exported row of the same two people and day."""
        stated = theirs.get("ref")
        if stated is not None:
            return told(stated).upper()
        if "ref" in theirs:
            return None  # the column is there and blank: a new row
        key = tuple(told(theirs.get(name)).casefold() for name in (*_WHO, _WHEN[self.exported.kind]))
        fitting = self._by_who.get(key, [])
        return fitting[0] if len(fitting) == 1 else None

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
        for name, cell in theirs.items():
            if name == "ref" or name not in self.exported.fields:
                continue
            column = table.columns[name][0]
            ours = as_cell(self.now[ref].get(name))
            before, here, there = self.exported.value(ref, name), told(ours), told(cell)
            if there == "" and before:
                notes.append(f"{table.headers[column]} was emptied: blank means no change")
            is_theirs = there not in ("", before, here)
            if is_theirs and here != before:
                was_mended = (table.sheet, row.number, column) in decisions.mends
                if said == "ours":
                    is_theirs = False
                elif said != "theirs" and not was_mended:
                    clashes.append(Clash(name, column, before, here, there))
            if not is_theirs:
                _put(cells, column, ours)
        return Merged(Row(row.number, cells), ref, tuple(clashes), tuple(notes))


MOST_NAMED = 10


def told_of_file(left_blank: int, missing: Sequence[str]) -> tuple[str, ...]:
    """What is to be said of a file that came back, beside what its rows say."""
    notes = []
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
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float):
        return Cell(cell.kind, round(value, 4)).text
    if isinstance(value, str):
        return tidy(value)
    return cell.text
