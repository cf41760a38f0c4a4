"""What a command does not need is not imported: seen in `sys.modules` of a fresh process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"textual", "duckdb", "openpyxl", "pydantic", "defusedxml", "hypothesis", "numpy", "scipy", "asyncio"}


def imported_by(code: str, folder: Path) -> set[str]:
    """Those of `HEAVY` that are imported after `code` ran."""
    tell = f"import json, sys; print(json.dumps(sorted(set({sorted(HEAVY)}) & set(sys.modules))))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*words: str) -> str:
    """Code that runs one command line in the process."""
    return f"from coordinator.cli import main\ntry:\n    main({list(words)!r})\nexcept SystemExit:\n    pass"


def test_the_services_know_no_screen_and_leave_sheets_and_schemas_for_later(tmp_path: Path) -> None:
    code = (
        "import coordinator.services.overview, coordinator.services.recording, coordinator.services.history"
    )
    assert not imported_by(code, tmp_path) & {
        "textual",
        "openpyxl",
        "pydantic",
        "defusedxml",
        "hypothesis",
        "numpy",
    }


@pytest.mark.parametrize(
    "service", ["demo", "desk", "exports", "history", "imports", "overview", "past", "recording", "upkeep"]
)
def test_no_service_imports_a_screen(service: str, tmp_path: Path) -> None:
    assert "textual" not in imported_by(f"import coordinator.services.{service}", tmp_path)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["import", "--help"]])
def test_help_imports_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    assert imported_by(command(*words), tmp_path) == set()


def test_a_command_without_a_screen_imports_none(tmp_path: Path) -> None:
    db = str(tmp_path / "programme.duckdb")
    found = imported_by(command("--db", db, "--today", "2026-06-15", "triage"), tmp_path)
    assert found & {"textual", "openpyxl", "pydantic"} == set()
    assert "duckdb" in found


def test_the_first_screen_imports_no_sheets_and_no_schemas(tmp_path: Path) -> None:
    assert imported_by("import screens.app", tmp_path) & {"openpyxl", "pydantic", "defusedxml"} == set()


def test_opening_the_screens_imports_no_command(tmp_path: Path) -> None:
    code = "import sys, coordinator.cli, screens.app; assert 'coordinator.commands.every' not in sys.modules"
    assert "textual" in imported_by(code, tmp_path)


def test_pairing_needs_no_numbers_package(tmp_path: Path) -> None:
    db = str(tmp_path / "programme.duckdb")
    code = command("--db", db, "--today", "2026-06-15", "pair", "--cohort", "Spring")
    assert (
        imported_by(f"import coordinator.services.pairing_left\n{code}", tmp_path) & {"numpy", "scipy"}
        == set()
    )
