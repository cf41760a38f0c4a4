"""What the screens and the command line read, one function a query. No rules here: they are in `queries/rules`.

Every function takes an open connection and, where something is judged, the day to judge by. A filter left at None
filters nothing. Rows come in the order that the query's head comment states.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from coordinator.models import (
    CohortFigures,
    Participant,
    RelationshipDetail,
    SessionRow,
    TimelineEntry,
    TriageItem,
)
from coordinator.sql import query

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = TypeVar("Row")


def triage_items(
    db: "DuckDBPyConnection",
    today: date,
    *,
    cohort: str | None = None,
    coordinator: str | None = None,
    figure: str | None = None,
    everything: bool = False,
    put_off: bool = False,
    limit: int | None = None,
) -> list[TriageItem]:
    """Who needs someone, most urgent first; `everything` or a dashboard `figure` widens it.

    `put_off` gives those with a matter that is put off or dismissed, and that matter.
    """
    return rows(
        db,
        "triage/items",
        TriageItem,
        today=today,
        cohort=cohort,
        coordinator=coordinator,
        figure=figure,
        everything=everything,
        put_off=put_off,
        limit=limit,
    )


def waiting_items(
    db: "DuckDBPyConnection",
    today: date,
    *,
    cohort: str | None = None,
    put_off: bool = False,
    limit: int | None = None,
) -> list[TriageItem]:
    """Applicants who wait for long, the longest first."""
    return rows(
        db,
        "triage/waiting",
        TriageItem,
        today=today,
        cohort=cohort,
        put_off=put_off,
        limit=limit,
    )


def cohort_figures(db: "DuckDBPyConnection", today: date, cohort: str | None = None) -> list[CohortFigures]:
    """The dashboard: one row a cohort, earliest start first."""
    return rows(db, "cohort/figures", CohortFigures, today=today, cohort=cohort)


def cohort_names(db: "DuckDBPyConnection") -> list[str]:
    """The cohorts' names, the latest to start first."""
    return rows(db, "cohort/names", str)


def participants(
    db: "DuckDBPyConnection", today: date, *, cohort: str | None = None, figure: str | None = None
) -> list[Participant]:
    """Applications and where they stand, those who wait first; `figure` is a standing or a dashboard figure."""
    return rows(db, "participant/standing", Participant, today=today, cohort=cohort, figure=figure)


def relationship_detail(
    db: "DuckDBPyConnection", today: date, relationship: int
) -> RelationshipDetail | None:
    """One relationship with both people, its plan and how it is judged; None if there is none such."""
    details = rows(db, "relationship/detail", RelationshipDetail, today=today, relationship=relationship)
    return details[0] if details else None


def timeline(
    db: "DuckDBPyConnection", today: date, relationship: int, limit: int | None = None
) -> list[TimelineEntry]:
    """What happened in one relationship, newest first, bookings on top."""
    return rows(
        db, "relationship/timeline", TimelineEntry, today=today, relationship=relationship, limit=limit
    )


def sessions(db: "DuckDBPyConnection", today: date, cohort: str | None = None) -> Iterator[SessionRow]:
    """Sessions with their pairs, by cohort, relationship and day; as `each`."""
    return each(db, "relationship/sessions", SessionRow, today=today, cohort=cohort)


def rows(db: "DuckDBPyConnection", name: str, make: Callable[..., Row], **parameters: object) -> list[Row]:
    """One model a row: the columns are its fields in order."""
    return list(each(db, name, make, **parameters))


ROWS_AT_ONCE = 2_500


def each(
    db: "DuckDBPyConnection", name: str, make: Callable[..., Row], **parameters: object
) -> Iterator[Row]:
    """The same one after the other, for 100,000 that need not be there at once. No other query may run meanwhile."""
    found = db.execute(query(name), parameters)
    while some := found.fetchmany(ROWS_AT_ONCE):
        yield from (make(*row) for row in some)
