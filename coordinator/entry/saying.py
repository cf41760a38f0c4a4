"""Facts in plain words, as they are shown before and after they are recorded."""

from datetime import date

from coordinator import days
from coordinator.facts import (
    ActionFact,
    AnswerFact,
    ConcernFact,
    ContactFact,
    Fact,
    FeedbackFact,
    MilestoneFact,
    ReferralFact,
    SessionFact,
    SessionMark,
    StateFact,
)

_WAYS = {
    "phone": "by phone",
    "email": "by e-mail",
    "video": "by video",
    "in_person": "in person",
    "message": "by text",
}
_MILESTONES = {
    "agreement": "Agreement signed",
    "mid_point_review": "Mid-point review held",
    "end_review": "End review held",
    "exit_survey": "Exit survey answered",
    "follow_up": "Follow-up done",
}
_FAR_DAYS = 90
DISCLOSABLE = "with a note (it can be disclosed to the person it is about)"


def describe(fact: Fact, *, today: date) -> str:
    """What was understood, in plain words: `Session held Sat 14 Mar 2026, 2 h, video`.

    A day more than 90 days away says how far, so that a wrong year is seen. A note is not repeated.
    """
    match fact:
        case SessionFact():
            parts = _session(fact, today)
        case SessionMark(held_on, plan_reviewed, joined):
            parts = [f"Session of {_spell(held_on, today)}", *_marks(plan_reviewed, joined)]
        case ContactFact():
            parts = _contact(fact, today)
        case StateFact():
            parts = _state(fact, today)
        case MilestoneFact(kind, done_on, side):
            parts = [f"{_MILESTONES[kind]} {_spell(done_on, today)}", *_by(kind, side)]
        case ActionFact():
            parts = _action(fact, today)
        case ReferralFact(on, kind, referred_to, taken_up, source):
            what = f" to {_words(kind)}" if kind else ""
            verb = "Referral taken up" if taken_up else "Referred"
            parts = [
                f"{verb}{what} {_spell(on, today)}"
                if not taken_up
                else f"Referral{what} taken up {_spell(on, today)}"
            ]
            parts += [f"“{referred_to}”"] if referred_to else []
            parts += _told_by(source)
        case ConcernFact(on, category, settled, source):
            about = f" about {_words(category)}" if category else ""
            parts = [f"Boundary concern{about} {'settled ' if settled else ''}{_spell(on, today)}"]
            parts += _told_by(source)
        case FeedbackFact(side, given_on, score, fit):
            who = "Both" if side == "both" else f"The {side}"
            parts = [f"{who} on {_spell(given_on, today)}: " + ", ".join(_content(score, fit))]
        case AnswerFact(answer, side, on, reason):
            who = "Both" if side == "both" else f"The {side}"
            parts = [f"{who} {answer} the proposal {_spell(on, today)}"]
            parts += [f"reason: {reason}"] if reason else []
    return ", ".join(parts)


def _session(fact: SessionFact, today: date) -> list[str]:
    at = f" at {fact.starts_at:%H:%M}" if fact.starts_at else ""
    parts = [f"Session {fact.state} {_spell(fact.held_on, today)}{at}"]
    parts += [spell_hours(fact.hours)] if fact.hours is not None else []
    parts += [_words(fact.mode)] if fact.mode else []
    return [*parts, *_marks(fact.plan_reviewed, fact.joined), *_told_by(fact.reported_by)]


def _marks(plan_reviewed: bool | None, joined: bool | None) -> list[str]:
    parts = [] if plan_reviewed is None else ["plan reviewed" if plan_reviewed else "plan not reviewed"]
    return parts + ([] if joined is None else ["you joined" if joined else "you did not join"])


def _contact(fact: ContactFact, today: date) -> list[str]:
    link = {"no_answer": " from", "message_left": " for", "sent": " to"}.get(fact.outcome, "")
    whom = {None: "", "both": f"{link} both"}.get(fact.person, f"{link} the {fact.person}")
    often = f" {fact.times} times" if fact.times > 1 else ""
    parts = [f"Check-in {_spell(fact.contacted_on, today)}: {_words(fact.outcome)}{whom}{often}"]
    parts += [_WAYS[fact.channel]] if fact.channel else []
    parts += [f"try again {_spell(fact.next_on, today)}"] if fact.next_on else []
    return parts + ([DISCLOSABLE] if fact.note else [])


def _state(fact: StateFact, today: date) -> list[str]:
    why = [_words(code) for code in (fact.outcome, fact.reason_code) if code]
    how = f" ({', '.join(why)})" if why else ""
    until = f" until {_spell(fact.returns_on, today)}" if fact.returns_on else ""
    parts = [f"Relationship {fact.state}{how} from {_spell(fact.on, today)}{until}"]
    who = {"both": "both", "programme": "the programme"}.get(
        fact.initiated_by or "", f"the {fact.initiated_by}"
    )
    parts += [f"begun by {who}"] if fact.initiated_by else []
    return parts + ([f"reason: {fact.reason}"] if fact.reason else [])


def _by(kind: str, side: str | None) -> list[str]:
    if kind not in ("agreement", "exit_survey") or side is None:
        return _told_by(side)
    return ["by both" if side == "both" else f"by the {side}"]


def _action(fact: ActionFact, today: date) -> list[str]:
    name = f"“{fact.title}”" if fact.title else str(fact.number)
    state = {None: "", "open": " open"}.get(fact.state, f" {fact.state}")
    if fact.title and fact.state == "open":
        state = " set"
    parts = [f"Action {name}{state} {_spell(fact.on, today)}"]
    parts += [f"due {_spell(fact.due_on, today)}"] if fact.due_on else []
    return parts + _told_by(fact.source)


def _content(score: int | None, fit: str | None) -> list[str]:
    return ([f"happy {score} of 5"] if score is not None else []) + ([_words(fit)] if fit else [])


def _told_by(source: str | None) -> list[str]:
    return [f"told by {'both' if source == 'both' else f'the {source}'}"] if source else []


def _words(code: str | None) -> str:
    return (code or "").replace("_", " ")


def _spell(day: date, today: date) -> str:
    away = (day - today).days
    if abs(away) <= _FAR_DAYS:
        return days.spell(day)
    return f"{days.spell(day)} ({f'in {away} days' if away > 0 else f'{-away} days ago'})"


def spell_hours(hours: float) -> str:
    """`2 h`, `1 h 40 min`, `50 min`."""
    minutes = round(hours * 60)
    if minutes % 15 == 0:
        return f"{minutes / 60:g} h"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
