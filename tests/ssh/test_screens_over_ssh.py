"""A coordinator's day over a real line: log in, log a session, lose the line, come back."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.ssh.harness import COORDINATOR, TODAY, Server, Terminal, ending, processes_at

pytestmark = [pytest.mark.ssh, pytest.mark.usefixtures("terminals")]


def ask(programme: Path, *words: str) -> str:
    """What the program says about the file, run on the machine itself."""
    command = [COORDINATOR, "--db", str(programme), "--today", TODAY, *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def item(programme: Path, mentee: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = json.loads(ask(programme, "triage", "--all", "--json"))
    return next(one for one in items if one["mentee"] == mentee)


def latest_change(programme: Path) -> dict[str, Any]:
    changes: list[dict[str, Any]] = json.loads(ask(programme, "history", "--json"))
    return changes[0]


def test_log_in_see_triage_log_a_session_and_leave(server: Server, pairs: Path) -> None:
    with Terminal(server.ssh(terminal=True)) as terminal:
        terminal.wait_for("Who needs me today?", "Tom Lindqvist", "Ada Obi")
        terminal.press("l")
        terminal.wait_for("R1")
        terminal.write("14/6 1.5h video")
        terminal.wait_for("Session held Sun 14 Jun 2026, 1.5 h, video")
        assert item(pairs, "Tom Lindqvist")["sessions_held"] == 1
        terminal.press("Enter")
        terminal.wait_for("Priya Shah & Tom Lindqvist: Session held", "1 of 1")
        with ending(list(processes_at(pairs))):
            terminal.press("q")
    logged = item(pairs, "Tom Lindqvist")
    assert (logged["last_session"], logged["hours_held"], logged["health"]) == ("2026-06-14", 3.5, "on_track")
    assert latest_change(pairs)["who"] == "Ruth Adeyemi"


def test_keys_that_arrive_all_at_once_are_typed_and_not_taken_as_commands(
    server: Server, pairs: Path
) -> None:
    """A slow line delivers bursts: `u` in paused is no undo, and `1` no change of screen."""
    before = latest_change(pairs)
    with Terminal(server.ssh(terminal=True)) as terminal:
        terminal.wait_for("Tom Lindqvist")
        terminal.write("lpaused 10/6")
        terminal.wait_for("Relationship paused from Wed 10 Jun 2026")
    assert latest_change(pairs) == before


def test_a_line_dropped_in_the_middle_of_typing_loses_only_what_was_not_confirmed(
    server: Server, pairs: Path
) -> None:
    with Terminal(server.ssh(terminal=True)) as terminal:
        terminal.wait_for("Tom Lindqvist")
        terminal.press("l")
        terminal.write("14/6 2h")
        terminal.wait_for("Session held Sun 14 Jun 2026, 2 h")
        terminal.press("Enter")
        terminal.wait_for("Priya Shah & Tom Lindqvist: Session held", "1 of 1")
        confirmed = latest_change(pairs)
        terminal.press("l")
        terminal.write("12/6 2h")
        terminal.wait_for("Session held Fri 12 Jun 2026, 2 h")
        running = processes_at(pairs)
        assert any("coordinator" in command for command in running.values())
        with ending(list(running)):
            os.kill(terminal.pid, signal.SIGKILL)
    assert processes_at(pairs) == {}
    assert "is sound" in ask(pairs, "check")
    assert latest_change(pairs) == confirmed

    with Terminal(server.ssh(terminal=True)) as terminal:
        terminal.wait_for("Ada Obi")
        terminal.press("a")
        assert "12/6" not in terminal.wait_for("Ada Obi", "Tom Lindqvist")
    tom, ada = item(pairs, "Tom Lindqvist"), item(pairs, "Ada Obi")
    assert (tom["last_session"], tom["sessions_held"]) == ("2026-06-14", 2)
    assert (ada["last_session"], ada["sessions_held"]) == ("2026-05-27", 1)


def test_the_server_ending_the_session_leaves_no_process_and_no_lock(server: Server, pairs: Path) -> None:
    with Terminal(server.ssh(terminal=True)) as terminal:
        terminal.wait_for("Tom Lindqvist")
        running = processes_at(pairs)
        with ending(list(running)):
            os.kill(terminal.pid, signal.SIGTERM)
    assert processes_at(pairs) == {}
    assert "is sound" in ask(pairs, "check")
