"""Run the queries of `queries/` on an open connection and build the models they feed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from coordinator.models import (
    ChangeSummary,
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

Model = TypeVar("Model")


def _rows(db: "DuckDBPyConnection", name: str, model: Callable[..., Model], **parameters: object) -> list[Model]:
    """One model a row; the query's columns are the model's fields in order."""
    return [model(*row) for row in db.execute(query(name), parameters).fetchall()]


def triage_items(
    db: "DuckDBPyConnection",
    today: date,
    *,
    cohort: str | None = None,
    coordinator: str | None = None,
    figure: str | None = None,
    everything: bool = False,
    limit: int | None = None,
) -> list[TriageItem]:
    """Relationships judged as on `today`, most urgent first; None means no filter."""
    return _rows(
        db,
        "triage/items",
        TriageItem,
        today=today,
        cohort=cohort,
        coordinator=coordinator,
        figure=figure,
        everything=everything,
        limit=limit,
    )


def cohort_figures(db: "DuckDBPyConnection", today: date, cohort: str | None = None) -> list[CohortFigures]:
    """Each cohort's figures as on `today`."""
    return _rows(db, "cohort/figures", CohortFigures, today=today, cohort=cohort)


def participants(
    db: "DuckDBPyConnection", today: date, *, cohort: str | None = None, figure: str | None = None
) -> list[Participant]:
    """Every application and where it stands as on `today`."""
    return _rows(db, "participant/standing", Participant, today=today, cohort=cohort, figure=figure)


def relationship_detail(db: "DuckDBPyConnection", today: date, relationship: int) -> RelationshipDetail | None:
    """One relationship as on `today`; None when there is none of that number."""
    found = _rows(db, "relationship/detail", RelationshipDetail, today=today, relationship=relationship)
    return found[0] if found else None


def timeline(
    db: "DuckDBPyConnection", today: date, relationship: int, limit: int | None = None
) -> list[TimelineEntry]:
    """What happened in one relationship, newest first."""
    return _rows(
        db, "relationship/timeline", TimelineEntry, today=today, relationship=relationship, limit=limit
    )


def sessions(
    db: "DuckDBPyConnection", *, cohort: str | None = None, relationship: int | None = None
) -> list[SessionRow]:
    """Every session with its pair, newest first."""
    return _rows(db, "relationship/sessions", SessionRow, cohort=cohort, relationship=relationship)


def changes(
    db: "DuckDBPyConnection", *, who: str | None = None, limit: int | None = None
) -> list[ChangeSummary]:
    """Changes, the latest first."""
    return _rows(db, "history/changes", ChangeSummary, who=who, limit=limit)


def cohort_names(db: "DuckDBPyConnection") -> list[str]:
    """Names of all cohorts, the latest to start first."""
    return [name for (name,) in db.execute(query("cohort/names")).fetchall()]
