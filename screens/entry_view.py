"""What the entry line and the view of pasted lines say about a line. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.entry import GRAMMAR
from coordinator.facts import AnswerFact, StateFact
from coordinator.models.care import Pair
from coordinator.services import lines
from coordinator.services.lines import Line
from screens.presentation import Cell, Tone, clean, count, wrap
from screens.widgets.columns import Column

DISCLOSABLE = "A note can be disclosed to the person it is about. "
QUOTES = '"“„”'
"""What a note is written in."""

_QUOTES_NO_NOTE = re.compile(r"\b(?:action|referral|referred|happy)\b", re.IGNORECASE)
"""Words after which a title, a place or a fit is quoted."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line's meaning: the text, what stands whole at its end, and its tone."""

    text: str
    right: str = ""
    tone: Tone = "plain"


def told(line: Line, subject: int | None, completions: Sequence[Pair] = ()) -> Told:
    """What a line means, whom it is about where that is not the subject, and what enter or tab do then."""
    if line.understood is not None:
        summary = line.understood.summary
        if line.understood.footing.relationship != subject:
            summary = f"{line.understood.footing.ref} {line.understood.footing.pair}: {summary}"
        # What was understood of a check-in's note says so itself.
        reasoned = any(
            isinstance(fact, StateFact | AnswerFact) and fact.reason for fact in line.understood.facts
        )
        return Told(f" ✓ {clean(summary)}", DISCLOSABLE if reasoned else "enter records it ", "good")
    if line.waiting is not None:
        return Told("   …", tone="quiet")
    if line.fitting:
        some = " · ".join(f"{pair.ref} {clean(pair.names)}" for pair in line.fitting[:9])
        return Told(
            f" ? “{line.addressed.names}” fits {len(line.fitting)}: {some}", "enter asks which ", "warn"
        )
    if line.heading is not None:
        return Told(f"   {line.heading.ref} {clean(line.heading.names)}: what did you learn?", tone="quiet")
    if completions:
        some = " · ".join(f"{pair.ref} {clean(pair.names)}" for pair in completions)
        return Told(f"   tab completes: {some}", tone="quiet")
    notes = set(line.text) & set(QUOTES) and not _QUOTES_NO_NOTE.search(line.text)
    return Told(f" ? {clean(str(lines.why_not(line)))}", DISCLOSABLE if notes else "", "warn")


def grammar_lines(width: int) -> list[Cell]:
    """The grammar for the help beside the line: each example, and what it means."""
    told: list[Cell] = []
    for example, meaning in GRAMMAR:
        told.append(Cell(f"   {example}", "strong"))
        told += [Cell(f"       {line}", "quiet") for line in wrap(meaning, width - 8, 2)]
    return told


# -- many lines --


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One pasted line by its place, what came of it, and whether it is left out."""

    place: int
    line: Line
    is_left: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether it stands in the way of recording."""
        return not self.is_left and not self.line.is_good


def sign(row: PastedRow) -> Cell:
    """Understood, to be mended, left out, or a heading."""
    if row.is_left:
        return Cell("–", "quiet")
    if row.line.heading is not None:
        return Cell("↓", "quiet")
    return Cell("✓", "good") if row.line.is_good else Cell("?", "warn")


def meaning(row: PastedRow) -> Cell:
    """What the line means, in one cell."""
    if row.is_left:
        return Cell("left out", "quiet")
    if row.line.heading is not None:
        return Cell(f"{row.line.heading.ref} {clean(row.line.heading.names)}: the lines below", "quiet")
    if row.line.understood is not None:
        footing = row.line.understood.footing
        return Cell(f"{footing.ref} {row.line.understood.summary}")
    if row.line.waiting is not None:
        return Cell("…", "quiet")
    return Cell(clean(str(lines.why_not(row.line))), "warn")


COLUMNS: Sequence[Column[PastedRow]] = (
    Column("", sign, 1),
    Column("Line", lambda row: clean(lines.unquoted(row.line.text)), 28, grow=1),
    Column("Understood", meaning, 40, grow=3),
)


def title(rows: Sequence[PastedRow]) -> str:
    """How many lines there are and how they stand."""
    good = sum(row.line.understood is not None and not row.is_left for row in rows)
    bad, left = sum(row.is_bad for row in rows), sum(row.is_left for row in rows)
    parts = [count(len(rows), "line"), f"{good} understood"]
    parts += [f"{bad} to mend"] if bad else []
    parts += [f"{left} left out"] if left else []
    return " · ".join(parts)


def keys(rows: Sequence[PastedRow]) -> str:
    """What the keys do now."""
    bad = sum(row.is_bad for row in rows)
    good = sum(row.line.understood is not None and not row.is_left for row in rows)
    goes_on = "mends it" if bad else f"records {count(good, 'line')}"
    drop = "   D leaves all ? out" if bad else ""
    return f" enter {goes_on}   e edits   d leaves it out{drop}   esc leaves"


def in_full(row: PastedRow, width: int, height: int) -> list[Cell]:
    """The highlighted line and its meaning, whole."""
    told = [Cell(f" {line}", "strong") for line in wrap(row.line.text.strip(), width - 2, 2)]
    if not row.is_left and row.line.understood is not None:
        footing = row.line.understood.footing
        cell = Cell(f"{footing.ref} {footing.pair}: {row.line.understood.summary}", "good")
    else:
        cell = meaning(row)
    return [*told, *(Cell(f" {line}", cell.tone) for line in wrap(cell.text, width - 2, height - len(told)))]
