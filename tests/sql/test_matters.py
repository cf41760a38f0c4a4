"""What is put off, what comes back, and who waits: behaviour on tiny data."""

from datetime import timedelta

import pytest

from coordinator.definitions import MATTERS
from coordinator.models import TriageItem
from coordinator.store import reads, to_do
from tests.sql.conftest import TODAY, Programme, ago
from tests.sql.matters_oracle import URGENCY


def listed(programme: Programme, *, put_off: bool = False, days_on: int = 0) -> list[TriageItem]:
    return reads.triage_items(programme.db, TODAY + timedelta(days_on), put_off=put_off)


def at_risk(programme: Programme) -> int:
    relationship = programme.relationship(ago(60))
    programme.session(relationship, ago(30))
    return relationship


def snooze(programme: Programme, relationship: int, matter: str, **columns: object) -> None:
    """Put off as bad as it is now."""
    (found,) = programme.db.execute(
        "select measures[matter_urgency($matter)] from relationship_matters($today, measuring := true)"
        " where relationship = $relationship",
        {"matter": matter, "today": TODAY, "relationship": relationship},
    ).fetchall()
    programme.add(
        "snooze",
        relationship=relationship,
        matter=matter,
        measure=found[0],
        snoozed_on=TODAY,
        who="ana",
        **columns,
    )


def test_the_words_and_the_oracle_have_the_order_of_the_rules(programme: Programme) -> None:
    (order,) = programme.db.execute("select matters()").fetchone() or ([],)
    assert [name.replace(" ", "_") for name, _ in MATTERS] == order
    assert list(URGENCY) == [name for name in order if name != "waiting"]


def test_several_matters_are_one_row(programme: Programme) -> None:
    relationship = at_risk(programme)
    programme.add(
        "concern", relationship=relationship, raised_on=ago(3), category="training", source="mentor"
    )
    programme.add("milestone", relationship=relationship, kind="agreement", mentor_on=ago(50))
    (item,) = listed(programme)
    assert (item.matter, item.more) == ("boundary", 3)
    assert item.reason == "boundary concern on 20 Nov: training; no referral yet"
    assert item.next_step == "Refer them on, or settle it"


@pytest.mark.parametrize("until", [None, TODAY + timedelta(5)])
def test_what_is_put_off_is_off_the_list_and_shown_apart(programme: Programme, until: object) -> None:
    relationship = at_risk(programme)
    snooze(programme, relationship, "at_risk", until=until, reason="both on leave")
    assert listed(programme) == []
    (item,) = listed(programme, put_off=True)
    assert (item.matter, item.health, item.needs_someone) == ("at_risk", "at_risk", False)
    said = "until 28 Nov, by ana: both on leave" if until else "dismissed on 23 Nov by ana: both on leave"
    assert item.put_off == said


def test_it_comes_back_on_its_day(programme: Programme) -> None:
    snooze(programme, at_risk(programme), "at_risk", until=TODAY + timedelta(5), reason=None)
    assert listed(programme, days_on=4) == []
    (item,) = listed(programme, days_on=5)
    assert item.matter == "at_risk"


def test_it_comes_back_when_it_gets_worse(programme: Programme) -> None:
    relationship = at_risk(programme)
    snooze(programme, relationship, "at_risk", until=None, reason="all is well")
    programme.add("contact", relationship=relationship, contacted_on=TODAY, outcome="no_answer")
    (item,) = listed(programme)
    assert item.matter == "at_risk"
    assert item.reason.endswith("; 1 try unanswered, last on 23 Nov")


def test_another_occasion_is_another_matter(programme: Programme) -> None:
    relationship = at_risk(programme)
    snooze(programme, relationship, "at_risk", until=None, reason="all is well")
    programme.session(relationship, TODAY)
    assert listed(programme, days_on=20)[0].matter == "overdue"
    assert listed(programme, days_on=30)[0].matter == "at_risk"


def test_one_matter_put_off_leaves_the_others(programme: Programme) -> None:
    relationship = at_risk(programme)
    programme.add("milestone", relationship=relationship, kind="agreement")
    assert (listed(programme)[0].matter, listed(programme)[0].more) == ("at_risk", 2)
    snooze(programme, relationship, "at_risk", until=None, reason="known")
    (item,) = listed(programme)
    assert (item.matter, item.more, item.put_off) == ("agreement", 1, None)


class TestWaiting:
    def test_longer_than_the_threshold_in_a_cohort_that_is_not_over(self, programme: Programme) -> None:
        programme.cohort("Autumn", starts_on=ago(20))
        programme.cohort("Winter", starts_on=ago(20), waiting_days=20)
        programme.cohort("Over", starts_on=ago(200))
        for cohort in ("Autumn", "Winter", "Over"):
            for days in (21, 31, 40):
                programme.application("mentee", cohort, name=f"{cohort} {days}", applied_on=ago(days))
        programme.application("mentor", "Autumn", applied_on=ago(90))
        waiting = reads.waiting_items(programme.db, TODAY)
        assert [item.mentee for item in waiting] == [
            "Winter 40",
            "Winter 31",
            "Autumn 40",
            "Winter 21",
            "Autumn 31",
        ]
        assert waiting[2].reason == "waiting since 14 Oct 2026, 40 days"
        assert {item.mentor for item in waiting} == {None}

    def test_put_off(self, programme: Programme) -> None:
        programme.cohort("Autumn", starts_on=ago(20))
        programme.application("mentee", "Autumn", applied_on=ago(40))
        (item,) = reads.waiting_items(programme.db, TODAY)
        measured = programme.db.execute(
            "select measure from waiting_applicants($today)", {"today": TODAY}
        ).fetchone()
        assert measured is not None
        programme.add(
            "snooze",
            application=item.application,
            matter="waiting",
            measure=measured[0],
            snoozed_on=TODAY,
            who="ana",
        )
        assert reads.waiting_items(programme.db, TODAY) == []
        assert [one.ref for one in reads.waiting_items(programme.db, TODAY, put_off=True)] == [item.ref]
        assert len(reads.waiting_items(programme.db, TODAY + timedelta(30))) == 1

    def test_those_who_wait_have_their_place_within_a_limit(self, programme: Programme) -> None:
        programme.cohort("Autumn", starts_on=ago(20))
        programme.application("mentee", "Autumn", applied_on=ago(40))
        for days in (
            100,
            101,
        ):  # nobody asked how it went on: the one matter less urgent than the exit survey
            programme.relationship(
                ago(300), state="closed", outcome="completed", closed_on=ago(days), proposed_on=ago(310)
            )
        whole = to_do.items(programme.db, TODAY)
        assert [item.matter for item in whole] == ["waiting", "follow_up", "follow_up"]
        at_risk(programme)
        urgent = to_do.items(programme.db, TODAY)
        assert [item.matter for item in urgent] == ["at_risk", *(item.matter for item in whole)]
        for limit in range(5):
            assert to_do.items(programme.db, TODAY, limit=limit) == urgent[:limit]
