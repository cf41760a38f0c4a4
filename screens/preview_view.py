"""What an import's preview shows, without a screen: the head, the lists, the words. Pure."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coordinator.workbook.cells import column_number
from screens.presentation import Cell, Tone, clean, count, words, wrap
from screens.widgets.columns import Column

if TYPE_CHECKING:
    from coordinator.schemas import ImportReport
    from coordinator.services.imports import Preview

View = Literal["rejected", "clash", "duplicate", "set_aside", "added", "updated", "unchanged", "all"]
VIEWS: tuple[View, ...] = (
    "rejected",
    "clash",
    "duplicate",
    "set_aside",
    "added",
    "updated",
    "unchanged",
    "all",
)

_SIGNS: dict[str, tuple[str, Tone]] = {
    "rejected": ("x", "bad"),
    "added": ("+", "good"),
    "updated": ("~", "plain"),
    "unchanged": ("=", "quiet"),
    "duplicate": ("?", "warn"),
    "clash": ("x", "warn"),
    "set_aside": ("-", "warn"),
}
_SPOKEN = {"duplicate": "perhaps known", "clash": "changed in both"}


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One reason why a row stays out; a row with several has several. `what` is whom the row is about."""

    sheet: str
    row: int
    column: str
    header: str
    value: str
    reason: str
    what: str
    judged: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that a row changes: as it was, and as it will be."""

    sheet: str
    row: int
    what: str
    field: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One field that was changed in the file and here: as it went out, as it is here, as the file has it."""

    sheet: str
    row: int
    what: str
    field: str
    column: str
    before: str
    here: str
    theirs: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the file and what becomes of it."""

    sheet: str
    row: int
    judged: str
    what: str
    text: str


AnyLine = OpenLine | ClashLine | ChangeLine | RowLine


def key(line: AnyLine) -> tuple[object, ...]:
    """What tells lines apart: where they stand in the file."""
    if isinstance(line, OpenLine):
        return line.sheet, line.row, column_number(line.column), line.header
    if isinstance(line, ClashLine | ChangeLine):
        return line.sheet, line.row, line.field
    return line.sheet, line.row


_ROW: Column[Any] = Column("Row", lambda line: str(line.row), 6, right=True)
_SHEET: Column[Any] = Column("Sheet", lambda line: line.sheet, 10)


def open_columns(preview: "Preview") -> list[Column[OpenLine]]:
    """The columns of what stays out; the sheet only where the file has several."""
    return [
        *_place(preview),
        Column("Col", lambda line: line.column, 3),
        Column("Value", lambda line: line.value or Cell("(blank)", "quiet"), 14, grow=1),
        Column("Why", lambda line: line.reason, 24, grow=3),
    ]


def clash_columns(preview: "Preview") -> list[Column[ClashLine]]:
    """The columns of what was changed in both, the three values beside each other."""
    return [
        *_place(preview),
        Column("Whom", lambda line: line.what, 14, grow=2),
        Column("Field", lambda line: line.field, 11),
        Column("Was", lambda line: line.before or Cell("(blank)", "quiet"), 10, grow=1),
        Column("Here now", lambda line: line.here or Cell("(blank)", "quiet"), 10, grow=1),
        Column("In the file", lambda line: Cell(line.theirs, "strong"), 11, grow=1),
    ]


def change_columns(preview: "Preview") -> list[Column[ChangeLine]]:
    """The columns of what changes, old and new beside each other."""
    return [
        *_place(preview),
        Column("Whom", lambda line: line.what, 18, grow=1),
        Column("Field", lambda line: line.field, 12),
        Column("Is now", lambda line: line.old or Cell("(blank)", "quiet"), 14, grow=1),
        Column("Becomes", lambda line: line.new, 14, grow=1),
    ]


def row_columns(preview: "Preview") -> list[Column[RowLine]]:
    """The columns of the rows; the sheet only where the file has several."""
    return [
        Column("Verdict", lambda line: verdict(line.judged), 15),
        *_place(preview),
        Column("Whom", lambda line: line.what, 22, grow=1),
        Column("What changes", lambda line: line.text, 16, grow=1),
    ]


def _place(preview: "Preview") -> list[Column[Any]]:
    return [_SHEET, _ROW] if has_several_sheets(preview) else [_ROW]


def has_several_sheets(preview: "Preview") -> bool:
    """Whether a row's number alone does not say where it stands."""
    return len(preview.recognised.tables) + len(preview.skipped) > 1


def spoken(view: str) -> str:
    """A verdict as people say it."""
    return _SPOKEN.get(view, words(view))


def verdict(judged: str) -> Cell:
    """A verdict in words, with its sign and tone."""
    sign, tone = _SIGNS[judged]
    return Cell(f"{sign} {spoken(judged)}", tone)


def open_lines(preview: "Preview", view: View) -> list[OpenLine]:
    """Every reason why rows of this verdict stay out, in the file's order."""
    return [
        OpenLine(
            row.sheet,
            row.row,
            problem.column or "",
            clean(problem.header),
            clean(problem.value),
            clean(problem.reason),
            clean(row.what),
            row.judged,
        )
        for row in preview.verdicts
        if row.judged == view
        for problem in row.problems
    ]


def clash_lines(preview: "Preview") -> list[ClashLine]:
    """Every field that was changed in both, in the file's order."""
    return [
        ClashLine(
            row.sheet,
            row.row,
            clean(row.what),
            words(clash.field),
            problem.column or "",
            *(clean(value) for value in (clash.exported, clash.here, clash.theirs)),
        )
        for row in preview.verdicts
        if row.judged == "clash"
        for clash, problem in zip(row.clashes, row.problems, strict=True)
    ]


def change_lines(preview: "Preview") -> list[ChangeLine]:
    """Every field that updated rows change, and what else they bring, in the file's order."""
    from coordinator.workbook.verdicts import shown_value

    lines: list[ChangeLine] = []
    for row in preview.verdicts:
        if row.judged == "updated":
            at = row.sheet, row.row, clean(row.what)
            lines += [
                ChangeLine(
                    *at, words(one.field), one.column or "", shown_value(one.old), shown_value(one.new)
                )
                for one in row.changes
            ]
            lines += [ChangeLine(*at, "", "", "", clean(one)) for one in row.adds]
    return lines


def row_lines(preview: "Preview", view: View) -> list[RowLine]:
    """The rows with this verdict, or all, in the file's order."""
    return [
        RowLine(row.sheet, row.row, row.judged, row.what, row.reason or "; ".join((*row.effects, *row.notes)))
        for row in preview.verdicts
        if view in ("all", row.judged)
    ]


def many(preview: "Preview", view: View) -> int:
    """How many rows a view has."""
    return {
        "rejected": preview.rejected - preview.clashes,
        "clash": preview.clashes,
        "duplicate": preview.duplicates,
        "set_aside": preview.set_aside,
        "added": preview.added,
        "updated": preview.updated,
        "unchanged": preview.unchanged,
        "all": preview.rows,
    }[view]


def first_view(preview: "Preview") -> View:
    """What is shown first: what was rejected, else what waits, else what would be added, else whatever there is."""
    return next((view for view in VIEWS if many(preview, view)), "all")


def next_view(preview: "Preview", view: View) -> View:
    """The next view that has rows."""
    there = [one for one in VIEWS if many(preview, one)] or ["all"]
    place = there.index(view) + 1 if view in there else 0
    return there[place % len(there)]


def good(preview: "Preview") -> int:
    """How many rows would go in."""
    return preview.added + preview.updated


def to_mend(preview: "Preview") -> int:
    """How many rows stay out that nobody chose to leave out: those that a workbook of rejects has."""
    from coordinator.workbook.verdicts import LEFT_OUT

    if not preview.open:
        return 0
    return sum(one.is_open and one.reason != LEFT_OUT for one in preview.verdicts)


def counts(judged: "Preview | ImportReport", clashes: int) -> str:
    """The counts in words; they add up to the file's rows. So many of the rejected were changed in both."""
    rejected, duplicates, set_aside = (
        many if isinstance(many, int) else len(many)
        for many in (judged.rejected, judged.duplicates, judged.set_aside)
    )
    told = (
        f"{count(judged.rows, 'row')}: {judged.added:,} added, {judged.updated:,} updated, "
        f"{judged.unchanged:,} unchanged, {rejected - clashes:,} rejected"
    )
    told += f", {clashes:,} changed in both" if clashes else ""
    told += f", {duplicates:,} perhaps known" if duplicates else ""
    return told + (f", {set_aside:,} set aside" if set_aside else "")


def as_read(preview: "Preview", sheet: str, row: int) -> str:
    """What a row of the file says, each cell after its header."""
    table = next(table for table in preview.recognised.tables if table.sheet == sheet)
    found = table.rows[bisect_left(table.rows, row, key=lambda one: one.number)]
    told = ((table.headers.get(column, ""), cell.text) for column, cell in sorted(found.cells.items()))
    named = ((clean(header).rstrip(":"), clean(text)) for header, text in told if header)
    return " · ".join(f"{header}{'' if header.endswith('?') else ':'} {text}" for header, text in named)


def about(line: AnyLine, preview: "Preview", width: int) -> list[Cell]:
    """One line of a list in full, on up to three lines; a row of which nothing is to be told, as it is in the file."""
    if isinstance(line, OpenLine):
        where = f"row {line.row}" + (f", column {line.column}" if line.column else "")
        header = f" “{line.header}”" if line.header else ""
        what = f" · {line.what}" if line.what else ""
        first, rest = f"{line.sheet}, {where}{header}{what}", line.reason
    elif isinstance(line, ClashLine):
        first = f"changed in both: {line.sheet}, row {line.row}, column {line.column} · {line.what}"
        rest = f"{line.field} was {line.before or 'blank'} when this was exported, is {line.here or 'blank'} here now "
        rest += f"and {line.theirs} in the file: d says which is right"
    elif isinstance(line, ChangeLine):
        first = f"updated: {line.sheet}, row {line.row} · {line.what}"
        rest = f"{line.field}: {line.old or 'blank'} → {line.new}" if line.field else line.new
    else:
        first, rest = f"{spoken(line.judged)}: {line.sheet}, row {line.row} · {line.what}", line.text
        rest = rest or as_read(preview, line.sheet, line.row)
    return [
        *(Cell(f" {text}", "quiet") for text in wrap(first, width - 2, 1)),
        *(Cell(f" {text}") for text in wrap(rest, width - 2, 2)),
    ]
