"""Rows of relationships, judged."""

from datetime import date

import pytest

from coordinator.register import Pause, Register
from tests.workbook.books import TODAY, Plain, empty, judged, known_person, only, outcomes, paired

HEADERS: list[Plain] = [
    "Mentor e-mail", "Mentee e-mail", "Start date", "State", "Cadence", "Paused on", "Return date", "Closing date", "Outcome",
    "Coordinator", "Mentor", "Mentee",
]  # fmt: skip
START = date(2026, 9, 1)


def row(**told: Plain) -> list[Plain]:
    """A row about Ann and Tom with some of the fields."""
    names = [
        "mentor_email",
        "mentee_email",
        "start",
        "state",
        "cadence",
        "paused",
        "returns",
        "closed",
        "outcome",
        "coordinator",
        "mentor",
        "mentee",
    ]
    told = {"mentor_email": "ann@x.org", "mentee_email": "tom@x.org", **told}
    assert told.keys() <= set(names)
    return [told.get(name) for name in names]


def people() -> Register:
    register = empty()
    known_person(register, "Ann Lee", "ann@x.org", "mentor")
    known_person(register, "Tom Day", "tom@x.org")
    return register


def test_a_new_relationship_is_active_and_both_are_accepted() -> None:
    judgement = judged([HEADERS, row(start=START, cadence="fortnightly", coordinator="dele")], people())
    assert outcomes(judgement) == ["added"]
    (made,) = judgement.register.relationships
    assert (made.state, made.started_on, made.cadence_days, made.coordinator) == ("active", START, 14, "dele")
    applications = judgement.register.applications
    assert applications["ann@x.org", "mentor"].state == "accepted"
    assert applications["tom@x.org", "mentee"].state == "accepted"


def test_unknown_people_are_made_from_their_names() -> None:
    judgement = judged([HEADERS, row(start=START, mentor="Ann Lee", mentee="Tom Day")])
    assert only(judgement).effects == ("adds Ann Lee", "adds Tom Day")
    assert judgement.register.people["tom@x.org"].name == "Tom Day"


def test_unknown_people_without_names_are_rejected() -> None:
    verdict = only(judged([HEADERS, row(start=START, mentor="Ann Lee")]))
    assert verdict.problems[0].column == "B"
    assert "no one with the e-mail tom@x.org is known: import applicants first" in verdict.reason


def test_a_known_name_under_another_email_is_rejected_and_nobody_is_made() -> None:
    register = people()
    register.add_member(register.people["tom@x.org"])
    verdict = only(judged([HEADERS, row(mentee_email="t@y.org", start=START, mentee="tom  DAY")], register))
    assert "is known here with the e-mail tom@x.org" in verdict.reason
    assert "t@y.org" not in register.people


@pytest.mark.parametrize(
    ("told", "column", "reason"),
    [
        ({}, "C", "needs its start date"),
        ({"mentee_email": "ann@x.org", "start": START}, "B", "same person"),
        ({"start": START, "state": "closed"}, "I", "closed needs an outcome: write completed, ended early"),
        ({"start": START, "outcome": "completed", "state": "active"}, "I", "an outcome goes with closed"),
        ({"start": START, "state": "completed", "outcome": "ended early"}, "I", "the state says completed"),
        (
            {"start": START, "state": "completed", "closed": date(2026, 8, 1)},
            "H",
            "before it started on 1 September",
        ),
        (
            {"start": START, "state": "active", "closed": date(2026, 10, 1)},
            "H",
            "it has a closing date but is active",
        ),
        ({"start": START, "closed": date(2026, 10, 1)}, "I", "closed needs an outcome"),
        ({"start": START, "state": "on track"}, "D", "write proposed, active"),
        ({"start": START, "state": "withdrawn"}, "D", "ended early"),
        ({"start": START, "cadence": "monthly"}, "E", "28 days or 30 days"),
        ({"start": START, "state": "paused", "paused": date(2026, 12, 1)}, "F", "the pause is ahead"),
        ({"start": START, "state": "paused", "paused": date(2026, 8, 1)}, "F", "before the start"),
        ({"start": START, "state": "active", "paused": date(2026, 10, 1)}, "G", "the day the pause ended"),
        (
            {"start": START, "paused": date(2026, 10, 1), "returns": date(2026, 9, 30)},
            "G",
            "must be after 1 October",
        ),
        ({"mentor_email": "", "start": START}, "A", "missing"),
    ],
)
def test_what_cannot_be_so_is_rejected_at_its_cell(told: dict[str, Plain], column: str, reason: str) -> None:
    register = people()
    (problem,) = only(judged([HEADERS, row(**told)], register)).problems
    assert problem.column == column
    assert reason in problem.reason
    assert not register.relationships
    assert register.applications["ann@x.org", "mentor"].state == "applied"


@pytest.mark.parametrize(
    ("told", "state", "outcome"),
    [
        ({"state": "Completed", "closed": date(2026, 11, 1)}, "closed", "completed"),
        ({"state": "Closed", "outcome": "Ended early"}, "closed", "ended_early"),
        ({"state": "Closed (ended early)"}, "closed", "ended_early"),
        ({"state": "Open"}, "active", None),
        ({"outcome": "never started"}, "closed", "never_started"),
        ({"state": "On hold", "paused": date(2026, 10, 1)}, "paused", None),
        ({"paused": date(2026, 10, 1)}, "paused", None),
        ({"state": "lapsed"}, "lapsed", None),
        ({"state": "proposed"}, "proposed", None),
        ({"closed": date(2027, 3, 1)}, "active", None),
    ],
)
def test_states_and_outcomes(told: dict[str, Plain], state: str, outcome: str | None) -> None:
    (made,) = judged([HEADERS, row(start=START, **told)], people()).register.relationships
    assert (made.state, made.outcome) == (state, outcome)
    assert (made.pause is not None) == (state == "paused")


@pytest.mark.parametrize("state", ["proposed", "declined"])
def test_what_has_not_begun_needs_no_start(state: str) -> None:
    (made,) = judged([HEADERS, row(state=state)], people()).register.relationships
    assert (made.state, made.started_on) == (state, None)


def test_a_pause_without_its_day_is_taken_from_today_and_says_so() -> None:
    judgement = judged([HEADERS, row(start=START, state="paused")], people())
    (made,) = judgement.register.relationships
    assert made.pause is not None
    assert made.pause.paused_on == TODAY
    assert "taken as paused on 16 November 2026" in only(judgement).notes[0]


def test_a_pause_that_is_over_is_kept_because_its_days_count_for_nothing() -> None:
    rows = [HEADERS, row(start=START, state="active", paused=date(2026, 10, 1), returns=date(2026, 10, 15))]
    judgement = judged(rows, people())
    (made,) = judgement.register.relationships
    assert [(pause.paused_on, pause.returned_on) for pause in made.ended_pauses] == [
        (date(2026, 10, 1), date(2026, 10, 15))
    ]
    assert outcomes(judged(rows, judgement.register)) == ["unchanged"]


@pytest.mark.parametrize(
    "told",
    [
        {"start": START},
        {"start": START, "state": "completed", "closed": date(2026, 11, 1)},
        {"start": START, "state": "paused", "paused": date(2026, 10, 1), "returns": date(2027, 1, 1)},
        {"start": START, "state": "paused"},
        {"start": START, "state": "lapsed", "coordinator": "dele"},
        {"start": date(2027, 1, 1), "state": "proposed"},
        {"state": "declined"},
    ],
)
def test_the_same_row_again_changes_nothing(told: dict[str, Plain]) -> None:
    register = judged([HEADERS, row(**told)], people()).register
    assert outcomes(judged([HEADERS, row(**told)], register, today=date(2026, 11, 20))) == ["unchanged"]
    assert len(register.relationships) == 1


def test_a_live_relationship_is_updated_not_doubled() -> None:
    register, known = paired()
    verdict = only(judged([HEADERS, row(start=date(2026, 9, 8), coordinator="mo")], register))
    assert verdict.judged == "updated"
    assert verdict.effects == ("started on: 2026-09-01 → 2026-09-08", "coordinator: blank → mo")
    assert known.started_on == date(2026, 9, 8)


def test_closing_ends_the_pause() -> None:
    register, known = paired(state="paused")
    known.pause = Pause(id=1, paused_on=date(2026, 10, 1))
    judged([HEADERS, row(state="ended early", closed=date(2026, 11, 2))], register)
    assert (known.state, known.outcome, known.closed_on) == ("closed", "ended_early", date(2026, 11, 2))
    assert known.pause is None
    assert [pause.returned_on for pause in known.ended_pauses] == [date(2026, 11, 2)]


def test_a_pair_that_begins_again_is_a_new_relationship() -> None:
    register, _ = paired(state="closed", outcome="completed", closed_on=date(2026, 10, 1))
    assert outcomes(judged([HEADERS, row(start=date(2026, 11, 1))], register)) == ["added"]
    assert [known.state for known in register.relationships] == ["closed", "active"]


def test_an_earlier_time_of_a_pair_is_not_taken_for_the_live_one() -> None:
    register, known = paired()
    told = row(start=date(2026, 1, 1), state="completed", closed=date(2026, 7, 1))
    assert outcomes(judged([HEADERS, told], register)) == ["added"]
    assert known.state == "active"


def test_reopening_takes_the_outcome_away() -> None:
    register, known = paired(state="closed", outcome="completed", closed_on=date(2026, 10, 1))
    assert outcomes(judged([HEADERS, row(start=START, state="active")], register)) == ["updated"]
    assert (known.state, known.outcome, known.closed_on) == ("active", None, None)


def test_two_rows_about_one_pair_that_disagree() -> None:
    judgement = judged([HEADERS, row(start=START), row(start=START), row(start=date(2026, 9, 9))], people())
    assert outcomes(judgement) == ["added", "unchanged", "rejected"]
    assert "row 2 of this file says 2026-09-01" in judgement.verdicts[2].reason


def test_a_different_name_for_a_known_email_is_noted_and_left() -> None:
    judgement = judged([HEADERS, row(start=START, mentor="Anne Leigh")], people())
    assert "is known as Ann Lee" in only(judgement).notes[0]
    assert judgement.register.people["ann@x.org"].name == "Ann Lee"


def test_an_undated_row_is_about_the_undated_relationship_in_its_state() -> None:
    register, live = paired()
    paired(register, state="declined", started_on=None)
    assert (
        outcomes(judged([HEADERS, row(state="declined"), row(state="active")], register)) == ["unchanged"] * 2
    )
    assert outcomes(judged([HEADERS, row(coordinator="mo")], register)) == ["updated"]
    assert live.coordinator == "mo"
