"""Changes of state: which are legal and what each asks. Pure; the one definition of it.

`state_plans` says what a move would write for relationships as they stand, `services/transitions.py` reads and writes.
Every refusal is a sentence that says what would make it right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Outcome
from coordinator.policy import (
    REASONS,
    USUAL_REASONS,
    Initiator,
    MenteeNext,
    Reason,
)

Verb = Literal["active", "paused", "lapsed", "closed", "reopened", "rematched", "declined"]

LEGAL: Mapping[Verb, Sequence[str]] = {
    "active": ("proposed", "paused", "lapsed"),
    "paused": ("active",),
    "lapsed": ("active", "paused"),
    "closed": ("proposed", "active", "paused", "lapsed"),
    "reopened": ("closed", "declined"),
    "rematched": ("active", "paused", "lapsed", "closed"),
    "declined": ("proposed",),
}
"""What each change can start from."""

LATEST_START, EARLIEST_START = timedelta(days=90), timedelta(days=180)
"""How far from today a proposed relationship may start."""

_WHICH = {
    "active": "only a proposed, paused or lapsed one can become active",
    "paused": "only an active relationship can be paused",
    "lapsed": "only an active or paused relationship can lapse",
    "closed": "only one that is not over yet can be closed",
    "reopened": "only a closed or declined one can be opened again",
    "rematched": "only one that began can be followed by a rematch",
    "declined": "only a proposed one can be declined",
}
_FIRST = {
    "proposed": "When both agreed, make it active.",
    "paused": "Make it active first.",
    "lapsed": "Make it active first.",
    "closed": "Reopen it first.",
    "declined": "Reopen it first: it is then proposed again.",
    "active": "",
}


@dataclass(frozen=True, slots=True)
class Move:
    """A change that is asked for. What is None is as usual for the reason, or does not belong to the verb.

    `on` is the day it holds from. `until` goes with paused, `join_first` with the start of a proposed one: whether a
    coordinator is to be at the first session. `outcome`, `code` (of `policy.REASONS`), `by`, `mentee` and `mentor_out`
    go with an end. `cancel_booked` and `over_capacity` answer what would otherwise be refused.
    """

    verb: Verb
    on: date
    until: date | None = None
    outcome: Outcome | None = None
    code: str | None = None
    words: str | None = None
    by: Initiator | None = None
    join_first: bool | None = None
    mentee: MenteeNext | None = None
    mentor_out: bool | None = None
    cancel_booked: bool = False
    over_capacity: bool = False


def legal(states: Iterable[str]) -> list[Verb]:
    """What relationships in these states can become: whatever at least one of them can."""
    there = set(states)
    return [verb for verb, sources in LEGAL.items() if there & set(sources)]


def refuse_day(on: date, today: date, *, starts: bool) -> None:
    """Refuse a day that has not come; a start may be agreed on ahead, and logged late, within bounds."""
    if not starts:
        if on > today:
            raise CoordinatorError(f"{days.spell(on)} has not come yet.", "Write it when it has.")
    elif on > today + LATEST_START:
        raise CoordinatorError(
            f"{days.spell(on)} has not come yet.",
            f"A start may be at most {LATEST_START.days} days ahead: check the year.",
        )
    elif on < today - EARLIEST_START:
        raise CoordinatorError(
            f"{days.spell(on)} is {(today - on).days} days ago.",
            f"A start may be at most {EARLIEST_START.days} days back: write the year.",
        )


def refuse_illegal(ref: str, state: str, verb: Verb) -> None:
    """Refuse a change that a relationship in this state cannot make."""
    if state in LEGAL[verb]:
        return
    if state == verb or (verb == "closed" and state == "declined"):
        hint = "To open it again, write: active." if state in ("closed", "declined") else ""
        raise CoordinatorError(f"{ref} is {state} already.", hint)
    raise CoordinatorError(f"{ref} is {state}; {_WHICH[verb]}.", _FIRST[state])


def ending(move: Move, ref: str, sessions_held: int, *, others: int = 0, elsewhere: bool = False) -> Move:
    """The move with everything an end needs: what was not said is as usual for the reason.

    `others`: how many relationships the mentor has besides; `elsewhere`: the mentee is in another one now. Raises
    CoordinatorError where no reason was given and the outcome alone says too little, or the two do not fit.
    """
    code = move.code or (USUAL_REASONS.get(move.outcome) if move.outcome else None)
    if code is None and not move.words:
        raise CoordinatorError(
            "Why did it end early?",
            'Add the reason: closed ended early "no time" (or no response, withdrew, moved, not a fit …).',
        )
    reason = REASONS[code] if code else Reason("", "", ("ended_early", "never_started"))
    outcome = move.outcome or _usual_outcome(reason, sessions_held)
    if outcome not in reason.outcomes:
        fitting = " or ".join(one.replace("_", " ") for one in reason.outcomes)
        raise CoordinatorError(
            f"“{reason.words}” does not go with {outcome.replace('_', ' ')}.",
            f"It goes with {fitting}; or give another reason.",
        )
    if outcome == "never_started" and sessions_held:
        held = "a session" if sessions_held == 1 else f"{sessions_held} sessions"
        raise CoordinatorError(
            f"{ref} held {held}, so it did start.",
            "Write: closed completed, or closed ended early with the reason.",
        )
    by = move.by or (reason.by if code else None)
    mentee, mentor_out = _what_becomes(reason, by, others)
    if elsewhere and mentee == "out":
        mentee = "done"
    elif outcome == "never_started" and mentee == "done":
        mentee = "waiting"
    return replace(
        move,
        outcome=outcome,
        code=code,
        by=by,
        mentee=move.mentee or mentee,
        mentor_out=mentor_out if move.mentor_out is None else move.mentor_out,
    )


def _usual_outcome(reason: Reason, sessions_held: int) -> Outcome:
    if "never_started" in reason.outcomes and not sessions_held:
        return "never_started"
    return reason.outcomes[0]


def _what_becomes(reason: Reason, by: Initiator | None, others: int) -> tuple[MenteeNext, bool]:
    """What is proposed for the mentee, and whether the mentor leaves: never one who has others."""
    if not reason.leaves:
        return reason.mentee, False
    return ("waiting", others == 0) if by == "mentor" else ("out", False)
