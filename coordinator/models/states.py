"""What changes of state read."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class Standing(NamedTuple):
    """What a change of state must know of a relationship. Source: `queries/relationship/standings.sql`.

    `mentor_live` counts the mentor's live relationships in the cohort, this one too; `mentee_in` is another live one of
    the mentee, `later_end` one of theirs that ended after this one. People without an application in the cohort have
    None in the columns about it.
    """

    relationship: int
    version: int
    cohort: int
    state: str
    outcome: str | None
    reason: str | None
    reason_code: str | None
    initiated_by: str | None
    mentee_next: str | None
    started_on: date | None
    lapsed_on: date | None
    closed_on: date | None
    mentor: int
    mentor_name: str
    mentee: int
    mentee_name: str
    sessions_held: int
    hours_held: float
    last_session: date | None
    booked_on: Sequence[date]
    bookings: Sequence[int]
    booking_versions: Sequence[int]
    pause: int | None
    pause_version: int | None
    paused_on: date | None
    last_return: date | None
    mentor_application: int | None
    mentor_application_version: int | None
    mentor_state: str | None
    mentor_capacity: int | None
    mentor_live: int
    mentee_application: int | None
    mentee_application_version: int | None
    mentee_state: str | None
    mentee_in: int | None
    later_end: int | None
    exclusion: int | None
    exclusion_version: int | None
    exclusion_reason: str | None
    open_actions: int
    mentor_owes_survey: bool
    mentee_owes_survey: bool

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"

    @property
    def pair(self) -> str:
        return f"{self.mentor_name} & {self.mentee_name}"


class EarlierMentor(NamedTuple):
    """A mentor the mentee had before in the cohort. Source: `queries/relationship/earlier_mentors.sql`."""

    relationship: int
    mentor: str
    sessions_held: int
    hours_held: float


class LatestEnd(NamedTuple):
    """The relationship of a mentee that ended last. Source: `queries/relationship/latest_ends.sql`."""

    mentee: int
    relationship: int
