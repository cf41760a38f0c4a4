"""Rows of applicants, judged."""

from datetime import date, datetime

import pytest

from coordinator.register import Register
from tests.workbook.books import Plain, cell, empty, judged, known_person, only, outcomes

HEADERS: list[Plain] = [
    "Name",
    "E-mail",
    "Role",
    "Phone",
    "Capacity",
    "Tags",
    "About",
    "Consent",
    "Applied on",
]
ANN: list[Plain] = ["Ann Lee", "Ann@X.org", "Mentor", "020 1", 2, "HR; Law", "Hello", "Yes", date(2026, 3, 1)]


def test_a_new_applicant_is_a_person_and_an_application() -> None:
    judgement = judged([HEADERS, ANN])
    assert outcomes(judgement) == ["added"]
    person = judgement.register.people["ann@x.org"]
    assert (person.name, person.phone) == ("Ann Lee", "020 1")
    application = judgement.register.applications["ann@x.org", "mentor"]
    assert (application.state, application.capacity, application.tags) == ("applied", 2, ("HR", "Law"))
    assert (application.about, application.consent, application.applied_on) == (
        "Hello",
        True,
        date(2026, 3, 1),
    )


def test_what_matters_to_a_match_is_kept_and_what_is_not_understood_is_noted() -> None:
    headers: list[Plain] = ["Name", "E-mail", "Role", "Type of organisation", "How many staff do you have?"]
    headers += ["When could you meet?", "How would you like to meet?", "Languages", "Anyone you would like?"]
    row: list[Plain] = [
        "Bo",
        "b@x.org",
        "Mentee",
        "Charity",
        "loads",
        "Mondays",
        "Zoom",
        "English; Welsh",
        "n/a",
    ]
    judgement = judged([headers, row])
    told = judgement.register.applications["b@x.org", "mentee"]
    assert (told.organisation_kind, told.organisation_size) == ("Charity", None)
    assert (told.times, told.modes) == (("mon_morning", "mon_afternoon", "mon_evening"), ("video",))
    assert (told.languages, told.wishes) == (("English", "Welsh"), None)
    assert only(judgement).notes == ("organisation size 'loads' is not understood and was left out",)
    again = judged([headers, [*row[:5], "Tuesdays", *row[6:]]], judgement.register)
    assert only(again).judged == "updated"
    assert told.times == ("tue_morning", "tue_afternoon", "tue_evening")


def test_both_makes_two_applications_and_the_capacity_is_the_mentors() -> None:
    judgement = judged([HEADERS, ["Bo", "b@x.org", "Both (Mentee and Mentor)", None, 3]])
    applications = judgement.register.applications
    assert applications["b@x.org", "mentor"].capacity == 3
    assert applications["b@x.org", "mentee"].capacity == 1


def test_judging_the_outcome_again_changes_nothing() -> None:
    rows: list[list[Plain]] = [HEADERS, ANN, ["Bo", "b@x.org", "Both", *[None] * 4, "Yes"]]
    register = judged(rows).register
    assert outcomes(judged(rows, register)) == ["unchanged", "unchanged"]


def test_a_blank_cell_changes_nothing_and_a_filled_one_is_told() -> None:
    register = judged([HEADERS, ANN]).register
    judgement = judged([HEADERS, ["Ann Lee", "ann@x.org", "Mentor", "020 2"]], register)
    assert only(judgement).effects == ("phone: 020 1 → 020 2",)
    assert register.applications["ann@x.org", "mentor"].about == "Hello"


def test_first_and_last_name_make_the_name() -> None:
    judgement = judged([["First name", "Surname", "E-mail", "Role"], ["Ann", "Lee", "a@x.org", "Mentee"]])
    assert judgement.register.people["a@x.org"].name == "Ann Lee"


def test_half_a_name_leaves_a_known_one_as_it_was() -> None:
    register = judged([HEADERS, ANN]).register
    rows: list[list[Plain]] = [
        ["First name", "Surname", "E-mail", "Role"],
        ["Ann", None, "ann@x.org", "Mentor"],
    ]
    assert outcomes(judged(rows, register)) == ["unchanged"]


def test_a_blank_role_changes_no_known_one_and_is_missed_in_a_new_one() -> None:
    register = judged([HEADERS, ANN]).register
    rows: list[list[Plain]] = [HEADERS, [None, "ann@x.org", None, "020 2"], ["Bo", "b@x.org"]]
    known, new = judged(rows, register).verdicts
    assert (known.judged, known.effects) == ("updated", ("phone: 020 1 → 020 2",))
    assert new.reason == "the role is missing: write Mentor, Mentee or Both"


def test_the_sheets_title_tells_the_role() -> None:
    judgement = judged([["Name", "E-mail"], ["Ann", "a@x.org"]], title="Mentees")
    assert ("a@x.org", "mentee") in judgement.register.applications


def test_needs_and_expertise_go_to_their_roles() -> None:
    headers: list[Plain] = ["Name", "E-mail", "Role", "Expertise", "Needs"]
    judgement = judged(
        [headers, ["A", "a@x.org", "Both", "Law", "HR"], ["B", "b@x.org", "Mentor", None, "Tax"]]
    )
    applications = judgement.register.applications
    assert applications["a@x.org", "mentor"].tags == ("Law",)
    assert applications["a@x.org", "mentee"].tags == ("HR",)
    assert applications["b@x.org", "mentor"].tags == ("Tax",)


def test_repeated_columns_take_the_first_that_is_filled() -> None:
    headers: list[Plain] = ["Email", "Name", "What is your full name?", "Email2", "Role"]
    judgement = judged([headers, ["anonymous", None, "Ann", "a@x.org", "Mentor"]])
    assert outcomes(judgement) == ["added"]
    assert judgement.register.people["a@x.org"].name == "Ann"


def test_repeated_columns_that_disagree_are_rejected_naming_both() -> None:
    headers: list[Plain] = ["Email", "Name", "Email2", "Role"]
    verdict = only(judged([headers, ["a@x.org", "Ann", "b@x.org", "Mentor"]]))
    assert verdict.judged == "rejected"
    assert (verdict.problems[0].column, verdict.problems[0].value) == ("C", "b@x.org")
    assert "A2 and C2 disagree" in verdict.reason


@pytest.mark.parametrize(
    ("row", "column", "value", "reason"),
    [
        (["Ann", None, "Mentor"], "B", "", "the e-mail is missing"),
        (["Ann", "ann(at)x.org", "Mentor"], "B", "ann(at)x.org", "not an e-mail address"),
        ([None, "a@x.org", "Mentor"], "A", "", "a new applicant needs a name"),
        (["Ann", "a@x.org", "Trustee"], "C", "Trustee", "write Mentor, Mentee or Both"),
        (["Ann", "a@x.org", None], "C", "", "the role is missing"),
        (["Ann", "a@x.org", "Mentor", None, "1-2"], "E", "1-2", "this is a range"),
        (["Ann", "a@x.org", "Mentor", None, None, None, None, "perhaps"], "H", "perhaps", "write yes or no"),
        (
            ["Ann", "a@x.org", "Mentor", None, None, None, None, None, "3/4/2026"],
            "I",
            "3/4/2026",
            "3 April 2026 or 4 March",
        ),
        (["Ann", "a@x.org", "Mentor", cell("#REF!", "error")], "D", "#REF!", "holds the error #REF!"),
    ],
)
def test_a_bad_row_is_rejected_with_its_cell_and_changes_nothing(
    row: list[Plain], column: str, value: str, reason: str
) -> None:
    judgement = judged([HEADERS, row])
    (problem,) = only(judgement).problems
    assert (problem.column, problem.value) == (column, value)
    assert reason in problem.reason
    assert not judgement.register.people
    assert not judgement.register.applications


def test_all_bad_cells_of_a_row_are_told() -> None:
    verdict = only(judged([HEADERS, ["Ann", "ann", "Trustee", None, "many"]]))
    assert [problem.column for problem in verdict.problems] == ["B", "C", "E"]
    assert "also column C (Trustee)" in verdict.reason


def test_the_same_applicant_twice_is_unchanged_when_alike_and_rejected_when_not() -> None:
    other = [*ANN[:3], "020 9", *ANN[4:]]
    judgement = judged([HEADERS, ANN, ANN, other])
    assert outcomes(judgement) == ["added", "unchanged", "rejected"]
    assert judgement.verdicts[2].reason == "row 2 of this file says 020 1: keep one of the two rows"
    assert judgement.register.people["ann@x.org"].phone == "020 1"


def test_a_form_sent_twice_keeps_the_first_day() -> None:
    later = [*ANN[:8], datetime(2026, 3, 5, 10, 0)]
    rows = [HEADERS, ANN, later]
    judgement = judged(rows)
    assert outcomes(judgement) == ["added", "unchanged"]
    assert outcomes(judged(rows, judgement.register)) == ["unchanged", "unchanged"]


def test_a_namesake_is_noted_never_merged() -> None:
    register = empty()
    known_person(register, "Ann Lee", "old@x.org", "mentor")
    verdict = only(judged([HEADERS, ANN], register))
    assert verdict.judged == "added"
    assert "old@x.org" in verdict.notes[0]
    assert len(register.people) == 2


def test_a_row_of_another_known_cohort_is_rejected() -> None:
    register = Register(cohort="Spring 2026", cohort_id=1, other_names=("Autumn 2026",))
    rows: list[list[Plain]] = [
        ["Name", "E-mail", "Role", "Cohort"],
        ["A", "a@x.org", "Mentor", "autumn 2026"],
        ["B", "b@x.org", "Mentor", "Cohort 3"],
    ]
    judgement = judged(rows, register)
    assert outcomes(judgement) == ["rejected", "added"]
    assert "another cohort than Spring 2026" in judgement.verdicts[0].reason
