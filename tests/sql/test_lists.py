"""What the lists hold and in which order, and that a figure is the number of rows behind it."""

from datetime import date, time
from typing import Any

import pytest

from coordinator.models import CohortFigures
from coordinator.store import history_reads, reads
from tests.sql.conftest import TODAY, Programme, ago

RELATIONSHIP_FIGURES = (
    *("proposed", "active", "paused", "lapsed", "completed", "ended_early", "never_started"),
    *("too_early", "on_track", "due", "overdue", "at_risk", "lapse_suggested", "never_met", "past_end"),
    *("ending", "behind_on_hours"),
)


@pytest.fixture
def busy(programme: Programme) -> Programme:
    """A cohort with something in every state and health, and people who wait, have room, and left."""
    starts = (5, 12, 20, 60, 60, 60, 60, 60, 60, 178, 190)
    silences = (None, None, None, 3, 14, 20, 30, 45, 50, 3, 3)
    for start, silence in zip(starts, silences, strict=True):
        pair: dict[str, Any] = {role: programme.application(role) for role in ("mentor", "mentee")}
        relationship = programme.relationship(ago(start), coordinator="ruth", **pair)
        if silence is not None:
            programme.session(relationship, ago(silence))
    for state, outcome in (
        ("proposed", None),
        ("paused", None),
        ("lapsed", None),
        ("declined", None),
        ("closed", "completed"),
        ("closed", "ended_early"),
        ("closed", "never_started"),
    ):
        pair = {role: programme.application(role, capacity=2) for role in ("mentor", "mentee")}
        relationship = programme.relationship(
            None if state == "proposed" else ago(80), state=state, outcome=outcome, closed_on=ago(9), **pair
        )
        programme.session(relationship, ago(70))
    programme.application("mentor", capacity=3, state="applied")
    programme.application("mentor", state="withdrawn")
    programme.application("mentee", state="declined")
    both = programme.application("mentee", state="applied")
    programme.application("mentor", person=both)
    programme.relationship(ago(5), cohort="Autumn")
    return programme


def figures(programme: Programme, cohort: str = "Spring") -> CohortFigures:
    (found,) = reads.cohort_figures(programme.db, TODAY, cohort)
    return found


class TestTriage:
    def test_most_urgent_first_then_the_longest_silence_then_the_identifier(
        self, programme: Programme
    ) -> None:
        overdue = programme.relationship(ago(60))
        programme.session(overdue, ago(20))
        lapsing, lapsing_longer, lapsing_too = (programme.relationship(ago(100)) for _ in range(3))
        programme.session(lapsing, ago(45))
        programme.session(lapsing_longer, ago(50))
        programme.session(lapsing_too, ago(45))
        never_met = programme.relationship(ago(40))
        programme.relationship(ago(3))
        assert [item.relationship for item in reads.triage_items(programme.db, TODAY)] == [
            lapsing_longer,
            lapsing,
            lapsing_too,
            never_met,
            overdue,
        ]

    def test_silence_is_relative_to_the_cadence(self, programme: Programme) -> None:
        slow = programme.relationship(ago(150), cadence_days=28)
        quick = programme.relationship(ago(150), cadence_days=7)
        programme.session(slow, ago(90))
        programme.session(quick, ago(60))
        assert [item.relationship for item in reads.triage_items(programme.db, TODAY)] == [quick, slow]

    def test_only_those_that_need_someone_unless_everything(self, busy: Programme) -> None:
        urgent = reads.triage_items(busy.db, TODAY)
        everything = reads.triage_items(busy.db, TODAY, everything=True)
        assert {item.health for item in urgent} == {
            "past_end",
            "ending",
            "never_met",
            "overdue",
            "at_risk",
            "lapse_suggested",
        }
        assert [item for item in everything if item.needs_someone] == urgent
        assert len(everything) == 19

    def test_filters_and_limit(self, busy: Programme) -> None:
        everything = reads.triage_items(busy.db, TODAY, everything=True)
        assert reads.triage_items(busy.db, TODAY, everything=True, limit=4) == everything[:4]
        assert reads.triage_items(busy.db, TODAY, everything=True, cohort="Autumn") == [
            item for item in everything if item.cohort == "Autumn"
        ]
        assert reads.triage_items(busy.db, TODAY, everything=True, coordinator="ruth") == [
            item for item in everything if item.coordinator == "ruth"
        ]
        assert reads.triage_items(busy.db, TODAY, everything=True, coordinator="nobody") == []

    def test_a_figure_nobody_knows_has_no_rows(self, busy: Programme) -> None:
        assert reads.triage_items(busy.db, TODAY, figure="applicants") == []


class TestFigures:
    @pytest.mark.parametrize("figure", RELATIONSHIP_FIGURES)
    def test_a_figure_is_the_number_of_relationships_behind_it(self, busy: Programme, figure: str) -> None:
        behind = reads.triage_items(busy.db, TODAY, cohort="Spring", figure=figure)
        assert getattr(figures(busy), figure) == len(behind) > 0

    def test_totals_are_sums_over_the_relationships_behind_them(self, busy: Programme) -> None:
        behind = reads.triage_items(busy.db, TODAY, cohort="Spring", figure="hours_expected")
        found = figures(busy)
        assert {item.state for item in behind} == {"active", "paused", "lapsed", "closed"}
        assert found.sessions_held == sum(item.sessions_held for item in behind) == 13
        assert found.hours_held == sum(item.hours_held for item in behind) == 26.0
        assert found.hours_expected == pytest.approx(sum(item.hours_expected for item in behind))

    def test_people(self, busy: Programme) -> None:
        found = figures(busy)

        def behind(figure: str) -> list[int]:
            rows = reads.participants(busy.db, TODAY, cohort="Spring", figure=figure)
            return [row.person for row in rows]

        assert found.applicants == len(set(behind("applicants"))) == 38
        assert found.mentors == len(behind("mentors")) == 20
        assert found.mentees == len(behind("mentees")) == 19
        assert found.waiting == len(behind("waiting")) == 3
        capacity = [
            row.capacity for row in reads.participants(busy.db, TODAY, cohort="Spring", figure="capacity")
        ]
        assert found.capacity == sum(capacity) == 29

    def test_an_empty_cohort_is_all_noughts(self, programme: Programme) -> None:
        programme.cohort("Later", starts_on=ago(-30))
        found = figures(programme, "Later")
        assert (found.applicants, found.active, found.hours_held, found.capacity) == (0, 0, 0.0, 0)
        assert found.sessions_by_fortnight == []

    def test_sessions_by_fortnight_from_the_start_with_noughts(self, programme: Programme) -> None:
        programme.cohort(starts_on=ago(42))
        relationship = programme.relationship(ago(42))
        declined = programme.relationship(ago(42), state="declined")
        for days in (43, 42, 29, 14, 1, 0, -1):
            programme.session(relationship, ago(days))
        programme.session(relationship, ago(3), "missed", hours=None)
        programme.session(declined, ago(2))
        assert figures(programme).sessions_by_fortnight == [2, 0, 2, 1]

    def test_at_most_thirteen_fortnights(self, programme: Programme) -> None:
        programme.cohort(starts_on=ago(400))
        programme.session(programme.relationship(ago(400)), TODAY)
        assert figures(programme).sessions_by_fortnight == [0] * 12 + [1]


class TestStanding:
    def standing(self, programme: Programme, person: int) -> tuple[str, date | None, int]:
        (found,) = (row for row in reads.participants(programme.db, TODAY) if row.person == person)
        return found.standing, found.since, found.live

    def test_a_mentee_waits_again_after_a_pairing_that_came_to_nothing(self, programme: Programme) -> None:
        mentee = programme.application("mentee")
        assert self.standing(programme, mentee) == ("waiting", ago(210), 0)
        programme.relationship(None, state="declined", mentee=mentee)
        programme.relationship(
            ago(50), state="closed", outcome="never_started", closed_on=ago(20), mentee=mentee
        )
        assert self.standing(programme, mentee) == ("waiting", ago(20), 0)

    @pytest.mark.parametrize(
        ("columns", "standing", "since"),
        [
            ({"state": "proposed", "proposed_on": ago(4)}, "proposed", ago(4)),
            ({"state": "active", "started_on": ago(50)}, "paired", ago(50)),
            ({"state": "active", "started_on": ago(-5)}, "paired", None),
            ({"state": "paused", "started_on": ago(50)}, "paired", ago(50)),
            ({"state": "lapsed", "lapsed_on": ago(6)}, "lapsed", ago(6)),
            ({"state": "closed", "outcome": "completed", "closed_on": ago(7)}, "closed", ago(7)),
            ({"state": "closed", "outcome": "ended_early", "closed_on": ago(7)}, "closed", ago(7)),
        ],
    )
    def test_a_mentee_stands_where_the_relationship_does(
        self, programme: Programme, columns: dict[str, Any], standing: str, since: date | None
    ) -> None:
        mentee = programme.application("mentee")
        programme.relationship(mentee=mentee, **columns)
        assert self.standing(programme, mentee)[:2] == (standing, since)

    def test_a_mentor_has_room_up_to_the_capacity(self, programme: Programme) -> None:
        mentor = programme.application("mentor", capacity=2)
        programme.relationship(ago(40), mentor=mentor)
        assert self.standing(programme, mentor) == ("has_room", ago(210), 1)
        second = programme.relationship(ago(30), mentor=mentor)
        assert self.standing(programme, mentor) == ("full", ago(30), 2)
        programme.db.execute(
            "update relationship set state = 'closed', outcome = 'completed', closed_on = $on where id = $id",
            {"on": ago(3), "id": second},
        )
        assert self.standing(programme, mentor) == ("has_room", ago(3), 1)

    def test_a_mentors_relationships_in_other_cohorts_take_places(self, programme: Programme) -> None:
        mentor = programme.application("mentor", capacity=2)
        programme.relationship(ago(40), mentor=mentor)
        programme.relationship(ago(30), cohort="Autumn", mentor=mentor)
        assert self.standing(programme, mentor) == ("full", None, 2)

    def test_a_mentor_without_capacity_is_full(self, programme: Programme) -> None:
        mentor = programme.application("mentor", capacity=0)
        assert self.standing(programme, mentor)[0] == "full"

    def test_another_cohort_does_not_count(self, programme: Programme) -> None:
        mentee = programme.application("mentee")
        programme.relationship(ago(10), cohort="Autumn", mentee=mentee)
        assert self.standing(programme, mentee)[0] == "waiting"

    def test_partners_are_the_live_ones_by_name(self, programme: Programme) -> None:
        mentor = programme.application("mentor", capacity=3, tags=["finance"])
        for name, state in (("Zoe", "active"), ("Ada", "lapsed"), ("Max", "closed")):
            programme.relationship(ago(9), state=state, mentor=mentor, mentee=programme.person(name))
        (row,) = reads.participants(programme.db, TODAY)
        assert (row.partners, row.tags) == (["Ada", "Zoe"], ["finance"])

    def test_those_who_wait_come_first_the_longest_first(self, programme: Programme) -> None:
        late = programme.application("mentee", applied_on=ago(3))
        early = programme.application("mentee", applied_on=ago(30))
        mentor = programme.application("mentor")
        gone = programme.application("mentee", state="withdrawn")
        rows = reads.participants(programme.db, TODAY)
        assert [row.person for row in rows] == [early, late, mentor, gone]


class TestOneRelationship:
    def record(
        self, programme: Programme, change: int, entity: str, entity_id: int, **columns: object
    ) -> None:
        programme.add(
            "event",
            change=change,
            recorded_at="2026-11-20 09:30:00",
            recorded_on=ago(3),
            who="ruth",
            command="log",
            entity=entity,
            entity_id=entity_id,
            **columns,
        )

    def test_timeline(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        other = programme.relationship(ago(60))
        mentee = programme.person("Asha Patel")
        held = programme.session(
            relationship, ago(30), mode="video", reported_by="mentee", plan_reviewed=True
        )
        programme.session(relationship, ago(-5), "booked", hours=None, starts_at=time(14, 0))
        programme.session(relationship, ago(-6), "held")
        programme.session(other, ago(1))
        programme.add(
            "contact",
            relationship=relationship,
            person=mentee,
            contacted_on=ago(2),
            channel="phone",
            outcome="message_left",
            next_on=date(2026, 11, 28),
            note="sounded tired",
        )
        programme.pause(relationship, ago(20), ago(10), returns_on=date(2026, 12, 14), reason="illness")
        self.record(programme, 1, "session", held, relationship=relationship, after="{}")
        self.record(
            programme,
            2,
            "relationship",
            relationship,
            relationship=relationship,
            before='{"state": "active"}',
            after='{"state": "lapsed", "lapsed_on": "2026-11-19"}',
        )
        self.record(
            programme,
            3,
            "relationship",
            relationship,
            relationship=relationship,
            before='{"state": "lapsed", "version": 1}',
            after='{"state": "lapsed", "version": 2}',
        )
        entries = reads.timeline(programme.db, TODAY, relationship)
        assert [(e.happened_on, e.what, e.summary) for e in entries] == [
            (ago(-5), "session", "Session booked for 14:00"),
            (ago(2), "contact", "Check-in by phone with Asha Patel: left a message, next try 28 Nov"),
            (ago(4), "state", "Lapsed (was active)"),
            (ago(10), "pause", "Back from the pause"),
            (ago(20), "pause", "Paused until 14 Dec: illness"),
            (ago(30), "session", "Session held, 2 h, video, plan reviewed"),
        ]
        assert [e.note for e in entries] == [None, "sounded tired", None, None, None, None]
        assert (entries[-1].who, entries[-1].source) == ("ruth", "mentee")
        assert reads.timeline(programme.db, TODAY, relationship, limit=2) == entries[:2]

    def test_sessions_leave_out_what_is_not_yet_held(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60))
        other = programme.relationship(ago(60), cohort="Autumn")
        seen = [
            programme.session(relationship, ago(9)),
            programme.session(relationship, ago(-3), "cancelled", hours=None),
            programme.session(relationship, ago(-4), "booked", hours=None),
        ]
        programme.session(relationship, ago(-5), "missed", hours=None)
        elsewhere = programme.session(other, ago(9))

        def found(cohort: str | None = None) -> list[int]:
            return [row.session for row in reads.sessions(programme.db, TODAY, cohort)]

        assert found("Spring") == seen
        assert sorted(found()) == sorted([*seen, elsewhere])

    def test_detail_of_none_such(self, programme: Programme) -> None:
        assert reads.relationship_detail(programme.db, TODAY, 999) is None

    def test_detail_shows_the_pause_that_is_on(self, programme: Programme) -> None:
        relationship = programme.relationship(ago(60), state="paused")
        programme.pause(relationship, ago(50), ago(45), returns_on=ago(44))
        programme.pause(relationship, ago(7), returns_on=ago(-20))
        detail = reads.relationship_detail(programme.db, TODAY, relationship)
        assert detail is not None
        assert (detail.paused_on, detail.returns_on, detail.paused_days) == (ago(7), ago(-20), 12)


class TestChanges:
    def test_one_row_a_change_with_its_batch_and_what_undid_it(self, programme: Programme) -> None:
        def event(change: int, entity: str, entity_id: int, hour: int, **columns: object) -> None:
            programme.add(
                "event",
                change=change,
                recorded_at=f"2026-11-20 {hour:02}:00:00",
                recorded_on=ago(3),
                entity=entity,
                entity_id=entity_id,
                **{"who": "ruth", "command": "import", **columns},
            )

        event(1, "import_batch", 7, 9, after="{}")
        event(1, "person", 1, 9, after="{}")
        event(1, "session", 1, 9, after="{}", relationship=4)
        event(2, "session", 2, 10, after="{}", relationship=4, who="omar", command="log")
        event(3, "session", 2, 11, before="{}", relationship=4, who="omar", command="undo", undoes=2)
        event(4, "session", 2, 12, after="{}", relationship=4, who="omar", command="undo", undoes=3)
        found = history_reads.changes(programme.db)
        assert [(c.change, c.batch, c.undoes, c.undone_by, c.rows, c.relationship) for c in found] == [
            (4, None, 3, None, 1, 4),
            (3, None, 2, 4, 1, 4),
            (2, None, None, None, 1, 4),
            (1, 7, None, None, 3, 4),
        ]
        assert [c.change for c in history_reads.changes(programme.db, limit=2)] == [4, 3]


def test_cohort_names_the_latest_first(programme: Programme) -> None:
    for name, days in (("Old", 300), ("New", 10), ("Also new", 10)):
        programme.cohort(name, starts_on=ago(days))
    assert reads.cohort_names(programme.db) == ["Also new", "New", "Old"]
