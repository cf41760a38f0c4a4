"""What changes of state read: where relationships stand, and the mentors a mentee had before."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.states import EarlierMentor, LatestEnd, Standing
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def standings(db: "DuckDBPyConnection", today: date, relationships: Collection[int]) -> list[Standing]:
    """Where each of these relationships stands now, lowest number first; unknown numbers have none."""
    wanted = list(relationships or ())
    return rows(db, "relationship/standings", Standing, today=today, relationships=wanted)


def earlier_mentors(db: "DuckDBPyConnection", today: date, relationship: int) -> list[EarlierMentor]:
    """The mentors that the mentee of a relationship met before it in the same cohort, the latest first."""
    return rows(db, "relationship/earlier_mentors", EarlierMentor, today=today, relationship=relationship)


def latest_ends(db: "DuckDBPyConnection", cohort: int, mentees: Collection[int]) -> list[LatestEnd]:
    """The relationship in the cohort that ended last for each of these mentees who had one."""
    return rows(db, "relationship/latest_ends", LatestEnd, cohort=cohort, mentees=list(mentees or ()))
