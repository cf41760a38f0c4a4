"""The slots that the words of one fact fill, and which of them belong to which verb."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator import days
from coordinator.errors import NotUnderstood


@dataclass(frozen=True, slots=True)
class Slot:
    """The words typed and what they say: hours, a time, a number, a phrase's value, or the match of a day."""

    word: str
    value: Any


Slots = dict[str, Slot]

_SESSION = {"verb", "day", "at", "via", "who"}
SESSIONS: dict[str, set[str]] = {
    "held": _SESSION | {"length", "plan", "joined"},
    "booked": _SESSION | {"length"},
    **dict.fromkeys(("missed", "cancelled", "cancel"), _SESSION),
}
CONTACTS: dict[str, set[str]] = {
    verb: {"verb", "day", "via", "who", "next", "note", "times"}
    for verb in ("reached", "no_answer", "message_left", "bounced", "sent")
}
STATES: dict[str, set[str]] = {
    **{verb: {"verb", "day", "note"} for verb in ("active", "lapsed")},
    "paused": {"verb", "day", "note", "until"},
    "closed": {"verb", "day", "note", "outcome", "reason", "who"},
}
ANSWERS: dict[str, set[str]] = {
    "accepted": {"verb", "day", "who"},
    "declined": {"verb", "day", "who", "note"},
}
MILESTONES: dict[str, set[str]] = {
    verb: {"verb", "day", "who", "status"}
    for verb in ("agreement", "mid_point_review", "end_review", "exit_survey", "follow_up")
}
CARE: dict[str, set[str]] = {
    "mark": {"day", "plan", "joined"},
    "action": {"verb", "day", "note", "number", "status", "due", "who"},
    "referral": {"verb", "day", "note", "kind", "status", "who"},
    "concern": {"verb", "day", "kind", "status", "who"},
    "feedback": {"verb", "day", "who", "score", "fit", "note"},
}
_ALLOWED = SESSIONS | CONTACTS | STATES | ANSWERS | MILESTONES | CARE

_BELONGS = {
    "length": "A length belongs to a session that was held or is booked.",
    "plan": "The plan can only have been reviewed in a session that was held.",
    "joined": "You can only have joined a session that was held.",
    "at": "A time of day belongs to a session.",
    "via": "A mode or channel belongs to a session or a check-in.",
    "who": "Mentor or mentee belongs to a session, a check-in or to what they told you.",
    "next": "Put ; before it to say when they meet next: 14/3 2h; next 28/3.",
    "until": "Until belongs to a pause: paused until 1/4.",
    "due": 'A due day belongs to an action: action "write budget" due 1/4.',
    "outcome": "An outcome belongs to closed: closed completed.",
    "times": "How often belongs to a check-in: no answer x2.",
    "kind": "A kind of help belongs to a referral or a concern: referral counselling, concern counselling.",
    "fit": "A fit belongs to satisfaction: mentor happy 4 good fit.",
    "status": "Write action 2 done, referral counselling taken up or concern counselling settled.",
}
_NOTELESS = {
    **dict.fromkeys(
        SESSIONS, 'A session keeps no note of what was said. A note goes with a check-in: reached "…".'
    ),
    **dict.fromkeys(MILESTONES, 'A milestone keeps its day only. A note goes with a check-in: reached "…".'),
    "accepted": 'Only a decline keeps a reason. A note goes with a check-in: reached "…".',
    "mark": 'A session keeps no note of what was said. A note goes with a check-in: reached "…".',
    "concern": "A concern keeps its category only, never what was said.",
}


def refuse_what_does_not_belong(verb: str, slots: Slots) -> None:
    """Refuse the first slot that has no place in a fact of this verb."""
    for name, slot in slots.items():
        if name not in _ALLOWED[verb]:
            hint = _NOTELESS[verb] if name == "note" else _BELONGS[name]
            raise NotUnderstood(f"“{slot.word[:40]}” does not fit here.", slot.word, hint)


def fill(slots: Slots, name: str, slot: Slot) -> None:
    """Put a slot in its place. Raises NotUnderstood where one is there already."""
    refuse_dangling(slots)
    already = slots.get(name)
    if already is None:
        slots[name] = slot
    else:
        raise NotUnderstood(
            f"“{slot.word}” says again what “{already.word}” has said.",
            slot.word,
            "Leave one of them out, or put ; between two facts.",
        )


def refuse_dangling(slots: Slots) -> None:
    """Refuse a word that leads to a day when none came."""
    if leading := slots.get("leads"):
        word = leading.word
        raise NotUnderstood(f"“{word}” needs a day after it.", word, f"Write {word} 28/3.")


def said(slots: Slots) -> dict[str, Any]:
    """What each slot says."""
    return {name: slot.value for name, slot in slots.items()}


def day_in(slot: Slot, today: date, *, ahead: bool = False) -> date:
    """The day that a slot's match says, looking back or ahead. Raises NotUnderstood where there is none."""
    try:
        return days.resolve(slot.value, today, ahead=ahead)
    except ValueError as error:
        raise NotUnderstood(
            str(error), slot.word, "The day comes before the month: 14/3 or 14 mar."
        ) from None


def past_day(slots: Slots, today: date) -> date:
    """The day of what has happened: as typed, else today. Raises NotUnderstood for one to come."""
    if "day" not in slots:
        return today
    word = slots["day"].word
    day = day_in(slots["day"], today)
    if day > today:
        raise NotUnderstood(f"“{word}” has not come yet: {days.spell(day)}.", word, "Write it when it has.")
    return day


def coming_day(slots: Slots, name: str, today: date) -> date | None:
    """The day to come in a slot; None where the slot is empty. Raises NotUnderstood for one that is past."""
    if name not in slots:
        return None
    word = slots[name].word
    day = day_in(slots[name], today, ahead=True)
    if day < today:
        raise NotUnderstood(f"“{word}” is past: {days.spell(day)}.", word, "Write a day to come.")
    return day
