"""The command line in a folder of its own, on a programme with nothing or one pair in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import main
from tests.conftest import Copy

Run = Callable[..., Result]

APPLICANTS = """Name,Email,Role,Capacity
Priya Shah,priya@example.org,Mentor,2
Tom Lindqvist,tom@example.org,Mentee,
Ada Obi,ada@example.org,Mentee,
"""
RELATIONSHIPS = """Mentor email,Mentee email,Start date
priya@example.org,tom@example.org,2026-05-01
"""
SESSIONS = """Mentor email,Mentee email,Date,Length,Status
priya@example.org,tom@example.org,2026-05-04,2h,held
priya@example.org,tom@example.org,2026-05-18,90 min,held
priya@example.org,tom@example.org,2026-05-25,,missed
"""


def invoke(*words: str, stdin: str | bytes | None = None) -> Result:
    """Run a command as ruth, on 15 June 2026."""
    return CliRunner().invoke(main, ["--as", "ruth", "--today", "2026-06-15", *words], input=stdin)


@pytest.fixture(scope="session")
def template(blank_file: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme with one pair imported: three held or missed sessions, silent for four weeks."""
    path = blank_file(tmp_path_factory.mktemp("cli") / "programme.duckdb")
    for content, kind in (
        (APPLICANTS, "applicants"),
        (RELATIONSHIPS, "relationships"),
        (SESSIONS, "sessions"),
    ):
        words = ("--db", str(path), "import", "-", "--cohort", "Spring", "--kind", kind)
        assert invoke(*words, stdin=content).exit_code == 0
    return path


@pytest.fixture
def run(blank_file: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own, on an empty programme."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COORDINATOR_AS", raising=False)
    monkeypatch.setenv("COORDINATOR_DB", str(blank_file(tmp_path / "programme.duckdb")))
    return invoke


@pytest.fixture
def programme(run: Run, template: Path, tmp_path: Path) -> Run:
    """The same, on the programme of `template`."""
    shutil.copy(template, tmp_path / "programme.duckdb")
    return run
