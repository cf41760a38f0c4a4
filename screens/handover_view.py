"""Handing over, in words: what may be handed over from a screen, and what was understood. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coordinator import days
from coordinator.models.caseload import Coordinator, Handover
from screens.presentation import count


@dataclass(frozen=True, slots=True)
class Whom:
    """What may be handed over: these relationships, or all that `whose` looks after."""

    text: str
    relationships: Sequence[int] | None = None
    whose: str | None = None


def whom(marked: Sequence[int], highlighted: tuple[int, str] | None, who: str) -> list[Whom]:
    """What may be handed over from a screen, the likeliest first."""
    found: list[Whom] = []
    if marked:
        found.append(Whom(f"{count(len(marked), 'marked relationship')}", tuple(marked)))
    if highlighted is not None:
        number, pair = highlighted
        found.append(Whom(f"R{number} {pair}", (number,)))
    return [*found, Whom(f"all that {who} looks after", whose=who)]


def marked_relationships(rows: Sequence[Any]) -> list[int]:
    """The relationships among some rows; an applicant who waits is none."""
    return [row.relationship for row in rows if getattr(row, "relationship", None) is not None]


def counted(whom: Whom, known: Sequence[Coordinator]) -> str:
    """What may be handed over, with how many relationships that is."""
    if whom.whose is None:
        return whom.text
    theirs = _named(whom.whose, known)
    return f"{whom.text}: {count(theirs.live if theirs else 0, 'relationship')}"


def meaning(handover: Handover, known: Sequence[Coordinator]) -> str:
    """What enter would do."""
    if handover.back:
        return "Handed back now to whoever they are covered for."
    if handover.to is None:
        return "Nobody looks after them."
    there = _named(handover.to, known)
    who = (
        f"{there.name} (has {there.live:,} now)" if there else f"{handover.to} (new here: check the spelling)"
    )
    if handover.until is None:
        return f"{who} looks after them from now on."
    return f"{who} covers them until {days.spell(handover.until)}; then they go back by themselves."


def _named(name: str, known: Sequence[Coordinator]) -> Coordinator | None:
    return next((one for one in known if one.name.casefold() == name.casefold()), None)
