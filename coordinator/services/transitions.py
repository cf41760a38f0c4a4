"""Changes of state, written. What is legal and what each writes is said in `coordinator.states` and
`coordinator.state_plans`.

`change_state` is the door for screens and command line. `within` does the same inside a change that someone else has
opened: `recording` for a typed line, and whoever accepts or declines a proposal (`Move("active", day)` from proposed,
`Move("declined", day, by=…)`). `follows` says which relationship a new one is the rematch of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from coordinator import state_plans, state_words, states
from coordinator.entry import StateFact, parse
from coordinator.errors import CoordinatorError, StaleEdit
from coordinator.models import Done
from coordinator.models.care import PairFooting
from coordinator.models.states import EarlierMentor, Standing
from coordinator.policy import reason_named
from coordinator.services.desk import Desk
from coordinator.state_plans import Plan, Step
from coordinator.states import Move
from coordinator.store import state_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change, Row


def standings(desk: Desk, relationships: Iterable[int]) -> list[Standing]:
    """Where relationships stand now: what `state_plans.plan` judges a move by, without touching the file again.

    Raises CoordinatorError for an unknown number.
    """
    wanted = set(relationships)
    with desk.store.reading() as db:
        found = state_reads.standings(db, desk.today, wanted)
    _refuse_missing(wanted, found)
    return found


def earlier_mentors(desk: Desk, relationship: int) -> list[EarlierMentor]:
    """The mentors that the mentee met before this one in the cohort, with the hours held; the latest first."""
    with desk.store.reading() as db:
        return state_reads.earlier_mentors(db, desk.today, relationship)


def change_state(desk: Desk, seen: Mapping[int, int], move: Move) -> Done:
    """Make relationships what the move says, as one change. `seen`: each number with the version it was read at.

    Raises CoordinatorError when one of them cannot, StaleEdit when one was changed since; nothing is written then.
    """
    with desk.store.writing(desk.who, _command(move), desk.today) as change:
        made = within(change, seen, move)
        return Done(state_words.done(made), change.number)


def within(change: "Change", seen: Mapping[int, int | None], move: Move) -> Plan:
    """The same inside an open change; a version of None is not compared. Returns what was done to each."""
    found = state_reads.standings(change.db, change.today, list(seen))
    _refuse_missing(set(seen), found)
    for standing in found:
        if seen[standing.relationship] not in (None, standing.version):
            ours = seen[standing.relationship] or 0
            raise StaleEdit(
                f"{standing.ref} was changed by someone else since you read it "
                f"(version {ours}, now {standing.version}).",
                ours=ours,
                theirs=standing.version,
            )
    made = state_plans.plan(found, move, change.today)
    for _, error in made.refused:
        raise error
    _write(change, made.steps)
    return made


def follows(change: "Change", cohort: int, mentees: Sequence[int]) -> dict[int, int]:
    """Mentee (person) -> the relationship that a new one of theirs in the cohort is the rematch of."""
    return {row.mentee: row.relationship for row in state_reads.latest_ends(change.db, cohort, mentees)}


def of_fact(fact: StateFact, state: str) -> Move:
    """The move that a typed fact about a relationship in this state asks for.

    A note whose words name a reason is that reason: `closed ended early "moved"`.
    """
    if fact.state == "active" and state in ("closed", "declined"):
        return Move("reopened", fact.on)
    named = (
        reason_named(fact.reason) if fact.reason and fact.state == "closed" and not fact.reason_code else None
    )
    return Move(
        fact.state,
        fact.on,
        until=fact.returns_on,
        outcome=fact.outcome,
        code=fact.reason_code or named,
        words=None if named else fact.reason,
        by=fact.initiated_by,
    )


def foreseen(footing: PairFooting, state: str, fact: StateFact, today: date) -> list[str]:
    """What an end that was typed would mean for both people, as far as the relationship alone tells.

    `state` is what it is at that point. Raises CoordinatorError for a change that it cannot make, and where the reason
    is missing or does not fit, or the day cannot be.
    """
    move = of_fact(fact, state)
    states.refuse_illegal(footing.ref, state, move.verb)
    states.refuse_day(fact.on, today, starts=move.verb == "active" and state == "proposed")
    if move.verb != "closed":
        return []
    ended = states.ending(move, footing.ref, footing.sessions_held)
    return [state_words.foreseen(ended, footing.mentor, footing.mentee)]


def typed(desk: Desk, move: Move, text: str) -> Move:
    """The move with what was typed for it: a day, a day of return, words in quotes. Raises NotUnderstood."""
    if not text.strip():
        return replace(move, on=desk.today, until=None, words=None)
    verb = move.verb if move.verb in ("active", "paused") else "lapsed"
    (fact,) = parse(f"{verb} {text}".replace(";", " "), today=desk.today)
    assert isinstance(fact, StateFact)
    return replace(move, on=fact.on, until=fact.returns_on, words=fact.reason)


def _command(move: Move) -> str:
    """What the history calls it."""
    return {"reopened": "reopen", "rematched": "rematch"}.get(move.verb, f"set {move.verb}")


def _refuse_missing(wanted: set[int], found: Sequence[Standing]) -> None:
    missing = wanted - {standing.relationship for standing in found}
    if missing:
        raise CoordinatorError(
            f"There is no relationship R{min(missing)}.", "`coordinator triage --all` lists them."
        )


# -- writing: a few statements whatever the number of relationships --


def _write(change: "Change", steps: Sequence[Step]) -> None:
    _update_alike(
        change,
        "relationship",
        [
            {"id": step.standing.relationship, "version": step.standing.version, **step.columns}
            for step in steps
        ],
    )
    change.insert(
        "pause",
        [
            {"relationship": step.standing.relationship, **step.opens_pause}
            for step in steps
            if step.opens_pause
        ],
    )
    change.update(
        "pause",
        [
            {
                "id": step.standing.pause,
                "version": step.standing.pause_version,
                "returned_on": step.ends_pause,
            }
            for step in steps
            if step.ends_pause
        ],
    )
    change.update(
        "session",
        [
            {"id": number, "version": version, "state": "cancelled", "hours": None}
            for step in steps
            for number, version in step.cancelled
        ],
    )
    _write_people(change, steps)
    _write_exclusions(change, steps)


def _write_people(change: "Change", steps: Sequence[Step]) -> None:
    """Applications of those who leave or wait again; one who has none yet and waits gets one."""
    updates: dict[int, Row] = {}
    inserts: dict[tuple[int, int], Row] = {}
    for step in steps:
        one = step.standing
        if step.mentor_state is not None and one.mentor_application is not None:
            updates[one.mentor_application] = {
                "id": one.mentor_application,
                "version": one.mentor_application_version,
                "state": step.mentor_state,
            }
        if step.mentee_state is not None and one.mentee_application is not None:
            updates[one.mentee_application] = {
                "id": one.mentee_application,
                "version": one.mentee_application_version,
                "state": step.mentee_state,
            }
        elif step.mentee_state == "accepted":
            inserts[one.cohort, one.mentee] = {
                "cohort": one.cohort,
                "person": one.mentee,
                "role": "mentee",
                "state": "accepted",
            }
    change.update("application", list(updates.values()))
    change.insert("application", list(inserts.values()))


def _write_exclusions(change: "Change", steps: Sequence[Step]) -> None:
    apart = {
        (step.standing.mentor, step.standing.mentee): step.keeps_apart for step in steps if step.keeps_apart
    }
    change.insert(
        "exclusion",
        [
            {"person": mentor, "other": mentee, "reason": reason}
            for (mentor, mentee), reason in sorted(apart.items())
        ],
    )
    ended: dict[int | None, tuple[int | None, date]] = {
        step.standing.exclusion: (step.standing.exclusion_version, step.ends_exclusion)
        for step in steps
        if step.ends_exclusion is not None
    }
    change.update(
        "exclusion",
        [{"id": number, "version": version, "expires_on": day} for number, (version, day) in ended.items()],
    )


def _update_alike(change: "Change", table: str, rows: Iterable["Row"]) -> None:
    """Update rows, those with the same columns together."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    for names in alike:
        change.update(table, alike[names])
