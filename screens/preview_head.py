"""The lines above an import's list: what the file is, and what it would do. Pure."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from screens import preview_view
from screens.presentation import Cell, clean, count, words, wrap

if TYPE_CHECKING:
    from coordinator.services.imports import Preview


def of_rows(preview: "Preview", width: int, height: int, offers: int = 0) -> list[Cell]:
    """What the file is and what it would do, in `height` lines of `width` cells.

    `offers` answers are nearly tags.
    """
    tables = preview.recognised.tables
    sheets = (
        f"{'sheet' if len(tables) == 1 else 'sheets'} {', '.join(clean(table.sheet) for table in tables)}"
    )
    left_out = f" · left out: {'; '.join(clean(one) for one in preview.skipped)}" if preview.skipped else ""
    columns = [column for _, column in preview.mapping.columns]
    ignored = [clean(column.header) for column in columns if not column.use and column.header]
    told = f"; {len(ignored)} ignored: {', '.join(ignored)}" if ignored else ""
    taken = sum(bool(column.use) for column in columns)
    same = [
        f"{words(name)} is {clean(answer)} in every row" for name, answer in preview.mapping.constants.items()
    ]
    columns_told = f"{count(taken, 'column')} taken (c shows them){told}"
    lines = [
        _into(preview),
        Cell(f" Taken for {preview.kind} (t changes that) · {sheets}{left_out}"),
        Cell(f" {_counts(preview, width - 1)}", "strong"),
        Cell(f" {'; '.join([columns_told, *same])}"),
    ]
    if offers:
        lines.append(Cell(f" ! {count(offers, 'answer')} nearly a tag you know: n asks about each", "warn"))
    for note in preview.notes:
        lines += [Cell(f" ! {line}", "warn") for line in wrap(note, width - 4, 2)]
    return lines[:height]


def _counts(preview: "Preview", width: int) -> str:
    """The counts; where they are long, without those that are nought."""
    told = preview_view.counts(preview, preview.clashes)
    if cell_len(told) <= width:
        return told
    rows, _, counted = told.partition(": ")
    return f"{rows}: {', '.join(one for one in counted.split(', ') if not one.startswith('0 '))}"


def of_columns(preview: "Preview", lacks: Sequence[str], width: int, height: int) -> list[Cell]:
    """What the columns of a file are about, and what is missing, in `height` lines."""
    mapping = preview.mapping
    open_ = sum(column.is_open for _, column in mapping.columns)
    same = [f"{words(name)} = {clean(answer)}" for name, answer in mapping.constants.items()]
    lines = [
        _into(preview),
        Cell(
            f" Taken for {preview.kind} (t changes that){' · in every row: ' + ', '.join(same) if same else ''}"
        ),
        Cell(f" {count(open_, 'column')} that nobody knows yet", "warn" if open_ else "plain"),
    ]
    if lacks:
        lines.append(Cell(f" x No column fills {', '.join(lacks)}: every row needs it", "bad"))
    for note in preview.notes:
        lines += [Cell(f" ! {line}", "warn") for line in wrap(note, width - 4, 2)]
    return lines[:height]


def _into(preview: "Preview") -> Cell:
    """Which file goes into which cohort."""
    new = " · a new cohort" if preview.new_cohort else ""
    return Cell(f" {clean(preview.file)} → {clean(preview.cohort)}{new}", "warn" if new else "plain")
