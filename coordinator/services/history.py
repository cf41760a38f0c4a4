"""What was changed, by whom, what was before and after; and taking it back."""

from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.history import Asked, ChangeDetail, ChangeSummary
from coordinator.services.desk import Desk
from coordinator.store import events, history_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change

LOOKED_THROUGH = 20
"""Times as many of the latest changes as are asked for are looked through first."""

MOST_ROWS = 1_000
"""Rows of one change that are told before and after; an import may have touched a hundred thousand."""


def history(
    desk: Desk, asked: Asked | None = None, *, before: int | None = None, limit: int | None = None
) -> list[ChangeSummary]:
    """The changes asked for, the latest first; `before` is the number of the last one already read."""
    told = (asked or Asked())._asdict()
    told["words"] = list(told["words"]) or None
    with desk.store.reading() as db:
        if limit is not None:
            # Of millions of events, those of the latest changes are found at once; mostly they are enough.
            after = (before or events.newest(db)) - limit * LOOKED_THROUGH
            found = history_reads.changes(db, **told, before=before, after=after, limit=limit)
            if len(found) == limit or after < 0:
                return found
        return history_reads.changes(db, **told, before=before, limit=limit)


def change(desk: Desk, number: int, *, notes: bool = False, most: int = MOST_ROWS) -> ChangeDetail:
    """One change with what was before and after; at most so many rows. Notes are masked unless asked for.

    Raises CoordinatorError when there is no such change.
    """
    from coordinator.services import changed_words as words

    with desk.store.reading() as db:
        summaries = history_reads.changes(db, change=number, limit=1)
        if not summaries:
            raise CoordinatorError(f"There is no change {number}.", "`coordinator history` lists them.")
        touched = history_reads.rows_of_change(db, number, limit=most)
        counted = history_reads.counts_of_change(db, number)
        named = history_reads.names(db, *words.wanted(touched))
    names = words.Names(
        *(
            {one.entity_id: one.name for one in named if one.entity == entity}
            for entity in ("person", "cohort", "relationship")
        )
    )
    return ChangeDetail(
        summaries[0],
        words.counts(counted),
        words.changed_rows(touched, names, notes=notes),
        sum(one.rows for one in counted) - len(touched),
        words.has_notes(touched),
    )


def undo_last(desk: Desk) -> Done:
    """Take back the latest change that this desk's `who` made. Raises as `undo_change`."""
    with desk.store.writing(desk.who, "undo", desk.today) as change:
        number = events.last_undoable(change.db, desk.who)
        if number is None:
            raise CoordinatorError(
                f"There is nothing of {desk.who} to undo.",
                "History (4, `coordinator history`) takes back what others did.",
            )
        return _undo(change, number)


def undo_change(desk: Desk, number: int) -> Done:
    """Take back one change by its number; an undo too, which does again what it took back.

    Raises NotUndoable, naming what stands on it, when it stands fast.
    """
    with desk.store.writing(desk.who, "undo", desk.today) as change:
        return _undo(change, number)


def undo_batch(desk: Desk, batch: int) -> Done:
    """Take back a whole import by its number. Raises as `undo_change`."""
    with desk.store.writing(desk.who, "undo", desk.today) as change:
        command, _ = events.undo(change, events.change_of_batch(change.db, batch))
        return Done(f"Undone: {command} (import {batch}).", change.number)


def _undo(change: "Change", number: int) -> Done:
    command, relationship = events.undo(change, number)
    where = f" R{relationship} is as it was." if relationship else ""
    if relationship is None:
        rows = sum(one.rows for one in history_reads.counts_of_change(change.db, number))
        where = f" {rows:,} rows are as they were." if rows > 1 else ""
    if command.startswith("undo "):
        return Done(f"Done again: {command.removeprefix('undo ')}.{where}", change.number)
    return Done(f"Undone: {command.removeprefix('redo ')}.{where}", change.number)
