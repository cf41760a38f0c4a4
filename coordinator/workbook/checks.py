"""What may be typed into each column of a sheet that comes back, and what its cells say while they are filled in."""

from collections.abc import Mapping
from datetime import date

from coordinator.models import Kind
from coordinator.policy import LONGEST_SESSION_HOURS
from coordinator.workbook.columns import header
from coordinator.workbook.out import Check, Column

_EARLIEST = date(2000, 1, 1)


def _one_of(*choices: str) -> Check:
    return Check("choice", "Choose one from the list, or leave it blank.", choices)


_DAY = Check("day", "Write a day, like 14/03/2026.", least=_EARLIEST)
_YES_NO = _one_of("yes", "no")

FIELDS: Mapping[Kind, Mapping[str, Column]] = {
    "applicants": {
        "name": Column(width=24),
        "email": Column(width=30, tip="It says who this is: one person, one address."),
        "role": Column(width=10, check=_one_of("Mentor", "Mentee", "Both")),
        "capacity": Column(
            check=Check("whole", "Write how many mentees at a time: 0, 1, 2 …", least=0, most=50),
            tip="Mentors: how many mentees at a time.",
        ),
        "tags": Column(width=36, wraps=True, tip="What they offer or need, with ; between."),
        "about": Column(width=44, wraps=True),
        "consent": Column(width=10, check=_YES_NO),
        "applied_on": Column(width=12, check=_DAY),
    },
    "relationships": {
        "ref": Column(width=8, tip="It says which row this is: leave it. New rows have none."),
        "mentor_email": Column(width=28),
        "mentee_email": Column(width=28),
        "started_on": Column(width=12, check=_DAY),
        "state": Column(
            width=11, check=_one_of("proposed", "active", "paused", "lapsed", "closed", "declined")
        ),
        "cadence_days": Column(
            check=Check("whole", "Write the days between sessions: 14.", least=1, most=366),
            tip="Days between sessions; blank: as the cohort.",
        ),
        "paused_on": Column(width=12, check=_DAY),
        "returns_on": Column(width=12, check=_DAY),
        "closed_on": Column(width=12, check=_DAY),
        "outcome": Column(width=14, check=_one_of("completed", "ended early", "never started")),
    },
    "sessions": {
        "ref": Column(width=8, tip="It says which row this is: leave it. New rows have none."),
        "held_on": Column(width=12, check=_DAY),
        "mentor_email": Column(width=28),
        "mentee_email": Column(width=28),
        "state": Column(width=11, check=_one_of("held", "missed", "cancelled", "booked")),
        "hours": Column(
            number_format="0.0#",
            check=Check("decimal", "Write hours: 2, or 1.5.", least=0, most=float(LONGEST_SESSION_HOURS)),
            tip="Hours: 2, or 1.5.",
        ),
        "mode": Column(width=11, check=_one_of("in person", "video", "phone")),
        "plan_reviewed": Column(check=_YES_NO, tip="Was the action plan reviewed?"),
    },
}
"""By field. The words to choose from are words that the judge understands: a test asks it."""


def columns_of(kind: Kind) -> dict[str, Column]:
    """The columns of a kind's sheet by their headers."""
    return {
        "Ref" if field == "ref" else header(kind, field): column for field, column in FIELDS[kind].items()
    }
