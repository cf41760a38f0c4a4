"""Facts as they could have been typed: read again on any later day, the line means the same."""

from datetime import date

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


def as_typed(fact: Fact) -> str:
    """The line that means this fact, its days in full."""
    match fact:
        case SessionFact(state, held_on, starts_at, hours, mode, plan_reviewed, reported_by, joined):
            at = f"{starts_at:%H:%M}" if starts_at else ""
            marks = [*_marks(plan_reviewed, joined), _word(reported_by)]
            parts = [state, str(held_on), at, _length(hours), _word(mode), *marks]
        case SessionMark(held_on, plan_reviewed, joined):
            parts = [str(held_on), *_marks(plan_reviewed, joined)]
        case ContactFact(outcome, contacted_on, channel, person, next_on, note, times):
            verb = {"message_left": "left message"}.get(outcome, _word(outcome))
            often = f"x{times}" if times > 1 else ""
            parts = [verb, _word(person), _word(channel), str(contacted_on), often]
            parts += [_led("try", next_on), _quoted(note)]
        case StateFact(state, on, returns_on, outcome, reason, reason_code, initiated_by):
            parts = [state, _word(outcome), _word(reason_code), _word(initiated_by), str(on)]
            parts += [_led("until", returns_on), _quoted(reason)]
        case MilestoneFact(kind, done_on, side):
            word = {"mid_point_review": "mid-point review", "follow_up": "follow-up"}.get(kind, _word(kind))
            parts = [word, _word(side), str(done_on)]
        case ActionFact(on, title, number, state, due_on, source):
            name = _quoted(title) if number is None else str(number)
            status = "" if title and state == "open" else _word(state)
            parts = ["action", name, status, _word(source), str(on), _led("due", due_on)]
        case ReferralFact(on, kind, referred_to, taken_up, source):
            parts = ["referral", _word(kind), _quoted(referred_to), "taken up" if taken_up else ""]
            parts += [_word(source), str(on)]
        case ConcernFact(on, category, settled, source):
            parts = ["concern", _word(category), "settled" if settled else "", _word(source), str(on)]
        case FeedbackFact(side, given_on, score, fit):
            parts = [side, "happy", "" if score is None else str(score), _word(fit), str(given_on)]
        case AnswerFact(said, side, on, reason):
            parts = [side, said, str(on), _quoted(reason)]
    return " ".join(part for part in parts if part)


def _word(code: str | None) -> str:
    return (code or "").replace("_", " ")


def _marks(plan_reviewed: bool | None, joined: bool | None) -> list[str]:
    return [
        {None: "", True: "plan reviewed", False: "plan not reviewed"}[plan_reviewed],
        {None: "", True: "joined", False: "not joined"}[joined],
    ]


def _length(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(hours * 60)
    return f"{minutes}m" if minutes / 60 == hours else f"{hours:.3f}h"


def _led(word: str, day: date | None) -> str:
    return f"{word} {day}" if day else ""


def _quoted(text: str | None) -> str:
    if not text:
        return ""
    return f"“{text}”" if '"' in text else f'"{text}"'
