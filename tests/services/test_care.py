"""The mentoring itself, at arm's length: what is typed about it becomes rows, or is refused with a way out."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.services import history, overview, recording, upkeep
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.services.conftest import TODAY
from tests.sql import matters_oracle

ACTIVE = 1
DAY = date(2026, 6, 1)


def log(desk: Desk, *lines: str) -> Done:
    """Record lines as one change, each understood after those before it."""
    ground = recording.ground(desk, ACTIVE)
    read = [recording.read(desk, ground.footing, line) for line in lines]
    return recording.record(desk, [recording.weigh(desk, ground, facts) for facts in read])


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


MILESTONES = "select kind, mentor_on, mentee_on, done_on, source from milestone order by id"


def test_an_agreement_is_signed_by_each(desk: Desk) -> None:
    done = log(desk, "agreement mentor 1/6")
    assert "the mentee has still to" in done.message
    assert rows(desk, MILESTONES) == [("agreement", DAY, None, None, "mentor")]
    log(desk, "agreement signed both 2/6")
    assert rows(desk, MILESTONES) == [("agreement", DAY, date(2026, 6, 2), date(2026, 6, 2), "both")]


def test_a_review_has_one_day_and_who_told_us(desk: Desk) -> None:
    log(desk, "mid-point review 1/6 mentee; follow-up today")
    assert rows(desk, MILESTONES) == [
        ("mid_point_review", None, None, DAY, "mentee"),
        ("follow_up", None, None, TODAY, "coordinator"),
    ]


ACTIONS = "select title, due_on, state, set_on, done_on, source from action order by id"


def test_actions_are_called_by_their_number(desk: Desk) -> None:
    done = log(desk, 'action "write budget" due 1/7 1/6 mentee; action "find a treasurer"')
    assert "number 1 of the plan" in done.message
    log(desk, "action 1 done 8/6; action 2 due 8/7")
    assert rows(desk, ACTIONS) == [
        ("write budget", date(2026, 7, 1), "done", DAY, date(2026, 6, 8), "mentee"),
        ("find a treasurer", date(2026, 7, 8), "open", TODAY, None, "coordinator"),
    ]
    assert "Action 2 dropped Mon 15 Jun 2026, “find a treasurer”" in log(desk, "action 2 dropped").message


def test_an_action_set_in_a_line_can_be_done_in_it(desk: Desk) -> None:
    log(desk, 'action "write budget" 1/6', "action 1 done")
    assert rows(desk, ACTIONS) == [("write budget", None, "done", DAY, TODAY, "coordinator")]
    assert len(history.history(desk)) == 2  # the fixture's, and both lines as one


def test_a_referral_answers_the_concern_of_its_kind(desk: Desk) -> None:
    log(desk, "concern counselling 1/6 mentor; concern taking over 1/6")
    assert "answers the concern" in log(desk, 'referral counselling "Mind" 2/6').message
    log(desk, "referral counselling taken up; concern taking over settled")
    assert rows(desk, "select category, referral, settled_on, source from concern order by id") == [
        ("counselling", 1, None, "mentor"),
        ("taking_over", None, TODAY, "coordinator"),
    ]
    assert rows(desk, "select kind, referred_to, referred_on, taken_up_on from referral") == [
        ("counselling", "Mind", date(2026, 6, 2), TODAY)
    ]
    assert upkeep.check(desk) == []


@pytest.mark.parametrize("referral_first", [True, False])
@pytest.mark.parametrize("days_later", [-1, 0, 1])
def test_a_referral_answers_a_concern_up_to_its_day_in_either_order(
    desk: Desk, days_later: int, referral_first: bool
) -> None:
    lines = ["concern counselling 3/6", f"referral counselling {3 + days_later}/6"]
    for line in reversed(lines) if referral_first else lines:
        told = log(desk, line).message
    raised_on = date(2026, 6, 3)
    answered = matters_oracle.is_answered(raised_on, [raised_on + timedelta(days_later)])
    assert ("answer" in told) == answered
    assert rows(desk, "select referral from concern") == [(1 if answered else None,)]
    assert len(rows(desk, "select * from open_concerns(date '2026-06-15')")) == (not answered)
    assert upkeep.check(desk) == []


def test_a_concern_and_its_referral_in_one_line(desk: Desk) -> None:
    assert (
        "answered by the referral of Mon 15 Jun" in log(desk, "referral training; concern training").message
    )
    assert rows(desk, "select referral from concern") == [(1,)]
    history.undo_last(desk)
    assert rows(desk, "select * from referral") == []


def test_a_booking_past_the_end_is_asked_about_not_refused(desk: Desk) -> None:
    log(desk, "paused 1/6 until 10/6", "active 11/6")
    (end,) = rows(desk, "select ends_on from relationship_pace(date '2026-06-15') where relationship = 1")[0]
    assert "is the day right?" not in log(desk, f"book {end.day}/{end.month}/{end.year}").message
    late = end + timedelta(1)
    told = log(desk, f"book {late.day}/{late.month}/{late.year}").message
    asked = f"past the end on {days.spell(end)}: is the day right?"
    assert asked in told
    assert asked in log(desk, f"reached both, try {late.day}/{late.month}/{late.year}").message


@pytest.mark.parametrize(
    ("back", "moment"),
    [(30, "day_30"), (0, "day_30"), (-31, "mid_point"), (-90, "mid_point"), (-120, "end"), (-200, "end")],
)
def test_satisfaction_counts_for_the_nearest_moment(desk: Desk, back: int, moment: str) -> None:
    later = Desk(desk.store, desk.who, TODAY - timedelta(back)) if back < 0 else desk
    day = TODAY - timedelta(back)
    log(later, f'mentor happy 5, mentee 3 "still deciding" {day}')
    assert rows(desk, "select person, score, fit, moment, source from feedback order by id") == [
        (1, 5, None, moment, "mentor"),
        (2, 3, "still_deciding", moment, "mentee"),
    ]


def test_every_try_is_a_contact_of_its_own(desk: Desk) -> None:
    log(desk, "no answer x2, try 18/6", 'reached both email "prefers mornings"')
    assert rows(desk, "select person, outcome, next_on, note, source from contact order by id") == [
        (None, "no_answer", date(2026, 6, 18), None, "coordinator"),
        (None, "no_answer", date(2026, 6, 18), None, "coordinator"),
        (1, "reached", None, "prefers mornings", "coordinator"),
        (2, "reached", None, "prefers mornings", "coordinator"),
    ]


def test_what_else_is_known_of_a_session_is_added_to_it(desk: Desk) -> None:
    log(desk, "1/6 2h")
    log(desk, "plan reviewed joined 1/6")
    assert rows(desk, "select hours, plan_reviewed, joined from session") == [(2.0, True, True)]


def test_people_are_called_by_their_names(desk: Desk) -> None:
    log(desk, "no answer Tom; Priya happy 4")
    assert rows(desk, "select person from contact union all select person from feedback") == [(2,), (1,)]


@pytest.mark.parametrize(
    ("before", "line", "reason"),
    [
        ("agreement both 1/6", "agreement mentor", "signed by the mentor is on record already, on Mon 1 Jun 2026"),
        ("mid-point review 1/6", "mid-point review", "review was held is on record already"),
        ('action "budget"', 'action "Budget"', "in the plan already, as number 1"),
        ('action "budget"', "action 2 done", "The plan has 1 action: there is no action 2"),
        (None, "action 1 done", "The plan is empty"),
        ('action "budget"; action 1 done', "action 1 done", "“budget” is done already"),
        ('action "budget"', "action 1 done 1/6", "before action 1 was set"),
        (None, "referral taken up", "No referral is waiting to be taken up. Write it first"),
        ("referral training", "referral counselling taken up", "No referral to counselling"),
        ("referral training; referral coaching", "referral taken up", "2 referrals .*: training, coaching. Say which"),
        ("referral training", "referral training taken up 1/6", "before the referral"),
        ("concern coaching 1/6", "concern coaching", "open since Mon 1 Jun 2026. When it is over"),
        (None, "concern coaching settled", "No concern about coaching is open"),
        ("mentor happy 4", "mentor happy 3", "on record already"),
        (None, "plan reviewed 1/6", "There is no session on Mon 1 Jun 2026. With its length it is logged: 1/6/2026 2h"),
        ("missed 1/6", "joined 1/6", "only a missed session"),
        (None, "mentee happy 5 1/4", "before the relationship began"),
        (None, 'action "x" 1/4', "before the relationship began"),
        (None, "referral training 1/4", "before the relationship began"),
        (None, "concern training 1/4", "before the relationship began"),
    ],
)  # fmt: skip
def test_refused_with_a_way_out(desk: Desk, before: str | None, line: str, reason: str) -> None:
    if before:
        log(desk, before)
    events = rows(desk, "select count(*) from event")
    with pytest.raises(CoordinatorError) as refused:
        log(desk, line)
    assert re.search(reason, str(refused.value))
    assert rows(desk, "select count(*) from event") == events


def test_many_lines_are_one_change_and_one_undo(desk: Desk) -> None:
    tables = ("session", "contact", "milestone", "action", "referral", "concern", "feedback")
    everything = "; ".join(("1/6 2h", "no answer", "agreement both", 'action "a"', "referral training"))
    done = log(desk, everything, "concern coaching; both happy 4", "action 1 done; paused 10/6")
    assert done.change is not None
    assert [rows(desk, f"select count(*) from {table}") for table in tables] != [[(0,)]] * 7
    assert "Undone: log 3 lines. R1 is as it was." in history.undo_last(desk).message
    assert [rows(desk, f"select count(*) from {table}") for table in tables] == [[(0,)]] * 7
    assert upkeep.check(desk) == []


def test_the_timeline_tells_all_of_it_with_its_source(desk: Desk) -> None:
    log(
        desk,
        "1/6 2h joined; agreement mentor 2/6; agreement mentee 3/6; exit survey both 4/6; end review 5/6",
    )
    log(desk, 'action "budget" due 1/7 6/6 mentee; action 1 done 7/6')
    log(
        desk,
        'concern training 8/6; referral training "Desk" 9/6; referral taken up 10/6; concern settled 11/6',
    )
    log(desk, "mentee happy 4 good fit 12/6; sent mentor email 13/6")
    told = [(one.what, one.summary, one.source, one.who) for one in overview.timeline(desk, ACTIVE)][::-1]
    mentee, us = "mentee", "coordinator"
    assert told[1:] == [
        ("session", "Session held, 2 h, a coordinator joined", us, "ruth"),
        ("milestone", "Agreement signed by the mentor", "both", "ruth"),
        ("milestone", "Agreement signed by the mentee", "both", "ruth"),
        ("milestone", "Exit survey answered by both", "both", "ruth"),
        ("milestone", "End review held", us, "ruth"),
        ("action", "Action 1 set: budget, due 1 Jul", mentee, "ruth"),
        ("action", "Action 1 done: budget", mentee, "ruth"),
        ("concern", "Boundary concern about training, led to a referral", us, "ruth"),
        ("referral", "Referred to training: Desk", us, "ruth"),
        ("referral", "Took up the referral to training: Desk", us, "ruth"),
        ("concern", "Boundary concern about training settled", us, "ruth"),
        ("feedback", "Tom Lindqvist: happy 4 of 5, good fit (day 30)", mentee, "ruth"),
        ("contact", "Check-in by e-mail with Priya Shah: sent", us, "ruth"),
    ]


LINES = [
    "agreement mentor",
    "agreement both",
    "mid-point review",
    "exit survey mentee",
    "end review mentor",
    "follow-up",
    'action "a"',
    'action "b" due 1/7',
    "action 1 done",
    "action 2 dropped",
    "action 1 open",
    "action 2 due 8/7",
    "referral training",
    "referral coaching",
    "referral training taken up",
    "concern training",
    "concern training settled",
    "mentor happy 5",
    "both happy 3 good fit",
    "1/6 2h",
    "joined 1/6",
    "plan not reviewed 1/6",
    "missed 2/6",
    "1/6 1h",
    "book 20/6",
    "cancel 20/6",
    "no answer x2 try 20/6",
    "reached both",
    "sent mentor email",
    "paused 10/6",
    "active",
    "8/6 1h plan reviewed; action 1 done",
]
TABLES = (
    "session",
    "contact",
    "milestone",
    "action",
    "referral",
    "concern",
    "feedback",
    "pause",
    "relationship",
)


@pytest.fixture(scope="module")
def one_programme(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all examples: each takes back what it did."""
    path = shutil.copy(template, tmp_path_factory.mktemp("care") / "programme.duckdb")
    return Desk(Store(Path(path)), "ruth", TODAY)


def as_it_is(desk: Desk) -> list[list[tuple[Any, ...]]]:
    return [rows(desk, f"select * exclude (version) from {table} order by id") for table in TABLES]


@settings(max_examples=6, deadline=None)
@given(pages=st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_is_recorded_is_sound_and_undo_restores_the_rows_exactly(
    one_programme: Desk, pages: list[list[str]]
) -> None:
    """Random lines, several to a change; what cannot be is refused whole."""
    before, recorded = [as_it_is(one_programme)], 0
    for page in pages:
        try:
            log(one_programme, *page)
        except CoordinatorError:
            assert as_it_is(one_programme) == before[-1]
            continue
        recorded += 1
        before.append(as_it_is(one_programme))
    assert upkeep.check(one_programme) == []
    for left in range(recorded, 0, -1):
        history.undo_last(one_programme)
        assert as_it_is(one_programme) == before[left - 1]
