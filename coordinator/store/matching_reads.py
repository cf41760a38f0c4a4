"""What pairing people reads, one function a query. The rules are in `queries/rules`.

Cohorts and applications are given by their number. `weights` and `rules` are JSON that goes before the cohort's own,
as a scenario wants it; None: as the cohort has them.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.matching import (
    Apart,
    Covered,
    MatchPerson,
    Override,
    OwnPolicy,
    PairRule,
    Profile,
    Undecided,
    Weights,
)
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def people(db: "DuckDBPyConnection", today: date, cohort: int) -> list[MatchPerson]:
    """Everyone who applied to a cohort, mentors first."""
    return rows(db, "matching/people", MatchPerson, today=today, cohort=cohort)


def coverage(
    db: "DuckDBPyConnection", cohort: int, mentors: Sequence[int], mentees: Sequence[int]
) -> list[Covered]:
    """The needs of each pair asked about (applications at the same place of both) and what covers them."""
    return rows(db, "matching/coverage", Covered, cohort=cohort, mentors=mentors, mentees=mentees)


def pair_rules(db: "DuckDBPyConnection", cohort: int, rules: str | None = None) -> list[PairRule]:
    """Every exclusion and how it counts in a cohort."""
    return rows(db, "matching/rules", PairRule, cohort=cohort, rules=rules)


def weights(db: "DuckDBPyConnection", cohort: int, weights: str | None = None) -> list[Weights]:
    """The weights in force in a cohort: one row."""
    return rows(db, "matching/weights", Weights, cohort=cohort, weights=weights)


def own_policy(db: "DuckDBPyConnection", cohort: int) -> list[OwnPolicy]:
    """What a cohort weighs otherwise than the programme: one row, or none."""
    return rows(db, "matching/own_policy", OwnPolicy, cohort=cohort)


def register(db: "DuckDBPyConnection", today: date, person: int | None = None) -> list[Apart]:
    """The never-pair register, or what of it is about one person; what holds first."""
    return rows(db, "matching/register", Apart, today=today, person=person)


def overrides(db: "DuckDBPyConnection", today: date, person: int | None = None) -> list[Override]:
    """The rules set aside for single pairs."""
    return rows(db, "matching/overrides", Override, today=today, person=person)


def profiles(db: "DuckDBPyConnection", today: date, applications: Sequence[int]) -> list[Profile]:
    """Everything that matching uses of these applications, lowest number first; unknown numbers have none."""
    return rows(db, "participant/profile", Profile, today=today, applications=applications)


def undecided(db: "DuckDBPyConnection", cohort: str | None = None) -> list[Undecided]:
    """The applications that are neither accepted nor declined."""
    return rows(db, "participant/undecided", Undecided, cohort=cohort)
