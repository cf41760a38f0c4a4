"""One line of typing -> facts. Pure.

A line is cut into words and phrases; each fills one slot (the day, the length, who). A slot filled twice, one that
does not belong and an unknown word are refused: nothing is guessed, nothing is dropped. Days stay as typed until the
whole fact is read, because `book` and `next` look ahead where the rest looks back.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time

from coordinator.entry.building import fact_of
from coordinator.entry.phrases import (
    DAY,
    FILLER,
    LENGTH,
    NOTE,
    NUMBER,
    PHRASE,
    PHRASES,
    REASON,
    REASONS,
    TIME,
    TIMES,
)
from coordinator.entry.slots import Slot, Slots, fill, refuse_dangling
from coordinator.errors import NotUnderstood
from coordinator.facts import Fact, StateFact
from coordinator.policy import LONGEST_SESSION_HOURS

NOBODY: Mapping[str, str] = {}


def parse(
    text: str, *, today: date, session_hours: float = 2.0, people: Mapping[str, str] = NOBODY
) -> tuple[Fact, ...]:
    """The facts in one line of typing, at least one.

    `people` are the words of both names, case-folded, each with `mentor` or `mentee`, for lines that call them by
    their names. `session_hours` only serves the examples in refusals.

    Raises `NotUnderstood` naming the word it tripped on and what would be understood instead.
    """
    line = cleaned(text)
    facts: list[Fact] = []
    sides: list[Slots] = []  # of one line about satisfaction: what was read of the sides before this one
    slots: Slots = {}
    place = 0

    def finish() -> None:
        nonlocal slots, sides
        if slots:
            facts.extend(fact_of(slots, sides, today, session_hours))
        slots, sides = {}, []

    while place < len(line):
        if line[place] == ";":
            finish()
            place += 1
        elif filler := FILLER.match(line, place):
            place = filler.end()
        else:
            if _begins_another_side(line, place, slots, people):
                sides.append(slots)
                slots = {"verb": slots["verb"]}
            place = _read(line, place, slots, people)
    finish()
    if not facts:
        raise NotUnderstood("Nothing was typed.", "", "Write for instance 14/3 2h, missed 14/3 or no answer.")
    states = [fact.state for fact in facts if isinstance(fact, StateFact)]
    if len(states) > 1:
        raise NotUnderstood("A line sets one state.", states[1], f"Write {states[1]} as a line of its own.")
    return tuple(facts)


def cleaned(text: str) -> str:
    """Blanks of every kind as one plain blank, no control characters, no half characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Zs") else letter for letter in whole
    )
    return " ".join(kept.split())


def _begins_another_side(line: str, place: int, slots: Slots, people: Mapping[str, str]) -> bool:
    """Whether a line about satisfaction goes on to the other side: mentor happy 5, mentee 3."""
    is_full = "who" in slots and slots.keys() & {"score", "fit", "note"}
    if not is_full or "verb" not in slots or slots["verb"].value != "feedback":
        return False
    word = _word(line, place).casefold()
    return word in ("mentor", "mentee") or word in people


def _read(line: str, place: int, slots: Slots, people: Mapping[str, str]) -> int:
    """Read the word or phrase at `place` into its slot; where the next one starts.

    A length comes before a time (1:30h), a time before a day.
    """
    verb = slots["verb"].value if "verb" in slots else None
    if found := NOTE.match(line, place):
        fill(slots, "note", Slot(found[0], (found[1] or found[2] or "").strip() or None))
    elif found := LENGTH.match(line, place):
        fill(slots, "length", Slot(found[0], _hours(found)))
    elif found := TIME.match(line, place):
        fill(slots, "at", Slot(found[0], _time(found)))
    elif found := DAY.match(line, place):
        leading = slots.pop("leads", None)
        fill(slots, leading.value if leading else "day", Slot(found[0], found))
    elif found := TIMES.match(line, place):
        fill(slots, "times", Slot(found[0], int(found["after"] or found["before"])))
    elif verb in ("action", "feedback") and (found := NUMBER.match(line, place)):
        name = "number" if verb == "action" else "score"
        fill(slots, name, Slot(found[0], int(found[0].split(" ")[0])))
    elif verb == "closed" and (found := REASON.match(line, place)):
        _fill_reason(slots, found[0])
    elif found := PHRASE.match(line, place):
        _fill_phrase(slots, found[0])
    elif (word := _word(line, place)).casefold() in people:
        refuse_dangling(slots)
        side = people[word.casefold()]
        if "who" not in slots or slots["who"].value != side:  # both names of one person
            fill(slots, "who", Slot(word, side))
        return place + len(word)
    else:
        raise _unknown_word(line, place, verb)
    return found.end()


def _fill_phrase(slots: Slots, phrase: str) -> None:
    slot, value = PHRASES[phrase.lower()]
    if phrase.lower() == "next" and not slots:
        slot, value = "verb", "booked"  # by itself: the session they agreed on
    fill(slots, slot, Slot(phrase, value))


def _fill_reason(slots: Slots, phrase: str) -> None:
    """Why it closed. Words that are an outcome too are that first."""
    known = PHRASES.get(phrase.lower())
    if known and known[0] == "outcome" and "outcome" not in slots:
        fill(slots, "outcome", Slot(phrase, known[1]))
    else:
        fill(slots, "reason", Slot(phrase, REASONS[phrase.lower()]))


def _word(line: str, place: int) -> str:
    return re.split(r"[ ,;:.!]", line[place:], maxsplit=1)[0]


def _unknown_word(line: str, place: int, verb: str | None) -> NotUnderstood:
    from difflib import get_close_matches  # only a slip of the pen needs it

    word = re.split(r"[ ,;]", line[place:], maxsplit=1)[0][:40]
    if word[:1] in '"“„”':
        return NotUnderstood("The note has no closing quotation mark.", word, 'Write it as "…".')
    if re.fullmatch(r"[0-9]{1,2}([.,][0-9]{1,2})?", word):
        score = f", happy {word} for how satisfied they are" if word in "12345" else ""
        return NotUnderstood(
            f"“{word}” is neither a length nor a day.",
            word,
            f"Write {word}h for hours{score}, or 14/3 for a day.",
        )
    if reason := REASON.match(line, place):
        return NotUnderstood(
            f"“{reason[0]}” is a reason to close.", reason[0], f"Write closed ended early {reason[0]}."
        )
    known = [*PHRASES, "today", "yesterday", "tomorrow"]
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.7)
    example = "Write for instance 14/3 2h, missed 14/3, book 28/3 or no answer."
    if verb == "action":
        example = 'Put the action in quotation marks: action "write budget" due 1/4.'
    hint = f"Did you mean {close[0]}?" if close else example
    return NotUnderstood(f"“{word}” is not understood.", word, hint)


def _hours(found: re.Match[str]) -> float:
    if found["minutes"]:
        hours = int(found["minutes"]) / 60
    elif found["hours"]:
        hours = float(found["hours"].replace(",", "."))
    else:
        rest = found["rest"] or found["rest_minutes"] or found["clock_rest"]
        hours = (60 * int(found["whole"] or found["clock"]) + int(rest)) / 60
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
