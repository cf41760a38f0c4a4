"""`--as-on DAY`: every command that looks shows the programme as recorded then; none changes it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from coordinator import scratch
from coordinator.cli import main

LATER = "2026-06-20"


def later(*words: str) -> Result:
    """Run a command as ruth, five days after all was imported."""
    return CliRunner().invoke(main, ["--as", "ruth", "--today", LATER, *words])


@pytest.mark.usefixtures("programme")
def test_lists_and_exports_are_as_recorded_and_say_so(tmp_path: Path) -> None:
    assert later("log", "R1", "18/6 2h").exit_code == 0
    now, then = later("triage", "--all", "--csv"), later("--as-on", "2026-06-15", "triage", "--all", "--csv")
    assert then.stderr == "As recorded on Mon 15 Jun 2026, read only.\n"
    assert "2026-06-18" in now.stdout
    assert "2026-06-18" not in then.stdout
    assert later("--as-on", "2026-06-15", "dashboard").exit_code == 0
    written = later("--as-on", "2026-06-15", "export", "triage", str(tmp_path / "then.xlsx"))
    assert ", as recorded on Mon 15 Jun 2026." in written.stdout
    cells = [cell.value for row in load_workbook(tmp_path / "then.xlsx").worksheets[0] for cell in row]
    assert "As recorded on" in cells
    plain = later("--as-on", "2026-06-15", "export", "triage", "-", "--csv").stdout.splitlines()
    assert plain[0].endswith(",As recorded on")
    assert {row[-11:] for row in plain[1:]} == {",2026-06-15"}
    assert scratch._folders == set()


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    "words",
    [("triage", "--all"), ("dashboard",), ("history",), ("thresholds", "Spring"), ("nudges", "list")],
)
def test_what_programs_read_is_marked_only_then(words: tuple[str, ...]) -> None:
    now = json.loads(later(*words, "--json").stdout)
    then = json.loads(later("--as-on", "2026-06-15", *words, "--json").stdout)
    assert now
    assert [list(one) for one in then] == [[*one, "as_on"] for one in now]
    assert {one["as_on"] for one in then} == {"2026-06-15"}


@pytest.mark.usefixtures("programme")
def test_a_table_for_programs_has_a_last_column_then() -> None:
    now = later("triage", "--all", "--csv").stdout.splitlines()
    then = later("--as-on", "2026-06-15", "triage", "--all", "--csv").stdout.splitlines()
    assert then[0] == f"{now[0]},as_on"
    assert {row.rpartition(",")[2] for row in then[1:]} == {"2026-06-15"}


@pytest.mark.usefixtures("programme")
def test_nothing_is_changed_and_days_that_cannot_be_are_refused() -> None:
    refused = later("--as-on", "2026-06-15", "log", "R1", "14/6 2h")
    assert refused.exit_code == 4
    assert "it can only be read. Come back to today" in refused.stderr
    assert later("--as-on", "2026-06-21", "triage").exit_code == 4
    assert "Nothing was recorded by" in later("--as-on", "2026-06-14", "triage").stderr
