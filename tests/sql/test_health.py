"""Each line of the health table at its edges, and the words that go with it. Today is 23 November 2026."""

from datetime import date

import pytest

from coordinator.models import TriageItem
from coordinator.store import reads
from tests.sql.conftest import TODAY, Programme, ago


def judged(programme: Programme, relationship: int, today: date = TODAY) -> TriageItem:
    (item,) = (
        item
        for item in reads.triage_items(programme.db, today, everything=True)
        if item.relationship == relationship
    )
    return item


class TestBeforeTheFirstSession:
    @pytest.mark.parametrize(
        ("days", "health"),
        [(-5, "too_early"), (0, "too_early"), (9, "too_early"), (10, "due"), (14, "due"), (15, "never_met")],
    )
    def test_by_days_since_the_start(self, programme: Programme, days: int, health: str) -> None:
        assert judged(programme, programme.relationship(ago(days))).health == health

    def test_a_booking_does_not_clear_never_met(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(31))
        programme.session(relationship, date(2026, 11, 28), "booked")
        item = judged(programme, relationship)
        assert (item.health, item.needs_someone) == ("never_met", True)
        assert item.reason == (
            "31 days since the start, no session held, booked 28 Nov; first session due within 14"
        )
        assert item.next_session == date(2026, 11, 28)

    def test_missed_and_cancelled_sessions_are_no_contact(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(20))
        programme.session(relationship, ago(3), "missed", hours=None)
        programme.session(relationship, ago(2), "cancelled", hours=None)
        programme.session(relationship, ago(1), "booked")
        item = judged(programme, relationship)
        assert (item.health, item.days_since, item.next_session) == ("never_met", 20, None)

    def test_a_start_in_the_future_has_not_elapsed(self, programme: Programme) -> None:
        item = judged(programme, programme.relationship(ago(-10)))
        assert (item.days_since, item.hours_expected, item.hours_forecast) == (0, 0.0, None)
        assert item.reason == "starts on 3 Dec 2026, in 10 days"

    def test_without_a_start_date_the_reason_says_so(self, programme: Programme) -> None:
        item = judged(programme, programme.relationship(None))
        assert (item.health, item.days_since) == ("too_early", None)
        assert item.reason == "no start date and no session held"
        assert item.next_step == "Enter the start date"


class TestBetweenSessions:
    @pytest.mark.parametrize(
        ("days", "booked", "health"),
        [
            (0, False, "on_track"),
            (13, False, "on_track"),
            (14, False, "due"),
            (14, True, "due"),
            (15, False, "overdue"),
            (15, True, "due"),
            (27, False, "overdue"),
            (27, True, "due"),
            (28, False, "at_risk"),
            (28, True, "at_risk"),
            (41, False, "at_risk"),
            (42, False, "lapse_suggested"),
            (42, True, "lapse_suggested"),
        ],
    )
    def test_by_days_since_the_last_session(
        self, programme: Programme, days: int, booked: bool, health: str
    ) -> None:
        relationship = programme.relationship(ago(60))
        programme.session(relationship, ago(days))
        if booked:
            programme.session(relationship, ago(-2), "booked")
        assert judged(programme, relationship).health == health

    def test_a_cadence_of_its_own_goes_before_the_cohorts(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60), cadence_days=7)
        programme.session(relationship, ago(14))
        item = judged(programme, relationship)
        assert item.health == "at_risk"
        assert item.reason == "14 days since the last session, none booked; cadence 7"

    def test_a_session_after_today_is_unseen_but_one_booked_for_today_is_not(
        self, programme: Programme
    ) -> None:
        relationship = programme.relationship(ago(60))
        programme.session(relationship, ago(19))
        programme.session(relationship, ago(-1), "held")
        assert (
            judged(programme, relationship).reason
            == "19 days since the last session, none booked; cadence 14"
        )
        programme.session(relationship, TODAY, "booked")
        assert (
            judged(programme, relationship).reason
            == "19 days since the last session, booked 23 Nov; cadence 14"
        )

    def test_one_day_is_singular(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        programme.session(relationship, ago(1))
        assert judged(programme, relationship).reason.startswith("1 day since")


class TestTheEnd:
    @pytest.mark.parametrize(
        ("days", "health"),
        [(174, "lapse_suggested"), (175, "ending"), (182, "ending"), (183, "past_end")],
    )
    def test_by_days_since_the_start(self, programme: Programme, days: int, health: str) -> None:
        relationship = programme.relationship(ago(days))
        programme.session(relationship, ago(100))
        assert judged(programme, relationship).health == health

    def test_reasons(self, programme: Programme) -> None:
        ending = programme.relationship(ago(178))
        for day in range(9):
            programme.session(ending, ago(10 + day))
        today = programme.relationship(ago(182))
        past = programme.relationship(ago(204))
        assert judged(programme, ending).reason == "ends on 27 Nov 2026, in 4 days; 18 of 24 h held"
        assert judged(programme, today).reason == "ends today; 0 of 24 h held"
        assert judged(programme, past).reason == (
            "ended on 1 Nov 2026, 22 days ago, and is still open; 0 of 24 h held"
        )
        assert judged(programme, past).next_step == "Ask both whether to close it"


class TestStoredStates:
    @pytest.mark.parametrize(
        ("state", "health"),
        [
            ("proposed", "proposed"),
            ("paused", "paused"),
            ("lapsed", "lapsed"),
            ("closed", "closed"),
            ("declined", "closed"),
        ],
    )
    def test_the_state_speaks_for_itself(self, programme: Programme, state: str, health: str) -> None:
        item = judged(programme, programme.relationship(ago(400), state=state))
        assert (item.health, item.needs_someone) == (health, False)

    def test_reasons(self, programme: Programme) -> None:
        paused = programme.relationship(ago(60), state="paused")
        programme.pause(paused, date(2026, 11, 1), returns_on=date(2026, 12, 14), reason="illness")
        lapsed = programme.relationship(ago(100), state="lapsed", lapsed_on=date(2026, 11, 2))
        programme.session(lapsed, date(2026, 9, 3))
        closed = programme.relationship(
            ago(190), state="closed", outcome="ended_early", closed_on=date(2026, 11, 3)
        )
        programme.session(closed, ago(100), hours=1.5)
        assert judged(programme, paused).reason == "paused on 1 Nov 2026; back on 14 Dec 2026"
        assert judged(programme, paused).next_step == "Wait until 14 Dec"
        assert judged(programme, lapsed).reason == "lapsed on 2 Nov 2026; last session on 3 Sep 2026"
        assert judged(programme, closed).reason == "closed on 3 Nov 2026, ended early; 1.5 of 24 h held"

    def test_a_pause_that_should_be_over_says_by_how_much(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60), state="paused")
        programme.pause(relationship, ago(30), returns_on=ago(1))
        item = judged(programme, relationship)
        assert item.reason == "paused on 24 Oct 2026; was due back on 22 Nov 2026, 1 day ago"
        assert item.next_step == "Ask whether they are back"


class TestPauses:
    def test_paused_days_count_for_nothing(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        programme.session(relationship, ago(40))
        programme.pause(relationship, ago(30), ago(9))
        item = judged(programme, relationship)
        assert item.days_since == 19
        assert item.reason == (
            "19 days since the last session, none booked; cadence 14; 21 days of pause not counted"
        )
        detail = reads.relationship_detail(programme.db, TODAY, relationship)
        assert detail is not None
        assert (detail.elapsed_days, detail.paused_days, detail.ends_on) == (39, 21, ago(60 - 182 - 21))

    def test_overlapping_pauses_count_once(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        programme.session(relationship, ago(40))
        programme.pause(relationship, ago(30), ago(10))
        programme.pause(relationship, ago(25), ago(20))
        programme.pause(relationship, ago(15), ago(5))
        assert judged(programme, relationship).days_since == 15

    def test_a_session_held_inside_a_pause_counts_from_its_day(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        programme.pause(relationship, ago(30), ago(10))
        programme.session(relationship, ago(20))
        assert judged(programme, relationship).days_since == 10

    def test_a_pause_after_today_is_unseen(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(30))
        programme.session(relationship, ago(5))
        programme.pause(relationship, ago(-3), ago(-10))
        detail = reads.relationship_detail(programme.db, TODAY, relationship)
        assert detail is not None
        assert (detail.paused_days, detail.paused_on, detail.days_since) == (0, None, 5)


class TestHours:
    def test_expected_follows_the_calendar_and_stops_at_the_target(self, programme: Programme) -> None:
        half = programme.relationship(ago(91))
        over = programme.relationship(ago(300))
        assert judged(programme, half).hours_expected == 12.0
        assert judged(programme, over).hours_expected == 24.0

    def test_nothing_is_expected_before_it_began(self, programme: Programme) -> None:
        assert judged(programme, programme.relationship(ago(91), state="proposed")).hours_expected == 0.0

    def test_forecast_from_the_fourteenth_day_on_and_never_below_held(self, programme: Programme) -> None:
        young, ripe, old = (programme.relationship(ago(days)) for days in (13, 14, 364))
        for relationship in (young, ripe, old):
            programme.session(relationship, ago(2))
        forecasts = [judged(programme, r).hours_forecast for r in (young, ripe, old)]
        assert forecasts == [None, 26.0, 2.0]

    def test_behind_from_two_cadences_on_below_three_quarters(self, programme: Programme) -> None:
        early = programme.relationship(ago(27))
        behind, ahead = (
            programme.relationship(ago(182 // 2)) for _ in range(2)
        )  # expected 12, three quarters are 9
        programme.session(behind, ago(5), hours=8.9)
        programme.session(ahead, ago(5), hours=9.0)
        assert [judged(programme, r).behind_on_hours for r in (early, behind, ahead)] == [False, True, False]


def test_a_leap_day_counts(programme: Programme) -> None:
    relationship = programme.relationship(date(2028, 1, 3))
    programme.session(relationship, date(2028, 2, 28))
    assert judged(programme, relationship, date(2028, 3, 1)).days_since == 2
