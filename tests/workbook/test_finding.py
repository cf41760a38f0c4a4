"""Where the table is in a sheet: two rows of headers, ticked options, headers again, totals and notes below."""

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook.recognise import recognise
from coordinator.workbook.stored import StoredRows, kept
from tests.workbook.books import Plain, book, judged, only, outcomes, sheet

ADA = ("Ada Obi", "ada@x.org", "Mentor")
TOM = ("Tom Day", "tom@x.org", "Mentee")


def test_two_rows_of_headers_are_read_together() -> None:
    rows: list[tuple[Plain, ...]] = [
        ("Spring cohort",),
        ("Mentor", None, "Mentee", None, "Meetings"),
        ("Name", "E-mail", "Name", "E-mail", "Start date"),
        ("Ann Lee", "ann@x.org", "Tom Day", "tom@x.org", "2026-09-01"),
    ]
    (table,) = recognise(book(sheet(rows)), "relationships").tables
    assert {name: table.headers[columns[0]] for name, columns in table.columns.items()} == {
        "mentor": "Mentor Name",
        "mentor_email": "Mentor E-mail",
        "mentee": "Mentee Name",
        "mentee_email": "Mentee E-mail",
        "started_on": "Meetings Start date",
    }
    assert [row.number for row in table.rows] == [4]


def test_a_title_above_is_no_second_row_of_headers() -> None:
    for title in (("Mentors of 2026",), ("Mentors of 2026", None, None)):
        (table,) = recognise(book(sheet([title, ("Name", "E-mail", "Role"), ADA]))).tables
        assert list(table.headers.values()) == ["Name", "E-mail", "Role"]


@pytest.mark.parametrize("tick", ["x", "✓", True, 1, "Finance", "YES"])
def test_ticked_options_under_one_question_are_its_answers(tick: Plain) -> None:
    rows: list[tuple[Plain, ...]] = [
        ("Name", "E-mail", "Role", "Which areas can you help with?", None, None),
        (None, None, None, "Finance", "Fundraising", "Governance"),
        (*ADA, tick, None, "x"),
        (*TOM, None, "x", "no"),
    ]
    judgement = judged(rows)
    assert outcomes(judgement) == ["added", "added"]
    applications = judgement.register.applications
    assert applications["ada@x.org", "mentor"].tags == ("Finance", "Governance")
    assert applications["tom@x.org", "mentee"].tags == ("Fundraising",)


def test_options_in_brackets_are_answers_and_other_answers_stay_what_they_say() -> None:
    question = "What would you like help with?"
    rows: list[tuple[Plain, ...]] = [
        ("Name", "E-mail", "Role", f"{question} [Finance]", f"{question} [Strategy]", f"{question} [Other]"),
        (*TOM, "x", None, "Selling our café"),
    ]
    judgement = judged(rows)
    assert judgement.register.applications["tom@x.org", "mentee"].tags == ("Finance", "Selling our café")


def test_headers_again_totals_and_notes_are_left_out_and_said() -> None:
    header = ("Name", "E-mail", "Role")
    rows: list[tuple[Plain, ...]] = [
        header, ADA, (), header, TOM, (), ("Total", None, 2), (None, None, "Printed by Ruth"), ("* not confirmed",),
    ]  # fmt: skip
    recognised = recognise(book(sheet(rows, "List")))
    assert [row.number for row in recognised.tables[0].rows] == [2, 5]
    assert list(recognised.notes) == [
        "List: the headers come again in row 4, left out",
        "List, row 7: below the table, left out (Total | 2)",
        "List, row 8: below the table, left out (Printed by Ruth)",
        "List, row 9: below the table, left out (* not confirmed)",
    ]


def test_a_row_that_names_nobody_amid_the_others_is_judged_not_left_out() -> None:
    rows = [("Name", "E-mail", "Role"), (None, None, "Mentor"), TOM]
    judgement = judged(rows)
    assert outcomes(judgement) == ["rejected", "added"]


def test_someone_called_total_is_somebody() -> None:
    verdict = only(judged([("Name", "E-mail", "Role", "Phone"), ("Totaly Fields", "t@x.org", "Mentee", "1")]))
    assert verdict.judged == "added"


def test_long_tables_kept_as_lines_lose_the_same_rows() -> None:
    lines = [
        kept([1, 1, "s", "Name", 2, "s", "E-mail", 3, "s", "Role"]),
        *(kept([n, 1, "s", f"P{n}", 2, "s", f"p{n}@x.org", 3, "s", "Mentee"]) for n in range(2, 20_010)),
        kept([20_011, 1, "s", "Total", 2, "n", 20_008]),
    ]
    listed = sheet([], "List")
    long = type(listed)("List", False, StoredRows(lines))
    (table,) = recognise(book(long)).tables
    assert isinstance(table.rows, StoredRows)
    assert [table.rows[0].number, table.rows[-1].number, len(table.rows)] == [2, 20_009, 20_008]


def test_one_sheet_can_be_named_even_a_hidden_one() -> None:
    rows = [("Name", "E-mail", "Role"), ADA]
    made = book(sheet(rows, "People"), sheet(rows, "Old", hidden=True))
    assert [table.sheet for table in recognise(made, sheet_title="old ").tables] == ["Old"]
    assert [table.sheet for table in recognise(made).tables] == ["People"]
    with pytest.raises(FileRefused, match=r"no sheet 'New'\. Its sheets are: People, Old\."):
        recognise(made, sheet_title="New")
