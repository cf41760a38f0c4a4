"""Who is never paired with whom, which rules are set aside for a pair, what a cohort weighs. Each undoable."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.matching import Apart, Override, PairRule, Weights
from coordinator.services.desk import Desk
from coordinator.store import matching_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change

MODES = ("hard", "penalty", "off")
HEAVIEST = 1000
"""A weight is a whole number up to this."""


NO_COHORT = 0
"""The number of a cohort that there is none of: what the programme usually has."""


class Told(NamedTuple):
    """Who is to be kept apart, as typed."""

    one: str
    other: str
    reason: str
    until: date | None


def parted(text: str, today: date) -> Told:
    """Read "Priya & Tom: old dispute until 1/4". Raises CoordinatorError for what is missing or no day."""
    names, _, reason = text.partition(":")
    who = [part.strip() for part in re.split(r"\s*&\s*|\s*\+\s*|\s+and\s+", names.strip()) if part.strip()]
    if len(who) != 2 or not reason.strip():
        raise CoordinatorError(
            "Two names, a colon and the reason are needed.", "Write Priya & Tom: old dispute, until 1/4"
        )
    found = re.fullmatch(rf"(?P<why>.*?)[,;]?\s*\buntil\s+(?:{days.PATTERN})\s*", reason.strip(), _READING)
    if found is None:
        return Told(who[0], who[1], " ".join(reason.split()), None)
    try:
        until = days.resolve(found, today, ahead=True)
    except ValueError as error:
        raise CoordinatorError(str(error)) from error
    return Told(who[0], who[1], " ".join(found["why"].split()), until)


_READING = re.VERBOSE | re.IGNORECASE


def register(desk: Desk) -> list[Apart]:
    """Everyone on the never-pair register; what holds first."""
    with desk.store.reading() as db:
        return matching_reads.register(db, desk.today)


def keep_apart(desk: Desk, person: int, other: int, reason: str, expires_on: date | None = None) -> Done:
    """Put two people on the register; from `expires_on` on it does not hold.

    Raises CoordinatorError without a reason, for a day that has passed, and for two who are on it already.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise CoordinatorError(
            "Why are they never to be paired?", 'Add the reason: "related", "old dispute" …'
        )
    if person == other:
        raise CoordinatorError("Nobody can be kept apart from themselves.", "Name two people.")
    if expires_on is not None and expires_on <= desk.today:
        raise CoordinatorError(f"{days.spell(expires_on)} has passed.", "Give a later day, or none.")
    with desk.store.writing(desk.who, "keep apart", desk.today) as change:
        for one in matching_reads.register(change.db, desk.today, person):
            if one.holds and other in (one.person, one.other):
                raise CoordinatorError(
                    f"{one.person_name} and {one.other_name} are on the register already: {one.reason}."
                )
        (row,) = change.insert(
            "exclusion", [{"person": person, "other": other, "reason": reason, "expires_on": expires_on}]
        )
        names = next(
            f"{one.person_name} and {one.other_name}"
            for one in matching_reads.register(change.db, desk.today, person)
            if one.exclusion == row
        )
        until = f" until {days.spell(expires_on)}" if expires_on else ""
        return Done(f"{names} are never to be paired{until}: {reason}.", change.number)


def expire(desk: Desk, apart: Apart, on: date | None = None) -> Done:
    """End what keeps two people apart: from `on` (None: today) it does not hold."""
    on = on or desk.today
    with desk.store.writing(desk.who, "end exclusion", desk.today) as change:
        change.update("exclusion", [{"id": apart.exclusion, "version": apart.version, "expires_on": on}])
        names = f"{apart.person_name} and {apart.other_name}"
        return Done(f"{names} may be paired from {days.spell(on)}.", change.number)


def set_aside(desk: Desk, mentor: int, mentee: int, code: str, note: str) -> Done:
    """Set one rule aside for one pair (persons), with a note that stays with it.

    Raises CoordinatorError without a note, for a rule that cannot be set aside and for one that is already.
    """
    note = " ".join(note.split())
    if not note:
        raise CoordinatorError("Why may they be paired all the same?", "Add a note: it stays with the pair.")
    with desk.store.writing(desk.who, "set rule aside", desk.today) as change:
        rule = next((one for one in matching_reads.pair_rules(change.db, 0) if one.code == code), None)
        if rule is None or not rule.is_free:
            words = rule.words if rule else code
            raise CoordinatorError(
                f"“{words}” cannot be set aside.", "That rule holds for every pair: leave this one out."
            )
        for one in matching_reads.overrides(change.db, desk.today, mentor):
            if (one.mentor, one.mentee, one.code) == (mentor, mentee, code):
                raise CoordinatorError(f"“{one.words}” is set aside for them already: {one.note}.")
        change.insert(
            "pair_override",
            [
                {
                    "mentor": mentor,
                    "mentee": mentee,
                    "code": code,
                    "note": note,
                    "made_on": desk.today,
                    "made_by": desk.who,
                }
            ],
        )
        return Done(f"“{rule.words}” is set aside for them: {note}.", change.number)


def revoke(desk: Desk, override: Override) -> Done:
    """Let a rule that was set aside count again."""
    with desk.store.writing(desk.who, "revoke override", desk.today) as change:
        row = {"id": override.override, "version": override.version, "revoked_on": desk.today}
        change.update("pair_override", [row])
        return Done(
            f"“{override.words}” counts again for {override.mentor_name} & {override.mentee_name}.",
            change.number,
        )


def policy(desk: Desk, cohort: int) -> tuple[Weights, list[PairRule]]:
    """What counts how much in a cohort, and how each exclusion counts."""
    with desk.store.reading() as db:
        return matching_reads.weights(db, cohort)[0], matching_reads.pair_rules(db, cohort)


def set_policy(
    desk: Desk,
    cohort: int,
    *,
    weights: Mapping[str, int] | None = None,
    rules: Mapping[str, str] | None = None,
) -> Done:
    """Change weights or rules of a cohort; what is not named stays. As the programme has it is kept as nothing said.

    Raises CoordinatorError for a name or a value there is none of.
    """
    with desk.store.writing(desk.who, "set matching", desk.today) as change:
        said = write_policy(change, cohort, weights or {}, rules or {})
        return Done(said or "It is so already.", change.number)


def write_policy(
    change: "Change", cohort: int, weights: Mapping[str, int], rules: Mapping[str, str]
) -> str | None:
    """Write a cohort's weights and rules in a change. Returns what it said; None: it was so.

    Raises as `set_policy`.
    """
    _refuse_weights(weights)
    known = {one.code: one for one in matching_reads.pair_rules(change.db, cohort)}
    for code, mode in rules.items():
        if code not in known or not known[code].is_free or mode not in MODES:
            raise CoordinatorError(
                f"The rule {code} cannot be {mode}.", f"A rule is {', '.join(MODES)}; some always hold."
            )
    own = matching_reads.own_policy(change.db, cohort)
    before = own[0] if own else None
    told_weights = {**json.loads(before.weights if before else "{}"), **weights}
    told_rules = {
        code: mode
        for code, mode in {**json.loads(before.rules if before else "{}"), **rules}.items()
        if mode != known[code].default_mode
    }
    row = {"weights": _as_json(told_weights), "rules": _as_json(told_rules)}
    if before is None:
        change.insert("matching_policy", [{"cohort": cohort, **row}])
    elif (json.loads(before.weights), json.loads(before.rules)) == (told_weights, told_rules):
        return None
    else:
        change.update("matching_policy", [{"id": before.policy, "version": before.version, **row}])
    said = [f"{name} weighs {value}" for name, value in weights.items()]
    said += [f"{known[code].words}: {mode}" for code, mode in rules.items()]
    return f"{'; '.join(said)}."


def _as_json(told: Mapping[str, object]) -> str:
    """As DuckDB writes it in events: undo compares the text."""
    return json.dumps(told, separators=(",", ":"))


def _refuse_weights(weights: Mapping[str, int]) -> None:
    for name, value in weights.items():
        if name not in Weights._fields or not 0 <= value <= HEAVIEST:
            raise CoordinatorError(
                f"{name} cannot weigh {value}.", f"A weight is a whole number from 0 to {HEAVIEST}."
            )
