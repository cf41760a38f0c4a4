"""One cell -> one value, or a reason that says how to mend it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.workbook import values
from coordinator.workbook.dates import day, day_order, long_day
from coordinator.workbook.values import Unreadable
from tests.workbook.books import TODAY, cell

DAYS = st.dates(date(1990, 1, 1), date(2031, 12, 31))


def reason(parse: Callable[[], Any]) -> str:
    with pytest.raises(Unreadable) as caught:
        parse()
    return caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026/03/14",
        "2026-03-14T18:30:00Z",
        "2026-03-14 18:30",
        "14 March 2026",
        "14 Mar 26",
        "14th of March 2026",
        "Sat 14 March 2026",
        "March 14, 2026",
        "14-Mar-2026",
        "14/3/2026",
        "14/03/26",
        "14.03.26",
        "14.3.2026",
        "14-03-2026",
        "3/14/2026",
        "14/03/2026 18:30:05",
        " 14/03/2026 ",
        "\u200e14/03/2026",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day(cell(text), TODAY) == date(2026, 3, 14)


def test_real_dates_need_no_reading() -> None:
    assert day(cell(date(2026, 3, 4)), TODAY) == date(2026, 3, 4)
    assert day(cell(datetime(2026, 3, 4, 23, 59)), TODAY) == date(2026, 3, 4)


def test_an_ambiguous_day_is_refused_with_both_readings() -> None:
    assert reason(lambda: day(cell("03/04/2026"), TODAY)) == (
        "this can be 3 April 2026 or 4 March 2026: write 2026-04-03 or 2026-03-04"
    )
    assert day(cell("04/04/2026"), TODAY) == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("header", "others", "expected"),
    [
        ("Date (dd/mm/yyyy)", [], date(2026, 4, 3)),
        ("Date (MM/DD/YYYY)", [], date(2026, 3, 4)),
        ("Date", ["14/3/2026"], date(2026, 4, 3)),
        ("Date", ["3/14/2026"], date(2026, 3, 4)),
    ],
)
def test_the_column_settles_an_ambiguous_day(header: str, others: list[str], expected: date) -> None:
    cells = [cell("03/04/2026"), *map(cell, others)]
    order = day_order(header, cells)
    assert day(cells[0], TODAY, order) == expected


@pytest.mark.parametrize(
    "others", [["14/3/2026", "3/14/2026"], ["31/02/2026"], ["14 March 2026"], ["1/2/2026"]]
)
def test_a_column_with_both_orders_or_neither_settles_nothing(others: list[str]) -> None:
    assert day_order("Date", map(cell, others)) is None


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (cell("31/02/2026"), "no such day"),
        (cell("2026-02-29"), "no such day"),
        (cell("0000-01-01"), "no such day"),
        (cell("1/2/0000"), "no such day"),
        (cell(46000), "46000 is a number, not a date"),
        (cell("14/3"), "no year"),
        (cell("soon"), "not a date"),
        (cell(True), "not a date"),
        (cell("#N/A", "error"), "holds the error #N/A"),
        (cell("=A1+1", "formula"), "no stored value"),
        (cell(date(1989, 12, 31)), "the year 1989 cannot be right"),
        (cell("14 March 2032"), "the year 2032 cannot be right"),
    ],
)
def test_what_is_no_day_says_why(bad: Any, expected: str) -> None:
    assert expected in reason(lambda: day(bad, TODAY))


@settings(deadline=None)
@given(DAYS)
def test_every_plain_spelling_of_a_day_reads_back(on: date) -> None:
    for text in (on.isoformat(), long_day(on), f"{on:%d %b %Y}", f"{on.isoformat()}T09:00"):
        assert day(cell(text), TODAY) == on


@settings(deadline=None)
@given(DAYS, st.sampled_from("/.-"))
def test_numbers_are_never_guessed(on: date, sign: str) -> None:
    day_first, month_first = f"{on:%d}{sign}{on:%m}{sign}{on:%Y}", f"{on:%m}{sign}{on:%d}{sign}{on:%Y}"
    assert day(cell(day_first), TODAY, "day_first") == on
    assert day(cell(month_first), TODAY, "month_first") == on
    if on.day > 12 or on.day == on.month:
        assert day(cell(day_first), TODAY) == on
    else:
        assert on.isoformat() in reason(lambda: day(cell(day_first), TODAY))


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reading_of_days_lengths_and_answers(text: str) -> None:
    for parse in (
        lambda: day(cell(text), TODAY),
        lambda: values.hours(cell(text)),
        lambda: values.cadence(cell(text)),
        lambda: values.capacity(cell(text)),
        lambda: values.yes_no(cell(text)),
        lambda: values.roles(cell(text)),
        lambda: values.email(cell(text)),
    ):
        with suppress(Unreadable):
            assert parse() is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", 2),
        ("2h", 2),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("1h30", 1.5),
        ("1 h 30 min", 1.5),
        ("1 hour and 30 minutes", 1.5),
        ("1:30", 1.5),
        ("01:30:00", 1.5),
        ("90 min", 1.5),
        ("90 minutes", 1.5),
        ("2 hours", 2),
        ("1½ hours", 1.5),
        ("½", 0.5),
    ],
)
def test_a_length_is_read_however_it_is_written(text: str, expected: float) -> None:
    assert values.hours(cell(text)) == expected


def test_lengths_in_cells_of_their_own_kinds() -> None:
    assert values.hours(cell(time(1, 30))) == 1.5
    assert values.hours(cell(2.0, "duration")) == 2
    assert values.hours(cell(90), in_minutes=True) == 1.5
    assert values.hours(cell("2h"), in_minutes=True) == 2


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (cell(90), "write 90 min"),
        (cell("13h"), "longer than 12"),
        (cell(0), "above zero"),
        (cell(-1), "above zero"),
        (cell("-1"), "above zero"),
        (cell("a while"), "not a length"),
        (cell(float("nan")), "not a length"),
        (cell(True), "not a length"),
        (cell(date(2026, 1, 2)), "not a length"),
        (cell("1,234,5"), "not a length"),
        (cell("h"), "not a length"),
    ],
)
def test_what_is_no_length_says_why(bad: Any, expected: str) -> None:
    assert expected in reason(lambda: values.hours(bad))


@settings(deadline=None)
@given(st.integers(1, 12 * 60))
def test_minutes_and_clock_and_hours_agree(minutes: int) -> None:
    as_minutes = values.hours(cell(f"{minutes} min"))
    assert values.hours(cell(f"{minutes // 60}:{minutes % 60:02}")) == as_minutes
    assert values.hours(cell(minutes), in_minutes=True) == as_minutes
    assert abs(as_minutes * 60 - minutes) < 0.01
    assert values.hours(cell(as_minutes)) == as_minutes


@pytest.mark.parametrize(
    ("text", "days"),
    [("14", 14), ("10 days", 10), ("every 2 weeks", 14), ("weekly", 7), ("Fortnightly", 14), ("3 weeks", 21)],
)
def test_cadences(text: str, days: int) -> None:
    assert values.cadence(cell(text)) == days
    assert values.cadence(cell(14)) == 14


@pytest.mark.parametrize("text", ["monthly", "bi-weekly", "0", "-7", "1.5", "often", "2-3 weeks", "999"])
def test_a_cadence_that_is_no_number_of_days_is_refused(text: str) -> None:
    assert "days" in reason(lambda: values.cadence(cell(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mentor", ["mentor"]),
        ("mentee", ["mentee"]),
        ("Both (Mentee and Mentor)", ["mentor", "mentee"]),
        ("Both", ["mentor", "mentee"]),
        ("Mentor; Mentee", ["mentor", "mentee"]),
        ("I would like to be a mentor", ["mentor"]),
        ("Be mentored", ["mentee"]),
        ("I would like a mentor", ["mentee"]),
        ("Find a mentor", ["mentee"]),
        ("Support a mentee", ["mentor"]),
        ("Offer mentoring", ["mentor"]),
    ],
)
def test_roles_are_heard_in_words_and_sentences(text: str, expected: list[str]) -> None:
    assert list(values.roles(cell(text))) == expected


@pytest.mark.parametrize("text", ["Not sure", "mentor or mentee", "Trustee", "not a mentor", ""])
def test_a_role_that_is_not_said_is_refused(text: str) -> None:
    assert "Mentor, Mentee or Both" in reason(lambda: values.roles(cell(text)))


@pytest.mark.parametrize(
    ("text", "expected"), [("1", 1), ("One", 1), ("2 mentees", 2), ("0", 0), ("three", 3)]
)
def test_capacities(text: str, expected: int) -> None:
    assert values.capacity(cell(text)) == expected


@pytest.mark.parametrize("text", ["1-2", "3+", "1 to 2", "2 or more", "up to 3"])
def test_a_range_of_capacities_is_refused(text: str) -> None:
    assert "one number" in reason(lambda: values.capacity(cell(text)))


@pytest.mark.parametrize("text", ["some", "1.5", "-1", "99"])
def test_what_is_no_capacity_is_refused(text: str) -> None:
    assert "whole number" in reason(lambda: values.capacity(cell(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; b;c", ("a", "b", "c")),
        ("Finance, HR", ("Finance", "HR")),
        ("Finance, HR; Law", ("Finance, HR", "Law")),
        ("Finance, HR;", ("Finance, HR",)),
        ("a\nb, c", ("a", "b, c")),
        ("a;A; a", ("a",)),
        (" ; ", ()),
    ],
)
def test_tags_split_at_commas_only_where_nothing_else_parts_them(
    text: str, expected: tuple[str, ...]
) -> None:
    assert values.tags(cell(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Ann@X.org ", "ann@x.org"),
        ("mailto:a@b.co.uk", "a@b.co.uk"),
        ("\u200ea@b.org\u200f", "a@b.org"),
        ("Anonymous", ""),
    ],
)
def test_emails(text: str, expected: str) -> None:
    assert values.email(cell(text)) == expected


@pytest.mark.parametrize("text", ["a@b", "a b@c.org", "@b.org", "a@", "a(at)b.org", "a@b..org", "a@@b.org"])
def test_what_is_no_email_is_refused(text: str) -> None:
    assert "name@example.org" in reason(lambda: values.email(cell(text)))


def test_two_emails_in_a_cell_are_refused() -> None:
    assert "keep one" in reason(lambda: values.email(cell("a@b.org; c@d.org")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", True),
        ("Yes, I agree to that", True),
        ("I consent", True),
        ("✔", True),
        ("No", False),
        ("I do not agree", False),
    ],
)
def test_yes_and_no(text: str, expected: bool) -> None:
    assert values.yes_no(cell(text)) is expected
    assert values.yes_no(cell(expected)) is expected


def test_text_too_long_for_a_cell_is_refused() -> None:
    assert values.lines(cell("x" * 32_767)) == "x" * 32_767
    assert "32,768" in reason(lambda: values.lines(cell("x" * 32_768)))


def test_text_keeps_what_is_meant_and_loses_what_a_terminal_obeys() -> None:
    assert values.line(cell("A\x1b[31mb \n c\x07")) == "A[31mb c"
    assert values.lines(cell("one\r\ntwo\x1b]52;c;x\x07")) == "one\ntwo]52;c;x"
    assert values.line(cell("\u202bשלום\u202c 👩‍🚀")) == "\u202bשלום\u202c 👩‍🚀"
