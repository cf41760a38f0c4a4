"""`coordinator agreement`: for a relationship or blank, as text or as a workbook."""

from pathlib import Path

import openpyxl

from coordinator.services.agreement import WILL, WILL_NOT
from tests.cli.conftest import Run


def test_as_text_for_one_relationship(programme: Run, tmp_path: Path) -> None:
    found = programme("agreement", str(tmp_path / "a.txt"), "priya tom")
    assert found.exit_code == 0
    assert "When it is signed: agreement signed both." in found.stdout
    text = " ".join((tmp_path / "a.txt").read_text(encoding="utf-8").split())
    assert "Mentor: Priya Shah" in text
    assert "From Fri 1 May 2026 to Fri 30 Oct 2026" in text
    assert "About 24 hours in all: sessions of 2 h every 14 days" in text
    assert all(line in text for line in (*WILL, *WILL_NOT))
    assert len((tmp_path / "a.txt").read_text(encoding="utf-8").splitlines()) < 60


def test_blank_on_standard_output(run: Run) -> None:
    found = run("agreement", "-")
    assert found.exit_code == 0
    assert "Mentor: ______" in " ".join(found.stdout.split())
    assert "(182 days)" in found.stdout


def test_as_a_workbook(programme: Run, tmp_path: Path) -> None:
    assert programme("agreement", str(tmp_path / "a.xlsx"), "R1").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Agreement"]
    values = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert {"The mentor will", f"- {WILL[0]}", f"- {WILL_NOT[0]}", "Mentee: Tom Lindqvist"} <= set(values)


def test_what_cannot_be(programme: Run, tmp_path: Path) -> None:
    assert programme("agreement", str(tmp_path / "a.txt"), "R99").exit_code == 4
    assert programme("agreement", str(tmp_path / "no" / "a.txt")).exit_code == 4
