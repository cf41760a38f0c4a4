"""One sshd for all tests; a programme file and what the key may do for each."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ssh.harness import (
    COORDINATOR,
    TODAY,
    Server,
    hands_out_terminals,
    login_program,
    missing_tools,
    serving,
)

APPLICANTS = """Name,Email,Role,Capacity
Priya Shah,priya@example.org,Mentor,2
Tom Lindqvist,tom@example.org,Mentee,
Ada Obi,ada@example.org,Mentee,
"""
RELATIONSHIPS = """Mentor email,Mentee email,Start date
priya@example.org,tom@example.org,2026-04-01
priya@example.org,ada@example.org,2026-04-01
"""
SESSIONS = """Mentor email,Mentee email,Date,Length,Status
priya@example.org,tom@example.org,2026-05-04,2h,held
priya@example.org,ada@example.org,2026-05-27,2h,held
"""


@pytest.fixture(scope="session")
def tools() -> None:
    """Skips where the machine has no sshd or tmux; `COORDINATOR_REQUIRE_SSH=1` makes that a failure."""
    missing = missing_tools()
    if missing and os.environ.get("COORDINATOR_REQUIRE_SSH"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def terminals(tools: None) -> None:  # noqa: ARG001
    """Skips where only root's sshd could open a terminal (some containers mount /dev/pts without its group)."""
    if not hands_out_terminals():
        pytest.skip("/dev/pts is mounted without the group tty: sshd needs root to open a terminal")


@pytest.fixture(scope="session")
def server(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001
    """An sshd that asks the key what it may do."""
    with serving(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def programme(server: Server, tmp_path: Path) -> Path:
    """An empty programme at which the key lets one in as Ruth, on 15 June 2026."""
    path = tmp_path / "programme.duckdb"
    login = f"{login_program(tmp_path)} --today {TODAY}"
    server.let_in(
        f'restrict,pty,command="{login}",environment="COORDINATOR_DB={path}",environment="COORDINATOR_AS=Ruth Adeyemi"'
    )
    return path


@pytest.fixture
def pairs(programme: Path) -> Path:
    """The same with two relationships: Tom's silent for six weeks, Ada's for nineteen days."""
    for content in (APPLICANTS, RELATIONSHIPS, SESSIONS):
        command = [COORDINATOR, "--db", str(programme), "--today", TODAY, "import", "-", "--cohort", "Spring"]
        subprocess.run(command, input=content, encoding="utf-8", check=True, capture_output=True)
    return programme
