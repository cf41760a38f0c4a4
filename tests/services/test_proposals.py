"""Pairs are proposed, each side answers, and no answer takes a place that is not there."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from coordinator.errors import CoordinatorError, NotUnderstood, StaleEdit
from coordinator.policy import Policy
from coordinator.services import history, overview, proposals, recording, transitions, upkeep
from coordinator.services.desk import Desk
from coordinator.services.grounds import Ground
from coordinator.states import Move
from coordinator.store import pairing_reads
from tests.services.conftest import TODAY

ADA, BEN, EVE, TOM = 3, 4, 5, 2


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Ada mentors two at most (Ben is proposed to her: R2), Eve one; Ben, Tom and Priya would like a mentor."""
    with desk.store.writing("setup", "set up", TODAY) as change:
        change.insert(
            "application",
            [
                _application(ADA, "mentor", 2, ["Strategy", "Fundraising"]),
                _application(EVE, "mentor", 1, ["Governance"]),
                _application(BEN, "mentee", 1, ["Fundraising"]),
                _application(1, "mentee", 1, ["Fundraising"]),
                _application(6, "mentee", 1, ["Governance", "Strategy"]),
            ],
        )
        change.insert("person", [{"name": "Fay Guo", "email": "fay@hive.org"}])
    return desk


def _application(person: int, role: str, capacity: int, tags: list[str]) -> dict[str, object]:
    return {
        "cohort": 1,
        "person": person,
        "role": role,
        "state": "accepted",
        "capacity": capacity,
        "tags": tags,
        "consent": True,
    }


def pair(desk: Desk, mentor: str, mentee: str) -> tuple[int, int]:
    one, other = proposals.find_pair(desk, mentor, mentee)
    return one.application, other.application


def rows(desk: Desk, query: str) -> Sequence[tuple[object, ...]]:
    with desk.store.reading() as db:
        return db.execute(query).fetchall()


def test_marked_pairs_are_proposed_in_one_change(asked: Desk) -> None:
    done, ids = proposals.propose(asked, 1, [pair(asked, "ada", "priya"), pair(asked, "eve", "fay")])
    assert done.message == "2 pairs are proposed, R4 to R5. Ask all for their answers."
    assert rows(
        asked,
        "select state, proposed_on, coordinator, match_score from relationship where id > 3 order by id",
    ) == [("proposed", TODAY, "ruth", 80), ("proposed", TODAY, "ruth", 46)]
    assert ids == [4, 5]
    history.undo_last(asked)
    assert rows(asked, "select count(*) from relationship") == [(3,)]


def test_what_bars_a_pair_is_said_and_nothing_is_proposed(asked: Desk) -> None:
    with pytest.raises(
        CoordinatorError, match="Ada Obi & Ben Nwosu: together in a relationship now, no room left"
    ):
        proposals.propose(asked, 1, [pair(asked, "eve", "fay"), pair(asked, "ada", "ben")])
    assert rows(asked, "select count(*) from relationship") == [(3,)]
    with pytest.raises(CoordinatorError, match="no mentor and mentee of this cohort"):
        proposals.propose(asked, 1, [(1, 99)])
    with pytest.raises(CoordinatorError, match="No pair was named"):
        proposals.propose(asked, 1, [])


def test_pairs_that_do_not_fit_together_are_refused(asked: Desk) -> None:
    with pytest.raises(CoordinatorError, match="Ada Obi is in 2 of these pairs and has 1 place left"):
        proposals.propose(asked, 1, [pair(asked, "ada", "priya"), pair(asked, "ada", "fay")])
    with pytest.raises(CoordinatorError, match="Fay Guo is in 2 of these pairs"):
        proposals.propose(asked, 1, [pair(asked, "ada", "fay"), pair(asked, "eve", "fay")])


def test_both_accept_and_it_is_ready_with_an_agreement_to_sign(asked: Desk) -> None:
    first = proposals.answer(asked, 2, "mentor", "accepted")
    assert first.message == "Ada Obi & Ben Nwosu: Ada Obi accepted. Ben Nwosu's answer is open."
    assert overview.relationship(asked, 2).next_step == "Ask the mentee for an answer"
    assert rows(asked, "select count(*) from milestone") == [(0,)]
    second = proposals.answer(asked, 2, "mentee", "accepted")
    assert "R2 is ready to start, with an agreement to sign" in second.message
    assert proposals.standing(asked, 2).is_ready
    assert rows(asked, "select kind, done_on from milestone where relationship = 2") == [("agreement", None)]
    detail = overview.relationship(asked, 2)
    assert detail.reason.endswith("both accepted")
    assert detail.next_step == "Start it, and have the agreement signed"
    (item,) = (item for item in overview.triage(asked) if item.relationship == 2)
    assert (item.matter, item.next_step) == ("unanswered", detail.next_step)
    told = [entry.summary for entry in overview.timeline(asked, 2)]
    assert {"The mentor accepted the proposal", "The mentee accepted the proposal"} <= {*told}
    with pytest.raises(CoordinatorError, match="Ada Obi accepted already"):
        proposals.answer(asked, 2, "mentor", "accepted")
    history.undo_last(asked)
    assert not proposals.standing(asked, 2).is_ready
    assert rows(asked, "select count(*) from milestone") == [(0,)]
    assert upkeep.check(asked) == []


def test_a_decline_bars_the_pair_and_says_so(asked: Desk) -> None:
    proposals.answer(asked, 2, "mentor", "accepted")
    done = proposals.answer(asked, 2, "mentee", "declined", reason=" too  far ")
    assert done.message == (
        "Ada Obi & Ben Nwosu: Ben Nwosu declined (too far). They are kept apart from now on; Ben Nwosu waits again."
    )
    assert overview.relationship(asked, 2).state == "declined"
    mentor, mentee = pair(asked, "ada", "ben")
    with asked.store.reading() as db:
        (scored,) = pairing_reads.looked_at(db, TODAY, 1, mentors=[mentor], mentees=[mentee])
    assert scored.excluded == ["never_pair"]
    assert rows(asked, "select reason from exclusion") == [
        ("the mentee declined on Mon 15 Jun 2026: too far",)
    ]
    with pytest.raises(CoordinatorError, match="R2 is declined: there is no proposal to answer"):
        proposals.answer(asked, 2, "mentee", "accepted")
    transitions.change_state(
        asked, {2: transitions.standings(asked, [2])[0].version}, Move("reopened", TODAY)
    )
    again = proposals.standing(asked, 2)
    assert (again.state, again.mentor_answer, again.mentee_answer) == ("proposed", None, None)
    assert rows(asked, "select expires_on from exclusion") == [(TODAY,)]
    history.undo_last(asked)
    history.undo_last(asked)
    assert overview.relationship(asked, 2).state == "proposed"
    assert rows(asked, "select count(*) from exclusion") == [(0,)]


def test_a_late_answer_never_breaks_a_capacity(asked: Desk) -> None:
    proposals.answer(asked, 2, "mentor", "accepted")
    with asked.store.writing("ruth", "lower", TODAY) as change:
        change.update("application", [{"id": 1, "version": 1, "capacity": 0}])
    with pytest.raises(CoordinatorError, match="Ada Obi has 1 relationship with this one and 0 places"):
        proposals.answer(asked, 2, "mentee", "accepted")
    assert proposals.standing(asked, 2).mentee_answer is None
    proposals.answer(asked, 2, "mentee", "declined")
    assert overview.relationship(asked, 2).state == "declined"


def test_a_mentee_taken_meanwhile_cannot_accept(asked: Desk) -> None:
    with asked.store.writing("ruth", "import", TODAY) as change:
        change.insert(
            "relationship",
            [{"cohort": 1, "mentor": EVE, "mentee": BEN, "state": "active", "started_on": TODAY}],
        )
    with pytest.raises(CoordinatorError, match="Ben Nwosu is in 2 relationships with this one"):
        proposals.answer(asked, 2, "mentee", "accepted")


def test_days_of_answers_are_looked_at(asked: Desk) -> None:
    proposals.propose(asked, 1, [pair(asked, "ada", "priya")])
    with pytest.raises(CoordinatorError, match="has not come yet"):
        proposals.answer(asked, 4, "mentor", "accepted", on=TODAY + timedelta(1))
    with pytest.raises(CoordinatorError, match="before R4 was proposed"):
        proposals.answer(asked, 4, "mentor", "accepted", on=TODAY - timedelta(1))
    with pytest.raises(CoordinatorError, match="There is no relationship R99"):
        proposals.answer(asked, 99, "mentor", "accepted")
    with pytest.raises(CoordinatorError, match="R1 is active"):
        proposals.answer(asked, 1, "mentor", "accepted")


def test_a_rematch_follows_the_relationship_that_ended(asked: Desk) -> None:
    with asked.store.writing("setup", "set up", TODAY) as change:
        change.update("relationship", [{"id": 3, "version": 1, "mentee": 6}])
    done, (number,) = proposals.propose(asked, 1, [pair(asked, "ada", "fay")])
    assert done.message.startswith("Ada Obi & Fay Guo are proposed as R4, score ")
    assert rows(asked, f"select rematch_of from relationship where id = {number}") == [(3,)]


def test_no_room_that_was_set_aside_for_a_pair_can_be_proposed_and_accepted(asked: Desk) -> None:
    with asked.store.writing("ruth", "lower", TODAY) as change:
        change.update("application", [{"id": 1, "version": 1, "capacity": 1}])
    ada_priya = pair(asked, "ada", "priya")
    with pytest.raises(CoordinatorError, match="Ada Obi & Priya Shah: no room left"):
        proposals.propose(asked, 1, [ada_priya])
    with asked.store.writing("ruth", "override", TODAY) as change:
        aside = {"mentor": ADA, "mentee": 1, "code": "no_room", "note": "asked for her"}
        change.insert("pair_override", [aside | {"made_on": TODAY, "made_by": "ruth"}])
    _, (number,) = proposals.propose(asked, 1, [ada_priya])
    proposals.answer(asked, number, "mentor", "accepted")
    proposals.answer(asked, number, "mentee", "accepted")
    assert proposals.standing(asked, number).is_ready
    with pytest.raises(CoordinatorError, match="Ada Obi has 2 relationships with this one and 1 place"):
        proposals.answer(asked, 2, "mentor", "accepted")


def test_too_many_relationships_name_the_cheapest_release(asked: Desk) -> None:
    assert proposals.over_capacity(asked) == []
    proposals.propose(asked, 1, [pair(asked, "ada", "priya")])
    proposals.answer(asked, 2, "mentor", "accepted")
    with asked.store.writing("ruth", "lower", TODAY) as change:
        change.update("application", [{"id": 1, "version": 1, "capacity": 1}])
    found = proposals.over_capacity(asked, "Spring")
    assert proposals.over_capacity_in_words(asked, "Spring") == [proposals.release_words(found)]
    assert [one.relationship for one in found] == [4, 2]
    assert proposals.release_words(found) == (
        "Ada Obi has 2 relationships and 1 place: 1 too many. Cheapest to release: R4 with Priya Shah (proposed)."
    )
    assert proposals.release_words([]) == ""


def test_a_mentor_who_told_another_cohort_of_more_places_is_not_over(asked: Desk) -> None:
    with asked.store.writing("ruth", "another cohort", TODAY) as change:
        (autumn,) = change.insert("cohort", [{"name": "Autumn", "starts_on": TODAY, **Policy().as_columns()}])
        change.insert("application", [_application(ADA, "mentor", 2, []) | {"cohort": autumn}])
        change.update("application", [{"id": 1, "version": 1, "capacity": 1}])
        second = {"cohort": autumn, "mentor": ADA, "mentee": 6, "state": "active", "started_on": TODAY}
        (number,) = change.insert("relationship", [second])
    assert proposals.over_capacity(asked) == []
    with asked.store.writing("ruth", "lower", TODAY) as change:
        change.update("application", [{"id": 1, "version": 2, "capacity": 0}])
    assert proposals.over_capacity_in_words(asked, "Spring") == [
        "Ada Obi has 2 relationships and 1 place: 1 too many. "
        "Cheapest to release: R2 with Ben Nwosu (proposed)."
    ]
    assert number == 4


def test_people_are_found_by_e_mail_or_name(asked: Desk) -> None:
    assert pair(asked, "ADA@example.org ", "fay@hive.org") == (1, 5)
    with pytest.raises(CoordinatorError, match="No mentor is called 'zed'"):
        pair(asked, "zed", "fay")
    with pytest.raises(CoordinatorError, match="'a' fits 2 mentees: Fay Guo"):
        pair(asked, "ada", "a")
    with pytest.raises(CoordinatorError, match="No mentor of Autumn is called 'ada'"):
        proposals.find_pair(asked, "ada", "fay", "Autumn")


def log(desk: Desk, line: str, ground: Ground | None = None) -> str:
    ground = ground or recording.ground(desk, 2)
    return recording.record(desk, [recording.understand(desk, ground, line)]).message


def test_answers_are_typed_on_the_entry_line(asked: Desk) -> None:
    assert "The mentor accepted the proposal" in log(asked, "ada accepted")
    with pytest.raises(CoordinatorError, match="Ada Obi accepted already"):
        log(asked, "both accepted")
    log(asked, "mentee accepted; agreement signed both; active")
    assert overview.relationship(asked, 2).state == "active"
    assert rows(asked, "select kind, done_on from milestone where relationship = 2") == [("agreement", TODAY)]
    with pytest.raises(CoordinatorError, match="R2 is active: there is no proposal to answer"):
        log(asked, "mentor accepted")
    history.undo_last(asked)
    assert proposals.standing(asked, 2).mentee_answer is None
    assert upkeep.check(asked) == []


def test_a_decline_that_is_typed_keeps_the_two_apart(asked: Desk) -> None:
    assert "Ben Nwosu waits again" in log(asked, 'mentee declined "too far"')
    assert proposals.standing(asked, 2).state == "declined"
    with pytest.raises(CoordinatorError, match="on the never-pair register"):
        proposals.propose(asked, 1, [pair(asked, "ada", "ben")])
    history.undo_last(asked)
    assert proposals.standing(asked, 2).state == "proposed"


def test_an_answer_typed_over_someone_elses_is_refused(asked: Desk) -> None:
    read = recording.ground(asked, 2)
    proposals.answer(asked, 2, "mentee", "accepted")
    with pytest.raises(StaleEdit):
        log(asked, "mentor accepted", read)


def test_an_answer_needs_who_gave_it(asked: Desk) -> None:
    for line, said in (
        ("accepted", "Who accepted"),
        ("both declined", "One decline ends a proposal"),
        ("programme declined", "Only an end is the programme's"),
        ('mentor accepted "glad"', "does not fit here"),
        ("mentor accepted tomorrow", "has not come yet"),
    ):
        with pytest.raises(NotUnderstood, match=said):
            log(asked, line)
