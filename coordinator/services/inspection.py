"""What the program sees in a file, before anybody decides anything: sheets, headers, columns, how rows would fare."""

from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import FileRefused
from coordinator.models import Kind
from coordinator.services import columns, imports
from coordinator.services.desk import Desk

if TYPE_CHECKING:
    from coordinator.schemas.inspection import Inspection, SheetSeen, Verdicts
    from coordinator.services.imports import Preview
    from coordinator.workbook.cells import Book

NEW_COHORT = "(a new cohort)"


def inspect(
    desk: Desk,
    source: Path | bytes,
    *,
    name: str | None = None,
    cohort: str | None = None,
    kind: Kind | None = None,
    sheet: str | None = None,
) -> "Inspection":
    """Read a file and say what is in it; the rows are judged as if imported into `cohort`, else into a new one.

    A file that cannot be read at all raises FileRefused; one that holds no table says so in `refused`, beside its
    sheets.
    """
    from coordinator.schemas.inspection import Inspection
    from coordinator.workbook import reader

    book = reader.read(source, name=name)
    try:
        preview = _previewed(desk, book, cohort, kind, sheet)
    except FileRefused as refusal:
        return Inspection(
            file=book.name,
            kind=None,
            cohort=cohort,
            sheets=_sheets(book, None),
            notes=book.notes,
            verdicts=None,
            refused=str(refusal),
        )
    return Inspection(
        file=book.name,
        kind=preview.kind,
        cohort=None if preview.cohort == NEW_COHORT else preview.cohort,
        sheets=_sheets(book, preview),
        notes=preview.notes,
        verdicts=_verdicts(preview),
        refused=None,
    )


def _previewed(
    desk: Desk, book: "Book", cohort: str | None, kind: Kind | None, sheet: str | None
) -> "Preview":
    from coordinator.workbook.decisions import Decisions

    found = columns.found(desk, book, kind, sheet, None, {}, by_hand=False)
    mapping = columns.mapped(desk, found, None)
    came_from = found.exported.cohort if found.exported else ""
    return imports.judged_as(desk, book, found, mapping, Decisions(), cohort or came_from or NEW_COHORT)


def _sheets(book: "Book", preview: "Preview | None") -> "list[SheetSeen]":
    from coordinator.schemas.inspection import ColumnSeen, SheetSeen

    tables = {table.sheet: table for table in preview.found.tables} if preview else {}
    maps = {mapped.sheet: mapped.columns for mapped in preview.mapping.sheets} if preview else {}
    skipped = preview.skipped if preview else ()
    return [
        SheetSeen(
            title=sheet.title,
            hidden=sheet.hidden,
            rows=len(sheet.rows),
            header_row=tables[sheet.title].header_row if sheet.title in tables else None,
            columns=[
                ColumnSeen(
                    letter=column.letter,
                    header=column.header,
                    answers=column.answers,
                    field=column.use,
                    sure=column.sure,
                    why=column.why,
                )
                for column in maps.get(sheet.title, ())
            ],
            left_out=next(
                (
                    why.removeprefix(f"{sheet.title}: ")
                    for why in skipped
                    if why.startswith(f"{sheet.title}: ")
                ),
                None,
            ),
        )
        for sheet in book.sheets
    ]


def _verdicts(preview: "Preview") -> "Verdicts":
    from coordinator.schemas.inspection import Verdicts

    return Verdicts.model_validate(preview, from_attributes=True)
