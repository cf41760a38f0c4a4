"""Whatever two coordinators do, in whatever order: no illegal state, exact undo, right figures, nothing without an event.

To have another action take part, add a line to `ACTIONS`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.caseload import Handover
from coordinator.models.proposals import SIDES
from coordinator.policy import INITIATORS, REASONS, Policy
from coordinator.services import caseload, history, matters, proposals, recording, transitions
from coordinator.services.desk import Desk
from coordinator.states import LEGAL, Move, legal
from coordinator.store import integrity, reads, replay
from coordinator.store.connection import Store
from coordinator.store.writes import Change
from tests.sql import oracle
from tests.sql.conftest import empty_programme

TODAY = date(2026, 6, 15)
MENTORS, MENTEES = (1, 2, 3), (4, 5, 6, 7)
Tables = dict[str, dict[int, dict[str, Any]]]


@dataclass(slots=True)
class MemoryStore(Store):
    """A programme in memory behind the store's two doors: the machine takes thousands of steps."""

    db: duckdb.DuckDBPyConnection = field(default_factory=empty_programme)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self.db

    @contextmanager
    def writing(self, who: str, command: str, today: date) -> Iterator[Change]:
        self.db.execute("begin transaction")
        try:
            yield Change(self.db, who, command, today, datetime(2026, 6, 15, 9))
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")


def set_up(store: MemoryStore) -> None:
    """A cohort of three mentors, one of them with two places, and four mentees; three pairs under way."""
    start = TODAY - timedelta(40)
    with store.writing("setup", "set up", TODAY) as change:
        (cohort,) = change.insert("cohort", [{"name": "Spring", "starts_on": start, **Policy().as_columns()}])
        people = change.insert(
            "person",
            [{"name": f"Person {number}", "email": f"p{number}@example.org"} for number in range(1, 8)],
        )
        assert people == [*MENTORS, *MENTEES]
        change.insert(
            "application",
            [
                {
                    "cohort": cohort,
                    "person": person,
                    "role": "mentor" if person in MENTORS else "mentee",
                    "state": "accepted",
                    "applied_on": start - timedelta(person),
                    "capacity": 2 if person == 1 else 1,
                }
                for person in people
            ],
        )
        pairs = ((1, 4, "active", start), (2, 5, "proposed", None), (3, 6, "active", start))
        change.insert(
            "relationship",
            [
                {
                    "cohort": cohort,
                    "mentor": mentor,
                    "mentee": mentee,
                    "state": state,
                    "started_on": on,
                    "proposed_on": start,
                }
                for mentor, mentee, state, on in pairs
            ],
        )


# -- what coordinators do: each draws what it needs and calls one service --

Draw = Callable[[st.SearchStrategy[Any]], Any]
DAYS = st.sampled_from((0, 0, 0, 1, 3, 10, 20, 39, 45)).map(lambda back: TODAY - timedelta(back))
ENDS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["not_a_fit", "no_response", "moved", None, *REASONS]),
        "by": st.none() | st.sampled_from(INITIATORS),
        "mentee": st.sampled_from(("waiting", None, None, "out", "done")),
        "mentor_out": st.sampled_from((None, None, None, True)),
        "words": st.sampled_from((None, "a new baby")),
        "cancel_booked": st.sampled_from((True, True, False)),
        "over_capacity": st.booleans(),
    }
)
LINES = (
    "{day} 2h",
    "{day} 90m video plan reviewed",
    "missed {day}",
    "book tomorrow",
    "cancel tomorrow",
    "today 1h; next in 1 week",
    "no answer mentee try in 3 days",
    "paused {day} until in 2 weeks",
    "active {day}",
    "lapsed",
    "closed completed",
    'closed ended early {day} "moved"',
    "agreement both {day}",
    'action "write the budget" due in 2 weeks',
    "action 1 done",
    'mentee happy 4 "still deciding"',
)


def chosen(desk: Desk, draw: Draw, most: int = 3) -> list[int]:
    with desk.store.reading() as db:
        there = [number for (number,) in db.execute("select id from relationship order by id").fetchall()]
    found: list[int] = draw(st.lists(st.sampled_from(there), min_size=1, max_size=most, unique=True))
    return found


def set_state(desk: Desk, draw: Draw) -> Done:
    there = transitions.standings(desk, chosen(desk, draw))
    fitting = legal(one.state for one in there)
    verb = draw(st.sampled_from([*fitting, *fitting, *LEGAL]))
    asked = draw(ENDS) if verb in ("closed", "rematched", "reopened") else {}
    until = TODAY + timedelta(14) if verb == "paused" and draw(st.booleans()) else None
    move = Move(verb, draw(DAYS), until=until, **asked)
    return transitions.change_state(desk, {one.relationship: one.version for one in there}, move)


def type_a_line(desk: Desk, draw: Draw) -> Done:
    (relationship,) = chosen(desk, draw, most=1)
    text = draw(st.sampled_from(LINES)).format(day=f"{draw(DAYS):%d/%m/%Y}")
    return recording.record(desk, [recording.understand(desk, recording.ground(desk, relationship), text)])


def answer_a_proposal(desk: Desk, draw: Draw) -> Done:
    (relationship,) = chosen(desk, draw, most=1)
    side, said = draw(st.sampled_from(SIDES)), draw(st.sampled_from(("accepted", "declined")))
    return proposals.answer(desk, relationship, side, said)


def propose_a_pair(desk: Desk, draw: Draw) -> Done:
    pair = draw(st.sampled_from(MENTORS)), draw(st.sampled_from(MENTEES))
    done, _ = proposals.propose(desk, 1, [pair])
    return done


def put_off_or_dismiss(desk: Desk, draw: Draw) -> Done:
    with desk.store.reading() as db:
        items = reads.triage_items(db, TODAY)
    some = draw(st.lists(st.sampled_from(items), min_size=1, max_size=3, unique=True)) if items else []
    if draw(st.booleans()):
        return matters.put_off(desk, some, matters.until(desk, "in 1 week waiting for the mentor"))
    return matters.dismiss(desk, some, "known")


def hand_over(desk: Desk, draw: Draw) -> Done:
    until = draw(st.sampled_from((None, TODAY + timedelta(7))))
    done = caseload.hand_over(
        desk,
        Handover(to=draw(st.sampled_from(("ruth", "ana"))), until=until),
        relationships=chosen(desk, draw),
    )
    return Done(done.message, done.change)


ACTIONS: Mapping[str, Callable[[Desk, Draw], Done]] = {
    "set state": set_state,
    "line": type_a_line,
    "answer": answer_a_proposal,
    "propose": propose_a_pair,
    "put off": put_off_or_dismiss,
    "hand over": hand_over,
}


# -- what must hold --


def everything(db: duckdb.DuckDBPyConnection) -> Tables:
    """Every row of every table with events, by its id, but for its version."""
    found: Tables = {}
    for table in replay.tables(db):
        rows = db.execute(f"select * from {table}")
        names = [column[0] for column in rows.description]
        told = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        found[table] = {row.pop("id"): row for row in told if row.pop("version")}
    return found


class EveryAction(RuleBasedStateMachine):
    """Two coordinators at one programme. `now` is every row, `before` every row before each change."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore(Path("in memory"))
        set_up(self.store)
        self.desks = [Desk(self.store, who, TODAY) for who in ("ruth", "ana")]
        self.now = everything(self.store.db)
        self.before: dict[int, Tables] = {}

    @rule(
        data=st.data(),
        who=st.sampled_from((0, 1)),
        action=st.sampled_from(["set state", "set state", *ACTIONS, "undo"]),
    )
    def act(self, data: st.DataObject, who: int, action: str) -> None:
        desk = self.desks[who]
        try:
            done = history.undo_last(desk) if action == "undo" else ACTIONS[action](desk, data.draw)
        except CoordinatorError as error:
            self.is_as_it_was(error)
            return
        before, self.now = self.now, everything(self.store.db)
        assert done.message
        if action == "undo":
            assert done.change is not None
            self.is_undone(done.change, before)
        elif done.change is not None:
            self.before[done.change] = before
        assert integrity.contradictions(self.store.db) == []
        assert integrity.dangling(self.store.db) == []

    def is_as_it_was(self, refusal: CoordinatorError) -> None:
        """A refusal has a sentence, and nothing was written."""
        assert str(refusal).endswith((".", "?", "…", '"'))
        assert everything(self.store.db) == self.now

    def is_undone(self, undo: int, before: Tables) -> None:
        """The rows that the undone change touched are as they were before it, all others as they are."""
        db = self.store.db
        found = db.execute(
            "select any_value(undoes) from event where change = $undo", {"undo": undo}
        ).fetchone()
        assert found is not None
        touched = set(
            db.execute("select entity, entity_id from event where change = $c", {"c": found[0]}).fetchall()
        )
        for table, rows in self.now.items():
            there = rows.keys() | before[table].keys()
            for number in there:
                past = self.before.get(found[0]) if (table, number) in touched else before
                if past is not None:
                    assert rows.get(number) == past[table].get(number), (table, number)

    def teardown(self) -> None:
        self.figures_are_the_oracle_s()
        assert replay.differing(self.store.db) == []
        self.store.db.close()

    def figures_are_the_oracle_s(self) -> None:
        now = self.now
        for item in reads.triage_items(self.store.db, TODAY, everything=True):
            if item.relationship is None:
                continue
            row = now["relationship"][item.relationship]
            sessions = [one for one in now["session"].values() if one["relationship"] == item.relationship]
            pauses = [one for one in now["pause"].values() if one["relationship"] == item.relationship]
            expected = oracle.judge(
                oracle.History(
                    policy=Policy(),
                    state=row["state"],
                    started_on=row["started_on"],
                    cadence=row["cadence_days"],
                    sessions=tuple(oracle.Session(s["held_on"], s["state"], s["hours"]) for s in sessions),
                    pauses=tuple(oracle.Pause(p["paused_on"], p["returned_on"]) for p in pauses),
                ),
                TODAY,
            )
            assert (item.health, item.sessions_held, item.hours_held, item.days_since, item.next_session) == (
                expected.health,
                expected.sessions_held,
                expected.hours_held,
                expected.days_since,
                expected.next_session,
            )
            assert round(item.hours_expected, 6) == expected.hours_expected


TestEveryAction = EveryAction.TestCase
TestEveryAction.settings = settings(
    max_examples=12,
    stateful_step_count=16,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
