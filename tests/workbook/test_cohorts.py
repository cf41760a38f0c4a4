"""Which cohort a file says it is of."""

import json

import pytest

from coordinator.workbook.cells import Book, Cell, Row, Sheet
from coordinator.workbook.cohorts import cohort_told
from coordinator.workbook.roundtrip import MARK, TITLE


def sheet(title: str, *rows: tuple[str, ...], hidden: bool = False) -> Sheet:
    made = [
        Row(number, {column: Cell("text", text) for column, text in enumerate(row, 1) if text})
        for number, row in enumerate(rows, 1)
    ]
    return Sheet(title, hidden, made)


HEADERS = ("Ref", "Cohort", "Mentor")


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ([sheet("A", HEADERS, ("R1", "Spring 2026 ", "Ann"), ("R2", " Spring 2026", "Bo"))], "Spring 2026"),
        ([sheet("A", ("My pairs",), HEADERS, ("R1", "Spring 2026", "Ann"))], "Spring 2026"),
        ([sheet("A", HEADERS, ("R1", "Spring 2026", "Ann"), ("R2", "Autumn 2026", "Bo"))], ""),
        ([sheet("A", HEADERS, ("R1", "", "Ann"))], ""),
        ([sheet("A", ("Ref", "Mentor"), ("R1", "Ann"))], ""),
        ([sheet("A", HEADERS, ("R1", "Spring 2026", "Ann"), hidden=True)], ""),
        ([sheet("A")], ""),
    ],
    ids=["column", "below a title", "several", "blank", "no column", "hidden", "empty"],
)
def test_as_the_column_says(sheets: list[Sheet], told: str) -> None:
    assert cohort_told(Book("a.xlsx", "", sheets, ())) == told


@pytest.mark.parametrize(
    ("about", "told"),
    [(json.dumps({"cohort": "Autumn 2026"}), "Autumn 2026"), ("written into", "Spring 2026")],
)
def test_as_it_was_exported_before_what_the_column_says(about: str, told: str) -> None:
    rows = sheet("A", HEADERS, ("R1", "Spring 2026", "Ann"))
    kept = sheet(TITLE, (MARK, about), hidden=True)
    assert cohort_told(Book("a.xlsx", "", [rows, kept], ())) == told
