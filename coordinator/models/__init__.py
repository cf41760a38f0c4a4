"""What queries and services return: named tuples, cheap to make by the thousand and to define at start.

Days are `datetime.date`, lengths are hours as `float`, spans are whole days as `int`. Field names and order are those
of the query behind each model; `tests/sql` compares them.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Literal, NamedTuple

Kind = Literal["applicants", "relationships", "sessions"]
State = Literal["proposed", "active", "paused", "lapsed", "closed", "declined"]
Outcome = Literal["completed", "ended_early", "never_started"]
Role = Literal["mentor", "mentee"]


class TriageItem(NamedTuple):
    """One relationship, or one applicant who waits, judged as on a day.

    Sources: `queries/triage/items.sql`, `queries/triage/waiting.sql`. Either `relationship` or `application` is set. An
    applicant has no mentor yet, `health` is `waiting` then, `state` the application's, and `days_since` how long they
    have waited. `matter` is the most urgent one that is open, with its reason and next step; where there is none it is
    the health. `more` counts the other open ones.
    """

    relationship: int | None
    application: int | None
    cohort: str
    mentor: str | None
    mentee: str
    mentor_email: str | None
    mentee_email: str
    state: str
    outcome: str | None
    health: str
    needs_someone: bool
    matter: str
    urgency: int  # of the matter: 1 is the most urgent
    more: int
    put_off: str | None  # where the matter is put off or dismissed: until when, by whom and why, in words
    reason: str
    days_since: int | None
    last_session: date | None
    next_session: date | None
    sessions_held: int
    hours_held: float
    hours_expected: float
    hours_forecast: float | None
    behind_on_hours: bool
    next_step: str
    coordinator: str | None
    rung: int  # of the contact ladder: tries unanswered; 4: a lapse is suggested

    @property
    def ref(self) -> str:
        """The identifier people type: `R12`; `A7` for an applicant."""
        return f"A{self.application}" if self.relationship is None else f"R{self.relationship}"


class CohortFigures(NamedTuple):
    """One cohort's figures as on a day. Source: `queries/cohort/figures.sql`.

    `waiting` counts mentees; `capacity` is the places of all mentors; hours are over relationships that began.
    """

    cohort: str
    starts_on: date
    applicants: int
    mentors: int
    mentees: int
    capacity: int
    waiting: int
    proposed: int
    active: int
    paused: int
    lapsed: int
    completed: int
    ended_early: int
    never_started: int
    too_early: int
    on_track: int
    due: int
    overdue: int
    at_risk: int
    lapse_suggested: int
    never_met: int
    past_end: int
    ending: int
    behind_on_hours: int
    sessions_held: int
    hours_held: float
    hours_expected: float
    sessions_by_fortnight: Sequence[int]  # held, from the cohort's start to today, oldest first


class Participant(NamedTuple):
    """One application and where it stands. Source: `queries/participant/standing.sql`.

    `standing` is one of `waiting`, `has_room`, `full`, `proposed`, `paired`, `lapsed`, `closed`, `out`; `in_front` of
    those who wait after a rematch.
    """

    application: int
    person: int
    cohort: str
    name: str
    email: str
    phone: str | None
    organisation: str | None
    role: str
    state: str
    standing: str
    since: date | None
    in_front: bool
    capacity: int
    live: int  # proposed, active, paused and lapsed relationships: a mentee's in this cohort, a mentor's in every one
    partners: Sequence[str]
    tags: Sequence[str]


class RelationshipDetail(NamedTuple):
    """Both people, the plan and its pace. Source: `queries/relationship/detail.sql`."""

    relationship: int
    version: int
    cohort: str
    state: str
    outcome: str | None
    coordinator: str | None  # who looks after it today
    covered_for: str | None  # where it is covered until a day: whose it is
    cover_ends_on: date | None
    mentor: str
    mentor_email: str
    mentor_phone: str | None
    mentor_organisation: str | None
    mentee: str
    mentee_email: str
    mentee_phone: str | None
    mentee_organisation: str | None
    started_on: date | None
    ends_on: date | None
    closed_on: date | None
    cadence_days: int
    session_hours: float
    target_hours: float
    duration_days: int
    first_session_days: int
    paused_on: date | None  # of the pause that is on, if one is
    returns_on: date | None
    paused_days: int
    elapsed_days: int | None
    health: str
    reason: str
    next_step: str
    days_since: int | None
    last_session: date | None
    next_session: date | None
    sessions_held: int
    hours_held: float
    hours_expected: float
    hours_forecast: float | None
    behind_on_hours: bool

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"


class TimelineEntry(NamedTuple):
    """One thing that happened or is booked, newest first. Source: `queries/relationship/timeline.sql`.

    `what` is one of `session`, `contact`, `pause`, `state`, `milestone`, `action`, `referral`, `concern`, `feedback`,
    `caseload`.
    `summary` is plain words; `note` is confidential.
    """

    happened_on: date
    what: str
    summary: str
    note: str | None
    who: str | None
    source: str | None


class SessionRow(NamedTuple):
    """One session with its pair, for lists and exports. Source: `queries/relationship/sessions.sql`."""

    session: int
    relationship: int
    cohort: str
    mentor: str
    mentor_email: str
    mentee: str
    mentee_email: str
    held_on: date
    starts_at: time | None
    hours: float | None
    state: str
    mode: str | None
    reported_by: str | None
    plan_reviewed: bool | None


class Done(NamedTuple):
    """What an action did, in words, and the change that `undo` takes back (None: nothing changed)."""

    message: str
    change: int | None
