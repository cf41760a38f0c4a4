"""Suggested pairs: what a cohort wants of them, what was decided by hand, runs and scenarios."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypedDict


class PairingCohort(NamedTuple):
    """A cohort and what it wants of its pairs (None: as everyone). Source: `queries/pairing/cohort.sql`."""

    cohort: int
    name: str
    policy: int | None
    policy_version: int | None
    mode: str | None
    min_score: int | None
    fairness: str | None
    keep: int | None


class Counted(TypedDict):
    """What goes before a cohort's own weights and rules, as JSON; None: nothing."""

    weights: str | None
    rules: str | None


class Decision(NamedTuple):
    """A lock or a refusal that holds. Source: `queries/pairing/decisions.sql`.

    `breaks` says in words which exclusions a lock was made against.
    """

    id: int
    version: int
    kind: str
    mentor: int  # application
    mentee: int  # application
    reason: str | None
    breaks: str | None
    decided_on: date
    decided_by: str


class Run(NamedTuple):
    """A solution as it was; JSON as text. Source: `queries/pairing/runs.sql`."""

    run: int
    scenario: int | None
    inputs: str
    weights: str
    rules: str
    result: str
    matched: int
    total: int
    worst: int | None
    made_on: date
    made_by: str


class Scenario(NamedTuple):
    """A copy of a cohort's pairing that is tried out; JSON as text. Source: `queries/pairing/scenarios.sql`."""

    scenario: int
    version: int
    name: str
    wants: str
    weights: str
    rules: str
    places: str
    made_on: date
    made_by: str


class EligibleMentors(NamedTuple):
    """A mentee's eligible mentors and the scores of the pairs. Source: `queries/pairing/eligible.sql`."""

    mentee: int  # application
    mentors: Sequence[int]  # applications
    scores: Sequence[int]


class Suggestion(NamedTuple):
    """A suggested pair. `is_new`: it was not suggested before, though other pairs were."""

    mentor: int  # application
    mentee: int  # application
    score: int
    locked: bool
    is_new: bool


class Trade(NamedTuple):
    """Another mentor for a mentee, and what choosing them would mean for the cohort."""

    mentor: int  # application
    score: int
    points_less: int  # of the cohort's total
    fewer: int  # mentees paired
    moves: Sequence[
        tuple[int, int | None, int | None]
    ]  # mentee, from, to: applications; the others who would move


class Relaxation(NamedTuple):
    """Something that would place a left over mentee.

    `kind` is rule, place or threshold; `rule` its code, `mentor` with whom (an application). `moves` are the others who
    would move, `leaves_out` the one who would be left over instead.
    """

    kind: str
    rule: str | None
    mentor: int | None
    score: int | None
    moves: int
    leaves_out: int | None
    text: str


class LeftOver(NamedTuple):
    """A mentee without a suggestion, and why. `code` is nobody, barred, too_low or contested."""

    mentee: int  # application
    code: str
    reason: str
    barred: Sequence[tuple[str, int]]  # the words of a rule, how many mentors it bars
    relax: Sequence[Relaxation]


class Capacity(NamedTuple):
    """An application's places. Source: `queries/pairing/capacities.sql`."""

    id: int
    version: int
    capacity: int
