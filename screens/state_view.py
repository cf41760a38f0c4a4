"""What the panel for changes of state shows, without a screen: its heading, lines and keys at each step. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from coordinator import state_words
from coordinator.errors import BookedAhead, CoordinatorError
from coordinator.models.states import Standing
from coordinator.policy import INITIATORS, REASONS, MenteeNext
from coordinator.state_plans import Plan
from coordinator.states import Move, Verb
from screens.presentation import Cell, Tone, clean, count, fit, number, words, wrap

VERBS: dict[str, tuple[Verb, str]] = {
    "a": ("active", "active"),
    "p": ("paused", "pause"),
    "l": ("lapsed", "lapse"),
    "c": ("closed", "close"),
    "d": ("declined", "decline"),
    "r": ("reopened", "reopen"),
    "m": ("rematched", "rematch"),
}
"""The letter of each change, and what it is called."""

DO = dict(VERBS.values())
MENTEE_NEXT: Sequence[MenteeNext] = ("waiting", "out", "done")
OWN_WORDS = "y"
CANCELS = "x cancels it too."

One = TypeVar("One")
Keys = Sequence[tuple[str, str]]


def subject(standings: Sequence[Standing]) -> str:
    """Whom it is about: `R12 Priya Shah & Tom Okafor`, `12 relationships`."""
    if len(standings) == 1:
        return f"{standings[0].ref} {clean(standings[0].pair)}"
    return count(len(standings), "relationship")


def heading(standings: Sequence[Standing], verb: Verb | None) -> str:
    """The heading: what is about to be done to whom, and how they stand."""
    does = DO[verb].capitalize() if verb else "Set"
    told = f"{does} {subject(standings)}"
    if len(standings) == 1:
        one = standings[0]
        told += f" · {words(one.state)} · {count(one.sessions_held, 'session')}, {number(one.hours_held)} h"
    return told


def verb_keys(legal: Sequence[Verb]) -> Keys:
    """The changes that can be made, each with its letter."""
    return [(key, does) for key, (verb, does) in VERBS.items() if verb in legal]


def reasons(verb: Verb) -> dict[str, str]:
    """The letters of the reasons that go with a verb, and their codes."""
    return {
        reason.key: code
        for code, reason in REASONS.items()
        if verb == "closed" or set(reason.outcomes) - {"completed"}
    }


def reason_lines(verb: Verb, width: int) -> list[Cell]:
    """The reasons with their letters, in as many columns as there is room for."""
    told = [f" {key}  {REASONS[code].words}" for key, code in reasons(verb).items()]
    told.append(f" {OWN_WORDS}  in your own words")
    columns = max(1, width // 38)
    rows = -(-len(told) // columns)
    return [
        Cell("".join(fit(one, width // columns) for one in told[row::rows]).rstrip()) for row in range(rows)
    ]


def plan_lines(plan: Plan, width: int) -> list[Cell]:
    """What would be done, what becomes of both people, what is outstanding and what is left out."""
    if not plan.steps:
        told = [f"? {error.message} {_way_out(error)}".strip() for _, error in plan.refused[:1]]
        return [*_wrapped([(one, "warn") for one in told], width)]
    lines: list[tuple[str, Tone]] = [(state_words.headline(plan), "strong")]
    if becomes := ". ".join(state_words.consequences(plan)):
        lines.append((f"{becomes}.", "plain"))
    if plan.move.verb in ("closed", "rematched"):
        owed = state_words.outstanding([step.standing for step in plan.steps])
        lines += [(f"Outstanding: {owed}.", "warn")] if owed else []
    if plan.refused:
        why = " ".join(state_words.left_out(plan)[:3])
        booked = any(isinstance(error, BookedAhead) for _, error in plan.refused)
        why += f" {CANCELS}" if booked else ""
        lines.append((f"Left out, {len(plan.refused)}: {why}", "warn"))
    return [*_wrapped(lines, width)]


def _way_out(error: CoordinatorError) -> str:
    """What would make it right, here: beside the panel's keys."""
    return CANCELS if isinstance(error, BookedAhead) else error.hint


def _wrapped(lines: Sequence[tuple[str, Tone]], width: int) -> Iterator[Cell]:
    for text, tone in lines:
        yield from (Cell(f" {line}", tone) for line in wrap(text, width - 2, 3))


def toggles(standings: Sequence[Standing], move: Move) -> Keys:
    """The letters that change what was proposed, for this verb and these relationships."""
    verb = move.verb
    ends = verb in ("closed", "rematched")
    found = [("b", "by whom")] if ends or verb == "declined" else []
    found += [("w", "mentee"), ("f", "mentor")] if verb == "closed" else []
    found += [("o", "outcome")] if ends and move.code and len(REASONS[move.code].outcomes) > 1 else []
    found += [("y", "why")] if verb == "rematched" else []
    found += [("x", "cancel booked")] if ends and any(one.bookings for one in standings) else []
    found += [("j", "join first")] if verb == "active" and _any_in(standings, "proposed") else []
    found += [("v", "over capacity")] if verb == "reopened" else []
    return [*found, ("t", "day, note")]


def _any_in(standings: Sequence[Standing], state: str) -> bool:
    return any(one.state == state for one in standings)


def toggled(move: Move, letter: str, plan: Plan) -> Move:
    """The move with what a letter changes; what was only proposed so far is taken from the plan's first step."""
    first = plan.steps[0] if plan.steps else None
    if letter == "b":
        return replace(move, by=_next(INITIATORS, move.by or (first.by if first else None)))
    if letter == "w":
        now = move.mentee or (first.mentee if first and first.mentee != "front" else None)
        return replace(move, mentee=_next(MENTEE_NEXT, now))
    if letter == "f":
        return replace(move, mentor_out=not (first is not None and first.mentor == "out"))
    if letter == "o" and move.code:
        outcomes = REASONS[move.code].outcomes
        return replace(move, outcome=_next(outcomes, move.outcome or (first.outcome if first else None)))
    if letter == "x":
        return replace(move, cancel_booked=not move.cancel_booked)
    if letter == "j":
        return replace(move, join_first=not move.join_first)
    if letter == "v":
        return replace(move, over_capacity=not move.over_capacity)
    return move


def _next(choices: Sequence[One], now: object) -> One:
    return choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]


def example(move: Move, today: date) -> str:
    """What may be typed for a move."""
    if move.verb == "paused":
        return 'until 1/4   14/3 until 1/4 "illness"   (nothing: from today, no day of return)'
    if move.verb in ("closed", "rematched", "lapsed", "declined"):
        return f'{today.day}/{today.month} "a new baby"'
    return f"{today.day}/{today.month}"
