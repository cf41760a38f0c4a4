"""What is on the to-do list, and taking it off for a while: put off until a day, or dismissed with a reason.

Both are rows of `snooze`, so both are events and undone like any change. A matter comes back on its day, or as soon as
it is worse than it was expected to be (`measured` in `queries/rules/60_matters.sql`).
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Done, TimelineEntry, TriageItem
from coordinator.models.matters import Matter, Measured
from coordinator.services.desk import Desk
from coordinator.store import matter_reads, reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change

LONGEST_REASON = 300

_UNTIL = re.compile(
    rf"(?:until\ +)?(?P<until>{days.PATTERN})(?:[\s,:]+(?P<why>\S.*))?", re.VERBOSE | re.IGNORECASE
)


class Until(NamedTuple):
    """The day on which a matter comes back, and why it is put off (None: not said)."""

    day: date
    reason: str | None


def of_relationship(desk: Desk, relationship: int) -> list[Matter]:
    """Every matter of one relationship, the most urgent first; those that are put off among them."""
    with desk.store.reading() as db:
        return matter_reads.matters(db, desk.today, relationship)


def with_timeline(desk: Desk, relationship: int, limit: int) -> tuple[list[Matter], list[TimelineEntry]]:
    """Every matter of one relationship, and the latest of what happened in it."""
    with desk.store.reading() as db:
        return (
            matter_reads.matters(db, desk.today, relationship),
            reads.timeline(db, desk.today, relationship, limit),
        )


def until(desk: Desk, text: str) -> Until:
    """What was typed to put something off: `thu`, `3/12 waiting for the mentor`, `in 2 weeks`.

    Raises CoordinatorError for what is no day, and for a day that is not to come.
    """
    found = _UNTIL.fullmatch(" ".join(text.split()))
    if found is None:
        raise CoordinatorError(
            f"“{text.strip()}” does not begin with a day.", "Write: thu, 3/12, in 2 weeks."
        )
    try:
        day = days.resolve(found, desk.today, ahead=True)
    except ValueError as error:
        raise CoordinatorError(str(error)) from error
    if day <= desk.today:
        raise CoordinatorError(f"{days.spell(day)} is not to come.", "Write a later day: thu, in 2 weeks.")
    why = (found["why"] or "").strip(' "“”')
    return Until(day, _reason(why) if why else None)


def put_off(desk: Desk, items: Sequence[TriageItem], wanted: Until) -> Done:
    """Take every open matter of these rows off the list until a day.

    Raises CoordinatorError when none of them has an open matter.
    """
    with desk.store.writing(desk.who, "put off", desk.today) as change:
        now = [one for one in _measured(change, desk.today, items) if one.is_open]
        # As bad as it will be by itself on the last day is not worse than expected.
        later = _worst(_measured(change, wanted.day - timedelta(days=1), items))
        expected = [one._replace(measure=max(one.measure, later.get(_key(one), 0))) for one in now]
        _write(change, expected, until=wanted.day, reason=wanted.reason)
        return Done(f"{_named(items, now)}: put off until {days.spell(wanted.day)}.", change.number)


def dismiss(desk: Desk, items: Sequence[TriageItem], reason: str) -> Done:
    """Take the matter that each row shows off the list for good, or until it gets worse.

    Raises CoordinatorError without a reason, and when none of the matters is open any more.
    """
    why = _reason(reason)
    shown = {(item.relationship, item.application, item.matter) for item in items}
    with desk.store.writing(desk.who, "dismiss", desk.today) as change:
        now = [one for one in _measured(change, desk.today, items) if one.is_open and _key(one) in shown]
        _write(change, now, until=None, reason=why)
        return Done(f"{_named(items, now)}: dismissed, {why}.", change.number)


def bring_back(desk: Desk, items: Sequence[TriageItem]) -> Done:
    """Put what was put off or dismissed, all of it on these rows, back on the list.

    Raises CoordinatorError when nothing of them is put off.
    """
    with desk.store.writing(desk.who, "bring back", desk.today) as change:
        rows = matter_reads.put_off(change.db, desk.today, *_ids(items))
        if not rows:
            raise CoordinatorError("Nothing is put off here.", "Press p for what is.")
        change.update("snooze", [{"id": row.id, "version": row.version, "until": desk.today} for row in rows])
        whose = items[0].ref if len(items) == 1 else f"{len(items)} rows"
        return Done(f"{whose}: back on the list.", change.number)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise CoordinatorError("Say in a few words why.", "It is kept with your name, and shown with p.")
    if len(reason) > LONGEST_REASON:
        raise CoordinatorError(f"The reason is longer than {LONGEST_REASON} characters.", "Make it shorter.")
    return reason


def _ids(items: Sequence[TriageItem]) -> tuple[list[int], list[int]]:
    """The relationships and the applications of these rows."""
    return (
        [item.relationship for item in items if item.relationship is not None],
        [item.application for item in items if item.application is not None],
    )


def _key(one: Measured) -> tuple[int | None, int | None, str]:
    return one.relationship, one.application, one.matter


def _measured(change: "Change", day: date, items: Sequence[TriageItem]) -> list[Measured]:
    return matter_reads.measured(change.db, day, *_ids(items))


def _worst(found: Sequence[Measured]) -> dict[tuple[int | None, int | None, str], float]:
    return {_key(one): one.measure for one in found}


def _write(change: "Change", found: Sequence[Measured], *, until: date | None, reason: str | None) -> None:
    if not found:
        raise CoordinatorError("Nothing is open there any more.", "Press r to look again.")
    change.insert(
        "snooze",
        [
            {
                "relationship": one.relationship,
                "application": one.application,
                "matter": one.matter,
                "measure": one.measure,
                "snoozed_on": change.today,
                "until": until,
                "reason": reason,
                "who": change.who,
            }
            for one in found
        ],
    )


def _named(items: Sequence[TriageItem], found: Sequence[Measured]) -> str:
    """Whose matters, and which: "Priya & Tom: at risk and 2 more", "12 rows"."""
    if len(items) > 1:
        return f"{len(items)} rows"
    (item,) = items
    whose = item.mentee if item.mentor is None else f"{item.mentor} & {item.mentee}"
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{whose}, {item.matter.replace('_', ' ')}{more}"
