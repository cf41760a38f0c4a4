"""A cohort's policy and thresholds: what holds, what other values would do, and saving them.

What they would do is found by writing them, reading the list, and taking the transaction back: there is no second
definition of any rule here.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coordinator.errors import CoordinatorError
from coordinator.models import Done, TriageItem
from coordinator.models.matters import Moved, Setting
from coordinator.services.desk import Desk
from coordinator.services.overview import known_cohort
from coordinator.store import matter_reads, reads, to_do

Values = Mapping[str, float | None]
"""New values by the setting's name; None: the usual one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a setting is called, its unit, and the least and the most it may be in that unit.

    `in_cadences` is kept in cadences, but typed and told in days of the cohort's cadence.
    """

    label: str
    unit: str
    least: float
    most: float
    in_cadences: bool = False

    @property
    def whole(self) -> bool:
        return self.unit == "days" and not self.in_cadences


MEANINGS: Mapping[str, Meaning] = {
    "duration_days": Meaning("lasts", "days", 7, 1500),
    "target_hours": Meaning("target", "hours", 0.5, 1000),
    "session_hours": Meaning("length of a session", "hours", 0.25, 12),
    "cadence_days": Meaning("cadence", "days", 1, 180),
    "first_session_days": Meaning("first session within", "days", 1, 365),
    "overdue_cadences": Meaning("overdue after", "days", 1, 720, in_cadences=True),
    "at_risk_cadences": Meaning("at risk from", "days", 1, 720, in_cadences=True),
    "lapse_cadences": Meaning("lapse suggested from", "days", 1, 720, in_cadences=True),
    "too_early_days": Meaning("too early before", "days", 0, 365),
    "ending_days": Meaning("ending within", "days", 0, 180),
    "proposal_days": Meaning("proposal unanswered after", "days", 1, 365),
    "proposal_expiry_days": Meaning("proposal expiring after", "days", 1, 365),
    "waiting_days": Meaning("waiting for long after", "days", 1, 1000),
    "catch_up_hours": Meaning("cannot be made up above", "hours a fortnight", 0.5, 100),
    "follow_up_days": Meaning("follow-up after", "days", 1, 730),
}

_IN_ORDER = (
    ("overdue_cadences", "at_risk_cadences"),
    ("at_risk_cadences", "lapse_cadences"),
    ("proposal_days", "proposal_expiry_days"),
)


class Effect(NamedTuple):
    """What other settings would do: in one sentence, and row by row."""

    said: str
    moved: Sequence[Moved]


def settings(desk: Desk, cohort: str) -> list[Setting]:
    """A cohort's policy and thresholds. Raises CoordinatorError for an unknown cohort."""
    with desk.store.reading() as db:
        name = known_cohort(reads.cohort_names(db), cohort)
        assert name is not None
        return matter_reads.settings(db, name)


def told(setting: Setting, value: float | None) -> str:
    """A value as people read it: "28 days", "24 hours", "the usual 30 days" for None."""
    usual = value is None
    value = setting.usual if value is None else value
    meaning = MEANINGS[setting.name]
    number = (value or 0.0) * (setting.cadence_days if meaning.in_cadences else 1)
    text = f"{round(number, 2):g} {meaning.unit.removesuffix('s') if number == 1 else meaning.unit}"
    return f"the usual {text}" if usual else text


def value_of(setting: Setting, text: str) -> float | None:
    """The value that was typed: `21`, `21 days`, `1.5 cadences`; `usual` (None) for what holds elsewhere.

    Raises CoordinatorError, in a sentence that says what can be typed.
    """
    meaning = MEANINGS[setting.name]
    plain = " ".join(text.casefold().split())
    if plain == "usual":
        if setting.usual is None:
            raise CoordinatorError(f"There is no usual value for “{meaning.label}”.", "Type a number.")
        return None
    found = re.fullmatch(r"(\d{1,6}(?:[.,]\d{1,4})?) ?(days?|hours?|h|cadences?)?(?: a fortnight)?", plain)
    if found is None:
        raise CoordinatorError(f"“{text.strip()}” is not a number of {meaning.unit}.", "Type one like 21.")
    number = float(found[1].replace(",", "."))
    unit = (found[2] or meaning.unit)[0]
    if unit == "c" and meaning.in_cadences:
        number *= setting.cadence_days
    elif unit != meaning.unit[0]:
        raise CoordinatorError(f"“{meaning.label}” is in {meaning.unit}.", "Type a number like 21.")
    if meaning.whole and number != int(number):
        raise CoordinatorError(f"“{meaning.label}” is in whole days.", "Type a number like 21.")
    if not meaning.least <= number <= meaning.most:
        raise CoordinatorError(
            f"“{meaning.label}” is {meaning.least:g} to {meaning.most:g} {meaning.unit}, not {number:g}.",
            "Type a number between these.",
        )
    return number / setting.cadence_days if meaning.in_cadences else number


def effect(desk: Desk, cohort: str, values: Values) -> Effect:
    """What these values would do to the list, before anything is saved.

    Raises CoordinatorError for an unknown cohort and for values that do not go together.
    """
    known = settings(desk, cohort)
    _refuse_disorder(known, values)
    with desk.store.trying(desk.who, "try settings", desk.today) as change:
        name = known_cohort(reads.cohort_names(change.db), cohort)
        before = to_do.items(change.db, desk.today, cohort=name, everything=True)
        change.update("cohort", [{"id": known[0].cohort, "version": known[0].version, **values}])
        after = to_do.items(change.db, desk.today, cohort=name, everything=True)
    return Effect(f"{_changed(known, values)}: {_counts(before, after)}.", _moved(before, after))


def save(desk: Desk, cohort: str, known: Sequence[Setting], values: Values) -> Done:
    """Save these values as one change.

    Raises CoordinatorError for values that do not go together, StaleEdit when someone else changed the cohort since
    `known` was read.
    """
    _refuse_disorder(known, values)
    if not values:
        raise CoordinatorError("Nothing was changed.", "Enter edits the highlighted setting.")
    with desk.store.writing(desk.who, "set policy", desk.today) as change:
        change.update("cohort", [{"id": known[0].cohort, "version": known[0].version, **values}])
        return Done(f"{cohort}: {_changed(known, values)}.", change.number)


def _refuse_disorder(known: Sequence[Setting], values: Values) -> None:
    new = {one.name: one.value for one in known}
    by_name = {one.name: one for one in known}
    new |= {name: value for name, value in values.items() if value is not None}
    new |= {name: by_name[name].usual or 0.0 for name, value in values.items() if value is None}
    for less, more in _IN_ORDER:
        if new[less] >= new[more]:
            raise CoordinatorError(
                f"“{MEANINGS[less].label}” must be less than “{MEANINGS[more].label}”: "
                f"{told(by_name[less], new[less])} is not less than {told(by_name[more], new[more])}.",
                "Change the other one too.",
            )


def _changed(known: Sequence[Setting], values: Values) -> str:
    """What is changed: "at risk from 28 to 21 days"."""
    parts = []
    for one in known:
        if one.name in values:
            was, now = told(one, one.value), told(one, values[one.name])
            unit = MEANINGS[one.name].unit
            parts.append(f"{MEANINGS[one.name].label} {was.removesuffix(f' {unit}')} to {now}")
    return ", ".join(parts)


def _counts(before: Sequence[TriageItem], after: Sequence[TriageItem]) -> str:
    """How many more and fewer rows each matter has, what grows first: "7 more at risk, 7 fewer overdue"."""
    change = Counter(item.matter for item in after)
    change.subtract(item.matter for item in before)
    grown = sorted(
        ((many, matter) for matter, many in change.items() if many), key=lambda one: (-one[0], one[1])
    )
    said = [
        f"{abs(many)} {'more' if many > 0 else 'fewer'} {matter.replace('_', ' ')}" for many, matter in grown
    ]
    return ", ".join(said) or "nobody would be seen otherwise today"


def _moved(before: Sequence[TriageItem], after: Sequence[TriageItem]) -> list[Moved]:
    """The rows whose matter is another, in the order of the new list; those that leave it last."""
    was = {item.ref: item for item in before}
    now = {item.ref for item in after}
    moved = [
        Moved(
            item.ref, item.mentor, item.mentee, was[item.ref].matter if item.ref in was else "", item.matter
        )
        for item in after
        if item.ref not in was or was[item.ref].matter != item.matter
    ]
    gone = [item for item in before if item.ref not in now]
    return moved + [Moved(item.ref, item.mentor, item.mentee, item.matter, "") for item in gone]
