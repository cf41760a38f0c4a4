"""The policy a new cohort starts with, why relationships end, and where the program keeps its file."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from coordinator.models import Outcome


@dataclass(frozen=True, slots=True)
class Policy:
    """A cohort's policy (DESIGN §3): days as whole days, hours as hours."""

    duration_days: int = 182
    target_hours: float = 24.0
    session_hours: float = 2.0
    cadence_days: int = 14
    first_session_days: int = 14

    def as_columns(self) -> dict[str, object]:
        return asdict(self)


LONGEST_SESSION_HOURS = 12.0
"""A longer session is taken for a slip of the pen and refused."""

Initiator = Literal["mentor", "mentee", "both", "programme"]
INITIATORS: Sequence[Initiator] = ("mentor", "mentee", "both", "programme")
MenteeNext = Literal["waiting", "out", "done"]
"""What becomes of a mentee after an end: waits again, leaves the programme, or neither."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a relationship ended. `outcomes` are those it goes with, the usual one first.

    `by` is who usually initiates such an end; `leaves`: whoever does leaves the programme with it, else the mentee goes
    on as `mentee` says. `key` picks it on the screen; `also` are other words for it.
    """

    words: str
    key: str
    outcomes: Sequence[Outcome]
    by: Initiator = "both"
    mentee: MenteeNext = "done"
    leaves: bool = False
    also: Sequence[str] = ()


_ANY_END: Sequence[Outcome] = ("ended_early", "never_started")

REASONS: Mapping[str, Reason] = {
    "completed_as_planned": Reason(
        "completed as planned", "c", ("completed",), also=("completed", "as planned")
    ),
    "goals_met_early": Reason("goals met early", "g", ("completed", "ended_early"), also=("goals met",)),
    "no_time": Reason("no time", "t", _ANY_END, "mentee", leaves=True, also=("too busy", "busy")),
    "no_response": Reason("no response", "r", _ANY_END, "programme", "out", also=("no answer",)),
    "withdrew": Reason("withdrew", "w", _ANY_END, "mentee", leaves=True, also=("withdrawn", "dropped out")),
    "moved": Reason(
        "moved or left the organisation",
        "m",
        _ANY_END,
        "mentee",
        leaves=True,
        also=("moved", "moved away", "left the organisation", "left", "new job"),
    ),
    "referred": Reason(
        "needs other help (referred)", "h", _ANY_END, "both", "out", also=("referred", "other help")
    ),
    "not_a_fit": Reason(
        "not a fit, no fault", "f", _ANY_END, "both", "waiting", also=("not a fit", "no fit")
    ),
    "never_started": Reason("never started", "n", ("never_started",), "programme", "waiting"),
    "conduct": Reason("boundary or conduct", "b", _ANY_END, "programme", also=("boundary", "conduct")),
    "organisation_closed": Reason("organisation closed", "o", _ANY_END, "mentee", leaves=True),
    "programme_decision": Reason("programme decision", "p", _ANY_END, "programme"),
    "unable_to_contact": Reason(
        "unable to contact", "u", _ANY_END, "programme", "out", also=("no contact", "unreachable")
    ),
}
"""Every reason for an end, by the code that `relationship.reason_code` holds."""

USUAL_REASONS: Mapping[Outcome, str] = {"completed": "completed_as_planned", "never_started": "never_started"}
"""The reason of an outcome that says it all; another has to be given."""


def reason_named(text: str) -> str | None:
    """The code of the reason that some words name, whatever their case; None: they name none."""
    wanted = " ".join(text.replace("_", " ").casefold().split())
    for code, reason in REASONS.items():
        if wanted in (code.replace("_", " "), reason.words, *reason.also):
            return code
    return None


def ends() -> Iterator[str]:
    """Every outcome with each reason it goes with, as `outcome/reason`."""
    return (f"{outcome}/{code}" for code, reason in REASONS.items() for outcome in reason.outcomes)


EARLIER_PARTNERS = "were paired before"
"""Why two people are not to be paired again after a rematch."""


def default_path(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> Path:
    """`COORDINATOR_DB`, else `programme.duckdb` in the user's data folder."""
    named = environ.get("COORDINATOR_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("coordinator") / "programme.duckdb"


def drop_folder(store_path: Path) -> Path:
    """Where files brought in with scp are looked for: `inbox` beside the programme file."""
    return store_path.parent / "inbox"
