"""What the triage screen shows, without a screen: columns, filters, the lines of the detail. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator.models import TriageItem
from screens.messages import Known
from screens.narrowing import following
from screens.presentation import (
    Cell,
    clean,
    day,
    fit,
    health,
    hours,
    matter_lines,
    number,
    of_all,
    off_the_list,
    pair,
    pair_in,
    timeline_line,
    words,
    wrap,
)
from screens.widgets.columns import Column

BESIDE = 130
"""From this width the detail is beside the list, else below it."""


def hours_cell(item: TriageItem) -> Cell:
    """Hours held of those expected, with a sign where they are behind; none where there is no relationship yet."""
    if item.relationship is None:
        return Cell("")
    sign = "↓" if item.behind_on_hours else ""
    return Cell(f"{sign}{hours(item.hours_held, item.hours_expected)}")


WHY_ROOM = 18
"""Cells for a matter and its sign: "!! lapse suggested"."""


def why_cell(item: TriageItem) -> Cell:
    """The matter and how often they were tried without an answer: "!! at risk · 2nd", "!! lapse sugg… 2nd"."""
    told = health(item.matter)
    if not item.rung:
        return told
    tried = ("1st", "2nd", "3rd", "3rd")[min(item.rung, 4) - 1]
    if len(told.text) + len(" · ") + len(tried) <= WHY_ROOM:
        return Cell(f"{told.text} · {tried}", told.tone)
    return Cell(f"{fit(told.text, WHY_ROOM - len(tried) - 1).rstrip()} {tried}", told.tone)


LOOKS_IN = "part of a name, cohort, matter or R12"


def more_cell(item: TriageItem) -> str:
    """How many further matters there are: "+2"."""
    return f"+{item.more}" if item.more else ""


COLUMNS: Sequence[Column[TriageItem]] = (
    Column("Why", why_cell, WHY_ROOM),
    Column("", more_cell, 2),
    Column("Mentor & mentee", pair, 22, grow=1, in_room=pair_in),
    Column("Cohort", lambda item: item.cohort, 11, needs=70),
    Column("Days", lambda item: "" if item.days_since is None else str(item.days_since), 4, right=True),
    Column("Hours", hours_cell, 11, right=True),
    Column("Reason", lambda item: item.reason, 44, grow=3, needs=156),
    Column("Next step", lambda item: item.next_step, 34, needs=110),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The relationships of a load. `whole` is False for the first rows, with the rest to follow."""

    items: Sequence[TriageItem]
    cohorts: Sequence[str]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the list; `everything` widens it, and `put_off` is of what is off the list.

    `who` is the coordinator whose caseload is shown; "" is nobody.
    """

    everything: bool = False
    put_off: bool = False
    who: str | None = None
    cohort: str | None = None
    matter: str | None = None

    def apply(self, items: Sequence[TriageItem]) -> Sequence[TriageItem]:
        """The items that pass, in their order."""
        if self.cohort is not None:
            items = [item for item in items if item.cohort == self.cohort]
        if self.matter is not None:
            items = [item for item in items if item.matter == self.matter]
        if self.who is not None:
            who = self.who.casefold()
            items = [item for item in items if (item.coordinator or "").casefold() == who]
        return items

    def said(self) -> list[str]:
        """What narrows the list, in words."""
        whose = "" if self.who is None else "mine" if self.who else "unassigned"
        return [word for word in (whose, clean(self.cohort), words(self.matter)) if word]

    def next_caseload(self, mine: str) -> "Filter":
        """The same for the next caseload: everyone's, that of `mine`, what is nobody's."""
        return replace(self, who=following((mine, ""), self.who))

    def next_cohort(self, items: Sequence[TriageItem]) -> "Filter":
        """The same for the next cohort; after the last, for all."""
        return replace(self, cohort=following(sorted({item.cohort for item in items}), self.cohort))

    def next_matter(self, items: Sequence[TriageItem]) -> "Filter":
        """The same for the next matter that occurs, the most urgent first; after the last, for all."""
        there = list(dict.fromkeys(item.matter for item in items))
        return replace(self, matter=following(there, self.matter))


def searched(item: TriageItem) -> str:
    """What the filter looks in: names, cohort, matter and health in words, R12, coordinator, state, reason."""
    told = (
        item.mentor or "",
        item.mentee,
        item.cohort,
        words(item.health),
        words(item.matter),
        item.ref,
        item.coordinator or "",
        item.state,
    )
    behind = "behind on hours" if item.behind_on_hours else ""
    return " ".join((*told, behind, item.reason)).casefold()


def many(shown: int, found: Found, kept: Filter) -> str:
    """How many are shown, and of what: "21 need someone", "3 of 21 that need someone", "74 relationships"."""
    there = len(found.items)
    if not found.whole:
        return f"{there:,} or more need someone"
    if kept.put_off:
        return of_all(shown, there, "is put off", "are put off")
    if kept.everything:
        return of_all(
            shown, there, "row" if any(not item.relationship for item in found.items) else "relationship"
        )
    one, more = (
        ("needs someone", "need someone") if shown == there else ("that needs someone", "that need someone")
    )
    return of_all(shown, there, one, more)


def nothing(said: Sequence[str], found: Found, kept: Filter) -> str:
    """What an empty list says, and which key goes on from there. `said` are the filters in words."""
    if not found.items and kept.put_off:
        return "Nothing is put off or dismissed.\n\nPress p for who needs you today."
    if not found.items and not found.cohorts:
        return "No programme yet.\n\nPress i to import a sheet of applicants, relationships or sessions."
    if not found.items and kept.everything:
        return "No relationships yet.\n\nPress i to import some, or 3 to see who is waiting for a partner."
    if not found.items:
        return "Nobody needs you today.\n\nPress a to see every relationship, or 2 for how the cohorts do."
    if list(said) == ["mine"]:
        return "Nobody of your own caseload is here.\n\nPress m for those nobody looks after, again for everyone's."
    if list(said) == ["unassigned"]:
        return "Everyone here has someone who looks after them.\n\nPress m for everyone's."
    return f"Nobody here with: {', '.join(said)}.\n\nPress escape to take the filters away."


def no_subject(item: TriageItem | None) -> str:
    """Why a key that acts on a relationship has none here."""
    if item is None:
        return "Nobody is highlighted: go to a relationship first."
    return f"{clean(item.mentee)} has no relationship yet: enter shows who waits and who has room."


def about(item: TriageItem, place: int, many: int) -> str:
    """The heading of the detail."""
    return f"{item.ref} · {place:,} of {many:,} · {pair(item)}"


def detail(item: TriageItem, known: Known, today: date, width: int, height: int) -> list[Cell]:
    """The highlighted row in `height` lines of `width` cells: why, what next, how far, what happened.

    Every matter has its reason and its step; the one that the row shows comes first.
    """
    lines = [Cell(f" {line}") for line in wrap(item.reason, width - 2, 2)]
    if item.put_off:
        lines += [Cell(f" = {line}", "strong") for line in wrap(off_the_list(item.put_off), width - 4, 2)]
    lines += [Cell(f" → {line}", "strong") for line in wrap(item.next_step, width - 4, 2)]
    lines += [
        one for matter in known.matters if matter.matter != item.matter for one in matter_lines(matter, width)
    ]
    if item.relationship is None:
        return [*lines, Cell(f" {clean(item.mentee_email)}", "quiet")][:height]
    lines += [Cell(f" {line}") for line in wrap(_pace(item, today), width - 2, 2)]
    lines += [Cell(f" {line}", "quiet") for line in wrap(" ".join(emails([item])), width - 2, 2)]
    room = max(0, height - len(lines))
    lines += [Cell(timeline_line(entry, today)) for entry in known.timeline[:room]]
    return lines[:height]


def _pace(item: TriageItem, today: date) -> str:
    forecast = "" if item.hours_forecast is None else f", forecast {number(item.hours_forecast)}"
    behind = ", behind" if item.behind_on_hours else ""
    parts = [f"{number(item.hours_held)} h of {number(item.hours_expected)} expected{behind}{forecast}"]
    parts.append(f"{item.sessions_held} held")
    if item.last_session:
        parts.append(f"last {day(item.last_session, today=today)}")
    if item.next_session:
        parts.append(f"booked {day(item.next_session, today=today)}")
    if item.coordinator:
        parts.append(f"caseload of {clean(item.coordinator)}")
    return " · ".join(parts)


def emails(items: Sequence[TriageItem]) -> list[str]:
    """Each address once, in the order of the items."""
    found = (clean(text) for item in items for text in (item.mentor_email, item.mentee_email))
    return [email for email in dict.fromkeys(found) if email]
