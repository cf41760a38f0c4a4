"""`coordinator export` and `template`: every kind to a file, as CSV and to standard output, notes only when asked for."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coordinator.commands.exporting import EXPORTS, TEMPLATES
from coordinator.definitions import DISCLOSURE
from docs.tables import README
from tests.cli.conftest import Run

WITH = {"timeline": ("--relationship", "priya tom"), "suggestions": ("--cohort", "spring")}


@pytest.fixture
def noted(programme: Run) -> Run:
    """The programme with a check-in that has a note."""
    assert programme("log", "R1", 'reached mentor "SECRET plans"').exit_code == 0
    return programme


def test_readme_tells_of_every_kind() -> None:
    section = README.read_text(encoding="utf-8").partition("## Exporting")[2].partition("\n## ")[0]
    assert [kind for kind in EXPORTS if kind not in section] == []


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_kind_to_a_file_as_csv_and_to_standard_output(noted: Run, kind: str) -> None:
    words = ("export", kind, *WITH.get(kind, ()))
    said = noted(*words, "out.xlsx").stdout
    assert re.fullmatch(rf"\d+ rows? of {kind} written to out\.xlsx\.\n", said)
    book = load_workbook("out.xlsx")
    assert book.sheetnames[0] == "About"
    headers = [cell.value for cell in book.worksheets[1][1]]
    to_file, to_stdout = noted(*words, "out.csv"), noted(*words, "-", "--csv")
    assert (to_file.exit_code, to_stdout.exit_code, to_stdout.stderr) == (0, 0, "")
    written = Path("out.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines() == to_stdout.stdout.lstrip("\ufeff").splitlines()
    rows = list(csv.reader(io.StringIO(written)))
    assert (rows[0], len(rows) > 1) == (headers, True)
    assert "SECRET" not in written


def test_a_workbook_to_standard_output(noted: Run) -> None:
    done = noted("export", "sessions", "-")
    assert load_workbook(io.BytesIO(done.stdout_bytes)).sheetnames[:2] == ["About", "Sessions"]


@pytest.mark.parametrize("words", [("check-ins",), ("timeline", "--relationship", "R1")])
def test_notes_when_asked_for_and_that_they_can_be_disclosed(noted: Run, words: tuple[str, ...]) -> None:
    done = noted("export", *words, "-", "--csv", "--notes")
    assert "SECRET plans" in done.stdout
    assert DISCLOSURE in done.stderr
    assert DISCLOSURE in noted("export", *words, "out.xlsx", "--notes").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "sessions", "o.xlsx", "--notes"), 4, "There are no notes in sessions"),
        (("export", "timeline", "o.xlsx"), 4, "Say which: --relationship R12."),
        (("export", "sessions", "o.xlsx", "--relationship", "R1"), 2, "--relationship goes with timeline"),
        (("export", "sessions", "/dev/full"), 4, "cannot be written: no space left on device"),
        (("template", "sessions", "t.csv"), 2, "name it FILE.xlsx"),
        (("template", "applicants", "t.xlsx", "--mentor", "priya"), 4, "Only a template for sessions"),
        (("template", "sessions", "t.xlsx", "--mentor", "nobody"), 4, "No mentor with a live relationship"),
        (("export", "suggestions", "s.csv"), 4, "Suggested pairs are of one cohort"),
        (("template", "sessions", "t.xlsx", "--cohort", "Winter"), 4, "There is no cohort 'Winter'"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    programme: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    done = programme(*words)
    assert (done.exit_code, said in done.stderr) == (code, True)
    assert not list(Path.cwd().glob("*.xlsx"))
    assert not list(Path.cwd().glob("*.part"))


def test_what_came_back_is_inspected_in_the_cohort_that_it_is_of(programme: Run) -> None:
    programme("export", "sessions", "s.xlsx")
    seen = json.loads(programme("inspect", "s.xlsx", "--json").stdout)
    assert (seen["cohort"], seen["verdicts"]["unchanged"], seen["verdicts"]["rejected"]) == ("Spring", 3, 0)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_to_a_file_and_to_standard_output(programme: Run, kind: str) -> None:
    assert programme("template", kind, "t.xlsx").stdout == f"A template for {kind} written to t.xlsx.\n"
    to_stdout = programme("template", kind, "-", "--cohort", "spring")
    about = load_workbook(io.BytesIO(to_stdout.stdout_bytes))["About"]
    assert ("Cohort", "Spring") in [(row[0].value, row[1].value) for row in about.iter_rows()]


def test_a_mentor_fills_a_template_in_and_it_is_imported(programme: Run) -> None:
    programme("template", "sessions", "log.xlsx", "--mentor", "priya@example.org")
    book = load_workbook("log.xlsx")
    sheet = book["Sessions"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in (("Date", "8 June 2026"), ("Length (hours)", "1h30"), ("Status", "held")):
        sheet.cell(2, at[name] or 0, value)
    book.save("log.xlsx")
    done = programme("import", "log.xlsx", "--cohort", "Spring")
    assert "1 session for Spring: 1 added, 0 updated" in done.stdout
    assert "5 rows were left as the template had them and count for nothing." in done.stdout
    assert "Columns not taken" not in done.stdout


def test_a_clash_is_rejected_with_both_values_and_its_exit_code(programme: Run) -> None:
    programme("export", "relationships", "r.xlsx")
    programme("log", "R1", "lapsed")
    book = load_workbook("r.xlsx")
    sheet = book["Relationships"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, at["State"] or 0, "closed")
    sheet.cell(2, at["Outcome"] or 0, "completed")
    book.save("r.xlsx")
    done = programme("import", "r.xlsx", "--cohort", "Spring")
    assert done.exit_code == 3
    assert (
        "'closed': it was active when this was exported, is lapsed here now and closed in the file"
        in done.stdout
    )
