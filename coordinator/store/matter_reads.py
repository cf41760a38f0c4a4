"""What the to-do list reads beside its rows: the matters of one, how bad they are, what is put off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.matters import Matter, Measured, PutOff, Setting
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def matters(db: "DuckDBPyConnection", today: date, relationship: int) -> list[Matter]:
    """Every matter of one relationship, the most urgent first; those that are put off among them."""
    return rows(db, "relationship/matters", Matter, today=today, relationship=relationship)


def measured(
    db: "DuckDBPyConnection", today: date, relationships: Sequence[int], applications: Sequence[int]
) -> list[Measured]:
    """How bad each matter of these is on a day."""
    return rows(
        db,
        "triage/measures",
        Measured,
        today=today,
        relationships=relationships,
        applications=applications,
    )


def put_off(
    db: "DuckDBPyConnection", today: date, relationships: Sequence[int], applications: Sequence[int]
) -> list[PutOff]:
    """The rows that put matters of these off."""
    return rows(
        db, "triage/put_off", PutOff, today=today, relationships=relationships, applications=applications
    )


def settings(db: "DuckDBPyConnection", cohort: str) -> list[Setting]:
    """A cohort's policy and thresholds; none where there is no such cohort."""
    return rows(db, "cohort/settings", Setting, cohort=cohort)
