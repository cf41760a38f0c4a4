"""What suggesting pairs reads, one function a query. The rules are in `queries/rules`.

`weights` and `rules` are JSON that goes before the cohort's own, as a scenario wants it; None: as the cohort has them.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.matching import ScoredPair
from coordinator.models.pairing import (
    Capacity,
    Decision,
    EligibleMentors,
    PairingCohort,
    Run,
    Scenario,
)
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def cohort(db: "DuckDBPyConnection", cohort: str) -> list[PairingCohort]:
    """The cohort of this name and what it wants of its pairs: one row, or none."""
    return rows(db, "pairing/cohort", PairingCohort, cohort=cohort)


def eligible(
    db: "DuckDBPyConnection",
    today: date,
    cohort: int,
    *,
    weights: str | None = None,
    rules: str | None = None,
) -> list[EligibleMentors]:
    """Who may have whom, and how well they fit."""
    return rows(
        db, "pairing/eligible", EligibleMentors, today=today, cohort=cohort, weights=weights, rules=rules
    )


def looked_at(
    db: "DuckDBPyConnection",
    today: date,
    cohort: int,
    *,
    weights: str | None = None,
    rules: str | None = None,
    mentors: Sequence[int] = (),
    mentees: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> list[ScoredPair]:
    """Pairs by their applications (at the same place of both), and every pair of the mentees in `whole`."""
    return rows(
        db,
        "pairing/looked_at",
        ScoredPair,
        today=today,
        cohort=cohort,
        weights=weights,
        rules=rules,
        mentors=mentors,
        mentees=mentees,
        whole=whole,
    )


def decisions(db: "DuckDBPyConnection", cohort: int) -> list[Decision]:
    """The locks and refusals that hold in a cohort."""
    return rows(db, "pairing/decisions", Decision, cohort=cohort)


def runs(
    db: "DuckDBPyConnection", cohort: int, *, run: int | None = None, limit: int | None = None
) -> list[Run]:
    """The runs of a cohort, latest first; a scenario's only when asked for by its number."""
    return rows(db, "pairing/runs", Run, cohort=cohort, run=run, limit=limit)


def scenarios(db: "DuckDBPyConnection", cohort: int) -> list[Scenario]:
    """What is being tried out in a cohort."""
    return rows(db, "pairing/scenarios", Scenario, cohort=cohort)


def capacities(db: "DuckDBPyConnection", applications: Sequence[int]) -> list[Capacity]:
    """The places of these applications."""
    return rows(db, "pairing/capacities", Capacity, applications=applications)
