"""What the relationship screen shows, without a screen: the people, the plan, the timeline's lines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.models import RelationshipDetail, TimelineEntry
from coordinator.models.matters import Matter
from coordinator.models.states import EarlierMentor
from screens.presentation import Cell, bar, clean, count, day, health, matter_lines, number, words, wrap
from screens.widgets.columns import Column, lay_out

MOST_MATTER_LINES = 7
"""Of other matters, so that the timeline keeps its room."""

MOST_LINES = 400
"""Of one entry's text, and of its note."""

MASKED = "note (n shows it)"
NO_TIMELINE = "Nothing is on record yet.\n\nPress l to log a session, b to book the first one."
DISCLOSABLE = "A note can be disclosed to the person it is about. n hides the notes."


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of the timeline: an entry (`line` 0), or a line below it: more of it, or of its note."""

    place: int
    line: int
    when: str
    text: Cell
    source: str
    who: str
    ahead: bool = False


_TEXT: Column[TimelineRow] = Column("What happened", lambda row: row.text, 30, grow=1)

COLUMNS: Sequence[Column[TimelineRow]] = (
    Column("Day", lambda row: row.when, 11, right=True),
    Column("", lambda row: "▷" if row.ahead else "", 1),
    _TEXT,
    Column("From", lambda row: row.source, 14),
    Column("Entered by", lambda row: row.who, 12, needs=100),
)


def timeline_rows(
    entries: Sequence[TimelineEntry], today: date, *, notes: bool, width: int
) -> list[TimelineRow]:
    """The timeline for a list of this width, newest first: what happened is whole, on as many lines as it takes.

    A note is whole below its entry when `notes` are shown, else only named.
    """
    room = next(room for column, room in lay_out(COLUMNS, width) if column is _TEXT)
    rows: list[TimelineRow] = []
    for place, entry in enumerate(entries):
        lines = [Cell(line) for line in wrap(entry.summary, room, MOST_LINES)]
        if entry.note:
            told = wrap(entry.note, room, MOST_LINES) if notes else [MASKED]
            lines += [Cell(line, "quiet") for line in told]
        when = day(entry.happened_on, today=today)
        source, who = clean(words(entry.source)), clean(entry.who)
        rows.append(TimelineRow(place, 0, when, lines[0], source, who, entry.happened_on > today))
        rows += [TimelineRow(place, number, "", line, "", "") for number, line in enumerate(lines[1:], 1)]
    return rows


def title(detail: RelationshipDetail) -> str:
    """Whose relationship it is and where."""
    outcome = f", {words(detail.outcome)}" if detail.outcome else ""
    cared = f" · {clean(detail.coordinator)}" if detail.coordinator else ""
    if detail.cover_ends_on:
        cared += f" until {day(detail.cover_ends_on)}, for {clean(detail.covered_for) or 'nobody'}"
    return f"{detail.ref} {clean(detail.cohort)} · {words(detail.state)}{outcome}{cared}"


def people(detail: RelationshipDetail) -> list[Cell]:
    """Both people, each on two lines: who and where, then how to reach them."""
    sides = (
        ("Mentor", detail.mentor, detail.mentor_organisation, detail.mentor_phone, detail.mentor_email),
        ("Mentee", detail.mentee, detail.mentee_organisation, detail.mentee_phone, detail.mentee_email),
    )
    lines: list[Cell] = []
    for label, name, organisation, phone, email in sides:
        where = f" · {clean(organisation)}" if organisation else ""
        lines.append(Cell(f" {label}  {clean(name)}{where}", "strong"))
        lines.append(Cell(f"         {clean(phone) or 'no phone number'}   {clean(email)}"))
    return lines


def judged(detail: RelationshipDetail, matters: Sequence[Matter], width: int) -> list[Cell]:
    """Health with its reason, and the next step; then every other matter with its own, and what is put off."""
    told = health(detail.health)
    # "lapsed: lapsed on 15 Aug" would say it twice.
    said = detail.reason.startswith(words(detail.health))
    sign = told.text.split()[0]
    lead = sign if said else f"{told.text}:"
    behind = "; behind on hours" if detail.behind_on_hours else ""
    lines = [Cell(f" {line}", told.tone) for line in wrap(f"{lead} {detail.reason}{behind}", width - 2, 2)]
    lines.append(Cell(f" → {clean(detail.next_step)}", "strong"))
    others = [
        line
        for one in matters
        if one.matter != detail.health or one.put_off
        for line in matter_lines(one, width)
    ]
    return [*lines, *others[:MOST_MATTER_LINES]]


def plan_rule(earlier: Sequence[EarlierMentor]) -> str:
    """The heading of the plan, with the hours that the mentee held with mentors before this one."""
    held = [f"{number(one.hours_held)} h with {clean(one.mentor)}" for one in earlier]
    return f"Plan · plus {', '.join(held)}" if held else "Plan"


def plan(detail: RelationshipDetail, today: date, width: int) -> list[Cell]:
    """The plan and its pace; three lines."""
    sessions = round(detail.target_hours / detail.session_hours) if detail.session_hours else 0
    forecast = (
        "no forecast yet" if detail.hours_forecast is None else f"forecast {number(detail.hours_forecast)}"
    )
    filled = bar(detail.hours_held, detail.target_hours, 10 if width < 100 else 24)
    lines = [
        f"{detail.sessions_held} of {sessions} sessions · {number(detail.hours_held)} of {number(detail.target_hours)} h "
        f"{filled} · expected {number(detail.hours_expected)} · {forecast}",
        _days(detail, today),
        _sessions(detail, today),
    ]
    return [Cell(f" {line}") for line in lines]


def _days(detail: RelationshipDetail, today: date) -> str:
    parts = [f"started {day(detail.started_on, today=today)}" if detail.started_on else "not started yet"]
    if detail.closed_on:
        parts.append(f"closed {day(detail.closed_on, today=today)}")
    elif detail.ends_on:
        parts.append(f"ends {day(detail.ends_on, today=today)}")
    parts.append(f"{number(detail.session_hours)} h every {count(detail.cadence_days, 'day')}")
    parts.append(f"{count(detail.paused_days, 'paused day')}")
    return " · ".join(parts)


def _sessions(detail: RelationshipDetail, today: date) -> str:
    held = detail.last_session
    last = f"last session {day(held, today=today)}" if held else "no session yet"
    booked = f"booked {day(detail.next_session, today=today)}" if detail.next_session else "none booked"
    parts = [last, booked]
    if detail.paused_on:
        back = f", back {day(detail.returns_on, today=today)}" if detail.returns_on else ", no day of return"
        parts.append(f"paused {day(detail.paused_on, today=today)}{back}")
    return " · ".join(parts)
