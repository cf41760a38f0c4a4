"""Changes of state: which are legal, and what each writes. The one definition for screens, command line and entry line.

`refuse` and `write` work inside a change that someone else has opened: `recording` for a typed line, and whoever
proposes, accepts or declines.
"""

from datetime import date
from typing import TYPE_CHECKING

from coordinator import days
from coordinator.entry import StateFact
from coordinator.errors import CoordinatorError
from coordinator.models import RelationshipDetail
from coordinator.models.care import PairFooting
from coordinator.store import lookup
from coordinator.store.lookup import Footing

if TYPE_CHECKING:
    from coordinator.store.writes import Change


def refuse(detail: RelationshipDetail | Footing | PairFooting, state: str, fact: StateFact) -> None:
    """Refuse what a relationship that is `state` cannot become, in a sentence that says what would be right."""
    if fact.state == state:
        raise CoordinatorError(f"{detail.ref} is {state} already.")
    if fact.state == "paused" and state != "active":
        raise CoordinatorError(f"{detail.ref} is {state}; only an active relationship can be paused.")
    if fact.state == "lapsed" and state not in ("active", "paused"):
        raise CoordinatorError(f"{detail.ref} is {state}; only an active or paused relationship can lapse.")
    if fact.state == "closed" and state == "declined":
        raise CoordinatorError(f"{detail.ref} was declined and is closed with that.")
    if fact.state == "closed" and fact.outcome == "never_started" and detail.sessions_held:
        raise CoordinatorError(
            f"{detail.ref} held {detail.sessions_held} sessions, so it did start.",
            "Write: closed completed, or closed ended early.",
        )


def write(change: "Change", footing: Footing, state: str, version: int, fact: StateFact) -> None:
    """Make a relationship that is `state` at `version` what the fact says: its columns and its pause."""
    if fact.state == "closed":
        _refuse_open_booking(change, footing, fact.on)
    if fact.state == "paused":
        _open_pause(change, footing, fact)
    elif state == "paused":
        _end_pause(change, footing, fact.on)
    values: dict[str, object] = {"state": fact.state, "reason": fact.reason}
    if state == "closed" or fact.state == "closed":
        values |= {"outcome": fact.outcome, "closed_on": fact.on if fact.state == "closed" else None}
    if fact.state == "lapsed" or state == "lapsed":
        values["lapsed_on"] = fact.on if fact.state == "lapsed" else None
    if fact.state == "active" and (state == "proposed" or footing.started_on is None):
        values["started_on"] = fact.on
    change.update("relationship", [{"id": footing.relationship, "version": version, **values}])


def _refuse_open_booking(change: "Change", footing: Footing, day: date) -> None:
    booked = lookup.first_booking(change.db, footing.relationship, day)
    if booked:
        raise CoordinatorError(
            f"{footing.ref} has a session booked for {days.spell(booked)}.",
            f"First write: cancelled {booked.day}/{booked.month}/{booked.year}.",
        )


def _open_pause(change: "Change", footing: Footing, fact: StateFact) -> None:
    returned = lookup.last_return(change.db, footing.relationship)
    if returned and fact.on < returned:
        raise CoordinatorError(
            f"{footing.ref} was already paused on {days.spell(fact.on)}, until {days.spell(returned)}.",
            "Write a later day.",
        )
    change.insert(
        "pause",
        [
            {
                "relationship": footing.relationship,
                "paused_on": fact.on,
                "returns_on": fact.returns_on,
                "reason": fact.reason,
            }
        ],
    )


def _end_pause(change: "Change", footing: Footing, day: date) -> None:
    pause = lookup.open_pause(change.db, footing.relationship)
    if pause is None:
        return
    if day < pause.paused_on:
        raise CoordinatorError(
            f"{footing.ref} was paused on {days.spell(pause.paused_on)}, after {days.spell(day)}.",
            "Write a later day.",
        )
    change.update("pause", [{"id": pause.id, "version": pause.version, "returned_on": day}])
