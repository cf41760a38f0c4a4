"""What every column of a file fills, how sure that is and why: a value that a coordinator changes. Pure.

`recognise` makes the first proposal from headers and values; `applied` gives the judge tables that read as the mapping
says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from coordinator.models import Kind
from coordinator.workbook.cells import Row, column_letter
from coordinator.workbook.columns import header, is_reason, joining
from coordinator.workbook.fields import FIELDS
from coordinator.workbook.recipe import (
    FIRST_MADE,
    SPLITS,
    Answered,
    Constant,
    Joined,
    Recipe,
    Split,
    Step,
    answer_key,
)
from coordinator.workbook.recognise import ROWS_FOR_VALUES, SEVERAL, looked_at
from coordinator.workbook.tables import Recognised, Table

Sure = Literal["header", "values", "remembered", "you", "unknown"]
"""What a column's use rests on."""

IGNORED = ""
ANSWERS_SHOWN = 3
LONGEST_ANSWER = 200
NEEDED_FIELDS: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "applicants": (("email",), ("role",)),
    "relationships": (("mentor_email",), ("mentee_email",)),
    "sessions": (("held_on",), ("mentor_email", "mentor"), ("mentee_email", "mentee")),
}
"""Fields that every row needs; of several that stand together any will do."""

_TOGETHER = {"about": "\n\n", "location": ", ", "organisation": ", ", "job_title": ", "}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a sheet and what it fills.

    `use` is a field, a way of `SPLITS`, or "" where the column is ignored. `answers` are its first different ones,
    `filled` says how many of the first rows have one. `separator` is where several answers come apart ("": as each
    cell is written). A column that is `joined` adds to the one before it of the same field.
    """

    column: int
    header: str
    answers: tuple[str, ...]
    filled: int
    use: str
    sure: Sure
    why: str
    separator: str = ""
    joined: bool = False

    @property
    def letter(self) -> str:
        return column_letter(self.column)

    @property
    def is_open(self) -> bool:
        """Nobody said what it is, and it holds something."""
        return self.sure == "unknown" and self.filled > 0


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """The columns of one sheet, from left to right."""

    sheet: str
    columns: tuple[MappedColumn, ...]


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What every column of a file fills.

    `constants` are fields that have one answer in all rows. `answers` say what an answer stands for, by field and
    `answer_key`. `name` is that of the remembered mapping it comes from, whose headers that are `vanished` are not in
    this file and to which those that are `new` were unknown.
    """

    kind: Kind
    sheets: tuple[SheetMapping, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    name: str = ""
    new: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()

    @property
    def columns(self) -> list[tuple[str, MappedColumn]]:
        """Every column with its sheet."""
        return [(sheet.sheet, column) for sheet in self.sheets for column in sheet.columns]

    @property
    def is_clear(self) -> bool:
        """Every column that holds something was understood, or said to be left out."""
        return not any(column.is_open or column.sure == "values" for _, column in self.columns)

    def of(self, sheet: str, column: int) -> MappedColumn:
        """One column."""
        return next(found for title, found in self.columns if title == sheet and found.column == column)


# -- the first proposal


def proposed(recognised: Recognised) -> FileMapping:
    """What the headers and the values say."""
    return FileMapping(recognised.kind, tuple(_of_table(table) for table in recognised.tables))


def _of_table(table: Table) -> SheetMapping:
    uses = {place: name for name, places in table.columns.items() for place in places}
    rows = table.rows[:ROWS_FOR_VALUES]
    return SheetMapping(
        table.sheet,
        tuple(
            _column(table, place, text, uses.get(place, IGNORED), rows)
            for place, text in _headers(table, rows)
        ),
    )


def _headers(table: Table, rows: Sequence[Row]) -> list[tuple[int, str]]:
    """Every column that has a header, or answers without one; but for our own reasons why rows stayed out."""
    places = {place for row in rows for place in row.cells} | set(table.headers)
    told = [(place, table.headers.get(place, "")) for place in sorted(places)]
    return [(place, text) for place, text in told if not is_reason(text)]


def _column(table: Table, place: int, text: str, use: str, rows: Sequence[Row]) -> MappedColumn:
    cells = [row.cells[place] for row in rows if place in row.cells]
    answers = tuple(dict.fromkeys(told for cell in cells if (told := cell.text.strip()[:LONGEST_ANSWER])))
    answers = answers[:ANSWERS_SHOWN]
    separator = table.separators.get(place, "")
    if use == IGNORED:
        return MappedColumn(place, text, answers, len(cells), use, "unknown", _unknown(text, len(cells)))
    if place in table.by_values:
        return MappedColumn(
            place, text, answers, len(cells), use, "values", table.by_values[place], separator
        )
    why = f"its header says {header(table.kind, use)}"
    return MappedColumn(place, text, answers, len(cells), use, "header", why, separator)


def _unknown(text: str, filled: int) -> str:
    if not filled:
        return "it is empty"
    return "its header means nothing here" if text else "it has no header"


# -- changing it


def with_column(
    mapping: FileMapping,
    sheet: str,
    column: int,
    *,
    sure: Sure = "you",
    why: str = "you said so",
    **changed: object,
) -> FileMapping:
    """The mapping with one column used otherwise: `use`, `separator`, `joined`."""
    return replace(
        mapping,
        sheets=tuple(
            replace(
                one,
                columns=tuple(
                    replace(found, sure=sure, why=why, **changed) if found.column == column else found  # type: ignore[arg-type]
                    for found in one.columns
                ),
            )
            if one.sheet == sheet
            else one
            for one in mapping.sheets
        ),
    )


def used_for(mapping: FileMapping, sheet: str, column: int, use: str, *, joined: bool = False) -> FileMapping:
    """One column used for a field, a way of splitting, or nothing.

    A field takes one column unless its columns add up or this one is `joined`: the column that filled it before is
    ignored from then on.
    """
    if use and not joined and use not in joining(mapping.kind):
        for found in next(one for one in mapping.sheets if one.sheet == sheet).columns:
            if found.use == use and found.column != column:
                why = f"column {column_letter(column)} was put in its place"
                mapping = with_column(mapping, sheet, found.column, use=IGNORED, joined=False, why=why)
    return with_column(mapping, sheet, column, use=use, joined=joined)


def with_constant(mapping: FileMapping, name: str, answer: str | None) -> FileMapping:
    """One answer for all rows; None takes it away."""
    kept = {field: said for field, said in mapping.constants.items() if field != name}
    return replace(mapping, constants=kept if answer is None else {**kept, name: answer})


def with_answer(mapping: FileMapping, name: str, answer: str, stands_for: str) -> FileMapping:
    """What an answer of a field stands for, wherever it is given."""
    return replace(mapping, answers={**mapping.answers, (name, answer_key(answer)): stands_for})


def confirmed(mapping: FileMapping) -> FileMapping:
    """The mapping with all that nobody had decided taken as it stands: somebody looked at it."""
    for sheet, column in mapping.columns:
        if column.sure in ("unknown", "values"):
            why = "you left it out" if column.use == IGNORED else f"{column.why}, and you let it be"
            mapping = with_column(mapping, sheet, column.column, why=why)
    return mapping


def is_said(mapping: FileMapping) -> bool:
    """Whether somebody said something of it that is worth remembering."""
    return bool(mapping.constants or mapping.answers) or any(c.sure == "you" for _, c in mapping.columns)


def lacking(recognised: Recognised, mapping: FileMapping) -> list[str]:
    """What no column fills though every row needs it, in words."""
    lacks: list[str] = []
    for table, sheet in zip(recognised.tables, mapping.sheets, strict=True):
        told = set(mapping.constants)
        for column in sheet.columns:
            told |= set(SPLITS[column.use].fields) if column.use in SPLITS else {column.use}
        if table.role is not None:
            told.add("role")
        lacks += [
            " or ".join(header(mapping.kind, name) for name in names)
            for names in NEEDED_FIELDS[mapping.kind]
            if not told & set(names)
        ]
    return list(dict.fromkeys(lacks))


def uses_of(kind: Kind) -> dict[str, str]:
    """Every use a column may have, with what it is called: the fields, then the ways of splitting."""
    fields = {known.name: known.header for known in FIELDS[kind]}
    ways = {use: way.called for use, way in SPLITS.items() if fields.keys() >= set(way.fields)}
    return {**fields, **ways}


# -- what the judge reads


def applied(recognised: Recognised, mapping: FileMapping) -> Recognised:
    """The tables as the mapping has them."""
    by_sheet = {one.sheet: one for one in mapping.sheets}
    return replace(
        recognised,
        tables=tuple(
            looked_at(_applied(table, by_sheet[table.sheet], mapping), again=True)
            for table in recognised.tables
        ),
    )


def _applied(table: Table, columns: SheetMapping, mapping: FileMapping) -> Table:
    made = _Made()
    places: dict[str, list[int]] = {}
    for use, found in _by_use(columns).items():
        if use in SPLITS:
            for column in found:
                targets = made.split(column.column, use)
                for name, target in zip(SPLITS[use].fields, targets, strict=True):
                    places.setdefault(name, []).append(target)
        elif any(column.joined for column in found):
            places.setdefault(use, []).append(made.joined(found, _TOGETHER.get(use, " ")))
        else:
            places.setdefault(use, []).extend(column.column for column in found)
    for name, answer in mapping.constants.items():
        places[name] = [made.constant(answer)]
    by_field: dict[str, dict[str, str]] = {}
    for (name, answer), stands_for in mapping.answers.items():
        by_field.setdefault(name, {})[answer] = stands_for
    for name, answers in by_field.items():
        if name not in SEVERAL:
            made.steps += [Answered(place, answers) for place in places.get(name, ())]
    return replace(
        table,
        columns={name: tuple(found) for name, found in places.items()},
        ignored=tuple(one.header for one in columns.columns if one.use == IGNORED and one.header),
        role=None if "role" in places else table.role,
        separators={one.column: one.separator for one in columns.columns if one.separator},
        answers={name: answers for name, answers in by_field.items() if name in SEVERAL},
        recipe=Recipe(made.steps, made.sources) if made.steps else None,
    )


def _by_use(columns: SheetMapping) -> dict[str, list[MappedColumn]]:
    found: dict[str, list[MappedColumn]] = {}
    for column in columns.columns:
        if column.use != IGNORED:
            found.setdefault(column.use, []).append(column)
    return found


class _Made:
    """The columns that are made beside those of the file."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.sources: dict[int, int | None] = {}

    def _next(self, source: int | None) -> int:
        column = FIRST_MADE + len(self.sources)
        self.sources[column] = source
        return column

    def split(self, source: int, way: str) -> list[int]:
        targets = [self._next(source) for _ in SPLITS[way].fields]
        self.steps.append(Split(source, targets, way))
        return targets

    def joined(self, columns: Iterable[MappedColumn], between: str) -> int:
        sources = [column.column for column in columns]
        column = self._next(sources[0])
        self.steps.append(Joined(column, sources, between))
        return column

    def constant(self, answer: str) -> int:
        column = self._next(None)
        self.steps.append(Constant(column, answer))
        return column
