"""Rows for spreadsheets that go out and come back: what the importer reads, in the order it is written."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coordinator.sql import query

if TYPE_CHECKING:
    import duckdb


class ApplicantOut(NamedTuple):
    """One application. Source: `queries/export/applicants.sql`."""

    cohort: str
    name: str
    email: str
    phone: str | None
    organisation: str | None
    job_title: str | None
    location: str | None
    role: str
    capacity: int
    tags: Sequence[str] | None
    about: str | None
    consent: bool | None
    applied_on: date | None
    state: str


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


def applicants(db: "duckdb.DuckDBPyConnection", cohort: str | None) -> list[ApplicantOut]:
    """Every application, or one cohort's."""
    return [
        ApplicantOut(*row) for row in db.execute(query("export/applicants"), {"cohort": cohort}).fetchall()
    ]


def relationships(db: "duckdb.DuckDBPyConnection", cohort: str | None) -> list[RelationshipOut]:
    """Every relationship, or one cohort's."""
    return [
        RelationshipOut(*row)
        for row in db.execute(query("export/relationships"), {"cohort": cohort}).fetchall()
    ]
