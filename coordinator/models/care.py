"""What is on record of the mentoring itself, and what typing about a relationship must know of it."""

from datetime import date
from typing import NamedTuple


class PairFooting(NamedTuple):
    """A relationship as it is now, for typing about it. Source: `queries/care/footings.sql`."""

    relationship: int
    version: int
    state: str
    started_on: date | None
    closed_on: date | None
    mentor_id: int  # person
    mentee_id: int  # person
    mentor: str
    mentee: str
    sessions_held: int
    session_hours: float
    planned_end: date | None  # pauses apart
    ends_on: date | None

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"

    @property
    def pair(self) -> str:
        return f"{self.mentor} & {self.mentee}"


class Pair(NamedTuple):
    """A relationship by its two names. Source: `queries/care/pairs.sql`."""

    relationship: int
    mentor: str
    mentee: str
    is_live: bool

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"

    @property
    def names(self) -> str:
        return f"{self.mentor} & {self.mentee}"


class SessionDay(NamedTuple):
    """One session by its day. Source: `queries/care/session_days.sql`."""

    id: int
    version: int
    relationship: int
    held_on: date
    state: str
    hours: float | None
    plan_reviewed: bool | None


class ActionRow(NamedTuple):
    """One action of the mentee's plan. Source: `queries/care/actions.sql`."""

    id: int
    version: int
    relationship: int
    number: int
    title: str
    due_on: date | None
    state: str
    set_on: date | None
    done_on: date | None
    source: str | None


class ReferralRow(NamedTuple):
    """One referral to other help. Source: `queries/care/referrals.sql`."""

    id: int
    version: int
    relationship: int
    referred_on: date
    kind: str | None
    referred_to: str
    taken_up_on: date | None
    source: str | None


class ConcernRow(NamedTuple):
    """One boundary concern. Source: `queries/care/concerns.sql`."""

    id: int
    version: int
    relationship: int
    raised_on: date
    category: str
    referral: int | None
    settled_on: date | None
    source: str | None


class MilestoneRow(NamedTuple):
    """One milestone on record. Source: `queries/care/milestones.sql`."""

    id: int
    version: int
    relationship: int
    kind: str
    due_on: date | None
    done_on: date | None
    mentor_on: date | None
    mentee_on: date | None
    source: str | None


class FeedbackRow(NamedTuple):
    """How content one side said it is. Source: `queries/care/satisfaction.sql`."""

    id: int
    version: int
    relationship: int
    side: str
    given_on: date
    score: int | None
    fit: str | None
    moment: str | None
    source: str | None


class Ladder(NamedTuple):
    """How far tries to reach someone have climbed. Source: `queries/care/ladder.sql`."""

    rung: int
    rung_said: str | None
    said: str | None
    reached_on: date | None


class Nudged(NamedTuple):
    """A relationship whose people are to be written to. Source: `queries/care/nudged.sql`.

    `template` is the message that fits; `rung` how far tries to reach them have climbed.
    """

    relationship: int
    cohort: str
    coordinator: str | None
    mentor_id: int  # person
    mentee_id: int  # person
    mentor: str
    mentee: str
    mentor_email: str
    mentee_email: str
    started_on: date | None
    ends_on: date | None
    last_session: date | None
    next_session: date | None
    days_since: int | None
    sessions_held: int
    hours_held: float
    target_hours: float
    rung: int
    template: str


class TemplateRow(NamedTuple):
    """A message text that was edited here. Source: `queries/care/templates.sql`."""

    id: int
    version: int
    name: str
    subject: str
    body: str
