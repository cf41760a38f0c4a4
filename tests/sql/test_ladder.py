"""The contact ladder: which tries count, what answers them, and how far they have climbed. Today is 23 November 2026."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sql.conftest import TODAY, Programme, ago, empty_programme


class Rung(NamedTuple):
    relationship: int
    tries: int
    last_try_on: date | None
    reached_on: date | None
    next_on: date | None
    rung: int


def rungs(programme: Programme, today: date = TODAY) -> dict[int, Rung]:
    found = programme.db.execute("from contact_rung($today)", {"today": today}).fetchall()
    return {row[0]: Rung(*row) for row in found}


def contact(programme: Programme, relationship: int, days: int, outcome: str, **columns: object) -> None:
    programme.add("contact", relationship=relationship, contacted_on=ago(days), outcome=outcome, **columns)


@pytest.fixture
def pair(programme: Programme) -> int:
    return programme.relationship(ago(100))


def test_whoever_was_never_contacted_has_no_row(programme: Programme, pair: int) -> None:
    assert pair not in rungs(programme)


@pytest.mark.parametrize("outcome", ["no_answer", "message_left", "bounced", "sent"])
def test_each_unanswered_try_climbs(programme: Programme, pair: int, outcome: str) -> None:
    for days, rung in ((6, 1), (4, 2), (2, 3), (1, 4)):
        contact(programme, pair, days, outcome)
        assert rungs(programme)[pair] == (pair, min(rung, 4), ago(days), None, None, rung)


def test_a_third_try_has_until_the_day_set_or_seven_days(programme: Programme, pair: int) -> None:
    for days in (20, 10, 6):
        contact(programme, pair, days, "no_answer")
    assert [rungs(programme, today)[pair].rung for today in (ago(0), ago(-1))] == [3, 4]
    contact(programme, other := programme.relationship(ago(100)), 20, "no_answer")
    contact(programme, other, 10, "no_answer")
    contact(programme, other, 1, "no_answer", next_on=ago(-12))
    assert [rungs(programme, today)[other].rung for today in (ago(-11), ago(-12))] == [3, 4]


def test_reaching_someone_or_a_session_starts_again(programme: Programme, pair: int) -> None:
    contact(programme, pair, 9, "no_answer", next_on=ago(7))
    contact(programme, pair, 8, "reached", next_on=ago(-5))
    assert rungs(programme)[pair] == (pair, 0, None, ago(8), ago(-5), 0)
    contact(programme, pair, 8, "no_answer")
    assert rungs(programme)[pair][1:4] == (1, ago(8), ago(8))
    contact(programme, pair, 3, "no_answer", next_on=ago(-1))
    assert rungs(programme)[pair].next_on == ago(-1)
    programme.session(pair, ago(3))
    assert rungs(programme)[pair] == (pair, 0, None, ago(8), None, 0)


def test_both_tried_on_one_day_is_one_try(programme: Programme) -> None:
    mentor, mentee = programme.person(), programme.person()
    pair = programme.relationship(ago(100), mentor=mentor, mentee=mentee)
    for person in (mentor, mentee):
        contact(programme, pair, 1, "sent", person=person, template="first_reminder")
    assert rungs(programme)[pair].tries == 1
    contact(programme, pair, 1, "no_answer", person=mentor)
    assert rungs(programme)[pair].tries == 2


def test_a_welcome_asks_for_no_answer(programme: Programme, pair: int) -> None:
    contact(programme, pair, 1, "sent", template="welcome")
    contact(programme, pair, 1, "sent", template="ending_soon")
    assert rungs(programme)[pair].rung == 0


def test_what_comes_after_today_is_unseen(programme: Programme, pair: int) -> None:
    contact(programme, pair, 5, "no_answer")
    contact(programme, pair, 1, "reached")
    assert rungs(programme, ago(2))[pair].tries == 1
    assert rungs(programme, ago(6)) == {}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("rung_words(0)", None),
        ("rung_words(2)", "2nd try"),
        ("rung_words(4)", "lapse suggested"),
        ("ladder_words(0, null, null)", None),
        ("ladder_words(1, date '2026-11-03', null)", "1 try unanswered, last on 3 Nov"),
        (
            "ladder_words(2, date '2026-11-03', date '2026-11-10')",
            "2 tries unanswered, last on 3 Nov; next on 10 Nov",
        ),
        ("ladder_words(0, null, date '2026-11-10')", "next on 10 Nov"),
    ],
)
def test_in_words(programme: Programme, call: str, words: str | None) -> None:
    assert programme.db.execute(f"select {call}").fetchone() == (words,)


@pytest.fixture(scope="module")
def all_examples() -> Iterator[Programme]:
    """One programme for all examples: each has a relationship of its own."""
    db = empty_programme()
    yield Programme(db)
    db.close()


OUTCOMES = st.sampled_from(["reached", "no_answer", "message_left", "bounced", "sent", "session"])


@given(happened=st.lists(st.tuples(st.integers(0, 12), OUTCOMES), max_size=12))
def test_the_tries_are_those_after_whatever_answered_last(
    all_examples: Programme, happened: list[tuple[int, str]]
) -> None:
    """Of one person, entered in any order of days: counted once more, one by one."""
    programme = all_examples
    pair = programme.relationship(ago(100))
    sessions = sorted({days for days, what in happened if what == "session"})
    contacts = [(days, what) for days, what in happened if what != "session"]
    for days in sessions:
        programme.session(pair, ago(days))
    for days, outcome in contacts:
        contact(programme, pair, days, outcome)
    tries = 0
    for days, outcome in sorted(contacts, key=lambda one: -one[0]):  # stable: as entered within a day
        tries = 0 if outcome == "reached" else tries + 1
        if outcome != "reached" and sessions and days >= sessions[0]:
            tries = 0
    found = rungs(programme).get(pair)
    assert (found.tries if found else 0) == tries
