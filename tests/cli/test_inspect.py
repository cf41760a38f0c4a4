"""`coordinator inspect`: what is seen in a file, in words and as JSON; nothing is changed."""

import json
from pathlib import Path

from tests.cli.conftest import APPLICANTS, Run
from tests.workbook.making import workbook

PEOPLE: list[list[object]] = [
    ["Applicants of spring"],
    ["Full name", "Your e-mail", "Would you like to be a mentor or mentee?", "Shoe size"],
    ["Ada Obi", "ada@example.org", "Mentee", 39],
    ["Eve", "eve", "Mentor", 41],
    ["Total", None, None, 2],
]


def test_sheets_headers_columns_and_verdicts(programme: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    sheets: dict[str, list[list[object]]] = {"List": PEOPLE, "Old": [["x"]], "Notes": [["nothing here"]]}
    path.write_bytes(workbook(sheets, hidden=["Old"]))
    before = (tmp_path / "programme.duckdb").read_bytes()
    result = programme("inspect", str(path), "--cohort", "spring", "--json")
    assert result.exit_code == 3
    seen = json.loads(result.stdout)
    assert (seen["file"], seen["kind"], seen["cohort"]) == ("people.xlsx", "applicants", "Spring")
    assert [(one["title"], one["hidden"], one["rows"], one["header_row"]) for one in seen["sheets"]] == [
        ("List", False, 5, 2),
        ("Old", True, 1, None),
        ("Notes", False, 1, None),
    ]
    columns = seen["sheets"][0]["columns"]
    assert [(one["letter"], one["field"], one["sure"]) for one in columns] == [
        ("A", "name", "header"),
        ("B", "email", "header"),
        ("C", "role", "header"),
        ("D", "", "unknown"),
    ]
    assert columns[0]["answers"] == ["Ada Obi", "Eve"]
    assert seen["notes"] == ["List, row 5: below the table, left out (Total | 2)"]
    assert seen["verdicts"] == {
        "added": 0, "updated": 0, "unchanged": 1, "duplicates": 0, "rejected": 1, "set_aside": 0,
    }  # fmt: skip
    assert (tmp_path / "programme.duckdb").read_bytes() == before


def test_in_words_and_into_a_cohort_to_come(programme: Run) -> None:
    result = programme("inspect", "-", stdin=APPLICANTS)
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert told[0] == "standard input: applicants"
    assert "headers in row 1" in result.stdout
    assert told[-1] == "3 added, 0 updated, 0 unchanged, 0 duplicates, 0 rejected, 0 set aside."


def test_a_file_without_a_table_shows_its_sheets_and_says_why(programme: Run) -> None:
    result = programme("inspect", "-", "--json", stdin="Shoe,Size\nleft,39\n")
    assert result.exit_code == 4
    seen = json.loads(result.stdout)
    assert (seen["kind"], seen["verdicts"]) == (None, None)
    assert seen["sheets"][0]["rows"] == 2
    assert seen["refused"].startswith("standard input is not recognised as applicants")
