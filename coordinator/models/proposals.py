"""From suggestion to relationship: pairs to be proposed, proposals and their answers, mentors with too many."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from coordinator.facts import Answer as Answer

Side = Literal["mentor", "mentee"]
SIDES: Sequence[Side] = ("mentor", "mentee")


class Proposable(NamedTuple):
    """A pair asked about. Source: `queries/proposals/proposable.sql`. `barred`: what bars them, in words."""

    mentor: int  # application
    mentee: int  # application
    mentor_person: int
    mentor_name: str
    mentee_person: int
    mentee_name: str
    mentor_capacity: int
    mentor_live: int
    score: int
    barred: Sequence[str]

    @property
    def pair(self) -> str:
        return f"{self.mentor_name} & {self.mentee_name}"


class Proposal(NamedTuple):
    """A relationship as its proposal stands. Source: `queries/proposals/standing.sql`.

    Live relationships are counted in every cohort, this one too; `mentor_capacity` None: no application here.
    """

    relationship: int
    version: int
    state: str
    proposed_on: date | None
    mentor: int
    mentor_name: str
    mentee: int
    mentee_name: str
    mentor_answer: str | None
    mentee_answer: str | None
    mentor_capacity: int | None
    mentor_live: int
    mentee_live: int
    has_agreement: bool

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"

    @property
    def pair(self) -> str:
        return f"{self.mentor_name} & {self.mentee_name}"

    @property
    def is_ready(self) -> bool:
        """Both accepted, and it has not started yet."""
        return self.state == "proposed" and self.mentor_answer == self.mentee_answer == "accepted"

    def answer_of(self, side: Side) -> str | None:
        return self.mentor_answer if side == "mentor" else self.mentee_answer

    def name_of(self, side: Side) -> str:
        return self.mentor_name if side == "mentor" else self.mentee_name


class OpenProposal(NamedTuple):
    """A proposal with both applications. Source: `queries/proposals/open.sql`."""

    relationship: int
    cohort_id: int
    cohort: str
    mentor: int  # application
    mentee: int  # application


class Release(NamedTuple):
    """A live relationship of a mentor who has `over` too many. Source: `queries/proposals/over_capacity.sql`."""

    mentor: int  # person
    mentor_name: str
    capacity: int
    over: int
    relationship: int
    mentee_name: str
    state: str
    sessions_held: int


class NamedApplication(NamedTuple):
    """An application found by what people call someone. Source: `queries/participant/named.sql`."""

    application: int
    cohort_id: int
    cohort: str
    role: str
    person: int
    name: str
    email: str
    is_email: bool
