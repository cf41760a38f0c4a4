"""What a coordinator can record about a relationship. Pure; `coordinator.entry` reads and says them.

`source` is who told us; None: the coordinator. No fact has room for what was said in a session.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Side = Literal["mentor", "mentee", "both"]
SessionState = Literal["held", "booked", "missed", "cancelled"]
Mode = Literal["in_person", "video", "phone"]
ContactOutcome = Literal["reached", "no_answer", "message_left", "bounced", "sent"]
Channel = Literal["phone", "email", "video", "in_person", "message"]
NewState = Literal["active", "paused", "lapsed", "closed"]
CloseOutcome = Literal["completed", "ended_early", "never_started"]
Milestone = Literal["agreement", "mid_point_review", "end_review", "exit_survey", "follow_up"]
ActionState = Literal["open", "done", "dropped"]
ReferralKind = Literal["counselling", "technical_advice", "training", "coaching", "information", "contact"]
Boundary = Literal["counselling", "technical_advice", "training", "coaching", "taking_over"]
Answer = Literal["accepted", "declined"]
Fit = Literal["good_fit", "still_deciding", "not_a_good_fit"]


@dataclass(frozen=True, slots=True)
class SessionFact:
    """Mentor and mentee met, will meet or did not. `hours` is set when held; `joined`: a coordinator was there."""

    state: SessionState
    held_on: date
    starts_at: time | None = None
    hours: float | None = None
    mode: Mode | None = None
    plan_reviewed: bool | None = None
    reported_by: Side | None = None
    joined: bool | None = None


@dataclass(frozen=True, slots=True)
class SessionMark:
    """What else is known of the session on record that was held on a day; None: nothing new."""

    held_on: date
    plan_reviewed: bool | None = None
    joined: bool | None = None


@dataclass(frozen=True, slots=True)
class ContactFact:
    """The coordinator tried to reach someone, `times` over. `person` None: not said which. `note` is confidential."""

    outcome: ContactOutcome
    contacted_on: date
    channel: Channel | None = None
    person: Side | None = None
    next_on: date | None = None
    note: str | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class StateFact:
    """The relationship became `state` on a day. `returns_on` goes with paused.

    `outcome`, `reason_code` (of `policy.REASONS`) and `initiated_by` go with closed.
    """

    state: NewState
    on: date
    returns_on: date | None = None
    outcome: CloseOutcome | None = None
    reason: str | None = None
    reason_code: str | None = None
    initiated_by: Literal["mentor", "mentee", "both", "programme"] | None = None


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """A stage was reached. `side`: who signed the agreement or answered the exit survey, else who told us."""

    kind: Milestone
    done_on: date
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action of the mentee's plan: a new one has a `title`, one on record its `number` in the plan (1, 2, ...).

    `state` None: as it is; only `due_on` is new.
    """

    on: date
    title: str | None = None
    number: int | None = None
    state: ActionState | None = None
    due_on: date | None = None
    source: Side | None = None


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """The mentee was sent on to other help, or took it up. `kind` None: of the only referral not taken up yet."""

    on: date
    kind: ReferralKind | None = None
    referred_to: str | None = None
    taken_up: bool = False
    source: Side | None = None


@dataclass(frozen=True, slots=True)
class ConcernFact:
    """The mentor is being drawn into what a mentor does not do, or no longer is (`settled`).

    `category` None: of the only open concern.
    """

    on: date
    category: Boundary | None = None
    settled: bool = False
    source: Side | None = None


@dataclass(frozen=True, slots=True)
class FeedbackFact:
    """How content a side is: `score` of 5, `fit`, or both."""

    side: Side
    given_on: date
    score: int | None = None
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What a side says to a proposal: both can accept at once, one declines. `reason` goes with a decline."""

    said: Answer
    side: Side
    on: date
    reason: str | None = None


Fact = (
    SessionFact
    | SessionMark
    | ContactFact
    | StateFact
    | MilestoneFact
    | ActionFact
    | ReferralFact
    | ConcernFact
    | FeedbackFact
    | AnswerFact
)
