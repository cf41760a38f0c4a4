"""Changes of state: what each writes, what becomes of both people, and what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator import state_plans, state_words, states
from coordinator.errors import CoordinatorError, StaleEdit
from coordinator.models import Done
from coordinator.policy import REASONS, ends, reason_named
from coordinator.services import history, overview, recording, transitions, upkeep
from coordinator.services.desk import Desk
from coordinator.states import LEGAL, Move, Verb
from tests.services.conftest import START, TODAY

ACTIVE, PROPOSED, CLOSED = 1, 2, 3
TABLES = ("relationship", "pause", "session", "application", "exclusion")


def move(desk: Desk, verb: Verb, *relationships: int, **asked: Any) -> Done:
    seen = {one.relationship: one.version for one in transitions.standings(desk, relationships or (ACTIVE,))}
    return transitions.change_state(desk, seen, Move(verb, asked.pop("on", TODAY), **asked))


def log(desk: Desk, text: str, relationship: int = ACTIVE) -> Done:
    return recording.record(desk, [recording.understand(desk, recording.ground(desk, relationship), text)])


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


def everything(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a change of state writes, but for the versions."""
    return {table: rows(desk, f"select * exclude (version) from {table} order by id") for table in TABLES}


def apply(desk: Desk, role: str, person: int, **columns: Any) -> None:
    told = {"cohort": 1, "person": person, "role": role, "state": "accepted", "capacity": 1, **columns}
    with desk.store.writing("setup", "apply", TODAY) as change:
        change.insert("application", [told])


@pytest.fixture
def undone(desk: Desk) -> Iterator[None]:
    """What the test does as its last change can be undone, to the very rows there were before it."""
    yield
    assert upkeep.check(desk) == []
    last = history.history(desk, limit=1)[0]
    assert last.undoes is None
    after = everything(desk)
    history.undo_last(desk)
    before = everything(desk)
    assert before != after
    assert upkeep.check(desk) == []


def standing(desk: Desk, person: str) -> tuple[str, date | None]:
    (found,) = (one for one in overview.participants(desk) if one.name == person)
    return found.standing, found.since


@pytest.mark.usefixtures("undone")
class TestWhatIsWritten:
    def test_a_proposed_one_starts_with_its_day_and_who_joins(self, desk: Desk) -> None:
        done = move(desk, "active", PROPOSED, on=TODAY + timedelta(7), join_first=True)
        assert rows(desk, "select state, started_on, join_first from relationship where id = 2") == [
            ("active", TODAY + timedelta(7), True)
        ]
        assert "from Mon 22 Jun 2026, a coordinator joins the first session" in done.message

    def test_a_pause_has_its_days_and_its_reason(self, desk: Desk) -> None:
        done = move(desk, "paused", on=date(2026, 6, 1), until=date(2026, 7, 1), words="illness")
        assert rows(desk, "select paused_on, returns_on, reason from pause") == [
            (date(2026, 6, 1), date(2026, 7, 1), "illness")
        ]
        assert done.message == (
            "Priya Shah & Tom Lindqvist: paused, “illness”, from Mon 1 Jun 2026, until Wed 1 Jul 2026."
        )

    def test_a_lapse_ends_the_pause(self, desk: Desk) -> None:
        move(desk, "paused", on=date(2026, 6, 1))
        move(desk, "lapsed")
        assert rows(desk, "select returned_on from pause") == [(TODAY,)]
        assert rows(desk, "select state, lapsed_on from relationship where id = 1") == [("lapsed", TODAY)]

    def test_an_end_says_why_who_began_it_and_what_becomes_of_both(self, desk: Desk) -> None:
        apply(desk, "mentor", 1, capacity=2)
        apply(desk, "mentee", 2)
        log(desk, "14/6 2h")
        done = move(desk, "closed", code="not_a_fit", by="mentor")
        assert rows(
            desk,
            "select outcome, reason_code, initiated_by, closed_on, mentee_next from relationship where id = 1",
        ) == [("ended_early", "not_a_fit", "mentor", TODAY, "waiting")]
        assert done.message == (
            "Priya Shah & Tom Lindqvist: closed, ended early, not a fit, no fault, by the mentor. "
            "Priya Shah is free again, 0 of 2 places taken. Tom Lindqvist waits again."
        )
        assert standing(desk, "Tom Lindqvist") == ("waiting", TODAY)
        assert standing(desk, "Priya Shah")[0] == "has_room"

    def test_whoever_leaves_is_out(self, desk: Desk) -> None:
        apply(desk, "mentor", 1, capacity=2)
        apply(desk, "mentee", 2)
        log(desk, "14/6 2h")
        move(desk, "closed", code="moved")
        assert standing(desk, "Tom Lindqvist")[0] == "out"
        history.undo_last(desk)
        move(desk, "closed", code="moved", by="mentor")
        assert standing(desk, "Priya Shah")[0] == "out"
        assert standing(desk, "Tom Lindqvist") == ("waiting", TODAY)

    def test_what_is_booked_is_cancelled_with_the_closing_when_asked(self, desk: Desk) -> None:
        log(desk, "book 20/6")
        done = move(desk, "closed", code="no_time", cancel_booked=True)
        assert rows(desk, "select state, held_on from session") == [("cancelled", date(2026, 6, 20))]
        assert "The session booked for Sat 20 Jun 2026 is cancelled" in done.message

    def test_a_reopening_takes_away_all_that_the_closing_wrote(self, desk: Desk) -> None:
        apply(desk, "mentee", 2)
        before = everything(desk)
        move(desk, "closed", code="withdrew", words="a new baby")
        done = move(desk, "reopened")
        assert everything(desk) == before
        assert "Tom Lindqvist is in the programme again" in done.message
        assert "Cleared: never started, withdrew, by mentee, “a new baby”, Mon 15 Jun 2026" in done.message

    def test_a_declined_one_is_proposed_again(self, desk: Desk) -> None:
        before = everything(desk)
        move(desk, "declined", PROPOSED, by="mentor", words="no time until spring")
        assert rows(desk, "select state, initiated_by, closed_on from relationship where id = 2") == [
            ("declined", "mentor", TODAY)
        ]
        move(desk, "reopened", PROPOSED)
        assert rows(desk, "select reason, expires_on from exclusion") == [
            ("the mentor declined on Mon 15 Jun 2026: no time until spring", TODAY)
        ]
        assert {**everything(desk), "exclusion": []} == before

    def test_a_rematch_puts_the_mentee_in_front_and_keeps_the_two_apart(self, desk: Desk) -> None:
        apply(desk, "mentee", 2, applied_on=START - timedelta(40))
        apply(desk, "mentee", 5, applied_on=START - timedelta(300))
        log(desk, "14/6 2h")
        done = move(desk, "rematched")
        assert standing(desk, "Tom Lindqvist") == ("waiting", START - timedelta(40))
        assert overview.participants(desk)[0].name == "Tom Lindqvist"
        assert rows(desk, "select person, other from exclusion") == [(1, 2)]
        assert "Tom Lindqvist waits again, first in line" in done.message
        with desk.store.writing("ruth", "look", TODAY) as change:
            assert transitions.follows(change, 1, [2, 5]) == {2: ACTIVE}

    def test_a_mentee_who_never_applied_waits_since_the_relationship_began(self, desk: Desk) -> None:
        move(desk, "rematched")
        assert standing(desk, "Tom Lindqvist") == ("waiting", START)

    def test_a_closed_one_is_rematched_too_and_a_reopening_lets_them_be_paired(self, desk: Desk) -> None:
        move(desk, "closed", code="conduct")
        move(desk, "rematched")
        assert standing(desk, "Tom Lindqvist") == ("waiting", START)
        move(desk, "reopened")
        assert rows(desk, "select expires_on from exclusion") == [(TODAY,)]


def test_the_timeline_tells_why_it_ended_and_who_began_it(desk: Desk) -> None:
    log(desk, "14/6 2h")
    move(desk, "closed", code="no_time", words="a new baby")
    (closed, *_) = overview.timeline(desk, ACTIVE)
    assert closed.summary == "Closed, ended early, no time, by the mentee: a new baby (was active)"
    history.undo_last(desk)
    move(desk, "closed", code="completed_as_planned")
    assert overview.timeline(desk, ACTIVE)[0].summary == "Closed, completed as planned, by both (was active)"


def test_several_are_one_change_and_one_undo(desk: Desk) -> None:
    before = everything(desk)
    move(desk, "closed", PROPOSED, ACTIVE, code="no_response", mentee="out")
    assert rows(desk, "select count(*) from relationship where outcome = 'never_started'") == [(2,)]
    history.undo_last(desk)
    assert everything(desk) == before


def test_hours_with_earlier_mentors_stay_visible(desk: Desk) -> None:
    log(desk, "14/6 2h")
    move(desk, "rematched")
    with desk.store.writing("ruth", "propose", TODAY) as change:
        (new,) = change.insert(
            "relationship",
            [
                {
                    "cohort": 1,
                    "mentor": 3,
                    "mentee": 2,
                    "state": "active",
                    "started_on": TODAY,
                    "rematch_of": transitions.follows(change, 1, [2])[2],
                }
            ],
        )
    (earlier,) = transitions.earlier_mentors(desk, new)
    assert (earlier.mentor, earlier.sessions_held, earlier.hours_held) == ("Priya Shah", 1, 2.0)
    assert transitions.earlier_mentors(desk, ACTIVE) == []


def test_a_start_is_agreed_on_ahead_by_typing_and_by_the_panel(desk: Desk) -> None:
    ahead = TODAY + timedelta(14)
    log(desk, "active in 2 weeks", PROPOSED)
    assert rows(desk, f"select state, started_on from relationship where id = {PROPOSED}") == [
        ("active", ahead)
    ]
    assert transitions.typed(desk, Move("active", TODAY), "in 2 weeks").on == ahead


@pytest.mark.parametrize(
    ("text", "relationship", "reason"),
    [
        ("active in 13 weeks", PROPOSED, "at most 90 days ahead: check the year"),
        ("active 200 days ago", PROPOSED, "is 200 days ago. A start may be at most 180 days back"),
    ],
)
def test_a_start_far_away_is_refused_before_it_is_written(
    desk: Desk, text: str, relationship: int, reason: str
) -> None:
    with pytest.raises(CoordinatorError, match=reason):
        recording.understand(desk, recording.ground(desk, relationship), text)


def test_only_a_start_is_agreed_on_ahead(desk: Desk) -> None:
    log(desk, "paused")
    with pytest.raises(CoordinatorError, match="has not come yet"):
        recording.understand(desk, recording.ground(desk, ACTIVE), "active tomorrow")


@pytest.mark.parametrize(
    ("before", "verb", "asked", "reason"),
    [
        ((), "paused", {"on": TODAY + timedelta(1)}, "has not come yet. Write it when it has"),
        ((), "paused", {"on": START - timedelta(1)}, r"before R1 began \(Sat 16 May 2026\)"),
        ((), "paused", {"until": TODAY}, "A pause ends on a later day"),
        ((), "declined", {}, "R1 is active; only a proposed one can be declined"),
        ((), "reopened", {}, "R1 is active; only a closed or declined one can be opened"),
        ((), "closed", {"outcome": "ended_early"}, "Why did it end early"),
        ((), "closed", {"outcome": "completed", "code": "no_time"}, "“no time” does not go with completed"),
        (("14/6 2h",), "closed", {"code": "never_started"}, "held a session, so it did start"),
        (("14/6 2h",), "closed", {"code": "no_time", "on": date(2026, 6, 10)}, "before R1 held its last"),
        (("book 20/6",), "closed", {"code": "no_time"}, "booked for Sat 20 Jun 2026. First write: cancelled"),
        (("closed completed",), "paused", {}, "R1 is closed; only an active relationship .* Reopen it first"),
        (("closed completed",), "closed", {"code": "no_time"}, "R1 is closed already"),
        (("closed completed",), "reopened", {"on": date(2026, 6, 1)}, "before R1 was closed"),
        (("lapsed",), "lapsed", {}, "R1 is lapsed already"),
        (("lapsed",), "active", {"on": date(2026, 6, 1)}, "before R1 lapsed"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    desk: Desk, before: tuple[str, ...], verb: Verb, asked: dict[str, Any], reason: str
) -> None:
    for text in before:
        log(desk, text)
    there = everything(desk)
    with pytest.raises(CoordinatorError, match=reason):
        move(desk, verb, **asked)
    assert everything(desk) == there


def test_a_start_may_be_ahead_but_not_by_a_wrong_year(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match="at most 90 days ahead: check the year"):
        move(desk, "active", PROPOSED, on=TODAY + timedelta(365))


def test_a_mentor_without_room_takes_nobody_back_unless_that_is_said(desk: Desk) -> None:
    apply(desk, "mentor", 5, capacity=1)
    move(desk, "closed", code="completed_as_planned")  # so that Tom is free
    with desk.store.writing("setup", "pair", TODAY) as change:
        change.insert(
            "relationship",
            [{"cohort": 1, "mentor": 5, "mentee": 4, "state": "active", "started_on": START}],
        )
    with pytest.raises(
        CoordinatorError, match=r"Eve Müller has no room: 1 of 1 places taken\. Close another"
    ):
        move(desk, "reopened", CLOSED)
    move(desk, "reopened", CLOSED, over_capacity=True)
    assert overview.relationship(desk, CLOSED).state == "active"


def test_a_mentee_who_is_with_someone_else_is_not_taken_back(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match=r"Tom Lindqvist is in R1 now\. Close that one first"):
        move(desk, "reopened", CLOSED)


def test_of_two_that_want_the_same_mentee_back_one_is_left_out(desk: Desk) -> None:
    move(desk, "closed", code="completed_as_planned")
    made = state_plans.plan(transitions.standings(desk, (ACTIVE, CLOSED)), Move("reopened", TODAY), TODAY)
    assert [step.standing.relationship for step in made.steps] == [ACTIVE]
    assert state_words.left_out(made) == ["Tom Lindqvist is in R1 now."]


def test_a_rematch_is_of_the_latest_one(desk: Desk) -> None:
    move(desk, "closed", code="completed_as_planned", on=date(2026, 6, 1))
    with pytest.raises(CoordinatorError, match=r"Tom Lindqvist was in R3 since then\. Rematch from that one"):
        move(desk, "rematched")


def test_nobody_leaves_out_of_a_relationship_that_goes_on(desk: Desk) -> None:
    with desk.store.writing("setup", "pair", TODAY) as change:
        change.insert(
            "relationship",
            [{"cohort": 1, "mentor": 1, "mentee": 4, "state": "active", "started_on": START}],
        )
    with pytest.raises(CoordinatorError, match="Priya Shah has 2 relationships"):
        move(desk, "closed", code="moved", by="mentor", mentor_out=True)
    move(desk, "closed", code="moved", by="mentor")
    assert rows(desk, "select count(*) from application where state = 'withdrawn'") == [(0,)]


def test_what_someone_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    log(desk, "paused 10/6")
    with pytest.raises(StaleEdit, match="R1 was changed by someone else"):
        transitions.change_state(desk, {ACTIVE: 1}, Move("lapsed", TODAY))
    with pytest.raises(CoordinatorError, match="There is no relationship R99"):
        transitions.change_state(desk, {99: 1}, Move("lapsed", TODAY))


def test_words_that_name_a_reason_are_that_reason(desk: Desk) -> None:
    done = log(desk, 'closed never started "Moved away"')
    assert rows(desk, "select reason_code, reason from relationship where id = 1") == [("moved", None)]
    assert "Tom Lindqvist leaves the programme" in done.message
    history.undo_last(desk)
    log(desk, 'closed ended early "a new baby"')
    assert rows(desk, "select reason_code, reason from relationship where id = 1") == [(None, "a new baby")]
    assert upkeep.check(desk) == []


def test_every_reason_is_told_apart_and_named_by_its_words() -> None:
    keys = [reason.key for reason in REASONS.values()]
    assert len(set(keys)) == len(keys) == 13
    for code, reason in REASONS.items():
        assert {reason_named(word) for word in (code, reason.words, *reason.also)} == {code}
    assert "never_started/never_started" in set(ends())


def test_what_is_outstanding_is_told_before_an_end(desk: Desk) -> None:
    with desk.store.writing("setup", "plan", TODAY) as change:
        change.insert("action", [{"relationship": 1, "title": "Write the budget", "state": "open"}])
        change.insert("milestone", [{"relationship": 1, "kind": "exit_survey", "mentor_on": TODAY}])
    assert (
        state_words.outstanding(transitions.standings(desk, [1]))
        == "1 action open, exit survey of the mentee"
    )
    assert state_words.outstanding(transitions.standings(desk, [1, 2])) == "1 action open, 3 exit surveys"


def test_every_state_can_become_something() -> None:
    for state in ("proposed", "active", "paused", "lapsed", "closed", "declined"):
        assert states.legal([state])
    assert states.legal(["closed"]) == ["reopened", "rematched"]
    assert set(states.legal(["active", "closed"])) == set(LEGAL) - {"active", "declined"}
