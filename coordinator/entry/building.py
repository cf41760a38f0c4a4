"""Facts from filled slots: what is missing, too much or impossible is refused with the word that it hangs on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from coordinator import days
from coordinator.entry import care
from coordinator.entry.phrases import SENT_BY_ITSELF
from coordinator.entry.slots import (
    ANSWERS,
    CARE,
    CONTACTS,
    MILESTONES,
    SESSIONS,
    Slots,
    coming_day,
    day_in,
    past_day,
    refuse_dangling,
    refuse_what_does_not_belong,
    said,
)
from coordinator.errors import NotUnderstood
from coordinator.facts import (
    Answer,
    AnswerFact,
    ContactFact,
    ContactOutcome,
    Fact,
    NewState,
    SessionFact,
    SessionMark,
    SessionState,
    Side,
    StateFact,
)

_CARE: Mapping[str, Callable[[Slots, date], Fact]] = {
    "action": care.action,
    "referral": care.referral,
    "concern": care.concern,
}


def fact_of(slots: Slots, sides: Sequence[Slots], today: date, session_hours: float) -> Sequence[Fact]:
    """What the slots say: one fact, or one for each of the `sides` of a line about satisfaction."""
    refuse_dangling(slots)
    verb = slots["verb"].value if "verb" in slots else _unsaid_verb(slots)
    for one in (*sides, slots):
        refuse_what_does_not_belong(verb, one)
    if verb == "feedback":
        return care.feedback([*sides, slots], today)
    if verb in SESSIONS:
        return [_session(verb, slots, today, session_hours)]
    if verb == "mark":
        return [_mark(slots, today, session_hours)]
    if verb in CONTACTS:
        return [_contact(verb, slots, today)]
    if verb in MILESTONES:
        return [care.milestone(verb, slots, today)]
    if verb in CARE:
        return [_CARE[verb](slots, today)]
    if verb in ANSWERS:
        return [_answer(verb, slots, today)]
    return [_state(verb, slots, today)]


def _unsaid_verb(slots: Slots) -> str:
    """A length or a day by itself is a session that was held, a fit is satisfaction; the rest needs its verb."""
    if "fit" in slots:
        return "feedback"
    for name in ("until", "outcome", "due", "kind", "status", "times"):
        if name in slots:
            refuse_what_does_not_belong("held", {name: slots[name]})
    if slots.keys() & {"plan", "joined"} and not slots.keys() - {"plan", "joined", "day"}:
        return "mark"
    via = slots.get("via")
    spoken = via is not None and via.value in ("email", "message")
    if slots.keys() & {"length", "plan", "joined", "at"} or (
        "day" in slots and not spoken and not slots.keys() & {"note", "next"}
    ):
        return "held"
    if via is not None and via.word.casefold() in SENT_BY_ITSELF:
        return "sent"
    word = next(iter(slots.values())).word
    hint = "Add reached, no answer, left message, sent or bounced; for a session its day and length: 14/3 2h."
    raise NotUnderstood(f"What came of “{word[:40]}”?", word, hint)


def _session(verb: str, slots: Slots, today: date, session_hours: float) -> SessionFact:
    example = f"{session_hours:g}h"
    via = slots.get("via")
    if via and via.value in ("email", "message"):
        raise NotUnderstood(
            f"“{via.word}” is no way to hold a session.", via.word, "Write video, phone or in person."
        )
    typed, day = _session_day(verb, slots, today, example)
    if verb == "held" and "length" not in slots:
        raise NotUnderstood("How long was it?", typed, f"Write {typed} {example}.")
    care.refuse_programme(slots)
    told = said(slots)
    return SessionFact(
        state="cancelled" if verb == "cancel" else cast(SessionState, verb),
        held_on=day,
        starts_at=told.get("at"),
        hours=told.get("length"),
        mode=told.get("via"),
        plan_reviewed=told.get("plan"),
        reported_by=told.get("who"),
        joined=told.get("joined"),
    )


def _session_day(verb: str, slots: Slots, today: date, example: str) -> tuple[str, date]:
    """The day as typed and as meant: ahead for what is to come, else not after today."""
    if "day" not in slots:
        first = next(iter(slots.values())).word
        raise NotUnderstood(
            f"Which day is “{first}”?",
            first,
            f"Write for instance today {example}, missed 14/3 or book 28/3.",
        )
    typed = slots["day"].word
    day = day_in(slots["day"], today, ahead=verb in ("booked", "cancel"))
    if verb == "booked" and day < today:
        raise NotUnderstood(
            f"“{typed}” is past: {days.spell(day)}.", typed, f"If they met, write {typed} {example}."
        )
    if verb in ("held", "missed", "mark") and day > today:
        raise NotUnderstood(
            f"“{typed}” has not come yet: {days.spell(day)}.",
            typed,
            f"Write book {typed}, or cancel {typed}.",
        )
    return typed, day


def _mark(slots: Slots, today: date, session_hours: float) -> SessionMark:
    _, day = _session_day("mark", slots, today, f"{session_hours:g}h")
    told = said(slots)
    return SessionMark(day, plan_reviewed=told.get("plan"), joined=told.get("joined"))


def _contact(verb: str, slots: Slots, today: date) -> ContactFact:
    care.refuse_programme(slots)
    told = said(slots)
    if verb == "reached" and told.get("times", 1) > 1:
        word = slots["times"].word
        raise NotUnderstood("Whoever is reached is reached once.", word, f"Leave {word} out.")
    return ContactFact(
        outcome=cast(ContactOutcome, verb),
        contacted_on=past_day(slots, today),
        channel=told.get("via"),
        person=told.get("who"),
        next_on=coming_day(slots, "next", today),
        note=told.get("note"),
        times=told.get("times", 1),
    )


def _answer(verb: str, slots: Slots, today: date) -> AnswerFact:
    care.refuse_programme(slots)
    told, word = said(slots), slots["verb"].word
    if "who" not in told:
        both = ", or both" if verb == "accepted" else ""
        raise NotUnderstood(f"Who {verb}?", word, f"Write mentor {verb} or mentee {verb}{both}.")
    if verb == "declined" and told["who"] == "both":
        raise NotUnderstood(
            "One decline ends a proposal.", slots["who"].word, "Write who was first: mentor declined."
        )
    return AnswerFact(
        cast(Answer, verb), cast(Side, told["who"]), past_day(slots, today), reason=told.get("note")
    )


def _state(verb: str, slots: Slots, today: date) -> StateFact:
    # A start may be agreed on ahead: what can start is judged by `states.refuse_day`.
    is_ahead = verb == "active" and "day" in slots
    day = day_in(slots["day"], today) if is_ahead else past_day(slots, today)
    told = said(slots)
    if verb == "closed" and "outcome" not in told:
        hint = "Write closed completed, closed ended early or closed never started."
        raise NotUnderstood("How did it end?", slots["verb"].word, hint)
    returns_on = day_in(slots["until"], today, ahead=True) if "until" in slots else None
    if returns_on and returns_on <= day:
        word = slots["until"].word
        raise NotUnderstood(
            f"“{word}” is not after {days.spell(day)}.", word, "A pause ends on a later day than it starts."
        )
    return StateFact(
        state=cast(NewState, verb),
        on=day,
        returns_on=returns_on,
        outcome=told.get("outcome"),
        reason=told.get("note"),
        reason_code=told.get("reason"),
        initiated_by=told.get("who"),
    )
