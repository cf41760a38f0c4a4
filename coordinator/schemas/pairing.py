"""JSON of `pair`, `why` and `unmatched`. People are named by e-mail."""

from pydantic import BaseModel


class PartsOut(BaseModel):
    """The parts of a score; null where a side did not tell."""

    needs: int | None
    background: int | None
    wishes: int | None
    time: int | None
    place: int | None


class RelaxOut(BaseModel):
    """Something that would place a person: `what` is rule, place or threshold."""

    what: str
    rule: str | None
    mentor_email: str | None
    moves: int
    leaves_out: str | None
    text: str


class UnmatchedOut(BaseModel):
    """A mentee who is left over, and why."""

    email: str
    reason: str
    relax: list[RelaxOut]


class PairOut(BaseModel):
    """A suggested pair."""

    mentor_email: str
    mentee_email: str
    score: int
    parts: PartsOut
    covered: list[str]
    uncovered: list[str]
    locked: bool
    rank_for_mentee: int
    rank_for_mentor: int


class PairingOut(BaseModel):
    """A cohort's suggested pairs."""

    run: int | None
    optimal: bool
    matched: int
    unmatched: list[UnmatchedOut]
    total: int
    worst: int | None
    pairs: list[PairOut]
    capacity_used: int


class TradeOut(BaseModel):
    """Another mentor for the same mentee, and what choosing them would mean."""

    mentor_email: str
    score: int
    points_less: int
    fewer_paired: int
    text: str


class WhyOut(BaseModel):
    """Two people: why they are suggested, or why not."""

    cohort: str
    mentor_email: str
    mentee_email: str
    verdict: str
    score: int
    parts: PartsOut
    penalty: int
    data_share: int
    eligible: bool
    excluded: list[str]
    covered: list[str]
    uncovered: list[str]
    suggested: bool
    locked: bool
    rank_for_mentee: int | None
    of_mentors: int
    rank_for_mentor: int | None
    of_mentees: int
    instead: str | None
    others: list[TradeOut]
