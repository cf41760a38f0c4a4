"""What an import's preview shows, without a screen: the head, the lists, the words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coordinator.workbook.cells import column_letter
from screens.presentation import Cell, Tone, clean, count, words, wrap
from screens.widgets.columns import Column

if TYPE_CHECKING:
    from coordinator.schemas import ImportReport
    from coordinator.services.imports import Preview

View = Literal["rejected", "duplicate", "set_aside", "added", "updated", "unchanged", "all"]
VIEWS: tuple[View, ...] = ("rejected", "duplicate", "set_aside", "added", "updated", "unchanged", "all")

_SIGNS: dict[str, tuple[str, Tone]] = {
    "rejected": ("x", "bad"),
    "added": ("+", "good"),
    "updated": ("~", "plain"),
    "unchanged": ("=", "quiet"),
    "duplicate": ("?", "warn"),
    "set_aside": ("-", "warn"),
}


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """One rejected cell; a row with several has several. `what` is whom the row is about."""

    sheet: str
    row: int
    column: str
    header: str
    value: str
    reason: str
    what: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the file and what becomes of it."""

    sheet: str
    row: int
    judged: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a sheet and what it was taken for; "" where it means nothing here."""

    sheet: str
    letter: str
    header: str
    field: str


_ROW: Column[RejectedLine | RowLine] = Column("Row", lambda line: str(line.row), 6, right=True)
_SHEET: Column[RejectedLine | RowLine] = Column("Sheet", lambda line: line.sheet, 10)


def rejected_columns(preview: "Preview") -> list[Column[RejectedLine]]:
    """The columns of the rejected cells; the sheet only where the file has several."""
    return [
        *_place(preview),
        Column("Col", lambda line: line.column, 3),
        Column("Value", lambda line: line.value or Cell("(blank)", "quiet"), 14, grow=1),
        Column("Why", lambda line: line.reason, 24, grow=3),
    ]


def row_columns(preview: "Preview") -> list[Column[RowLine]]:
    """The columns of the rows; the sheet only where the file has several."""
    return [
        Column("Verdict", lambda line: verdict(line.judged), 11),
        *_place(preview),
        Column("Whom", lambda line: line.what, 24, grow=1),
        Column("What changes", lambda line: line.text, 16, grow=1),
    ]


def _place(preview: "Preview") -> list[Column[Any]]:
    return [_SHEET, _ROW] if len(preview.recognised.tables) + len(preview.skipped) > 1 else [_ROW]


COLUMN_COLUMNS: Sequence[Column[ColumnLine]] = (
    Column("Sheet", lambda line: line.sheet, 10),
    Column("Col", lambda line: line.letter, 3),
    Column("Header in the file", lambda line: line.header, 30, grow=1),
    Column("Taken for", lambda line: line.field or Cell("· ignored", "quiet"), 18),
)


def verdict(judged: str) -> Cell:
    """A verdict in words, with its sign and tone."""
    sign, tone = _SIGNS[judged]
    return Cell(f"{sign} {words(judged)}", tone)


def rejected_lines(preview: "Preview") -> list[RejectedLine]:
    """Every rejected cell, in the file's order."""
    return [
        RejectedLine(
            row.sheet,
            row.row,
            problem.column or "",
            clean(problem.header),
            clean(problem.value),
            clean(problem.reason),
            clean(row.what),
        )
        for row in preview.verdicts
        if row.judged in ("rejected", "clash")
        for problem in row.problems
    ]


def row_lines(preview: "Preview", view: View) -> list[RowLine]:
    """The rows with this verdict, or all, in the file's order."""
    return [
        RowLine(row.sheet, row.row, row.judged, row.what, row.reason or "; ".join((*row.effects, *row.notes)))
        for row in preview.verdicts
        if view in ("all", row.judged)
    ]


def column_lines(preview: "Preview") -> list[ColumnLine]:
    """Every column of every sheet that was read."""
    lines: list[ColumnLine] = []
    for table in preview.recognised.tables:
        fields = {place: field for field, places in table.columns.items() for place in places}
        lines += [
            ColumnLine(table.sheet, column_letter(place), header, words(fields.get(place)))
            for place, header in sorted(table.headers.items())
        ]
    return lines


def many(preview: "Preview", view: View) -> int:
    """How many rows a view has."""
    return {
        "rejected": preview.rejected,
        "duplicate": preview.duplicates,
        "set_aside": preview.set_aside,
        "added": preview.added,
        "updated": preview.updated,
        "unchanged": preview.unchanged,
        "all": preview.rows,
    }[view]


def first_view(preview: "Preview") -> View:
    """What is shown first: what was rejected, else what would be added, else whatever there is."""
    return next((view for view in VIEWS if many(preview, view)), "all")


def next_view(preview: "Preview", view: View) -> View:
    """The next view that has rows."""
    there = [one for one in VIEWS if many(preview, one)] or ["all"]
    place = there.index(view) + 1 if view in there else 0
    return there[place % len(there)]


def good(preview: "Preview") -> int:
    """How many rows would go in."""
    return preview.added + preview.updated


def counts(judged: "Preview | ImportReport") -> str:
    """The counts in words; they add up to the file's rows."""
    rejected, duplicates, set_aside = (
        many if isinstance(many, int) else len(many)
        for many in (judged.rejected, judged.duplicates, judged.set_aside)
    )
    told = (
        f"{count(judged.rows, 'row')}: {judged.added:,} added, {judged.updated:,} updated, "
        f"{judged.unchanged:,} unchanged, {rejected:,} rejected"
    )
    told += f", {duplicates:,} perhaps known" if duplicates else ""
    return told + (f", {set_aside:,} set aside" if set_aside else "")


def head(preview: "Preview", width: int, height: int) -> list[Cell]:
    """What the file is and what it would do, in `height` lines of `width` cells."""
    new = " · a new cohort" if preview.new_cohort else ""
    tables = preview.recognised.tables
    sheets = (
        f"{'sheet' if len(tables) == 1 else 'sheets'} {', '.join(clean(table.sheet) for table in tables)}"
    )
    left_out = f" · left out: {'; '.join(clean(one) for one in preview.skipped)}" if preview.skipped else ""
    columns = column_lines(preview)
    ignored = [line.header for line in columns if not line.field]
    told = f"; {len(ignored)} ignored: {', '.join(clean(header) for header in ignored)}" if ignored else ""
    lines = [
        Cell(
            f" {clean(preview.file)} → {clean(preview.cohort)}{new}",
            "warn" if preview.new_cohort else "plain",
        ),
        Cell(f" Taken for {preview.kind} (t changes that) · {sheets}{left_out}"),
        Cell(f" {counts(preview)}", "strong"),
        Cell(f" {count(len(columns) - len(ignored), 'column')} taken (c shows them){told}"),
    ]
    for note in preview.notes:
        lines += [Cell(f" ! {line}", "warn") for line in wrap(note, width - 4, 2)]
    return lines[:height]


def about_rejected(line: RejectedLine, width: int) -> list[Cell]:
    """One rejected cell in full, on up to three lines."""
    where = f"row {line.row}" + (f", column {line.column}" if line.column else "")
    header = f" “{line.header}”" if line.header else ""
    what = f" · {line.what}" if line.what else ""
    return [
        *(Cell(f" {text}", "quiet") for text in wrap(f"{line.sheet}, {where}{header}{what}", width - 2, 1)),
        *(Cell(f" {text}") for text in wrap(line.reason, width - 2, 2)),
    ]


def about_row(line: RowLine, width: int) -> list[Cell]:
    """One row in full, on up to three lines."""
    return [
        Cell(f" {line.judged}: {line.sheet}, row {line.row} · {line.what}", "quiet"),
        *(Cell(f" {text}") for text in wrap(line.text, width - 2, 2)),
    ]
