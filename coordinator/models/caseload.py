"""Who looks after what, and what must be known of it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class CaredFor(NamedTuple):
    """A relationship and who looks after it. Source: `queries/caseload/cared_for.sql`.

    `coordinator` is its own; `looked_after_by` whoever it is today: where it is `covered`, whoever covers it.
    """

    relationship: int
    version: int
    state: str
    mentor: str
    mentee: str
    coordinator: str | None
    covered_by: str | None
    covered_until: date | None
    covered: bool
    looked_after_by: str | None

    @property
    def called(self) -> str:
        """As people say it: `R12 Priya Shah & Tom Okafor`."""
        return f"R{self.relationship} {self.mentor} & {self.mentee}"


class Coordinator(NamedTuple):
    """Someone who looks after relationships, and how many. Source: `queries/caseload/coordinators.sql`."""

    name: str
    live: int


class BriefFacts(NamedTuple):
    """What must be known of a relationship that is handed over. Source: `queries/caseload/briefs.sql`."""

    relationship: int
    cohort: str
    state: str
    outcome: str | None
    health: str
    reason: str
    next_step: str
    rung: str | None
    tries: str | None
    coordinator: str | None
    covered_for: str | None
    cover_ends_on: date | None
    started_on: date | None
    ends_on: date | None
    hours_held: float
    target_hours: float
    hours_expected: float
    next_session: date | None
    mentor: str
    mentor_email: str
    mentor_phone: str | None
    mentor_organisation: str | None
    mentee: str
    mentee_email: str
    mentee_phone: str | None
    mentee_organisation: str | None


class Happened(NamedTuple):
    """One of the last things that happened in a relationship. Source: `queries/caseload/lately.sql`."""

    relationship: int
    happened_on: date
    summary: str


class Brief(NamedTuple):
    """The page on one relationship. `lately` are its last three events, newest first, in words without notes."""

    facts: BriefFacts
    lately: Sequence[Happened]


class Handover(NamedTuple):
    """What is to happen: `to` looks after them (None: nobody) until a day or for good, or they are handed `back`."""

    to: str | None = None
    until: date | None = None
    back: bool = False


class HandedOver(NamedTuple):
    """What was handed over, as one change."""

    message: str
    change: int | None
    relationships: Sequence[CaredFor]  # as they were before
