"""What proposing pairs reads, one function a query."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.proposals import NamedApplication, OpenProposal, Proposable, Proposal, Release
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def proposable(
    db: "DuckDBPyConnection", today: date, cohort: int, mentors: Sequence[int], mentees: Sequence[int]
) -> list[Proposable]:
    """Pairs by their applications (at the same place of both), in that order; unknown ones are left out."""
    return rows(
        db, "proposals/proposable", Proposable, today=today, cohort=cohort, mentors=mentors, mentees=mentees
    )


def proposals(db: "DuckDBPyConnection", relationships: Sequence[int]) -> list[Proposal]:
    """Relationships as their proposals stand, lowest number first."""
    return rows(db, "proposals/standing", Proposal, relationships=relationships)


def over_capacity(
    db: "DuckDBPyConnection", today: date, *, cohort: str | None = None, mentor: int | None = None
) -> list[Release]:
    """The relationships of mentors who have more than they have places for, the cheapest to release first."""
    return rows(db, "proposals/over_capacity", Release, today=today, cohort=cohort, mentor=mentor)


def named(
    db: "DuckDBPyConnection", text: str, *, role: str | None = None, cohort: str | None = None
) -> list[NamedApplication]:
    """Applications of those whom people call so."""
    return rows(db, "participant/named", NamedApplication, text=text, role=role, cohort=cohort)


def open_proposals(
    db: "DuckDBPyConnection", *, cohort: str | None = None, relationships: Sequence[int] | None = None
) -> list[OpenProposal]:
    """The proposals of a cohort (None: of all), or these of them, with both applications."""
    return rows(db, "proposals/open", OpenProposal, cohort=cohort, relationships=relationships)
