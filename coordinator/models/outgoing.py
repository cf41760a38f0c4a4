"""Rows of spreadsheets that go out: what the importer reads back, in the order it is written, and lists for people."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple


class ApplicantOut(NamedTuple):
    """One application; what matters to a match comes last. Source: `queries/export/applicants.sql`."""

    cohort: str
    name: str
    email: str
    phone: str | None
    organisation: str | None
    job_title: str | None
    location: str | None
    role: str
    capacity: int
    tags: Sequence[str]
    about: str | None
    consent: bool | None
    applied_on: date | None
    state: str
    sector: str | None
    organisation_kind: str | None
    organisation_size: str | None
    organisation_stage: str | None
    ways: Sequence[str]
    languages: Sequence[str]
    times: Sequence[str]
    modes: Sequence[str]
    wishes: Sequence[str]
    rather_not: Sequence[str]
    conflicts: Sequence[str]


class RelationshipOut(NamedTuple):
    """One relationship and its latest pause, on or over. Source: `queries/export/relationships.sql`."""

    relationship: int
    cohort: str
    mentor: str
    mentor_email: str
    mentee: str
    mentee_email: str
    started_on: date | None
    state: str
    cadence_days: int | None
    paused_on: date | None
    returns_on: date | None
    closed_on: date | None
    outcome: str | None
    coordinator: str | None


class CheckInOut(NamedTuple):
    """One try to reach someone. `note` is confidential. Source: `queries/export/check_ins.sql`."""

    relationship: int
    cohort: str
    mentor: str
    mentee: str
    contacted_on: date
    person: str | None  # None: not said which of the two
    channel: str | None
    outcome: str
    next_on: date | None
    note: str | None


class Recipient(NamedTuple):
    """One person to write to, with whoever they are with in a live relationship. Source: `queries/export/recipients.sql`.

    `roles` and `cohorts` are those of their applications and live relationships; `consent` is False where any of
    their applications said no.
    """

    name: str
    email: str
    phone: str | None
    organisation: str | None
    roles: Sequence[str]
    cohorts: Sequence[str]
    partners: Sequence[str]
    partner_emails: Sequence[str]
    last_session: date | None
    next_session: date | None
    coordinators: Sequence[str]
    consent: bool | None


class Listing(NamedTuple):
    """Any list a screen shows, for an export: a title, its headers, and rows as long as those."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str | int | float | bool | date | datetime | time | timedelta | None]]
