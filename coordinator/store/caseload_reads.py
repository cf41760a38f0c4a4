"""What handing over reads, one function a query; as in `reads`."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.caseload import BriefFacts, CaredFor, Coordinator, Happened
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def cared_for(
    db: "DuckDBPyConnection",
    today: date,
    *,
    relationships: Sequence[int] | None = None,
    coordinator: str | None = None,
    cohort: str | None = None,
) -> list[CaredFor]:
    """Relationships and who looks after them; those that are over only where they are named."""
    return rows(
        db,
        "caseload/cared_for",
        CaredFor,
        today=today,
        relationships=relationships,
        coordinator=coordinator,
        cohort=cohort,
    )


def coordinators(db: "DuckDBPyConnection", today: date) -> list[Coordinator]:
    """Everyone who looks after relationships or has made a change, by name."""
    return rows(db, "caseload/coordinators", Coordinator, today=today)


def briefs(db: "DuckDBPyConnection", today: date, relationships: Sequence[int]) -> list[BriefFacts]:
    """What must be known of these relationships, by number."""
    return rows(db, "caseload/briefs", BriefFacts, today=today, relationships=relationships)


def lately(db: "DuckDBPyConnection", today: date, relationships: Sequence[int], each: int) -> list[Happened]:
    """The last so many things that happened in each of these relationships, newest first."""
    return rows(db, "caseload/lately", Happened, today=today, relationships=relationships, each=each)
