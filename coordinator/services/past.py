"""The programme as it was recorded on a day: a desk at which everything can be looked at and nothing changed."""

import re
from collections.abc import Callable
from datetime import date

from coordinator import days, scratch
from coordinator.errors import CoordinatorError, NotUnderstood
from coordinator.services.desk import Desk
from coordinator.store import past
from coordinator.store.past import PastStore

_DAY = re.compile(days.PATTERN, re.VERBOSE | re.IGNORECASE)


def day_of(text: str, today: date) -> date:
    """The day that was typed, the latest such not after `today`.

    Raises NotUnderstood for what is no day, and CoordinatorError for one to come.
    """
    found = _DAY.fullmatch(" ".join(text.split()))
    if found is None:
        raise NotUnderstood(
            f"“{text.strip()}” is not a day.", text.strip(), "Write it like 14/3 or 2026-03-14."
        )
    try:
        day = days.resolve(found, today)
    except ValueError as error:
        raise NotUnderstood(str(error), text.strip()) from error
    _refuse_to_come(day, today)
    return day


def as_recorded_on(desk: Desk, day: date, say: Callable[[str], None] | None = None) -> Desk:
    """A desk at the programme as it was recorded up to and including `day`, judged as on that day; `leave` it after.

    It is a private copy that nobody can write to. `say` is told before each part of the work which it is. Raises
    CoordinatorError for a day to come and for one by which nothing was recorded.
    """
    _refuse_to_come(day, desk.today)
    folder = scratch.folder("coordinator-as-on-")
    try:
        store = past.take_back(desk.store, day, folder, say)
    except BaseException:
        scratch.remove(folder)
        raise
    return Desk(store, desk.who, day, recorded_on=day)


def leave(desk: Desk) -> None:
    """Remove the copy that a desk of the past is at. Any other desk stays as it is."""
    if isinstance(desk.store, PastStore):
        scratch.remove(desk.store.path.parent)


def _refuse_to_come(day: date, today: date) -> None:
    if day > today:
        raise CoordinatorError(f"{days.spell(day)} is still to come.", "Give today or a day before it.")
