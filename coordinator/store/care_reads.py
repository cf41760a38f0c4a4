"""What is on record of the mentoring itself, for as many relationships as are asked for, one function a query."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.care import (
    ActionRow,
    ConcernRow,
    FeedbackRow,
    Ladder,
    MilestoneRow,
    Nudged,
    Pair,
    PairFooting,
    ReferralRow,
    SessionDay,
    TemplateRow,
)
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def footings(db: "DuckDBPyConnection", relationships: Sequence[int], today: date) -> list[PairFooting]:
    """The relationships as they are now; those that are not there are left out."""
    return rows(db, "care/footings", PairFooting, relationships=relationships, today=today)


def pairs(db: "DuckDBPyConnection") -> list[Pair]:
    """Every relationship by its two names, those that are not over first."""
    return rows(db, "care/pairs", Pair)


def session_days(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[SessionDay]:
    """Their sessions, whatever their state, by day."""
    return rows(db, "care/session_days", SessionDay, relationships=relationships)


def actions(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[ActionRow]:
    """The mentees' action plans."""
    return rows(db, "care/actions", ActionRow, relationships=relationships)


def referrals(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[ReferralRow]:
    """Where the mentees were sent for other help."""
    return rows(db, "care/referrals", ReferralRow, relationships=relationships)


def concerns(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[ConcernRow]:
    """Boundary concerns, settled or not."""
    return rows(db, "care/concerns", ConcernRow, relationships=relationships)


def milestones(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[MilestoneRow]:
    """Milestones on record."""
    return rows(db, "care/milestones", MilestoneRow, relationships=relationships)


def satisfaction(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[FeedbackRow]:
    """How content both sides said they are."""
    return rows(db, "care/satisfaction", FeedbackRow, relationships=relationships)


def nudged(db: "DuckDBPyConnection", relationships: Sequence[int], today: date) -> list[Nudged]:
    """Relationships whose people are to be written to."""
    return rows(db, "care/nudged", Nudged, relationships=relationships, today=today)


def templates(db: "DuckDBPyConnection") -> list[TemplateRow]:
    """The message texts that were edited here."""
    return rows(db, "care/templates", TemplateRow)


def ladder(db: "DuckDBPyConnection", relationship: int, today: date) -> Ladder | None:
    """The contact ladder of one relationship; None: nobody was ever contacted."""
    found = rows(db, "care/ladder", Ladder, relationship=relationship, today=today)
    return found[0] if found else None
