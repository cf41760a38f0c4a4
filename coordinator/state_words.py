"""What a change of state does, in words: before it is confirmed, and after. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from coordinator import days
from coordinator.models.states import Standing
from coordinator.policy import REASONS
from coordinator.state_plans import Plan, Step
from coordinator.states import Move, Verb

BECOMES: dict[Verb, str] = {
    "active": "active",
    "paused": "paused",
    "lapsed": "lapsed",
    "closed": "closed",
    "reopened": "open again",
    "rematched": "ended for a rematch",
    "declined": "declined",
}
"""What it is afterwards, as in "R12 is open again"."""

_MENTEE = {
    "waiting": "waits again",
    "front": "waits again, first in line",
    "out": "leaves the programme",
    "done": "is done",
}
_MENTEES = {
    "waiting": "wait again",
    "front": "wait again, first in line",
    "out": "leave the programme",
    "done": "are done",
}


def done(plan: Plan) -> str:
    """What was done, in a sentence or two: `Priya Shah & Tom Okafor: closed, ended early, …`."""
    steps = plan.steps
    whose = steps[0].standing.pair if len(steps) == 1 else f"{len(steps)} relationships"
    told = ", ".join(_change(plan, on_today=False))
    return ". ".join([f"{whose}: {told}", *consequences(plan)]) + "."


def headline(plan: Plan) -> str:
    """What would be done: `ended early, no time, by the mentee, Sat 14 Mar 2026`."""
    return ", ".join(_change(plan, on_today=True))


def _change(plan: Plan, *, on_today: bool) -> list[str]:
    """The parts of what is changed; `on_today`: the day is told though it is today."""
    move, steps = plan.move, plan.steps
    parts: list[str] = [_becomes(move, steps)]
    if move.verb != "rematched":
        parts += _alike(steps, lambda step: step.outcome and step.outcome.replace("_", " "))
    parts += _alike(steps, lambda step: step.code and REASONS[step.code].words)
    parts += _alike(steps, lambda step: step.by and f"by {_by(step.by)}")
    parts += [f"“{move.words}”"] if move.words else []
    parts += [f"from {days.spell(move.on)}"] if on_today or move.on != plan.today else []
    if move.verb == "paused":
        parts.append(f"until {days.spell(move.until)}" if move.until else "no day of return")
    if move.join_first:
        parts.append("a coordinator joins the first session")
    return list(dict.fromkeys(parts))


def _becomes(move: Move, steps: Sequence[Step]) -> str:
    if move.verb == "reopened" and steps and all(step.columns["state"] == "proposed" for step in steps):
        return "proposed again"
    return BECOMES[move.verb]


def _by(who: str) -> str:
    return who if who == "both" else f"the {who}"


def _alike(steps: Sequence[Step], word: Callable[[Step], str | None]) -> list[str]:
    """The word of all steps where they agree; else each with how many it holds for."""
    words = Counter(said for said in map(word, steps) if said)
    if len(words) <= 1:
        return list(words)
    return [f"{many} {said}" for said, many in words.most_common()]


def consequences(plan: Plan) -> list[str]:
    """What becomes of both people, and of what hangs on the relationship; a sentence each."""
    steps = plan.steps
    told = (
        [*_mentor(steps[0]), *_mentee(steps[0])] if len(steps) == 1 else [*_mentors(steps), *_mentees(steps)]
    )
    cancelled = [day for step in steps for day in step.cancelled_on]
    if len(cancelled) == 1:
        told.append(f"The session booked for {days.spell(cancelled[0])} is cancelled")
    elif cancelled:
        told.append(f"{len(cancelled)} booked sessions are cancelled")
    if len(steps) == 1 and steps[0].cleared:
        told.append(f"Cleared: {steps[0].cleared}")
    apart = sum(bool(step.keeps_apart) for step in steps)
    if apart:
        told.append("The two are kept apart" if len(steps) == 1 else f"{apart} pairs are kept apart")
    return told


def foreseen(move: Move, mentor: str, mentee: str) -> str:
    """What becomes of both people by an end of which everything is said: the same in one sentence."""
    first = f"{mentor} {'leaves the programme' if move.mentor_out else 'is free again'}"
    return f"{first}, {mentee} {_MENTEE[move.mentee or 'done']}"


def _mentor(step: Step) -> list[str]:
    standing = step.standing
    if step.mentor == "out":
        return [f"{standing.mentor_name} leaves the programme"]
    if step.mentor == "free":
        room = ""
        if standing.mentor_capacity is not None:
            room = f", {standing.mentor_live - 1} of {standing.mentor_capacity} places taken"
        return [f"{standing.mentor_name} is free again{room}"]
    return [f"{standing.mentor_name} is in the programme again"] if step.mentor_state == "accepted" else []


def _mentee(step: Step) -> list[str]:
    name = step.standing.mentee_name
    if step.mentee:
        return [f"{name} {_MENTEE[step.mentee]}"]
    return [f"{name} is in the programme again"] if step.mentee_state == "accepted" else []


def _mentors(steps: Sequence[Step]) -> list[str]:
    out, free = ({step.standing.mentor for step in steps if step.mentor == what} for what in ("out", "free"))
    told = [_many(len(free), "mentor is free again", "mentors are free again")] if free else []
    return told + ([_many(len(out), "mentor leaves", "mentors leave") + " the programme"] if out else [])


def _mentees(steps: Sequence[Step]) -> list[str]:
    counted = Counter(step.mentee for step in steps if step.mentee)
    return [
        f"{many} mentee {_MENTEE[what]}" if many == 1 else f"{many} mentees {_MENTEES[what]}"
        for what, many in counted.items()
    ]


def outstanding(standings: Iterable[Standing]) -> str:
    """What is still to be done in relationships that are to end; empty where nothing is."""
    there = list(standings)
    actions = sum(standing.open_actions for standing in there)
    mentors = sum(standing.mentor_owes_survey for standing in there)
    mentees = sum(standing.mentee_owes_survey for standing in there)
    told = [_many(actions, "action open", "actions open")] if actions else []
    if len(there) == 1 and (mentors or mentees):
        whose = "both" if mentors and mentees else "the mentor" if mentors else "the mentee"
        told.append(f"exit survey of {whose}")
    elif mentors + mentees:
        told.append(_many(mentors + mentees, "exit survey", "exit surveys"))
    return ", ".join(told)


def left_out(plan: Plan) -> list[str]:
    """Why each of those that were refused was, those with the same reason together."""
    reasons = Counter(error.message for _, error in plan.refused)
    return [message if many == 1 else f"{message} ({many} times)" for message, many in reasons.items()]


def _many(many: int, one: str, more: str) -> str:
    return f"{many} {one if many == 1 else more}"
