"""Which columns a sheet of each kind has, and how they look: models -> sheets. Pure.

Sheets of applicants, relationships and sessions have the importer's own headers, and their identifiers, so that they
import again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from coordinator import telling
from coordinator.models import (
    CohortFigures,
    Kind,
    Participant,
    SessionRow,
    TimelineEntry,
    TriageItem,
)
from coordinator.models.history import ChangeSummary
from coordinator.models.outgoing import ApplicantOut, CheckInOut, Listing, Recipient, RelationshipOut
from coordinator.workbook.checks import columns_of
from coordinator.workbook.columns import header
from coordinator.workbook.names import name_parts
from coordinator.workbook.out import Column, SheetOut, Value

Row = TypeVar("Row")

HOURS, LONG, TEXT = Column(number_format="0.0#"), Column(width=44, wraps=True), Column(wraps=True)


@dataclass(frozen=True, slots=True)
class _Told(Generic[Row]):
    """One column: its header, what stands there, how it looks."""

    header: str
    value: Callable[[Row], Value]
    column: Column | None = None


def _sheet(title: str, told: Sequence[_Told[Row]], rows: Iterable[Row]) -> SheetOut:
    columns = {one.header: one.column for one in told if one.column is not None}
    values = [one.value for one in told]
    return SheetOut(
        title,
        [one.header for one in told],
        [[value(row) for value in values] for row in rows],
        columns=columns,
    )


# -- lists for people -----------------------------------------------------------------------------------------------

_TRIAGE: Sequence[_Told[TriageItem]] = (
    _Told("Ref", lambda item: item.ref),
    _Told("Cohort", lambda item: item.cohort),
    _Told("Mentor", lambda item: item.mentor),
    _Told("Mentor e-mail", lambda item: item.mentor_email),
    _Told("Mentee", lambda item: item.mentee),
    _Told("Mentee e-mail", lambda item: item.mentee_email),
    _Told("State", lambda item: item.state),
    _Told("Health", lambda item: words(item.health)),
    _Told("Matter", lambda item: words(item.matter)),
    _Told("Put off", lambda item: item.put_off),
    _Told("Contact ladder", lambda item: item.rung),
    _Told("Reason", lambda item: item.reason, LONG),
    _Told("Days since", lambda item: item.days_since),
    _Told("Last session", lambda item: item.last_session),
    _Told("Next session", lambda item: item.next_session),
    _Told("Sessions held", lambda item: item.sessions_held),
    _Told("Hours held", lambda item: _hours(item.hours_held), HOURS),
    _Told("Hours expected", lambda item: _hours(item.hours_expected), HOURS),
    _Told("Hours forecast", lambda item: _hours(item.hours_forecast), HOURS),
    _Told("Behind on hours", lambda item: item.behind_on_hours),
    _Told("Next step", lambda item: item.next_step, TEXT),
    _Told("Coordinator", lambda item: item.coordinator),
)
_PAIRING: Sequence[_Told[Participant]] = (
    _Told("Cohort", lambda one: one.cohort),
    _Told("Name", lambda one: one.name),
    _Told("E-mail", lambda one: one.email),
    _Told("Phone", lambda one: one.phone),
    _Told("Organisation", lambda one: one.organisation),
    _Told("Role", lambda one: one.role),
    _Told("Stands", lambda one: words(one.standing)),
    _Told("Since", lambda one: one.since),
    _Told("Capacity", lambda one: one.capacity),
    _Told("Live relationships", lambda one: one.live),
    _Told("With", lambda one: "; ".join(one.partners), TEXT),
    _Told("Tags", lambda one: "; ".join(one.tags), TEXT),
)
_FIGURES = [
    name for name in CohortFigures._fields if name not in ("cohort", "starts_on", "sessions_by_fortnight")
]
_CHANGES: Sequence[_Told[ChangeSummary]] = (
    _Told("Change", lambda change: change.change),
    _Told("Recorded at (UTC)", lambda change: change.recorded_at),
    _Told("Who", lambda change: change.who),
    _Told("Command", lambda change: change.command),
    _Told("About", lambda change: change.about),
    _Told("Rows", lambda change: change.rows),
    _Told("Relationship", lambda change: change.relationship and f"R{change.relationship}"),
    _Told("Import", lambda change: change.batch),
    _Told("Undoes", lambda change: change.undoes),
    _Told("Undone by", lambda change: change.undone_by),
)
_TIMELINE: Sequence[_Told[TimelineEntry]] = (
    _Told("Date", lambda entry: entry.happened_on),
    _Told("What", lambda entry: entry.what),
    _Told("Summary", lambda entry: entry.summary, LONG),
    _Told("Who", lambda entry: entry.who),
    _Told("Source", lambda entry: entry.source),
)
_CHECK_INS: Sequence[_Told[CheckInOut]] = (
    _Told("Relationship", lambda tried: f"R{tried.relationship}"),
    _Told("Cohort", lambda tried: tried.cohort),
    _Told("Mentor", lambda tried: tried.mentor),
    _Told("Mentee", lambda tried: tried.mentee),
    _Told("Date", lambda tried: tried.contacted_on),
    _Told("With", lambda tried: tried.person),
    _Told("Channel", lambda tried: words(tried.channel)),
    _Told("Outcome", lambda tried: words(tried.outcome)),
    _Told("Next try", lambda tried: tried.next_on),
)
_RECIPIENTS: Sequence[_Told[Recipient]] = (
    _Told("Title", lambda one: name_parts(one.name).title),
    _Told("First name", lambda one: name_parts(one.name).first),
    _Told("Last name", lambda one: name_parts(one.name).last),
    _Told("Name", lambda one: one.name),
    _Told("E-mail", lambda one: one.email),
    _Told("Phone", lambda one: one.phone),
    _Told("Organisation", lambda one: one.organisation),
    _Told("Role", lambda one: " and ".join(one.roles)),
    _Told("Cohort", lambda one: "; ".join(one.cohorts)),
    _Told("Partner", lambda one: "; ".join(one.partners)),
    _Told("Partner e-mail", lambda one: "; ".join(one.partner_emails)),
    _Told("Last session", lambda one: one.last_session),
    _Told("Next session", lambda one: one.next_session),
    _Told("Coordinator", lambda one: "; ".join(one.coordinators)),
    _Told("Consent", lambda one: one.consent),
)


def triage(items: Iterable[TriageItem]) -> SheetOut:
    return _sheet("Triage", _TRIAGE, items)


def pairing(people: Iterable[Participant]) -> SheetOut:
    return _sheet("Pairing", _PAIRING, people)


def cohorts(figures: Iterable[CohortFigures]) -> SheetOut:
    """One row a cohort, a column for each of its figures."""
    names = [words(name).capitalize() for name in _FIGURES]
    rows: list[list[Value]] = [
        [one.cohort, one.starts_on, *(_figure(getattr(one, name)) for name in _FIGURES)] for one in figures
    ]
    looks = {name: HOURS for name in names if name.startswith("Hours")}
    return SheetOut("Cohorts", ["Cohort", "Starts on", *names], rows, columns=looks)


def history(changes: Iterable[ChangeSummary]) -> SheetOut:
    return _sheet("Changes", _CHANGES, changes)


def timeline(entries: Iterable[TimelineEntry], *, notes: bool = False) -> SheetOut:
    """What happened in one relationship; `notes` takes the coordinators' in."""
    more: Sequence[_Told[TimelineEntry]] = [_Told("Note", lambda entry: entry.note, LONG)] if notes else []
    return _sheet("Timeline", [*_TIMELINE, *more], entries)


def check_ins(tries: Iterable[CheckInOut], *, notes: bool = False) -> SheetOut:
    """Every try to reach someone; `notes` takes the coordinators' in."""
    more: Sequence[_Told[CheckInOut]] = [_Told("Note", lambda tried: tried.note, LONG)] if notes else []
    return _sheet("Check-ins", [*_CHECK_INS, *more], tries)


def recipients(people: Iterable[Recipient]) -> SheetOut:
    """One row a person, for a mail merge."""
    return _sheet("Mail merge", _RECIPIENTS, people)


def listing(shown: Listing) -> SheetOut:
    """Any list, as the screen that shows it made it."""
    return SheetOut(shown.title, shown.headers, shown.rows)


# -- sheets that come back ------------------------------------------------------------------------------------------

RELATIONSHIP_FIELDS = (
    "cohort",
    "mentor",
    "mentor_email",
    "mentee",
    "mentee_email",
    "started_on",
    "state",
    "cadence_days",
    "paused_on",
    "returns_on",
    "closed_on",
    "outcome",
    "coordinator",
)
SESSION_FIELDS = (
    "cohort",
    "held_on",
    "mentor",
    "mentor_email",
    "mentee",
    "mentee_email",
    "state",
    "hours",
    "mode",
    "plan_reviewed",
)
APPLICANT_FIELDS = (
    "cohort",
    "name",
    "email",
    "phone",
    "organisation",
    "job_title",
    "location",
    "role",
    "capacity",
    "tags",
    "about",
    "consent",
    "applied_on",
    *telling.READERS,
)


def relationships(found: Iterable[RelationshipOut]) -> SheetOut:
    headers = ["Ref", *(header("relationships", field) for field in RELATIONSHIP_FIELDS)]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: getattr(known, field) for field in RELATIONSHIP_FIELDS}
        told["outcome"] = words(known.outcome)
        rows.append([f"R{known.relationship}", *told.values()])
    return SheetOut("Relationships", headers, rows, columns=columns_of("relationships"))


def sessions(found: Iterable[SessionRow]) -> SheetOut:
    headers = ["Ref", *(header("sessions", field) for field in SESSION_FIELDS), "Relationship", "Reported by"]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: getattr(known, field) for field in SESSION_FIELDS}
        told["hours"] = round(known.hours, 4) if known.hours is not None else None
        told["mode"] = words(known.mode)
        rows.append([f"S{known.session}", *told.values(), f"R{known.relationship}", known.reported_by])
    return SheetOut("Sessions", headers, rows, columns=columns_of("sessions"))


def applicants(found: Iterable[ApplicantOut]) -> SheetOut:
    headers = [*(header("applicants", field) for field in APPLICANT_FIELDS), "State"]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: _answer(getattr(known, field)) for field in APPLICANT_FIELDS}
        told["role"] = known.role.capitalize()
        rows.append([*told.values(), known.state])
    return SheetOut("Applicants", headers, rows, columns=columns_of("applicants"))


def _answer(value: Value | Sequence[str]) -> Value:
    """Several answers in one cell. One alone that holds a comma gets a `;`, so that it is not taken for several."""
    if value is None or isinstance(value, (str, bool, int, float, date, datetime, time, timedelta)):
        return value
    if len(value) == 1 and "," in value[0]:
        return f"{value[0]};"
    return telling.written(value) if value else None


TEMPLATE_FIELDS: Mapping[Kind, Sequence[str]] = {
    "applicants": APPLICANT_FIELDS,
    "relationships": RELATIONSHIP_FIELDS,
    "sessions": ("held_on", *(name for name in SESSION_FIELDS if name != "held_on")),
}
ROWS_A_PAIR, BLANK_ROWS = 6, 200
"""Rows that stand ready in a template: for each pair, and below them."""


def template(kind: Kind, pairs: Sequence[RelationshipOut] = ()) -> SheetOut:
    """A sheet to be filled in; one for sessions has rows ready for these pairs."""
    fields = TEMPLATE_FIELDS[kind]
    rows: list[list[Value]] = [
        [getattr(pair, name) if name in _OF_A_PAIR else None for name in fields]
        for pair in pairs
        for _ in range(ROWS_A_PAIR)
    ]
    return SheetOut(
        kind.capitalize(),
        [header(kind, name) for name in fields],
        rows,
        columns=columns_of(kind),
        spare=BLANK_ROWS,
    )


_OF_A_PAIR = frozenset(("cohort", "mentor", "mentor_email", "mentee", "mentee_email"))


def words(code: str | None) -> str:
    """A stored word as people read it."""
    return code.replace("_", " ") if code else ""


def _hours(hours: float | None) -> float | None:
    return round(hours, 2) if hours is not None else None


def _figure(figure: float) -> float:
    return round(figure, 2) if isinstance(figure, float) else figure
