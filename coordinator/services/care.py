"""What is on record of the mentoring itself in one relationship, at arm's length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.models.care import (
    ActionRow,
    ConcernRow,
    FeedbackRow,
    Ladder,
    MilestoneRow,
    ReferralRow,
)
from coordinator.services.desk import Desk
from coordinator.store import care_reads


@dataclass(frozen=True, slots=True)
class Care:
    """The contact ladder, milestones, the action plan and when it was last reviewed, and all else that is on record."""

    ladder: Ladder | None
    milestones: Sequence[MilestoneRow]
    actions: Sequence[ActionRow]
    plan_reviewed_on: date | None
    referrals: Sequence[ReferralRow]
    concerns: Sequence[ConcernRow]
    satisfaction: Sequence[FeedbackRow]


def care(desk: Desk, relationship: int) -> Care:
    """All of it, as it is recorded now."""
    wanted = [relationship]
    with desk.store.reading() as db:
        reviewed = [one.held_on for one in care_reads.session_days(db, wanted) if one.plan_reviewed]
        return Care(
            care_reads.ladder(db, relationship, desk.today),
            care_reads.milestones(db, wanted),
            care_reads.actions(db, wanted),
            max(reviewed, default=None),
            care_reads.referrals(db, wanted),
            care_reads.concerns(db, wanted),
            care_reads.satisfaction(db, wanted),
        )
