"""From models to what is shown: words, cells and tones. Pure, and without Textual.

Text that people wrote is data (DESIGN §7): everything shown goes through `clean`, and what is cut is cut by
cells on the screen, so that wide letters and combining marks keep the columns straight.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol

from rich.cells import cell_len, split_text

from coordinator.models import TimelineEntry
from coordinator.models.matters import Matter

Tone = Literal["plain", "good", "warn", "bad", "quiet", "strong"]
"""How a cell is coloured; a word or a sign always says the same."""


class Cell(NamedTuple):
    """One cell of a list: its text and its tone."""

    text: str
    tone: Tone = "plain"


MOST_SHOWN = 4_000
"""Longer text is cut before anything else is done with it."""

_JOINERS = "\u200c\u200d"  # needed inside words and emoji; harmless

_HEALTH: dict[str, tuple[str, Tone]] = {
    "lapse_suggested": ("!!", "bad"),
    "never_met": ("!!", "bad"),
    "at_risk": ("!!", "bad"),
    "ending": ("! ", "warn"),
    "overdue": ("! ", "warn"),
    "past_end": ("! ", "warn"),
    "due": ("· ", "plain"),
    "too_early": ("· ", "quiet"),
    "on_track": ("· ", "good"),
    "proposed": ("? ", "plain"),
    "paused": ("= ", "quiet"),
    "lapsed": ("x ", "quiet"),
    "closed": ("x ", "quiet"),
}

_MATTER: dict[str, tuple[str, Tone]] = {
    "boundary": ("!!", "bad"),
    "not_satisfied": ("!!", "bad"),
    "try_again": ("! ", "warn"),
    "pause_over": ("! ", "warn"),
    "expiring": ("! ", "warn"),
    "first_session": ("! ", "warn"),
    "agreement": ("! ", "warn"),
    "check_in": ("· ", "plain"),
    "unanswered": ("? ", "plain"),
    "mid_point": ("· ", "plain"),
    "hours_short": ("· ", "plain"),
    "ends_soon": ("· ", "plain"),
    "waiting": ("? ", "plain"),
    "exit_survey": ("· ", "plain"),
    "follow_up": ("· ", "plain"),
}


def clean(text: str | None) -> str:
    """One line of harmless text: no control, escape or direction characters; line breaks become spaces."""
    if not text:
        return ""
    text = text[:MOST_SHOWN]
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    for letter in text:
        kind = unicodedata.category(letter)
        if letter in "\n\r\t" or kind in ("Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind[0] != "C" or letter in _JOINERS:
            kept.append(letter)
    return "".join(kept)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Clean text in exactly `width` cells, cut with … where it is too long."""
    if width <= 0:
        return ""
    # A cell holds one letter and a few marks; a tower of marks would cost the line dearly.
    if len(text) > width * 8:
        text = text[: width * 8] + "…"
    if text.isascii():
        if len(text) > width:
            return text[: width - 1] + "…"
        return text.rjust(width) if right else text.ljust(width)
    taken = cell_len(text)
    if taken > width:
        text = split_text(text, width - 1)[0] + "…"
        taken = cell_len(text)
    space = " " * max(0, width - taken)
    return space + text if right else text + space


def wrap(text: str, width: int, most: int) -> list[str]:
    """Clean text on at most `most` lines of `width` cells, broken between words; the last is cut with …."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = fit(f"{lines[-1]} {word}…", width).rstrip()
            break
    return [fit(line, width).rstrip() for line in lines]


def broken(text: str, width: int) -> list[str]:
    """Clean text on as many lines of `width` cells as it takes, broken anywhere: nothing is left out or added."""
    text, lines = clean(text), []
    while cell_len(text) > width > 1:
        line, text = split_text(text, width)
        lines.append(line)
    return [*lines, text]


def words(code: str | None) -> str:
    """A stored code as people say it: `never_met` -> "never met"."""
    return (code or "").replace("_", " ")


def health(code: str) -> Cell:
    """A health or a matter in words, with its sign and tone."""
    sign, tone = _HEALTH.get(code) or _MATTER.get(code, ("  ", "plain"))
    return Cell(f"{sign} {words(code)}", tone)


def off_the_list(said: str) -> str:
    """Until when something is put off, or that it was dismissed, by whom and why."""
    return said if said.startswith("dismissed") else f"put off {said}"


def matter_lines(matter: Matter, width: int) -> list[Cell]:
    """A matter on one line, two where it does not fit: what, why, the next step; what is put off says so instead."""
    told = health(matter.matter)
    if matter.put_off:
        text = f"= {words(matter.matter)}, {off_the_list(matter.put_off)}"
        return [Cell(f" {line}", "quiet") for line in wrap(text, width - 2, 1)]
    text = f"{told.text}: {matter.reason} → {matter.next_step}"
    return [Cell(f" {line}", told.tone) for line in wrap(text, width - 2, 2)]


def day(value: date | None, *, today: date | None = None) -> str:
    """A day as coordinators write it: "14 Mar", with the year where it is not this one."""
    if value is None:
        return ""
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    return text if today is not None and value.year == today.year else f"{text} {value.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def full_day(value: date) -> str:
    """A day with its weekday: "Mon 14 Mar 2026"."""
    return f"{_WEEKDAYS[value.weekday()]} {day(value)}"


def number(value: float | None) -> str:
    """Hours without a needless nought: 6.0 -> "6", 1.5 -> "1.5", 1200.0 -> "1,200"."""
    if value is None:
        return ""
    return f"{value:,.1f}".removesuffix(".0")


def hours(held: float, expected: float) -> str:
    """Hours held of those expected by today: "6/9.5"."""
    return f"{number(held)}/{number(expected)}"


class HasPair(Protocol):
    """What has two people; an applicant who waits has no mentor yet."""

    @property
    def mentor(self) -> str | None: ...
    @property
    def mentee(self) -> str | None: ...


def pair(item: HasPair) -> str:
    """Both names, the mentor first; an applicant's alone."""
    return clean(item.mentee) if item.mentor is None else f"{clean(item.mentor)} & {clean(item.mentee)}"


def pair_in(item: HasPair, width: int) -> str:
    """Both names in at most `width` cells: each has half, and what one leaves over goes to the other."""
    if item.mentor is None:
        return pair(item)
    names = clean(item.mentor), clean(item.mentee)
    room = max(2, width - len(" & "))
    lengths = [cell_len(name) for name in names]
    mentor = min(lengths[0], max(room // 2, room - lengths[1]))
    return " & ".join(
        fit(name, min(length, most))
        for name, length, most in zip(names, lengths, (mentor, room - mentor), strict=True)
    )


def count(many: int, one: str, more: str = "") -> str:
    """A number with its noun: `count(1, "relationship")` -> "1 relationship"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def of_all(shown: int, there: int, one: str, more: str = "") -> str:
    """How many are shown, and of how many where that differs: "12 cohorts", "3 of 12 cohorts"."""
    return count(there, one, more) if shown == there else f"{shown:,} of {count(there, one, more)}"


def timeline_line(entry: TimelineEntry, today: date) -> str:
    """One entry of a timeline on one line; a note is never part of it."""
    ahead = "▷" if entry.happened_on > today else " "
    return f"{ahead} {day(entry.happened_on, today=today):>11}  {clean(entry.summary)}"


def bar(part: float, whole: float, width: int) -> str:
    """A bar of `width` cells, filled in proportion; empty where there is no whole."""
    filled = 0 if whole <= 0 else round(width * min(1.0, max(0.0, part / whole)))
    return "█" * filled + "░" * (width - filled)


def sparkline(values: Sequence[int], width: int) -> str:
    """The last `width` values as little columns; a nought is a dot."""
    shown = list(values)[-width:]
    top = max(shown, default=0)
    return "".join("·" if not value else "▁▂▃▄▅▆▇█"[(value * 8 - 1) // top] for value in shown)
