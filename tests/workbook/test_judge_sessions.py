"""Rows of sessions, judged."""

from datetime import date, time

import pytest

from coordinator.register import Register, Relationship, Session
from tests.workbook.books import Plain, judged, known_person, only, outcomes, paired

HEADERS: list[Plain] = ["Mentor e-mail", "Mentee e-mail", "Date", "Length", "Status", "Mode", "Plan reviewed"]
ON = date(2026, 10, 5)


def row(on: Plain = ON, *rest: Plain) -> list[Plain]:
    return ["ann@x.org", "tom@x.org", on, *rest]


def logged(**columns: object) -> tuple[Register, Relationship, Session]:
    """Ann and Tom with a session on 5 October."""
    register, known = paired()
    session = Session(id=1, held_on=ON, **{"state": "held", "hours": 2.0, **columns})  # type: ignore[arg-type]
    known.take_session(session)
    return register, known, session


def test_a_session_held() -> None:
    register, known = paired()
    assert outcomes(judged([HEADERS, row(ON, "1h30", "Attended", "Zoom call", "yes")], register)) == ["added"]
    session = known.sessions[ON]
    assert (session.state, session.hours, session.mode, session.plan_reviewed) == ("held", 1.5, "video", True)
    assert session.reported_by == "import"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("No show", "missed"),
        ("Cancelled", "cancelled"),
        ("did not attend", "missed"),
        (False, "missed"),
        ("FALSE", "missed"),
        ("canceled", "cancelled"),
    ],
)
def test_what_was_not_held_keeps_no_length(status: Plain, state: str) -> None:
    register, known = paired()
    judged([HEADERS, row(ON, 2, status)], register)
    assert (known.sessions[ON].state, known.sessions[ON].hours) == (state, None)


def test_a_column_called_held_is_the_status() -> None:
    register, known = paired()
    judged([["Mentor e-mail", "Mentee e-mail", "Date", "Length", "Held?"], row(ON, 2, "No")], register)
    assert known.sessions[ON].state == "missed"


def test_an_email_decides_and_another_name_beside_it_is_noted() -> None:
    register, _ = paired()
    headers: list[Plain] = [*HEADERS[:4], "Mentor", "Mentee"]
    verdict = only(judged([headers, row(ON, 2, "Ann Lee", "Zed")], register))
    assert (verdict.judged, verdict.notes) == ("added", ("tom@x.org is known as Tom Day, here Zed",))


def test_a_booking_may_be_ahead_and_without_length() -> None:
    register, known = paired()
    assert outcomes(judged([HEADERS, row(date(2026, 12, 1), None, "planned")], register)) == ["added"]
    assert known.sessions[date(2026, 12, 1)].state == "booked"


def test_a_sheet_without_a_status_is_a_log_of_sessions_held() -> None:
    register, known = paired()
    judged([["Mentor", "Mentee", "Date", "Duration"], ["ann  lee", "TOM DAY", ON, time(2, 0)]], register)
    assert (known.sessions[ON].state, known.sessions[ON].hours) == ("held", 2)


@pytest.mark.parametrize(
    ("told", "column", "reason"),
    [
        (row(), "D", "needs its length"),
        (row(date(2026, 12, 1), 2), "C", "1 December 2026 is ahead, so it cannot be held yet"),
        (row(date(2026, 12, 1), None, "missed"), "C", "is ahead"),
        (
            row(date(2026, 8, 1), 2),
            "C",
            "1 August 2026 is before the relationship's start on 1 September 2026",
        ),
        (row(ON, 90), "D", "write 90 min"),
        (row(None, 2), "C", "the date is missing"),
        (row(ON, 2, "perhaps"), "E", "write held, missed, cancelled or booked"),
        (row(ON, 2, "held", "pigeon"), "F", "write in person, video or phone"),
        ([None, "tom@x.org", ON, 2], "A", "the mentor is missing"),
        (
            ["no@x.org", "tom@x.org", ON, 2],
            "A",
            "no relationship of no@x.org & tom@x.org is known in Spring 2026",
        ),
    ],
)
def test_what_cannot_be_so_is_rejected_at_its_cell(told: list[Plain], column: str, reason: str) -> None:
    register, known = paired()
    (problem,) = only(judged([HEADERS, told], register)).problems
    assert problem.column == column
    assert reason in problem.reason
    assert not known.sessions


def test_names_that_fit_two_pairs_are_rejected_naming_them() -> None:
    register, _ = paired()
    other = known_person(register, "Ann Lee", "ann@y.org", "mentor")
    register.add_relationship(
        Relationship(
            id=9,
            mentor=other,
            mentee=register.people["tom@x.org"],
            state="active",
            started_on=date(2026, 9, 1),
        )
    )
    verdict = only(judged([["Mentor", "Mentee", "Date", "Length"], ["Ann Lee", "Tom Day", ON, 2]], register))
    assert "2 pairs are called Ann Lee & Tom Day" in verdict.reason
    assert "ann@x.org & tom@x.org, ann@y.org & tom@x.org" in verdict.reason


def test_an_email_in_the_column_of_names_will_do() -> None:
    register, known = paired()
    judged([["Mentor", "Mentee", "Date", "Length"], ["Ann@X.org", "Tom Day", ON, 2]], register)
    assert ON in known.sessions


def test_of_a_pairs_relationships_the_one_that_holds_the_day() -> None:
    register, past = paired(
        state="closed", outcome="completed", started_on=date(2026, 1, 1), closed_on=date(2026, 7, 1)
    )
    _, live = paired(register)
    judged(
        [HEADERS, row(date(2026, 3, 3), 2), row(ON, 2), row(date(2026, 7, 20), None, "cancelled")], register
    )
    assert list(past.sessions) == [date(2026, 3, 3)]
    assert list(live.sessions) == [ON, date(2026, 7, 20)]


def test_the_same_row_again_changes_nothing() -> None:
    rows = [
        HEADERS,
        row(ON, 2, "held"),
        row(date(2026, 10, 9), None, "missed"),
        row(date(2026, 12, 1), None, "booked"),
    ]
    register, _ = paired()
    assert outcomes(judged(rows, register)) == ["added"] * 3
    assert outcomes(judged(rows, register)) == ["unchanged"] * 3


def test_a_known_session_is_compared_and_updated() -> None:
    register, known, session = logged(mode="phone")
    verdict = only(judged([HEADERS, row(ON, 1.5)], register))
    assert (verdict.judged, verdict.effects) == ("updated", ("hours: 2 → 1.5",))
    assert (session.mode, len(known.sessions)) == ("phone", 1)


def test_a_booking_becomes_a_session_held() -> None:
    register, _, session = logged(state="booked", hours=None)
    judged([HEADERS, row(ON, 2, None)], register)
    assert (session.state, session.hours) == ("held", 2)


def test_a_blank_status_leaves_a_known_session_as_it_was() -> None:
    register, _, session = logged(state="missed", hours=None)
    assert outcomes(judged([HEADERS, row(ON, None, None, "phone")], register)) == ["updated"]
    assert session.state == "missed"


def test_a_session_that_turns_out_missed_loses_its_length() -> None:
    register, _, session = logged()
    judged([HEADERS, row(ON, None, "missed")], register)
    assert (session.state, session.hours) == ("missed", None)


def test_two_different_sessions_of_a_day_are_rejected_naming_the_row() -> None:
    register, known = paired()
    judgement = judged([HEADERS, row(ON, 2), row(ON, 2), row(ON, 1)], register)
    assert outcomes(judgement) == ["added", "unchanged", "rejected"]
    assert judgement.verdicts[2].reason == "row 2 of this file says 2: keep one of the two rows"
    assert known.sessions[ON].hours == 2


def test_minutes_are_read_where_the_header_says_so() -> None:
    register, known = paired()
    judged([["Mentor e-mail", "Mentee e-mail", "Date", "Length (minutes)"], row(ON, 90)], register)
    assert known.sessions[ON].hours == 1.5
