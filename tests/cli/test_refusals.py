"""Whatever is wrong with the words, the file or the terminal: one sentence, the right exit code, nothing half done."""

import json
import os
import pty
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from coordinator.store import connection
from tests.cli.conftest import APPLICANTS, SESSIONS, Run

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PROGRAM = [sys.executable, "-c", "from coordinator.cli import main; main()"]


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, on the programme of the test."""
    return subprocess.run(
        [*PROGRAM, "--today", "2026-06-15", *words],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def names(run: Run) -> list[str]:
    """Who made each change, the latest first."""
    return [change["who"] for change in json.loads(run("history", "--json").stdout)]


class TestWhoIsActing:
    @pytest.mark.parametrize("blank", ["", "  ", "\x1b"])
    def test_a_blank_name_does_not_count(
        self, programme: Run, blank: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LOGNAME", "login")
        assert programme("--as", blank, "log", "R1", "14/6 2h").exit_code == 0
        monkeypatch.setenv("COORDINATOR_AS", blank)
        assert programme("--as", blank, "log", "R1", "13/6 2h").exit_code == 0
        monkeypatch.setenv("COORDINATOR_AS", "Omar")
        assert programme("--as", blank, "log", "R1", "12/6 2h").exit_code == 0
        assert names(programme)[:3] == ["Omar", "login", "login"]

    def test_a_name_cannot_speak_to_a_terminal(self, programme: Run) -> None:
        assert programme("--as", "a\x1b]52;c;eA==\x07\nb", "log", "R1", "14/6 2h").exit_code == 0
        assert names(programme)[0] == "a]52;c;eA== b"

    @pytest.mark.parametrize("words", [("--as", "n" * 201, "triage"), ("triage", "--cohort", "n" * 201)])
    def test_an_endless_name_is_a_usage_error(self, programme: Run, words: tuple[str, ...]) -> None:
        result = programme(*words)
        assert result.exit_code == 2
        assert "longer than 200 characters" in result.stderr


class TestLocales:
    """Names with diacritics where the locale is plain C, and bytes that are no text."""

    def test_they_go_in_and_come_out_and_are_found(self, programme: Run) -> None:
        renamed = APPLICANTS.replace("Ada Obi", "Ada Óbi")
        assert programme("import", "-", "--cohort", "Spring", stdin=renamed).exit_code == 0
        pair = "Mentor email,Mentee email,Start date\npriya@example.org,ada@example.org,2026-05-01\n"
        assert programme("import", "-", "--cohort", "Spring", stdin=pair).exit_code == 0
        logged = program("--as", "Zoë", "log", "Óbi", "14/6 2h", **C_LOCALE)
        assert (logged.returncode, logged.stderr) == (0, "")
        assert "Ada Óbi" in program("triage", "--all", **C_LOCALE).stdout
        assert names(programme)[0] == "Zoë"

    @pytest.mark.usefixtures("programme")
    def test_bytes_that_are_no_text(self) -> None:
        found = program("triage", "--cohort", os.fsdecode(b"\xff"))
        assert (found.returncode, found.stdout) == (4, "")
        assert "The cohorts are: Spring." in found.stderr
        found = program("--db", os.fsdecode(b"\xff.duckdb"), "triage")
        assert found.returncode == 4
        assert "its name is not UTF-8" in found.stderr


class TestWords:
    @pytest.mark.parametrize(
        "words",
        [
            ("--today", "20260615", "triage"),
            ("--today", "2026-W25-1", "triage"),
            ("history", "--limit", "9" * 30),
        ],
    )
    def test_usage(self, programme: Run, words: tuple[str, ...]) -> None:
        assert programme(*words).exit_code == 2

    def test_a_home_that_is_not_there(self, programme: Run) -> None:
        result = programme("--db", "~nobody-of-that-name/programme.duckdb", "triage")
        assert (result.exit_code, result.stdout) == (4, "")


class TestImport:
    def test_rejects_that_cannot_be_written_leave_the_programme_as_it_was(self, programme: Run) -> None:
        more = "Name,Email,Role\nIda,ida@example.org,Mentee\nEve,eve,Mentee\n"
        words = ("import", "-", "--cohort", "Spring", "--rejects", "no/such/folder.xlsx", "--json")
        result = programme(*words, stdin=more)
        assert result.exit_code == 4
        assert "folder.xlsx" in json.loads(result.stdout)["refused"]
        assert json.loads(programme("dashboard", "--json").stdout)[0]["applicants"] == 3

    @pytest.mark.parametrize(
        ("cohort", "why"), [("", "The cohort has no name"), ("Sprung", "The cohorts are: Spring.")]
    )
    def test_every_refusal_comes_as_json_too(self, programme: Run, cohort: str, why: str) -> None:
        result = programme("import", "-", "--cohort", cohort, "--json", stdin=SESSIONS)
        assert result.exit_code == 4
        assert why in json.loads(result.stdout)["refused"]


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Another process has the file; gives its number."""
    code = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other.pid
        finally:
            other.communicate("")


def test_a_busy_file_names_who_has_it(
    programme: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE_SECONDS", 0.05)
    with held(tmp_path / "programme.duckdb") as pid:
        logged = programme("log", "R1", "14/6 2h")
        imported = programme("import", "-", "--cohort", "Spring", "--json", stdin=SESSIONS)
    assert (logged.exit_code, imported.exit_code) == (5, 5)
    assert f"process {pid}" in logged.stderr
    assert f"process {pid}" in json.loads(imported.stdout)["refused"]
    assert len(names(programme)) == 3


def test_check_counts_what_is_wrong(programme: Run, tmp_path: Path) -> None:
    with connection.Store(tmp_path / "programme.duckdb").writing(
        "ruth", "break", date(2026, 6, 15)
    ) as change:
        change.db.execute("update session set hours = null where id = 1")
    result = programme("check")
    assert result.exit_code == 4
    assert result.stdout.splitlines() == [
        "session 1: it was held without a length.",
        "session 1 is not as its history says.",
    ]
    assert "2 things are wrong" in result.stderr


class TestOutput:
    @pytest.mark.usefixtures("programme")
    @pytest.mark.parametrize(
        "words", [("triage", "--all", "--json"), ("export", "triage", "-", "--csv"), ("--help",)]
    )
    def test_a_full_disk_behind_standard_output(self, words: tuple[str, ...]) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert done.returncode == 4
        assert done.stderr.startswith(
            "coordinator: The answer could not be written: no space left on device."
        )
        assert done.stderr.count("\n") == 1

    @pytest.mark.usefixtures("programme")
    def test_a_reader_that_leaves_early(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [*PROGRAM, "triage", "--all"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
        os.close(writing)
        assert done.stderr == ""


def test_a_full_disk_leaves_the_file_as_it_was(programme: Run, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,Email,Role\n" + "".join(f"P{n},p{n}@example.org,Mentee\n" for n in range(2000)))
    before = (tmp_path / "programme.duckdb").read_bytes()
    done = subprocess.run(
        [*PROGRAM, "import", str(people), "--cohort", "Spring"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert done.returncode == 4
    assert "cannot be written: file too large" in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "programme.duckdb").read_bytes() == before
    assert programme("check").exit_code == 0


class TestDemo:
    @pytest.mark.usefixtures("run")
    def test_without_a_terminal_nothing_is_made(self, tmp_path: Path) -> None:
        done = program("demo", TMPDIR=str(tmp_path))
        assert done.returncode == 4
        assert done.stderr.startswith("coordinator: The screens need a terminal.")
        assert {path.name for path in tmp_path.iterdir()} == {"programme.duckdb"}

    @pytest.mark.parametrize("moment", ["importing", "on the screen"])
    def test_its_folder_goes_when_it_is_stopped(self, tmp_path: Path, moment: str) -> None:
        """By SIGTERM while it imports, by a dropped line when the screens are open."""
        ours, theirs = pty.openpty()
        environment = {**os.environ, "TMPDIR": str(tmp_path), "TERM": "xterm-256color"}
        with subprocess.Popen(
            [*PROGRAM, "demo"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
            start_new_session=True, preexec_fn=lambda: _take_terminal(theirs),
        ) as other:  # fmt: skip
            os.close(theirs)
            awaited = b"Importing" if moment == "importing" else b"\x1b[?1049h"
            seen = b""
            while awaited not in seen:
                seen += os.read(ours, 65536)
            if moment == "importing":
                other.send_signal(signal.SIGTERM)
                other.wait()
            os.close(ours)
        assert list(tmp_path.iterdir()) == []


def _take_terminal(terminal: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
