"""What a change of state would do to relationships as they stand: the rows it writes, and what becomes of both people.

Pure: `plan` judges a `states.Move` for each; `services/transitions.py` writes the steps.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from coordinator import days
from coordinator.errors import BookedAhead, CoordinatorError
from coordinator.models import Outcome
from coordinator.models.states import Standing
from coordinator.policy import EARLIER_PARTNERS, REASONS, Initiator
from coordinator.states import Move, ending, refuse_day, refuse_illegal

ANSWERS: Sequence[str] = tuple(
    f"{side}_{what}" for side in ("mentor", "mentee") for what in ("answer", "answered_on", "answer_reason")
)
"""What both sides said to a proposal: asked for anew when a declined one is open again."""


@dataclass(slots=True)
class Step:
    """What a move does to one relationship: rows to write, and what becomes of both people.

    `columns` are the relationship's. `mentee` and `mentor` say what becomes of them where it ended (`front`: waits at
    the front); `cleared` is what a reopening takes away, in words.
    """

    standing: Standing
    columns: dict[str, object]
    outcome: Outcome | None = None
    code: str | None = None
    by: Initiator | None = None
    opens_pause: dict[str, object] | None = None
    ends_pause: date | None = None
    cancelled: Sequence[tuple[int, int]] = ()
    cancelled_on: Sequence[date] = ()
    keeps_apart: str = ""  # why they are never to be paired again
    ends_exclusion: date | None = None
    mentor_state: str | None = None
    mentee_state: str | None = None
    mentor: Literal["free", "out"] | None = None
    mentee: Literal["waiting", "front", "out", "done"] | None = None
    cleared: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A move judged for several relationships: what it does to each, and to which it cannot be done and why."""

    move: Move
    today: date
    steps: Sequence[Step]
    refused: Sequence[tuple[Standing, CoordinatorError]] = ()


@dataclass(slots=True)
class _Places:
    """Places that the earlier steps of one plan have taken already."""

    mentors: Counter[tuple[int, int]] = field(default_factory=Counter)
    mentees: dict[tuple[int, int], str] = field(default_factory=dict)


def plan(standings: Iterable[Standing], move: Move, today: date) -> Plan:
    """Judge a move for each relationship as it stands; nothing is written."""
    steps: list[Step] = []
    refused: list[tuple[Standing, CoordinatorError]] = []
    places = _Places()
    for standing in standings:
        try:
            steps.append(_step(standing, move, today, places))
        except CoordinatorError as error:
            refused.append((standing, error))
    return Plan(move, today, steps, refused)


def _ended(standing: Standing, move: Move) -> Move:
    return ending(
        move,
        standing.ref,
        standing.sessions_held,
        others=standing.mentor_live - 1,
        elsewhere=standing.mentee_in is not None,
    )


def _step(standing: Standing, move: Move, today: date, places: _Places) -> Step:
    refuse_illegal(standing.ref, standing.state, move.verb)
    _refuse_day(standing, move, today)
    if move.verb == "reopened":
        return _reopening(standing, move, places)
    if move.verb == "rematched":
        return _rematch(standing, move)
    if move.verb == "closed":
        return _closing(standing, _ended(standing, move))
    if move.verb == "declined":
        return _declining(standing, move)
    columns: dict[str, object] = {"state": move.verb, "reason": None}
    if move.verb == "lapsed":
        columns |= {"reason": move.words, "lapsed_on": move.on}
    elif standing.state == "lapsed":
        columns["lapsed_on"] = None
    if move.verb == "active" and standing.state == "proposed":
        columns |= {"started_on": move.on, "join_first": move.join_first}
    step = Step(standing, columns)
    if move.verb == "paused":
        step.opens_pause = {"paused_on": move.on, "returns_on": move.until, "reason": move.words}
    elif standing.pause is not None:
        step.ends_pause = move.on
    return step


def _refuse_day(standing: Standing, move: Move, today: date) -> None:
    """Refuse a day that has not come, or lies before what has happened already."""
    starts = move.verb == "active" and standing.state == "proposed"
    refuse_day(move.on, today, starts=starts)
    for day, what in _earlier(standing, move, starts=starts):
        if day is not None and move.on < day:
            raise CoordinatorError(
                f"{days.spell(move.on)} is before {standing.ref} {what} ({days.spell(day)}).",
                f"Give {days.spell(day)} or a later day.",
            )
    if move.until is not None and move.until <= move.on:
        raise CoordinatorError(
            f"{days.spell(move.until)} is not after {days.spell(move.on)}.",
            "A pause ends on a later day than it starts.",
        )


def _earlier(standing: Standing, move: Move, *, starts: bool) -> Iterable[tuple[date | None, str]]:
    """The days that a move cannot come before, each with what happened on it."""
    if not starts:
        yield standing.started_on, "began"
    yield standing.paused_on, "was paused"
    yield standing.lapsed_on if standing.state == "lapsed" else None, "lapsed"
    yield standing.closed_on if standing.state in ("closed", "declined") else None, "was closed"
    if move.verb == "paused":
        yield standing.last_return, "came back from its last pause"
    if move.verb in ("closed", "lapsed", "rematched"):
        yield standing.last_session, "held its last session"


def _closing(standing: Standing, move: Move) -> Step:
    """`move` says everything an end needs."""
    _refuse_leaving(standing, move)
    ahead = [
        (number, version, day)
        for number, version, day in zip(
            standing.bookings, standing.booking_versions, standing.booked_on, strict=True
        )
        if day >= move.on
    ]
    if ahead and not move.cancel_booked:
        day = ahead[0][2]
        raise BookedAhead(
            f"{standing.ref} has a session booked for {days.spell(day)}.",
            f"First write: cancelled {day.day}/{day.month}/{day.year}.",
        )
    waits = {"waiting": "waiting", "front": "front"}.get(str(move.mentee))
    step = Step(
        standing,
        {
            "state": "closed",
            "outcome": move.outcome,
            "reason": move.words,
            "reason_code": move.code,
            "initiated_by": move.by,
            "lapsed_on": None,
            "closed_on": move.on,
            "mentee_next": waits,
        },
        outcome=move.outcome,
        code=move.code,
        by=move.by,
        ends_pause=move.on if standing.pause is not None else None,
        cancelled=[(number, version) for number, version, _ in ahead],
        cancelled_on=[day for _, _, day in ahead],
        mentor="out" if move.mentor_out else "free",
        mentee=move.mentee,
    )
    if move.mentor_out and standing.mentor_application is not None:
        step.mentor_state = "withdrawn"
    if move.mentee == "out" and standing.mentee_application is not None:
        step.mentee_state = "withdrawn"
    elif move.mentee == "waiting" and standing.mentee_state != "accepted":
        step.mentee_state = "accepted"
    return step


def _refuse_leaving(standing: Standing, move: Move) -> None:
    """Nobody leaves the programme out of a relationship that goes on."""
    if move.mentor_out and standing.mentor_live > 1:
        raise CoordinatorError(
            f"{standing.mentor_name} has {standing.mentor_live} relationships.",
            "Close the others first, or leave the mentor in the programme.",
        )
    if move.mentee == "out" and standing.mentee_in is not None:
        raise CoordinatorError(
            f"{standing.mentee_name} is in R{standing.mentee_in} too.",
            "Close that one first, or leave the mentee in the programme.",
        )


def _declining(standing: Standing, move: Move) -> Step:
    columns: dict[str, object] = {
        "state": "declined",
        "reason": move.words,
        "reason_code": move.code,
        "initiated_by": move.by,
        "closed_on": move.on,
    }
    step = Step(standing, columns, code=move.code, by=move.by, mentor="free", mentee="waiting")
    if move.by in ("mentor", "mentee"):
        step.columns |= {
            f"{move.by}_answer": "declined",
            f"{move.by}_answered_on": move.on,
            f"{move.by}_answer_reason": move.words,
        }
        if standing.exclusion is None:
            step.keeps_apart = _declined(move.by, move.on, move.words)
    return step


def _declined(by: str | None, on: date | None, words: str | None) -> str:
    """Why two people are kept apart once a side declined. A reopening knows by it what to take back."""
    return f"the {by} declined on {days.spell(on) if on else '?'}{f': {words}' if words else ''}"


def _reopening(standing: Standing, move: Move, places: _Places) -> Step:
    """Take away everything that the end wrote. Without a start it is proposed again, else active."""
    _refuse_without_room(standing, move, places)
    state = "active" if standing.started_on is not None and standing.state == "closed" else "proposed"
    names = ("outcome", "reason", "reason_code", "initiated_by", "closed_on", "mentee_next")
    step = Step(standing, {"state": state, **dict.fromkeys(names)}, cleared=_cleared(standing))
    declined = _declined(standing.initiated_by, standing.closed_on, standing.reason)
    if standing.exclusion is not None and standing.exclusion_reason in (EARLIER_PARTNERS, declined):
        step.ends_exclusion = move.on
    if standing.state == "declined":
        step.columns |= dict.fromkeys(ANSWERS)
    step.mentor_state = "accepted" if standing.mentor_state == "withdrawn" else None
    step.mentee_state = "accepted" if standing.mentee_state == "withdrawn" else None
    return step


def _cleared(standing: Standing) -> str:
    told = [(standing.outcome or standing.state).replace("_", " ")]
    told += [REASONS[standing.reason_code].words] if standing.reason_code else []
    told += [f"by {standing.initiated_by}"] if standing.initiated_by else []
    told += [f"“{standing.reason}”"] if standing.reason else []
    told += [days.spell(standing.closed_on)] if standing.closed_on else []
    return ", ".join(told)


def _refuse_without_room(standing: Standing, move: Move, places: _Places) -> None:
    """A relationship that comes to life again takes a place of its mentor and of its mentee."""
    mentee, mentor = (standing.cohort, standing.mentee), (standing.cohort, standing.mentor)
    other = f"R{standing.mentee_in}" if standing.mentee_in is not None else places.mentees.get(mentee)
    if other is not None:
        raise CoordinatorError(f"{standing.mentee_name} is in {other} now.", "Close that one first.")
    taken, capacity = standing.mentor_live + places.mentors[mentor], standing.mentor_capacity
    if capacity is not None and taken >= capacity and not move.over_capacity:
        raise CoordinatorError(
            f"{standing.mentor_name} has no room: {taken} of {capacity} places taken.",
            "Close another first, or say that it may be so (--over-capacity).",
        )
    places.mentors[mentor] += 1
    places.mentees[mentee] = standing.ref


def _rematch(standing: Standing, move: Move) -> Step:
    """End it if it goes on, put the mentee at the front of the line, and keep the two apart."""
    if standing.mentee_in is not None:
        raise CoordinatorError(
            f"{standing.mentee_name} is in R{standing.mentee_in} now.", "Rematch from that one."
        )
    if standing.later_end is not None:
        raise CoordinatorError(
            f"{standing.mentee_name} was in R{standing.later_end} since then.", "Rematch from that one."
        )
    if standing.state == "closed":
        if standing.mentee_next == "front":
            raise CoordinatorError(f"{standing.mentee_name} waits at the front of the line already.")
        step = Step(standing, {})
    else:
        step = _closing(standing, _ended(standing, replace(move, code=move.code or _usual_code(move))))
    step.columns["mentee_next"] = "front"
    step.mentee = "front"
    step.mentee_state = None if standing.mentee_state == "accepted" else "accepted"
    step.keeps_apart = EARLIER_PARTNERS if standing.exclusion is None else ""
    return step


def _usual_code(move: Move) -> str | None:
    return None if move.words else "not_a_fit"
