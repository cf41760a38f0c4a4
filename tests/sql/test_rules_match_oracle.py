"""The SQL rules and the slow oracle agree on whatever may have happened."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.policy import Policy
from coordinator.store import reads
from tests.sql.conftest import empty_programme
from tests.sql.oracle import History, Judgement, Pause, Session, judge

POLICIES = (
    Policy(),
    Policy(duration_days=90, target_hours=10.0, session_hours=1.0, cadence_days=7, first_session_days=21),
    Policy(duration_days=28, target_hours=6.0, session_hours=1.5, cadence_days=5, first_session_days=8),
)
STATES = ("active", "active", "active", "active", "paused", "lapsed", "proposed", "closed", "declined")


@st.composite
def histories(draw: st.DrawFn, today: date) -> History:
    """Drawn as days back from today, and often at the very edges that the rules speak of."""
    policy = draw(st.sampled_from(POLICIES))
    cadence = draw(st.sampled_from((None, None, 1, 3, 10, 28)))
    c = cadence or policy.cadence_days
    first, duration = policy.first_session_days, policy.duration_days
    start_edges = (
        0,
        9,
        10,
        13,
        14,
        first,
        first + 1,
        2 * c,
        duration - 8,
        duration - 7,
        duration,
        duration + 1,
    )
    started = draw(st.none() | st.integers(-12, 260) | st.sampled_from(start_edges))
    furthest = 60 if started is None else max(5, started + 5)
    silences = st.integers(-20, furthest) | st.sampled_from((c - 1, c, 2 * c - 1, 2 * c, 3 * c - 1, 3 * c))

    def day(back: int) -> date:
        return today - timedelta(days=back)

    sessions = tuple(
        Session(
            held_on=day(draw(silences)),
            state=draw(st.sampled_from(("held", "held", "booked", "missed", "cancelled"))),
            hours=draw(st.sampled_from((None, 0.5, 1.0, 2.0, 3.5))),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    pauses = []
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2, 3)))):
        paused_on = day(draw(st.integers(-10, furthest)))
        length = draw(st.sampled_from((None, 0, 1, 3, 10, 40)))
        pauses.append(Pause(paused_on, None if length is None else paused_on + timedelta(days=length)))
    return History(
        policy=policy,
        state=draw(st.sampled_from(STATES)),
        started_on=None if started is None else day(started),
        cadence=cadence,
        sessions=sessions,
        pauses=tuple(pauses),
    )


@st.composite
def programmes(draw: st.DrawFn) -> tuple[date, list[History]]:
    today = draw(st.dates(date(2024, 2, 20), date(2024, 3, 5)) | st.dates(date(2023, 6, 1), date(2027, 1, 1)))
    return today, draw(st.lists(histories(today), min_size=8, max_size=40))


@pytest.fixture(scope="module")
def shared_db() -> Iterator[duckdb.DuckDBPyConnection]:
    db = empty_programme()
    for number, policy in enumerate(POLICIES):
        db.execute(
            "insert into cohort by name select $id as id, $name as name, date '2023-01-01' as starts_on,"
            " unnest($policy)",
            {"id": number, "name": f"Cohort {number}", "policy": policy.as_columns()},
        )
    db.execute("insert into person by name select 1 as id, 'Ada' as name, 'ada@example.org' as email")
    yield db
    db.close()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programmes())
def test_rules_and_oracle_agree(
    shared_db: duckdb.DuckDBPyConnection, programme: tuple[date, list[History]]
) -> None:
    today, stories = programme
    shared_db.execute("begin transaction")
    try:
        _store(shared_db, stories)
        ends_on = dict(
            shared_db.execute(
                "select relationship, ends_on from relationship_health($today)", {"today": today}
            ).fetchall()
        )
        seen = {
            item.relationship: Judgement(
                health=item.health,
                needs_someone=item.needs_someone,
                days_since=item.days_since,
                last_session=item.last_session,
                next_session=item.next_session,
                ends_on=ends_on[item.relationship],
                sessions_held=item.sessions_held,
                hours_held=item.hours_held,
                hours_expected=round(item.hours_expected, 6),
                hours_forecast=None if item.hours_forecast is None else round(item.hours_forecast, 6),
                behind_on_hours=item.behind_on_hours,
            )
            for item in reads.triage_items(shared_db, today, everything=True)
        }
        urgent = {item.relationship for item in reads.triage_items(shared_db, today)}
    finally:
        shared_db.execute("rollback")
    expected = {number: judge(story, today) for number, story in enumerate(stories)}
    for number, story in enumerate(stories):
        assert seen[number] == expected[number], (today, story)
    assert urgent == {number for number, judgement in expected.items() if judgement.needs_someone}


def _store(db: duckdb.DuckDBPyConnection, stories: Sequence[History]) -> None:
    _insert(
        db,
        "relationship",
        [
            {
                "id": number,
                "cohort": POLICIES.index(story.policy),
                "mentor": 1,
                "mentee": 1,
                "state": story.state,
                "started_on": story.started_on,
                "cadence_days": story.cadence,
            }
            for number, story in enumerate(stories)
        ],
    )
    _insert(
        db,
        "session",
        [
            {"relationship": number, **asdict(session)}
            for number, story in enumerate(stories)
            for session in story.sessions
        ],
    )
    _insert(
        db,
        "pause",
        [
            {"relationship": number, **asdict(pause)}
            for number, story in enumerate(stories)
            for pause in story.pauses
        ],
    )


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    columns = list(rows[0])
    lists = ", ".join(f"unnest(${name})" for name in columns)
    db.execute(
        f"insert into {table} ({', '.join(columns)}) select {lists}",
        {name: [row[name] for row in rows] for name in columns},
    )
