"""Files through the line: in and out by pipes, in by scp, and nothing else by the same key."""

import io
import json
import os
import pwd
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.ssh.conftest import APPLICANTS
from tests.ssh.harness import TODAY, Server, login_program, processes_at, serving

pytestmark = pytest.mark.ssh


def workbook() -> bytes:
    book = Workbook()
    for line in APPLICANTS.splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def run(command: list[str], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


def test_a_spreadsheet_goes_in_and_comes_out_through_pipes(server: Server, programme: Path) -> None:
    done = run(server.ssh("coordinator", "import", "-", "--cohort", "'Spring 2026'", "--json"), workbook())
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["cohort"], report["kind"], report["added"]) == ("Spring 2026", "applicants", 3)

    out = run(server.ssh("coordinator", "export", "applicants", "-"))
    assert out.returncode == 0, out.stderr
    book = load_workbook(io.BytesIO(out.stdout))
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"Priya Shah", "ada@example.org"} <= cells
    assert processes_at(programme) == {}


def test_exit_codes_come_back(server: Server, programme: Path) -> None:
    refused = run(
        server.ssh("coordinator", "import", "-", "--cohort", "Spring"), b"\x00\x01 not a spreadsheet"
    )
    assert refused.returncode == 4
    assert refused.stderr.startswith(b"coordinator: ")
    assert run(server.ssh("coordinator", "--nonsense")).returncode == 2
    assert run(server.ssh("coordinator", "check")).returncode == 0
    assert programme.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("command", ["sh -c id", "true; coordinator check", "", "coordinator 'half"])
def test_the_key_opens_nothing_else(server: Server, programme: Path, command: str) -> None:
    done = run(server.ssh(*([command] if command else [])))
    assert done.returncode != 0
    assert done.stdout == b""
    assert done.stderr
    assert processes_at(programme) == {}


def test_no_shell_reads_the_words(server: Server, programme: Path, tmp_path: Path) -> None:
    done = run(server.ssh("coordinator", "check", ";", "touch", str(tmp_path / "made")))
    assert done.returncode == 2
    assert not (tmp_path / "made").exists()
    assert programme.parent == tmp_path


def test_scp_puts_a_file_into_the_drop_folder(server: Server, programme: Path, tmp_path: Path) -> None:
    inbox = programme.parent / "inbox"
    inbox.mkdir()
    server.let_in(f'restrict,command="internal-sftp -d {inbox}"')
    source = tmp_path / "applicants.csv"
    source.write_text(APPLICANTS, encoding="utf-8")
    done = run(server.scp(source, ""))
    assert done.returncode == 0, done.stderr
    assert (inbox / "applicants.csv").read_text(encoding="utf-8") == APPLICANTS


def test_an_account_whose_login_is_the_program(tools: None, tmp_path: Path) -> None:  # noqa: ARG001
    programme = tmp_path / "programme.duckdb"
    user = pwd.getpwuid(os.getuid()).pw_name
    account = f"""
            Match User {user}
                ForceCommand {login_program(tmp_path)} --today {TODAY}
                SetEnv COORDINATOR_DB={programme}
            """
    with serving(tmp_path, account) as server:
        server.let_in("")
        done = run(server.ssh("coordinator", "import", "-", "--cohort", "Spring"), APPLICANTS.encode())
        assert done.returncode == 0, done.stderr
        changes = json.loads(run(server.ssh("coordinator", "history", "--json")).stdout)
    assert programme.exists()
    assert [change["who"] for change in changes] == [user]
