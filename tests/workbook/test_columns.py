"""Headers by meaning, and which sheet is a table of what."""

import pytest

from coordinator.errors import FileRefused
from coordinator.models import Kind
from coordinator.workbook.columns import meaning
from coordinator.workbook.fields import FIELDS
from coordinator.workbook.recognise import recognise
from tests.workbook.books import Plain, book, cell, sheet

APPLICANTS: list[Plain] = ["Name", "E-mail", "Role"]


@pytest.mark.parametrize("kind", FIELDS)
def test_what_exports_write_means_its_field(kind: Kind) -> None:
    for field in FIELDS[kind]:
        assert meaning(kind, field.header) == field.name


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("What is your organisation's name?", "organisation"),
        ("Which areas would you like help with?\n(tick all that apply)", "needs"),
        ("Which areas could you help a mentee with?", "expertise"),
        ("Which areas could you help with, or would you like help with?", "tags"),
        ("What is your\xa0full name?", "name"),
        ("First name", "first_name"),
        ("Surname", "last_name"),
        ("Email2", "email"),
        ("Email Address", "email"),
        ("Which e-mail should we use? (We only use it for the programme)", "email"),
        ("TELEPHONE NUMBER", "phone"),
        ("What is your job title?", "job_title"),
        ("What is your role in the organisation?", "job_title"),
        ("Where is your organisation based?", "location"),
        ("Would you like to be a mentor, a mentee, or both?", "role"),
        ("I would like to be a...", "role"),
        ("How many mentees could you take?", "capacity"),
        ("If you would like to be a mentor: how many mentees could you take on?", "capacity"),
        ("Tell us about your organisation", "about"),
        ("Why would you like to be a mentor?", "about"),
        ("Do you consent to our keeping your data?", "consent"),
        ("Completion time", "applied_on"),
        ("Timestamp", "applied_on"),
        ("What role would you like?", "role"),
        ("How many people could you mentor?", "capacity"),
        ("What would you like to get support with?", "needs"),
        ("How many people work in your organisation?", "organisation_size"),
        ("What stage is your organisation at?", "organisation_stage"),
        ("Type of organisation", "organisation_kind"),
        ("When could you usually meet?", "times"),
        ("How would you prefer to meet?", "modes"),
        ("Which languages do you speak?", "languages"),
        ("Is there anyone you would like to be paired with?", "wishes"),
        ("Is there anyone you would rather not be paired with?", "rather_not"),
        ("Do you have a conflict of interest with anyone?", "conflicts"),
        ("I agree that Leaders Together stores these answers", "consent"),
        ("Times that work", "times"),
        ("Preferred way to meet", "modes"),
    ],
)
def test_questions_of_application_forms(header: str, field: str) -> None:
    assert meaning("applicants", header) == field


@pytest.mark.parametrize(
    "header",
    [
        "Email consent",
        "May we also send you our newsletter by e-mail?",
        "Line manager's email",
        "Phone 2",
        "Start time",
        "Name of your referee",
        "Preferred name",
        "How did you hear about us?",
        "Reason",
        "Ref",
        "",
        "???",
    ],
)
def test_what_speaks_against_a_field(header: str) -> None:
    assert meaning("applicants", header) is None


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        ("relationships", "Mentor's e-mail address", "mentor_email"),
        ("relationships", "Email of mentee", "mentee_email"),
        ("relationships", "Mentor (name)", "mentor"),
        ("relationships", "Date started", "started_on"),
        ("relationships", "Days between sessions", "cadence_days"),
        ("relationships", "Planned end date", None),
        ("relationships", "End date", "closed_on"),
        ("relationships", "Paused until", "returns_on"),
        ("relationships", "Mentor phone", None),
        ("relationships", "mentorEmail", "mentor_email"),
        ("relationships", "StartDate", "started_on"),
        ("relationships", "Match date", "started_on"),
        ("relationships", "When did it close?", "closed_on"),
        ("relationships", "Reason it closed", None),
        ("relationships", "Who is the mentor?", "mentor"),
        ("relationships", "Who looks after it?", "coordinator"),
        ("sessions", "Who is the mentee?", "mentee"),
        ("sessions", "When did the session take place?", "held_on"),
        ("sessions", "Did the session take place?", "state"),
        ("sessions", "Held?", "state"),
        ("sessions", "Held / missed / cancelled", "state"),
        ("sessions", "How was the session held?", "mode"),
        ("sessions", "In person, by video or by phone?", "mode"),
        ("sessions", "Day", None),
        ("sessions", "Time", None),
        ("sessions", "Date of session", "held_on"),
        ("sessions", "Date (dd/mm/yyyy)", "held_on"),
        ("sessions", "When did you meet?", "held_on"),
        ("sessions", "Date of next session", None),
        ("sessions", "How long was it (minutes)?", "hours"),
        ("sessions", "How did you meet?", "mode"),
        ("sessions", "Status\n(held, missed, cancelled, booked)", "state"),
        ("sessions", "Was the action plan reviewed?", "plan_reviewed"),
    ],
)
def test_headers_of_pairs_and_sessions(kind: Kind, header: str, field: str | None) -> None:
    assert meaning(kind, header) == field


def test_titles_above_the_headers_and_instructions_are_skipped() -> None:
    recognised = recognise(
        book(
            sheet([["How to fill this in"], ["Name: your name, E-mail: yours"]], "Instructions"),
            sheet(
                [["Applicants 2026"], [], ["as of", "today"], APPLICANTS, ["A", "a@x.org", "Mentor"]], "Data"
            ),
        )
    )
    (table,) = recognised.tables
    assert (recognised.kind, table.sheet, [row.number for row in table.rows]) == ("applicants", "Data", [5])
    assert recognised.skipped == ["Instructions: no row has the headers of a table"]


def test_headers_are_found_far_down() -> None:
    notes: list[list[Plain]] = [[f"note {number}"] for number in range(45)]
    (table,) = recognise(book(sheet([*notes, APPLICANTS, ["A", "a@x.org", "Mentor"]]))).tables
    assert [row.number for row in table.rows] == [47]


def test_hidden_sheets_are_named_not_read() -> None:
    rows: list[list[Plain]] = [APPLICANTS, ["A", "a@x.org", "Mentor"]]
    recognised = recognise(book(sheet(rows, "Old", hidden=True), sheet(rows, "New")))
    assert [table.sheet for table in recognised.tables] == ["New"]
    assert recognised.skipped == ["Old: the sheet is hidden"]


def test_repeated_headers_keep_their_order_and_unknown_ones_are_listed() -> None:
    (table,) = recognise(
        book(sheet([["Email", "Name", "Role", "Email2", "Shoe size"], ["a@x.org", "A", "Mentor"]]))
    ).tables
    assert table.columns["email"] == (1, 4)
    assert table.ignored == ("Shoe size",)


@pytest.mark.parametrize(
    ("title", "name", "role"),
    [
        ("Mentors", "file.xlsx", "mentor"),
        ("Mentee applications", "file.xlsx", "mentee"),
        ("Form Responses 1", "Mentor application (Responses).xlsx", "mentor"),
    ],
)
def test_the_sheets_title_or_the_files_name_tells_the_role(title: str, name: str, role: str) -> None:
    (table,) = recognise(book(sheet([["Name", "E-mail"], ["A", "a@x.org"]], title), name=name)).tables
    assert table.role == role


def test_a_column_called_role_may_hold_job_titles() -> None:
    (table,) = recognise(
        book(sheet([["Name", "E-mail", "Role"], ["A", "a@x.org", "Director"]], "Mentors"))
    ).tables
    assert (table.role, table.columns["job_title"], "role" in table.columns) == ("mentor", (3,), False)


def test_where_nothing_else_tells_the_role_it_stays_the_role() -> None:
    (table,) = recognise(book(sheet([["Name", "E-mail", "Role"], ["A", "a@x.org", "Director"]]))).tables
    assert table.columns["role"] == (3,)


def test_pairs_with_a_day_are_sessions_and_with_a_start_relationships() -> None:
    pair: list[Plain] = ["Mentor e-mail", "Mentee e-mail"]
    row: list[Plain] = ["a@x.org", "b@x.org", "2026-03-14"]
    assert recognise(book(sheet([[*pair, "Date"], row]))).kind == "sessions"
    assert recognise(book(sheet([[*pair, "Start date"], row]))).kind == "relationships"


def test_a_column_of_days_or_lengths_says_how_to_read_it() -> None:
    rows: list[list[Plain]] = [
        ["Date", "Mentor", "Mentee", "Minutes"],
        ["03/04/2026", "A", "B", 90],
        ["14/3/2026", "A", "B", 60],
    ]
    (table,) = recognise(book(sheet(rows))).tables
    assert (table.orders, table.minutes) == ({1: "day_first"}, frozenset({4}))


def test_a_book_that_is_not_recognised_says_what_was_found_and_what_is_needed() -> None:
    with pytest.raises(FileRefused) as caught:
        recognise(book(sheet([["Name", "Shoe size"], ["A", 42]]), name="shoes.xlsx"))
    assert "its headers are Name, Shoe size" in str(caught.value)
    assert "applicants need E-mail, Name and Role" in str(caught.value)


def test_a_wished_kind_that_does_not_fit_is_refused() -> None:
    with pytest.raises(FileRefused, match="not recognised as sessions"):
        recognise(book(sheet([APPLICANTS, ["A", "a@x.org", "Mentor"]])), "sessions")


def test_sheets_of_two_kinds_need_a_choice() -> None:
    both = book(
        sheet([APPLICANTS, ["A", "a@x.org", "Mentor"]], "People"),
        sheet([["Mentor", "Mentee", "Date"], ["A", "B", "2026-03-14"]], "Log"),
    )
    with pytest.raises(FileRefused, match="People looks like applicants; Log looks like sessions"):
        recognise(both)
    assert [table.sheet for table in recognise(both, "sessions").tables] == ["Log"]


def test_headers_without_rows_are_refused() -> None:
    with pytest.raises(FileRefused, match="no rows"):
        recognise(book(sheet([APPLICANTS])))


def test_a_header_cell_as_long_as_a_cell_can_be_is_harmless() -> None:
    with pytest.raises(FileRefused):
        recognise(book(sheet([[cell("e" * 32_000), "Name"], ["A", "b"]])))


def test_a_column_called_mentor_that_is_filled_with_addresses_holds_e_mails() -> None:
    rows: list[list[Plain]] = [["Mentor", "Mentee", "Start date"], ["a@x.org", "b@x.org", "2026-03-01"]]
    (table,) = recognise(book(sheet(rows))).tables
    assert table.columns.keys() == {"mentor_email", "mentee_email", "started_on"}
    rows = [["Mentor", "Mentor e-mail", "Mentee", "Date"], ["a@x.org", "a@x.org", "Ben", "2026-03-01"]]
    (table,) = recognise(book(sheet(rows))).tables
    assert table.columns.keys() == {"mentor", "mentor_email", "mentee", "held_on"}
