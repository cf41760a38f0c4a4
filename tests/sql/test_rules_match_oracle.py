"""The SQL rules and the slow oracle agree on whatever may have happened."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.policy import Policy
from coordinator.store import matter_reads, reads
from tests.sql.conftest import empty_programme
from tests.sql.matters_oracle import matters
from tests.sql.oracle import (
    Care,
    Concern,
    Contact,
    Feedback,
    History,
    Judgement,
    Milestone,
    Pause,
    Session,
    Thresholds,
    judge,
)

COHORTS = (
    (Policy(), Thresholds()),
    (
        Policy(duration_days=90, target_hours=10.0, session_hours=1.0, cadence_days=7, first_session_days=21),
        Thresholds(),
    ),
    (
        Policy(duration_days=28, target_hours=6.0, session_hours=1.5, cadence_days=5, first_session_days=8),
        Thresholds(proposal_days=3, proposal_expiry_days=5, catch_up_hours=2.5, follow_up_days=30),
    ),
    (
        Policy(),
        Thresholds(
            overdue_cadences=1.5,
            at_risk_cadences=7 / 3,
            lapse_cadences=4.0,
            too_early_days=5,
            ending_days=12,
        ),
    ),
)
STATES = ("active", "active", "active", "active", "paused", "lapsed", "proposed", "closed", "declined")


@st.composite
def histories(draw: st.DrawFn, today: date) -> History:
    """Drawn as days back from today, and often at the very edges that the rules speak of."""
    policy, thresholds = draw(st.sampled_from(COHORTS))
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
        duration // 2 - 1,
        duration // 2,
        duration * 3 // 4,
        duration * 3 // 4 + 1,
        duration - 14,
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
    back_on = draw(st.none() | st.integers(-3, 3).map(day))
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2, 3)))):
        paused_on = day(draw(st.integers(-10, furthest)))
        length = draw(st.sampled_from((None, 0, 1, 3, 10, 40)))
        pauses.append(
            Pause(paused_on, None if length is None else paused_on + timedelta(days=length), back_on)
        )
    state = draw(st.sampled_from(STATES))
    return History(
        policy=policy,
        thresholds=thresholds,
        state=state,
        care=draw(cares(today, state, thresholds)),
        started_on=None if started is None else day(started),
        cadence=cadence,
        sessions=sessions,
        pauses=tuple(pauses),
    )


@st.composite
def cares(draw: st.DrawFn, today: date, state: str, limits: Thresholds) -> Care:
    """What the programme keeps beside the sessions: often nothing, often at the edges of its thresholds."""
    if draw(st.booleans()):
        return Care()

    def day(back: int) -> date:
        return today - timedelta(days=back)

    recent = st.integers(-3, 45).map(day)
    proposal = st.sampled_from(
        [edge + by for edge in (limits.proposal_days, limits.proposal_expiry_days) for by in (-1, 0, 1)]
    )
    closing = st.sampled_from(
        [times * limits.follow_up_days + by for times in (0, 1, 2) for by in (-1, 0, 1)]
    )
    contacts = st.builds(
        Contact,
        recent,
        st.sampled_from(("reached", "no_answer", "message_left", "bounced")),
        st.none() | st.integers(-3, 10).map(day),
    )
    milestones = st.builds(
        Milestone,
        st.sampled_from(("agreement", "mid_point_review", "exit_survey", "follow_up")),
        st.none() | recent,
        st.none() | recent,
        st.none() | recent,
    )
    feedback = st.builds(
        Feedback,
        st.booleans(),
        recent,
        st.none() | st.integers(1, 5),
        st.sampled_from((None, "good_fit", "still_deciding", "not_a_good_fit")),
    )
    concerns = st.builds(Concern, recent, st.none() | recent, st.booleans())
    return Care(
        proposed_on=draw(st.none() | proposal.map(day)),
        closed_on=draw(closing.map(day)) if state == "closed" else None,
        outcome=draw(st.sampled_from(("completed", "ended_early", "never_started")))
        if state == "closed"
        else None,
        reason_code=draw(st.sampled_from((None, "moved"))) if state == "closed" else None,
        join_first=draw(st.sampled_from((None, False, True))),
        contacts=tuple(draw(st.lists(contacts, max_size=5))),
        milestones=tuple(draw(st.lists(milestones, max_size=3))),
        feedback=tuple(draw(st.lists(feedback, max_size=3))),
        concerns=tuple(draw(st.lists(concerns, max_size=2))),
    )


@st.composite
def programmes(draw: st.DrawFn) -> tuple[date, list[History]]:
    today = draw(st.dates(date(2024, 2, 20), date(2024, 3, 5)) | st.dates(date(2023, 6, 1), date(2027, 1, 1)))
    return today, draw(st.lists(histories(today), min_size=8, max_size=40))


@pytest.fixture(scope="module")
def shared_db() -> Iterator[duckdb.DuckDBPyConnection]:
    db = empty_programme()
    for number, (policy, thresholds) in enumerate(COHORTS):
        # What is usual is not written down: the rules know it.
        own = {name: value for name, value in asdict(thresholds).items() if thresholds != Thresholds()}
        db.execute(
            "insert into cohort by name select $id as id, $name as name, date '2023-01-01' as starts_on,"
            " unnest($columns)",
            {"id": number, "name": f"Cohort {number}", "columns": {**policy.as_columns(), **own}},
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
        told = shared_db.execute(
            "select relationship, ends_on, elapsed_days from relationship_health($today)", {"today": today}
        ).fetchall()
        beside = {relationship: (ends_on, elapsed) for relationship, ends_on, elapsed in told}
        items = reads.triage_items(shared_db, today, everything=True)
        found = matter_reads.measured(shared_db, today, list(range(len(stories))), [])
        seen = {
            item.relationship: Judgement(
                health=item.health,
                elapsed=beside[item.relationship][1],
                days_since=item.days_since,
                last_session=item.last_session,
                next_session=item.next_session,
                ends_on=beside[item.relationship][0],
                sessions_held=item.sessions_held,
                hours_held=item.hours_held,
                hours_expected=round(item.hours_expected, 6),
                hours_forecast=None if item.hours_forecast is None else round(item.hours_forecast, 6),
                behind_on_hours=item.behind_on_hours,
            )
            for item in items
            if item.relationship is not None
        }
        urgent = {item.relationship for item in reads.triage_items(shared_db, today)}
    finally:
        shared_db.execute("rollback")
    expected = {number: judge(story, today) for number, story in enumerate(stories)}
    for number, story in enumerate(stories):
        assert seen[number] == expected[number], (today, story)
    to_do = {number: matters(story, expected[number], today) for number, story in enumerate(stories)}
    for number, story in enumerate(stories):
        assert {one.matter for one in found if one.relationship == number} == set(to_do[number]), (
            today,
            story,
        )
    for item in items:
        assert item.relationship is not None
        open_matters = to_do[item.relationship]
        assert item.needs_someone == bool(open_matters)
        assert item.matter == (open_matters[0] if open_matters else item.health)
        assert item.more == max(0, len(open_matters) - 1)
    assert urgent == {number for number, open_matters in to_do.items() if open_matters}


def _store(db: duckdb.DuckDBPyConnection, stories: Sequence[History]) -> None:
    _insert(
        db,
        "relationship",
        [
            {
                "id": number,
                "cohort": COHORTS.index((story.policy, story.thresholds)),
                "mentor": 1,
                "mentee": 1,
                "state": story.state,
                "started_on": story.started_on,
                "cadence_days": story.cadence,
                "proposed_on": story.care.proposed_on,
                "closed_on": story.care.closed_on,
                "outcome": story.care.outcome,
                "join_first": story.care.join_first,
                "reason_code": story.care.reason_code,
            }
            for number, story in enumerate(stories)
        ],
    )
    for table, kept in (("contact", "contacts"), ("milestone", "milestones")):
        rows = [
            {"relationship": number, **asdict(row)}
            for number, story in enumerate(stories)
            for row in getattr(story.care, kept)
        ]
        _insert(db, table, rows)
    _insert(
        db,
        "feedback",
        [
            {
                "relationship": number,
                "person": 1 if one.by_mentor else 2,
                "given_on": one.given_on,
                "score": one.score,
                "fit": one.fit,
            }
            for number, story in enumerate(stories)
            for one in story.care.feedback
        ],
    )
    _insert(
        db,
        "concern",
        [
            {
                "relationship": number,
                "raised_on": one.raised_on,
                "category": "counselling",
                "referral": 1 if one.referred else None,
                "settled_on": one.settled_on,
            }
            for number, story in enumerate(stories)
            for one in story.care.concerns
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
