"""What a coordinator types after a phone call or an e-mail: understood first, then recorded as one change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator import days
from coordinator.entry import ContactFact, Fact, SessionFact, StateFact, describe, parse
from coordinator.errors import CoordinatorError
from coordinator.models import Done, RelationshipDetail
from coordinator.services import transitions
from coordinator.services.desk import Desk
from coordinator.store import lookup
from coordinator.store.lookup import Footing

if TYPE_CHECKING:
    from coordinator.store.writes import Change


@dataclass(frozen=True, slots=True)
class Understood:
    """The facts of one line, and the same in plain words on one line."""

    facts: Sequence[Fact]
    summary: str


def understand(desk: Desk, detail: RelationshipDetail, text: str) -> Understood:
    """Read one line of typing about a relationship, without touching the file.

    Raises NotUnderstood naming the word it tripped on, and CoordinatorError for what cannot be so.
    """
    facts = parse(text, today=desk.today, session_hours=detail.session_hours)
    state = detail.state
    for fact in facts:
        _refuse_impossible(detail, state, fact)
        if isinstance(fact, StateFact):
            state = fact.state
    return Understood(facts, "; ".join(describe(fact, today=desk.today) for fact in facts))


def record(desk: Desk, detail: RelationshipDetail, understood: Understood) -> Done:
    """Write the facts in one change.

    Raises CoordinatorError when what is in the file forbids one of them, StaleEdit when a state is to be set that
    someone else set meanwhile; nothing is written then.
    """
    with desk.store.writing(desk.who, _command(understood), desk.today) as change:
        fresh = lookup.footing(change.db, desk.today, detail.relationship)
        if fresh is None:
            raise CoordinatorError(f"{detail.ref} was removed since you read it.", "Go back and look again.")
        state, version = fresh.state, detail.version
        for fact in understood.facts:
            _refuse_impossible(fresh, state, fact)
            if isinstance(fact, SessionFact):
                _record_session(change, fresh, fact)
            elif isinstance(fact, ContactFact):
                _record_contact(change, fresh, fact)
            else:
                transitions.write(change, fresh, state, version, fact)
                state, version = fact.state, version + 1
        return Done(f"{detail.mentor} & {detail.mentee}: {understood.summary}.", change.number)


def _command(understood: Understood) -> str:
    """What the history calls it."""
    words = {SessionFact: "log session", ContactFact: "log check-in", StateFact: "set state"}
    first = understood.facts[0]
    if isinstance(first, SessionFact) and first.state == "booked":
        return "book session"
    if isinstance(first, StateFact):
        return f"set {first.state}"
    return words[type(first)]


def _refuse_impossible(detail: RelationshipDetail | Footing, state: str, fact: Fact) -> None:
    """Refuse what the relationship's own dates and its `state` at that point forbid."""
    if isinstance(fact, ContactFact):
        return
    day = fact.held_on if isinstance(fact, SessionFact) else fact.on
    reactivating = isinstance(fact, StateFact) and fact.state == "active"
    if detail.started_on and day < detail.started_on and not (reactivating and state == "proposed"):
        raise CoordinatorError(
            f"{days.spell(day)} is before the relationship began ({days.spell(detail.started_on)}).",
            "Check the day, and the year.",
        )
    if isinstance(fact, SessionFact):
        if state == "proposed":
            raise CoordinatorError(f"{detail.ref} is proposed.", "When both agreed, write: active 14/3.")
        if state in ("closed", "declined") and (fact.state == "booked" or _is_after(day, detail.closed_on)):
            raise CoordinatorError(f"{detail.ref} is {state}.", "To open it again, write: active.")
    else:
        transitions.refuse(detail, state, fact)


def _is_after(day: date, closed_on: date | None) -> bool:
    return closed_on is None or day > closed_on


def _record_session(change: "Change", footing: Footing, fact: SessionFact) -> None:
    known = lookup.session_on_day(change.db, footing.relationship, fact.held_on)
    values: dict[str, object] = {
        "starts_at": fact.starts_at,
        "hours": fact.hours if fact.state in ("held", "booked") else None,
        "mode": fact.mode,
        "state": fact.state,
        "reported_by": fact.reported_by or "coordinator",
        "plan_reviewed": fact.plan_reviewed,
    }
    if known is None:
        change.insert("session", [{"relationship": footing.relationship, "held_on": fact.held_on, **values}])
        return
    if known.state == "held" or known.state == fact.state != "booked":
        length = f", {known.hours:g} h" if known.hours else ""
        raise CoordinatorError(
            f"A session on {days.spell(fact.held_on)} is logged already ({known.state}{length}).",
            "If that one is wrong, undo it first.",
        )
    # What the booking knew stays unless the new fact says otherwise.
    told = {name: value for name, value in values.items() if value is not None or name == "hours"}
    change.update("session", [{"id": known.id, "version": known.version, **told}])


def _record_contact(change: "Change", footing: Footing, fact: ContactFact) -> None:
    person = getattr(footing, fact.person) if fact.person else None
    change.insert(
        "contact",
        [
            {
                "relationship": footing.relationship,
                "person": person,
                "contacted_on": fact.contacted_on,
                "channel": fact.channel,
                "outcome": fact.outcome,
                "next_on": fact.next_on,
                "note": fact.note,
            }
        ],
    )
