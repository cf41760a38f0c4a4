"""What a coordinator can record about a relationship, and how it is said back in plain words. Pure."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from coordinator import days

SessionState = Literal["held", "booked", "missed", "cancelled"]
Mode = Literal["in_person", "video", "phone"]
ContactOutcome = Literal["reached", "no_answer", "message_left", "bounced"]
Channel = Literal["phone", "email", "video", "in_person", "message"]
NewState = Literal["active", "paused", "lapsed", "closed"]
CloseOutcome = Literal["completed", "ended_early", "never_started"]


@dataclass(frozen=True, slots=True)
class SessionFact:
    """Mentor and mentee met, will meet or did not. `hours` is set when held; nothing says what was said."""

    state: SessionState
    held_on: date
    starts_at: time | None = None
    hours: float | None = None
    mode: Mode | None = None
    plan_reviewed: bool | None = None
    reported_by: Literal["mentor", "mentee", "both"] | None = None


@dataclass(frozen=True, slots=True)
class ContactFact:
    """The coordinator tried to reach someone. `person` None: not said which. `note` is confidential."""

    outcome: ContactOutcome
    contacted_on: date
    channel: Channel | None = None
    person: Literal["mentor", "mentee"] | None = None
    next_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StateFact:
    """The relationship became `state` on a day. `returns_on` goes with paused, `outcome` with closed."""

    state: NewState
    on: date
    returns_on: date | None = None
    outcome: CloseOutcome | None = None
    reason: str | None = None


Fact = SessionFact | ContactFact | StateFact

_WAYS = {
    "phone": "by phone",
    "email": "by e-mail",
    "video": "by video",
    "in_person": "in person",
    "message": "by text",
}
_FAR_DAYS = 90


def describe(fact: Fact, *, today: date) -> str:
    """What was understood, in plain words: `Session held Sat 14 Mar 2026, 2 h, video`.

    A day more than 90 days away says how far, so that a wrong year is seen. A note is not repeated.
    """
    match fact:
        case SessionFact(state, held_on, starts_at, hours, mode, plan_reviewed, reported_by):
            at = f" at {starts_at:%H:%M}" if starts_at else ""
            parts = [f"Session {state} {_spell(held_on, today)}{at}"]
            parts += [_spell_hours(hours)] if hours is not None else []
            parts += [mode.replace("_", " ")] if mode else []
            parts += (
                ["plan reviewed" if plan_reviewed else "plan not reviewed"]
                if plan_reviewed is not None
                else []
            )
            parts += (
                [f"told by {'both' if reported_by == 'both' else f'the {reported_by}'}"]
                if reported_by
                else []
            )
        case ContactFact(outcome, contacted_on, channel, person, next_on, note):
            link = {"no_answer": " from", "message_left": " for"}.get(outcome, "")
            parts = [f"Check-in {_spell(contacted_on, today)}: {outcome.replace('_', ' ')}"]
            parts[0] += f"{link} the {person}" if person else ""
            parts += [_WAYS[channel]] if channel else []
            parts += [f"try again {_spell(next_on, today)}"] if next_on else []
            parts += ["with a note (it can be disclosed to the person it is about)"] if note else []
        case StateFact(state, on, returns_on, outcome, reason):
            how = f" ({outcome.replace('_', ' ')})" if outcome else ""
            until = f" until {_spell(returns_on, today)}" if returns_on else ""
            parts = [f"Relationship {state}{how} from {_spell(on, today)}{until}"]
            parts += [f"reason: {reason}"] if reason else []
    return ", ".join(parts)


def _spell(day: date, today: date) -> str:
    away = (day - today).days
    if abs(away) <= _FAR_DAYS:
        return days.spell(day)
    return f"{days.spell(day)} ({f'in {away} days' if away > 0 else f'{-away} days ago'})"


def _spell_hours(hours: float) -> str:
    minutes = round(hours * 60)
    if minutes % 15 == 0:
        return f"{minutes / 60:g} h"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
