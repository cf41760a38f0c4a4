"""What columns fill: proposed from headers and values, changed, and read so by the judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.workbook.judge import Judgement, judge
from coordinator.workbook.mapping import (
    FileMapping,
    applied,
    proposed,
    used_for,
    uses_of,
    with_answer,
    with_column,
    with_constant,
)
from coordinator.workbook.recipe import SPLITS
from coordinator.workbook.recognise import recognise
from coordinator.workbook.separators import SEPARATORS, parts, usual_separator
from coordinator.workbook.tables import Recognised
from tests.workbook.books import TODAY, Plain, book, cell, empty, outcomes, sheet

HEADERS: list[Plain] = ["Name", "E-mail", "Role", "What you know", "Skills", "Shoe size"]
ANN: list[Plain] = ["Ann Lee", "ann@x.org", "Mentor", "Law, tax", "HR; Law;", 39]
BO: list[Plain] = ["Bo Ek", "bo@x.org", "Both (Mentee and Mentor)", None, "Finance;", 41]


def found(*rows: list[Plain]) -> Recognised:
    return recognise(book(sheet(rows)))


def judged_so(recognised: Recognised, mapping: FileMapping) -> Judgement:
    return judge(applied(recognised, mapping), empty(), TODAY)


def test_every_column_says_what_it_fills_how_sure_and_why() -> None:
    mapping = proposed(found(HEADERS, ANN, BO))
    told = {column.header: (column.use, column.sure, column.why) for _, column in mapping.columns}
    assert told["E-mail"] == ("email", "header", "its header says E-mail")
    assert told["Shoe size"] == ("", "unknown", "its header means nothing here")
    assert mapping.of("Sheet1", 4).answers == ("Law, tax",)
    assert mapping.of("Sheet1", 3).answers == ("Mentor", "Both (Mentee and Mentor)")
    assert not mapping.is_clear


def test_addresses_under_a_name_are_e_mails_by_their_values() -> None:
    rows: list[list[Plain]] = [["Mentor", "Mentee", "Start date"], ["a@x.org", "b@x.org", "2026-09-01"]]
    column = proposed(found(*rows)).of("Sheet1", 1)
    assert (column.use, column.sure, column.why) == (
        "mentor_email",
        "values",
        "its cells are e-mail addresses",
    )


def test_the_proposal_reads_as_what_was_recognised() -> None:
    recognised = found(HEADERS, ANN, BO)
    plain = judge(recognised, empty(), TODAY)
    mapped = judged_so(recognised, proposed(recognised))
    assert mapped.verdicts == plain.verdicts
    assert mapped.register.applications["ann@x.org", "mentor"].tags == ("HR", "Law")


def test_a_column_nobody_understood_is_used_as_the_coordinator_says() -> None:
    recognised = found(HEADERS, ANN, BO)
    mapping = used_for(proposed(recognised), "Sheet1", 4, "expertise")
    assert mapping.of("Sheet1", 4).sure == "you"
    assert judged_so(recognised, mapping).register.applications["ann@x.org", "mentor"].tags == (
        "Law",
        "tax",
        "HR",
    )
    kept_whole = with_column(mapping, "Sheet1", 4, separator="none")
    tags = judged_so(recognised, kept_whole).register.applications["ann@x.org", "mentor"].tags
    assert tags == ("Law, tax", "HR", "Law")


def test_a_field_takes_one_column_and_the_one_before_is_put_out() -> None:
    rows: list[list[Plain]] = [
        ["Name", "E-mail", "Role", "Called"],
        ["A. Lee", "a@x.org", "Mentor", "Ann Lee"],
    ]
    recognised = found(*rows)
    mapping = used_for(proposed(recognised), "Sheet1", 4, "name")
    assert mapping.of("Sheet1", 1).use == ""
    assert judged_so(recognised, mapping).register.people["a@x.org"].name == "Ann Lee"


def test_two_columns_are_joined() -> None:
    rows: list[list[Plain]] = [
        ["Name", "E-mail", "Role", "Town", "Land"],
        ["Ann", "a@x.org", "Mentor", "Leeds", "England"],
        ["Bo", "b@x.org", "Mentor", None, "Wales"],
    ]
    recognised = found(*rows)
    mapping = used_for(proposed(recognised), "Sheet1", 5, "location", joined=True)
    people = judged_so(recognised, mapping).register.people
    assert (people["a@x.org"].location, people["b@x.org"].location) == ("Leeds, England", "Wales")


@pytest.mark.parametrize(
    ("way", "text", "expected"),
    [
        ("name:surname_first", "Okafor, Tom", ("Tom Okafor",)),
        ("name:surname_first", "Tom Okafor", None),
        ("name:email", "Tom Okafor <tom@x.org>", ("Tom Okafor", "tom@x.org")),
        ("name:email", "Tom Okafor (tom@x.org)", ("Tom Okafor", "tom@x.org")),
        ("name:email", "tom@x.org", ("", "tom@x.org")),
        ("name:email", "Tom Okafor", None),
        ("pair", "Ann Lee & Tom Day", ("Ann Lee", "Tom Day")),
        ("pair", "Ann Lee and Tom Day", ("Ann Lee", "Tom Day")),
        ("pair", "Ann Lee-Smith / Tom Day", ("Ann Lee-Smith", "Tom Day")),
        ("pair", "Ann, Tom & Bo", ("Ann, Tom", "Bo")),
        ("pair", "Ann & Tom & Bo", None),
        ("pair:turned", "Tom Day - Ann Lee", ("Ann Lee", "Tom Day")),
        ("pair:emails", "a@x.org; b@x.org", ("a@x.org", "b@x.org")),
    ],
)
def test_ways_of_splitting(way: str, text: str, expected: tuple[str, ...] | None) -> None:
    told = SPLITS[way].parts(text)
    assert (None if told is None else tuple(told)) == expected


def test_a_split_column_fills_both_fields_and_is_blamed_for_them() -> None:
    rows: list[list[Plain]] = [
        ["Who", "E-mail", "Role"],
        ["Lee, Ann", "a@x.org", "Mentor"],
        ["Bo", "not one", "Mentor"],
    ]
    recognised = recognise(book(sheet([["Name", *rows[0][1:]], *rows[1:]])))
    mapping = used_for(proposed(recognised), "Sheet1", 1, "name:surname_first")
    judgement = judged_so(recognised, mapping)
    assert judgement.register.people["a@x.org"].name == "Ann Lee"
    pair = recognise(
        book(sheet([["Mentor", "Mentee", "Date", "Pair"], ["x", "y", "2026-09-01", "Ann & Tom"]]))
    )
    mapping = used_for(proposed(pair), "Sheet1", 4, "pair")
    for column in (1, 2):
        mapping = used_for(mapping, "Sheet1", column, "")
    (verdict,) = judged_so(pair, mapping).verdicts
    assert verdict.problems[0].column == "D"
    assert "no relationship of Ann & Tom" in verdict.reason


def test_a_constant_is_the_answer_of_every_row() -> None:
    recognised = found(HEADERS, ANN, BO)
    judgement = judged_so(recognised, with_constant(proposed(recognised), "role", "mentee"))
    assert sorted(judgement.register.applications) == [("ann@x.org", "mentee"), ("bo@x.org", "mentee")]


def test_an_answer_stands_for_another_wherever_it_is_given() -> None:
    rows: list[list[Plain]] = [
        ["Name", "E-mail", "Role", "Capacity", "Skills"],
        ["Ann", "a@x.org", "Mentor", "1-2", "Marketting; HR"],
        ["Bo", "b@x.org", "Mentor", "3+", "marketting"],
    ]
    recognised = found(*rows)
    mapping = with_answer(proposed(recognised), "capacity", " 1-2 ", "2")
    mapping = with_answer(mapping, "tags", "Marketting", "Marketing")
    judgement = judged_so(recognised, mapping)
    assert outcomes(judgement) == ["added", "rejected"]
    application = judgement.register.applications["a@x.org", "mentor"]
    assert (application.capacity, application.tags) == (2, ("Marketing", "HR"))
    assert judgement.verdicts[1].problems[0].value == "3+"


def test_without_an_e_mail_column_every_row_says_so() -> None:
    recognised = found(HEADERS, ANN)
    (verdict,) = judged_so(recognised, used_for(proposed(recognised), "Sheet1", 2, "")).verdicts
    assert verdict.reason == "no column is taken for the e-mail, which says who this is"


def test_ways_of_splitting_fit_their_kind() -> None:
    assert "pair" in uses_of("sessions")
    assert "pair" not in uses_of("applicants")
    assert uses_of("applicants")["name"] == "Name"


@pytest.mark.parametrize(
    ("text", "separator", "expected"),
    [
        ("HR; Law;", "", ("HR", "Law")),
        ("HR, Law", "", ("HR", "Law")),
        ("HR, people; Law", "", ("HR, people", "Law")),
        ("HR\nLaw, tax", "", ("HR", "Law, tax")),
        ('"Marketing, PR", Law', "", ("Marketing, PR", "Law")),
        ('"Marketing, PR",Law,"So ""we"" say"', ",", ("Marketing, PR", "Law", 'So "we" say')),
        ('3.5" disks, Law', ",", ('3.5" disks', "Law")),
        ("HR, people", ";", ("HR, people",)),
        ("HR, people", "none", ("HR, people",)),
        ("hr, HR", ",", ("hr",)),
    ],
)
def test_answers_come_apart(text: str, separator: str, expected: tuple[str, ...]) -> None:
    assert parts(text, separator) == expected


def test_where_most_cells_show_a_sign_a_comma_is_no_separator() -> None:
    cells = [cell("HR;"), cell("Law, tax;"), cell("Finance;")]
    assert usual_separator(cells) == ";"
    assert usual_separator([cell("HR, Law"), cell("Finance")]) == ""


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), max_size=5),
    st.sampled_from(sorted(SEPARATORS)),
)
def test_quoted_answers_keep_whatever_they_hold(answers: list[str], separator: str) -> None:
    sign = {"": ",", "none": ","}.get(separator, separator)
    once = tuple({one.casefold(): one for one in reversed(answers)}.values())[::-1]
    text = sign.join('"' + one.replace('"', '""') + '"' for one in once)
    if separator == "none" or (separator == "" and (";" in text or "\n" in text)):
        return
    assert parts(text, separator) == once
