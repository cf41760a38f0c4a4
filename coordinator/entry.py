"""The entry line: what a coordinator types after a phone call or an e-mail, turned into facts. Pure.

A line is cut into words and phrases; each fills one slot (the day, the length, who). A slot filled twice, one that
does not belong and an unknown word are refused: nothing is guessed, nothing is dropped. Days stay as typed until the
whole fact is read, because `book` and `next` look ahead where the rest looks back.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast

from coordinator import days
from coordinator.errors import NotUnderstood
from coordinator.facts import (
    ContactFact,
    ContactOutcome,
    Fact,
    NewState,
    SessionFact,
    SessionState,
    StateFact,
    describe,
)
from coordinator.policy import LONGEST_SESSION_HOURS

__all__ = ["GRAMMAR", "ContactFact", "Fact", "SessionFact", "StateFact", "describe", "parse"]

GRAMMAR: Sequence[tuple[str, str]] = (
    ("14/3 2h", "a session held; the day comes before the month, without a year the latest such day"),
    ("yesterday 1.5h video", "its mode: video, phone or in person; lengths: 2h, 1.5h, 90m, 1h30, 1:30h"),
    ("14/3 2h plan reviewed mentee", "the action plan was reviewed; who told you: mentor, mentee or both"),
    ("missed 14/3", "a session that was missed"),
    ("cancelled 14/3", "a session that was cancelled"),
    ("cancel 28/3", "a session to come is called off: the next such day"),
    ("book 28/3 14:00 video", "a session to come; without a year the next such day"),
    ("next 28/3", "the same as book"),
    ("14/3 2h plan reviewed; next 28/3 14:00 video", "several facts, with ; between them"),
    ("reached mentor", "a check-in, today; or: no answer, left message, bounced"),
    ("no answer mentee phone yesterday try thu", "by phone, email, text, video; when; when to try again"),
    ('reached mentor next 28/3 "prefers mornings"', "a note; it can be disclosed to the person it is about"),
    ("active 14/3", "the relationship is active from that day (today if none is given)"),
    ("paused until 1/4", "paused from today; the day it should go on"),
    ('paused 14/3 until 1/4 "illness"', "paused from a day, with the reason"),
    ("lapsed", "you confirm that it has lapsed"),
    ("closed completed", "or: closed ended early, closed never started"),
    ('closed ended early 14/3 "moved away"', "closed on a day, with the reason"),
    ("3 days ago 90m", "days: 14/3, 14/3/26, 14.3., 14 mar, 2026-03-14, today, yesterday, mon, in 2 weeks"),
)

# Phrase -> the slot it fills and the value it fills it with.
_PHRASES: dict[str, tuple[str, object]] = {
    **dict.fromkeys(("held", "met"), ("verb", "held")),
    **dict.fromkeys(("missed", "no show", "no-show"), ("verb", "missed")),
    **dict.fromkeys(("cancelled", "canceled"), ("verb", "cancelled")),
    "cancel": ("verb", "cancel"),
    **dict.fromkeys(("book", "booked"), ("verb", "booked")),
    **dict.fromkeys(("reached", "spoke"), ("verb", "reached")),
    **dict.fromkeys(("no answer", "no reply"), ("verb", "no_answer")),
    **dict.fromkeys(("left message", "left a message", "left voicemail"), ("verb", "message_left")),
    "bounced": ("verb", "bounced"),
    "active": ("verb", "active"),
    **dict.fromkeys(("paused", "pause"), ("verb", "paused")),
    "lapsed": ("verb", "lapsed"),
    **dict.fromkeys(("closed", "close"), ("verb", "closed")),
    "completed": ("outcome", "completed"),
    "ended early": ("outcome", "ended_early"),
    "never started": ("outcome", "never_started"),
    "plan reviewed": ("plan", True),
    "plan not reviewed": ("plan", False),
    **dict.fromkeys(("phone", "call", "phoned", "called"), ("via", "phone")),
    **dict.fromkeys(("email", "e-mail", "mail", "emailed", "e-mailed"), ("via", "email")),
    **dict.fromkeys(("text", "sms", "message", "whatsapp", "texted"), ("via", "message")),
    **dict.fromkeys(("video", "zoom", "teams", "video call"), ("via", "video")),
    **dict.fromkeys(("in person", "in-person", "face to face"), ("via", "in_person")),
    **{who: ("who", who) for who in ("mentor", "mentee", "both")},
    **dict.fromkeys(("next", "try", "try again"), ("leads", "next")),
    **dict.fromkeys(("until", "till"), ("leads", "until")),
}

# What may follow a word: a blank, a mark, a note or the end; not `.5`, which would be read as 5.
_END = r"(?=[ ;!\"“„”]|[.,](?![0-9])|$)"


def _pattern(text: str) -> re.Pattern[str]:
    # ASCII: digits and letters of other scripts are not taken for ours.
    return re.compile(f"(?:{text}){_END}", re.ASCII | re.IGNORECASE | re.VERBOSE)


# Tried in this order at each place: a length before a time (1:30h), a time before a day.
_LENGTH = _pattern(
    r"""(?P<whole>\d{1,3})[ ]?h(?:(?P<rest>[0-5]\d)|[ ]?(?P<rest_minutes>[0-5]?\d)[ ]?(?:m|mins?|minutes?))
    | (?P<clock>\d{1,3}):(?P<clock_rest>[0-5]\d)[ ]?h
    | (?P<minutes>\d{1,4})[ ]?(?:m|mins?|minutes?)
    | (?P<hours>\d{0,3}[.,]\d{1,3}|\d{1,3})[ ]?(?:h|hrs?|hours?)"""
)
_TIME = _pattern(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ ]?(?P<half>am|pm)|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)"
)
_DAY = _pattern(days.PATTERN)
_PHRASE = _pattern("|".join(re.escape(phrase) for phrase in sorted(_PHRASES, key=len, reverse=True)))
_NOTE = re.compile(r'"([^"]*)"|[“„”]([^“”]*)[“”]')
_FILLER = re.compile(rf" +|[,.!]+(?![0-9])|(?:at|on|by|with|for|to|from|via|over|was){_END}", re.IGNORECASE)

_SESSION = {"verb", "day", "at", "via", "who"}
_SESSIONS: dict[str, set[str]] = {
    "held": _SESSION | {"length", "plan"},
    "booked": _SESSION | {"length"},
    **dict.fromkeys(("missed", "cancelled", "cancel"), _SESSION),
}
_CONTACTS: dict[str, set[str]] = {
    verb: {"verb", "day", "via", "who", "next", "note"}
    for verb in ("reached", "no_answer", "message_left", "bounced")
}
_STATES: dict[str, set[str]] = {
    **{verb: {"verb", "day", "note"} for verb in ("active", "lapsed")},
    "paused": {"verb", "day", "note", "until"},
    "closed": {"verb", "day", "note", "outcome"},
}
_ALLOWED = _SESSIONS | _CONTACTS | _STATES
_BELONGS = {
    "length": "A length belongs to a session that was held or is booked.",
    "plan": "The plan can only have been reviewed in a session that was held.",
    "note": 'A session keeps no note of what was said. A note goes with a check-in: reached "…".',
    "at": "A time of day belongs to a session.",
    "via": "A mode or channel belongs to a session or a check-in.",
    "who": "Mentor or mentee belongs to a session or a check-in.",
    "next": "Put ; before it to say when they meet next: 14/3 2h; next 28/3.",
    "until": "Until belongs to a pause: paused until 1/4.",
    "outcome": "An outcome belongs to closed: closed completed.",
}


@dataclass(frozen=True, slots=True)
class _Slot:
    """The words typed and what they say: hours, a time, a phrase's value, or the match of a day."""

    word: str
    value: Any


def parse(text: str, *, today: date, session_hours: float = 2.0) -> tuple[Fact, ...]:
    """The facts in one line of typing, at least one. `session_hours` only serves the examples in refusals.

    Raises `NotUnderstood` naming the word it tripped on and what would be understood instead.
    """
    line = _clean(text)
    facts: list[Fact] = []
    slots: dict[str, _Slot] = {}
    place = 0
    while place < len(line):
        if line[place] == ";":
            if slots:
                facts.append(_fact(slots, today, session_hours))
            slots, place = {}, place + 1
        elif filler := _FILLER.match(line, place):
            place = filler.end()
        else:
            place = _read(line, place, slots)
    if slots:
        facts.append(_fact(slots, today, session_hours))
    if not facts:
        raise NotUnderstood("Nothing was typed.", "", "Write for instance 14/3 2h, missed 14/3 or no answer.")
    states = [fact.state for fact in facts if isinstance(fact, StateFact)]
    if len(states) > 1:
        raise NotUnderstood("A line sets one state.", states[1], f"Write {states[1]} as a line of its own.")
    return tuple(facts)


def _clean(text: str) -> str:
    """Blanks of every kind as one plain blank, no control characters, no half characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Zs") else letter for letter in whole
    )
    return " ".join(kept.split())


def _read(line: str, place: int, slots: dict[str, _Slot]) -> int:
    """Read the word or phrase at `place` into its slot; where the next one starts."""
    if quoted := _NOTE.match(line, place):
        _fill(slots, "note", _Slot(quoted[0], (quoted[1] or quoted[2] or "").strip() or None))
        return quoted.end()
    if found := _LENGTH.match(line, place):
        _fill(slots, "length", _Slot(found[0], _hours(found)))
    elif found := _TIME.match(line, place):
        _fill(slots, "at", _Slot(found[0], _time(found)))
    elif found := _DAY.match(line, place):
        leading = slots.pop("leads", None)
        _fill(slots, leading.value if leading else "day", _Slot(found[0], found))
    elif found := _PHRASE.match(line, place):
        _fill_phrase(slots, found[0])
    else:
        raise _unknown_word(line, place)
    return found.end()


def _fill_phrase(slots: dict[str, _Slot], phrase: str) -> None:
    slot, value = _PHRASES[phrase.lower()]
    if phrase.lower() == "next" and not slots:
        slot, value = "verb", "booked"  # by itself: the session they agreed on
    _fill(slots, slot, _Slot(phrase, value))


def _fill(slots: dict[str, _Slot], name: str, slot: _Slot) -> None:
    _refuse_dangling(slots)
    if already := slots.get(name):
        raise NotUnderstood(
            f"“{slot.word}” says again what “{already.word}” has said.",
            slot.word,
            "Leave one of them out, or put ; between two facts.",
        )
    slots[name] = slot


def _refuse_dangling(slots: dict[str, _Slot]) -> None:
    if leading := slots.get("leads"):
        word = leading.word
        raise NotUnderstood(f"“{word}” needs a day after it.", word, f"Write {word} 28/3.")


def _unknown_word(line: str, place: int) -> NotUnderstood:
    from difflib import get_close_matches  # only a slip of the pen needs it

    word = re.split(r"[ ,;]", line[place:], maxsplit=1)[0][:40]
    if word[:1] in '"“„”':
        return NotUnderstood("The note has no closing quotation mark.", word, 'Write it as "…".')
    if re.fullmatch(r"[0-9]{1,2}([.,][0-9]{1,2})?", word):
        return NotUnderstood(
            f"“{word}” is neither a length nor a day.", word, f"Write {word}h for hours, or 14/3 for a day."
        )
    known = [*_PHRASES, "today", "yesterday", "tomorrow"]
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.7)
    example = "Write for instance 14/3 2h, missed 14/3, book 28/3 or no answer."
    hint = f"Did you mean {close[0]}?" if close else example
    return NotUnderstood(f"“{word}” is not understood.", word, hint)


def _hours(found: re.Match[str]) -> float:
    if found["minutes"]:
        hours = int(found["minutes"]) / 60
    elif found["hours"]:
        hours = float(found["hours"].replace(",", "."))
    else:
        rest = found["rest"] or found["rest_minutes"] or found["clock_rest"]
        hours = int(found["whole"] or found["clock"]) + int(rest) / 60
    if hours <= 0:
        raise NotUnderstood(
            f"“{found[0]}” is no length.", found[0], "If they did not meet, write missed 14/3."
        )
    if hours > LONGEST_SESSION_HOURS:
        hint = "Write the length as 2h or 90m, and a time of day as 14:00."
        raise NotUnderstood(f"“{found[0]}” is longer than {LONGEST_SESSION_HOURS:g} h.", found[0], hint)
    return hours


def _time(found: re.Match[str]) -> time:
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    elif found["half"]:
        hour = 24
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"“{found[0]}” is no time of day.", found[0], "Write it as 14:00.")
    return time(hour, minute)


def _day(slot: _Slot, today: date, *, ahead: bool = False) -> date:
    try:
        return days.resolve(slot.value, today, ahead=ahead)
    except ValueError as error:
        raise NotUnderstood(
            str(error), slot.word, "The day comes before the month: 14/3 or 14 mar."
        ) from None


def _fact(slots: dict[str, _Slot], today: date, session_hours: float) -> Fact:
    """One fact from its slots, or a refusal that says what is missing, too much or impossible."""
    _refuse_dangling(slots)
    verb = slots["verb"].value if "verb" in slots else _unsaid_verb(slots)
    for name, slot in slots.items():
        if name not in _ALLOWED[verb]:
            raise NotUnderstood(f"“{slot.word[:40]}” does not fit here.", slot.word, _BELONGS[name])
    if verb in _SESSIONS:
        return _session(verb, slots, today, session_hours)
    day = _day(slots["day"], today) if "day" in slots else today
    if day > today:
        raise NotUnderstood(
            f"“{slots['day'].word}” has not come yet: {days.spell(day)}.",
            slots["day"].word,
            "Write it when it has.",
        )
    return _contact(verb, slots, day, today) if verb in _CONTACTS else _state(verb, slots, day, today)


def _unsaid_verb(slots: dict[str, _Slot]) -> str:
    """A length or a day by itself is a session that was held; anything else needs its verb."""
    for name in ("until", "outcome"):
        if name in slots:
            raise NotUnderstood(f"“{slots[name].word}” does not fit here.", slots[name].word, _BELONGS[name])
    spoken = "via" in slots and slots["via"].value in ("email", "message")
    if slots.keys() & {"length", "plan", "at"} or (
        "day" in slots and not spoken and not slots.keys() & {"note", "next"}
    ):
        return "held"
    word = next(iter(slots.values())).word
    hint = "Add reached, no answer, left message or bounced; for a session its day and length: 14/3 2h."
    raise NotUnderstood(f"What came of “{word[:40]}”?", word, hint)


def _session(verb: str, slots: dict[str, _Slot], today: date, session_hours: float) -> SessionFact:
    example = f"{session_hours:g}h"
    via = slots.get("via")
    if via and via.value in ("email", "message"):
        raise NotUnderstood(
            f"“{via.word}” is no way to hold a session.", via.word, "Write video, phone or in person."
        )
    if "day" not in slots:
        first = next(iter(slots.values())).word
        raise NotUnderstood(
            f"Which day is “{first}”?",
            first,
            f"Write for instance today {example}, missed 14/3 or book 28/3.",
        )
    typed = slots["day"].word
    day = _day(slots["day"], today, ahead=verb in ("booked", "cancel"))
    if verb == "booked" and day < today:
        raise NotUnderstood(
            f"“{typed}” is past: {days.spell(day)}.", typed, f"If they met, write {typed} {example}."
        )
    if verb in ("held", "missed") and day > today:
        raise NotUnderstood(
            f"“{typed}” has not come yet: {days.spell(day)}.",
            typed,
            f"Write book {typed}, or cancel {typed}.",
        )
    if verb == "held" and "length" not in slots:
        raise NotUnderstood("How long was it?", typed, f"Write {typed} {example}.")
    said = {name: slot.value for name, slot in slots.items()}
    return SessionFact(
        state="cancelled" if verb == "cancel" else cast(SessionState, verb),
        held_on=day,
        starts_at=said.get("at"),
        hours=said.get("length"),
        mode=said.get("via"),
        plan_reviewed=said.get("plan"),
        reported_by=said.get("who"),
    )


def _contact(verb: str, slots: dict[str, _Slot], day: date, today: date) -> ContactFact:
    said = {name: slot.value for name, slot in slots.items()}
    if said.get("who") == "both":
        raise NotUnderstood(
            "A check-in is with one of them.",
            slots["who"].word,
            "Write one for each: reached mentor; reached mentee.",
        )
    next_on = _day(slots["next"], today, ahead=True) if "next" in slots else None
    if next_on and next_on < today:
        raise NotUnderstood(
            f"“{slots['next'].word}” is past: {days.spell(next_on)}.",
            slots["next"].word,
            "Write a day to come.",
        )
    return ContactFact(
        outcome=cast(ContactOutcome, verb),
        contacted_on=day,
        channel=said.get("via"),
        person=said.get("who"),
        next_on=next_on,
        note=said.get("note"),
    )


def _state(verb: str, slots: dict[str, _Slot], day: date, today: date) -> StateFact:
    said = {name: slot.value for name, slot in slots.items()}
    if verb == "closed" and "outcome" not in said:
        hint = "Write closed completed, closed ended early or closed never started."
        raise NotUnderstood("How did it end?", slots["verb"].word, hint)
    returns_on = _day(slots["until"], today, ahead=True) if "until" in slots else None
    if returns_on and returns_on <= day:
        word = slots["until"].word
        raise NotUnderstood(
            f"“{word}” is not after {days.spell(day)}.", word, "A pause ends on a later day than it starts."
        )
    return StateFact(
        state=cast(NewState, verb),
        on=day,
        returns_on=returns_on,
        outcome=said.get("outcome"),
        reason=said.get("note"),
    )
