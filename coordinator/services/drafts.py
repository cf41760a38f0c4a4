"""Imports that were begun and not finished: kept in the programme file, taken up later, gone when committed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from coordinator.models import Done, Kind
from coordinator.models.importing import Draft
from coordinator.services import imports
from coordinator.services.desk import Desk
from coordinator.store import drafts, import_reads

if TYPE_CHECKING:
    from coordinator.services.imports import Preview

COMMAND = "keep import"


def kept(desk: Desk) -> Sequence[Draft]:
    """The unfinished imports, the last first."""
    with desk.store.reading() as db:
        return import_reads.drafts(db)


def keep(desk: Desk, preview: "Preview", path: str, number: int | None) -> int:
    """Keep an import as it stands; its cells only the first time. Returns its number.

    `path` is where the file was read from; `number` what an earlier call returned.
    """
    from coordinator.workbook.packed import packed
    from coordinator.workbook.said import as_json

    draft = drafts.DraftIn(
        file=preview.file,
        path=path,
        checksum=preview.book.checksum,
        kind=preview.kind,
        cohort=preview.cohort,
        who=desk.who,
        saved_on=desk.today,
        row_count=preview.rows,
        looked_at=len(preview.decisions.rows),
        said=as_json(preview.mapping, preview.decisions, by_hand=preview.by_hand),
    )
    cells = packed(preview.book) if number is None else b""
    with desk.store.writing(desk.who, COMMAND, desk.today) as change:
        if number is not None and drafts.go_on(change.db, number, draft):
            return number
        return drafts.begin(change.db, draft, cells or packed(preview.book))


def take_up(desk: Desk, draft: Draft) -> "Preview":
    """Judge an unfinished import again, as it stood. Raises CoordinatorError when it is gone."""
    from coordinator.workbook.mapping import proposed
    from coordinator.workbook.packed import unpacked
    from coordinator.workbook.recognise import recognise
    from coordinator.workbook.said import from_json, was_by_hand

    with desk.store.reading() as db:
        cells, said = drafts.load(db, draft.id)
    book, by_hand = unpacked(cells), was_by_hand(said)
    found = recognise(book, cast(Kind, draft.kind), by_hand=by_hand)
    mapping, decisions = from_json(said, proposed(found))
    return imports.judged_as(desk, book, found, mapping, decisions, draft.cohort, by_hand=by_hand)


def drop(desk: Desk, number: int) -> Done:
    """Keep an import no longer. The programme stays as it is."""
    with desk.store.writing(desk.who, COMMAND, desk.today) as change:
        drafts.drop(change.db, number)
    return Done("The unfinished import is dropped.", None)
