"""What was changed, by whom, and taking it back."""

from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.models import ChangeSummary, Done
from coordinator.services.desk import Desk
from coordinator.store import events, reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change


def history(desk: Desk, *, limit: int | None = None) -> list[ChangeSummary]:
    """Changes, the latest first."""
    with desk.store.reading() as db:
        return reads.changes(db, limit=limit)


def undo_last(desk: Desk) -> Done:
    """Take back the latest change that this desk's `who` made. Raises as `undo_change`."""
    with desk.store.writing(desk.who, "undo", desk.today) as change:
        number = events.last_undoable(change.db, desk.who)
        if number is None:
            raise CoordinatorError(f"There is nothing of {desk.who} to undo.")
        return _undo(change, number)


def undo_change(desk: Desk, number: int) -> Done:
    """Take back one change by its number. Raises CoordinatorError, naming what stands on it, when it stands fast."""
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
    return Done(f"Undone: {command}.{where}", change.number)
