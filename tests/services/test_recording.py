"""Fast entry: what is typed becomes rows and one change, or a refusal that says what would make it right."""

import re
from datetime import date, time
from typing import Any

import pytest

from coordinator.errors import CoordinatorError, NotUnderstood, StaleEdit
from coordinator.models import Done
from coordinator.services import history, overview, recording, upkeep
from coordinator.services.desk import Desk
from coordinator.services.recording import Understood

ACTIVE, PROPOSED, CLOSED = 1, 2, 3


def log(desk: Desk, text: str, relationship: int = ACTIVE) -> Done:
    return recording.record(desk, [understood(desk, text, relationship)])


def understood(desk: Desk, text: str, relationship: int = ACTIVE) -> Understood:
    return recording.understand(desk, recording.ground(desk, relationship), text)


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


SESSIONS = "select held_on, state, hours, mode, starts_at, reported_by, plan_reviewed from session order by held_on, id"


def test_a_session_is_one_row_one_event_and_a_sentence(desk: Desk) -> None:
    done = log(desk, "14/6 2h video plan reviewed")
    assert rows(desk, SESSIONS) == [(date(2026, 6, 14), "held", 2.0, "video", None, "coordinator", True)]
    assert rows(desk, "select count(*) from event where who = 'ruth'") == [(1,)]
    assert done.message.startswith("Priya Shah & Tom Lindqvist: Session held Sun 14 Jun 2026")
    assert overview.relationship(desk, ACTIVE).hours_held == 2.0


def test_several_facts_are_one_change_and_one_undo(desk: Desk) -> None:
    log(desk, "14/6 1.5h; next 28/6 14:00 video")
    assert [(row[0], row[1], row[4]) for row in rows(desk, SESSIONS)] == [
        (date(2026, 6, 14), "held", None),
        (date(2026, 6, 28), "booked", time(14)),
    ]
    history.undo_last(desk)
    assert rows(desk, SESSIONS) == []


def test_a_booked_session_becomes_the_held_one_and_keeps_what_the_booking_knew(desk: Desk) -> None:
    log(desk, "book today 14:00 video")
    log(desk, "today 2h")
    assert rows(desk, SESSIONS) == [(desk.today, "held", 2.0, "video", time(14), "coordinator", None)]
    history.undo_last(desk)
    assert [row[1] for row in rows(desk, SESSIONS)] == ["booked"]


def test_a_booking_that_was_missed_keeps_no_length(desk: Desk) -> None:
    log(desk, "book today 2h")
    log(desk, "missed today")
    assert [row[1:3] for row in rows(desk, SESSIONS)] == [("missed", None)]


def test_a_check_in_names_the_person_and_the_next_try(desk: Desk) -> None:
    log(desk, 'no answer mentee phone next 18/6 "prefers mornings"')
    assert rows(
        desk,
        "select outcome, channel, next_on, note, person.name from contact join person on person.id = person",
    ) == [("no_answer", "phone", date(2026, 6, 18), "prefers mornings", "Tom Lindqvist")]


def test_pausing_and_coming_back_leave_a_closed_pause(desk: Desk) -> None:
    log(desk, 'paused 1/6 until 1/7 "illness"')
    detail = overview.relationship(desk, ACTIVE)
    assert (detail.state, detail.paused_on, detail.returns_on) == (
        "paused",
        date(2026, 6, 1),
        date(2026, 7, 1),
    )
    log(desk, "active 10/6")
    assert rows(desk, "select paused_on, returned_on, reason from pause") == [
        (date(2026, 6, 1), date(2026, 6, 10), "illness")
    ]
    assert overview.relationship(desk, ACTIVE).paused_days == 9
    assert upkeep.check(desk) == []


def test_starting_a_proposed_one_sets_its_first_day(desk: Desk) -> None:
    log(desk, "active 10/6", PROPOSED)
    detail = overview.relationship(desk, PROPOSED)
    assert (detail.state, detail.started_on) == ("active", date(2026, 6, 10))


def test_closing_while_paused_ends_the_pause(desk: Desk) -> None:
    log(desk, "paused 1/6")
    log(desk, 'closed ended early 8/6 "no time"')
    assert rows(desk, "select returned_on from pause") == [(date(2026, 6, 8),)]
    assert rows(desk, "select state, outcome, closed_on from relationship where id = 1") == [
        ("closed", "ended_early", date(2026, 6, 8))
    ]
    assert upkeep.check(desk) == []


def test_lapsed_then_active_again(desk: Desk) -> None:
    log(desk, "lapsed")
    assert rows(desk, "select lapsed_on from relationship where id = 1") == [(desk.today,)]
    log(desk, "active")
    assert rows(desk, "select state, lapsed_on from relationship where id = 1") == [("active", None)]


def test_a_closed_one_opens_again_without_its_outcome(desk: Desk) -> None:
    log(desk, "closed completed")  # its mentee is in another one
    log(desk, "active", CLOSED)
    assert rows(desk, "select state, outcome, closed_on from relationship where id = 3") == [
        ("active", None, None)
    ]
    history.undo_last(desk)
    assert rows(desk, "select state, outcome from relationship where id = 3") == [("closed", "ended_early")]


@pytest.mark.parametrize(
    ("relationship", "before", "text", "reason"),
    [
        (ACTIVE, None, "1/5 2h", "before the relationship began .*Sat 16 May 2026"),
        (ACTIVE, "14/6 2h", "14/6 1h", "is logged already .held, 2 h"),
        (ACTIVE, None, "active", "R1 is active already"),
        (ACTIVE, "14/6 2h", "closed never started", "so it did start"),
        (
            ACTIVE,
            "book 20/6",
            'closed ended early "no time"',
            "booked for Sat 20 Jun 2026. First write: cancelled 20/6/2026",
        ),
        (ACTIVE, "lapsed", "paused", "only an active relationship can be paused"),
        (ACTIVE, "paused 10/6", "active 5/6", "before R1 was paused .Wed 10 Jun 2026"),
        (PROPOSED, None, "14/6 2h", "R2 is proposed. When both agreed, write: active"),
        (PROPOSED, None, "lapsed", "only an active or paused relationship can lapse"),
        (CLOSED, None, "book 20/6", "R3 is closed. To open it again, write: active"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, relationship: int, before: str | None, text: str, reason: str
) -> None:
    if before:
        log(desk, before, relationship)
    events = rows(desk, "select count(*) from event")
    with pytest.raises(CoordinatorError) as refused:
        log(desk, text, relationship)
    assert re.search(reason, str(refused.value))
    assert rows(desk, "select count(*) from event") == events


def test_one_impossible_fact_keeps_the_others_out(desk: Desk) -> None:
    log(desk, "14/6 2h")
    with pytest.raises(CoordinatorError, match="logged already"):
        log(desk, "13/6 2h; 14/6 2h")
    assert len(rows(desk, SESSIONS)) == 1


def test_a_state_set_by_someone_else_meanwhile_is_not_overwritten(desk: Desk) -> None:
    lapsing = understood(desk, "lapsed")
    log(desk, "paused 10/6")
    log(desk, "active 12/6")
    with pytest.raises(StaleEdit, match="R1 was changed by someone else"):
        recording.record(desk, [lapsing])


def test_what_is_not_understood_touches_no_file(desk: Desk) -> None:
    ground = recording.ground(desk, ACTIVE)
    desk.store.path.unlink()
    with pytest.raises(NotUnderstood):
        recording.understand(desk, ground, "14/6 2h bananas")
    assert not desk.store.path.exists()


@pytest.mark.parametrize(
    "text", ["R1", "r1", "1", "priya tom", "Priya & Tom", "shah, lindqvist", "eve muller", "PRIYA"]
)
def test_a_relationship_is_found_by_its_number_or_enough_of_both_names(desk: Desk, text: str) -> None:
    assert overview.find_relationship(desk, text) == (CLOSED if "eve" in text else ACTIVE)


def test_of_two_that_fit_the_live_one_is_meant(desk: Desk) -> None:
    assert overview.find_relationship(desk, "tom") == ACTIVE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nobody", "No relationship fits"),
        ("R99", "There is no relationship R99"),
        (" ", "No relationship was named"),
    ],
)
def test_a_relationship_that_is_not_there(desk: Desk, text: str, reason: str) -> None:
    with pytest.raises(CoordinatorError, match=reason):
        overview.find_relationship(desk, text)


def test_two_live_ones_that_fit_are_listed(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match=r"fits 2 relationships: R1 .*R2 "):
        overview.find_relationship(desk, "i")


def test_an_unknown_cohort_names_the_known_ones(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match=r"no cohort 'Autumn'\. The cohorts are: Spring"):
        overview.triage(desk, cohort="Autumn")
    assert overview.triage(desk, cohort=" spring ") == overview.triage(desk)
