"""What spreadsheets are made of, one function a query."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.outgoing import ApplicantOut, CheckInOut, Recipient, RelationshipOut
from coordinator.store.reads import each, rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def applicants(db: "DuckDBPyConnection", cohort: str | None) -> list[ApplicantOut]:
    """Every application, or one cohort's."""
    return rows(db, "export/applicants", ApplicantOut, cohort=cohort)


def relationships(db: "DuckDBPyConnection", cohort: str | None) -> Iterator[RelationshipOut]:
    """Every relationship, or one cohort's; as `each`."""
    return each(db, "export/relationships", RelationshipOut, cohort=cohort)


def check_ins(db: "DuckDBPyConnection", today: date, cohort: str | None) -> list[CheckInOut]:
    """Every try to reach someone, or those of one cohort, with the notes."""
    return rows(db, "export/check_ins", CheckInOut, today=today, cohort=cohort)


def recipients(db: "DuckDBPyConnection", today: date, cohort: str | None) -> list[Recipient]:
    """Everyone who takes part or may, or those of one cohort, once each."""
    return rows(db, "export/recipients", Recipient, today=today, cohort=cohort)
