"""A file is there whole or not at all: whatever ends the writing, nothing is left beside the old one."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

WRITES = """
import os, signal, sys
from pathlib import Path
from coordinator.errors import CoordinatorError
from coordinator.workbook.files import write_whole

def save(file):
    file.write(b"half")
    file.flush()
    {does}
    file.write(b"whole")

try:
    write_whole(Path(sys.argv[1]), save)
except CoordinatorError as error:
    print(error)
    sys.exit(4)
"""


def write(
    target: Path, does: str = "pass", most_bytes: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Write "halfwhole" to `target` in a process of its own, which `does` something half-way through."""

    def limited() -> None:
        if most_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    command: Sequence[str] = [sys.executable, "-c", WRITES.format(does=does), str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, number: signal.Signals) -> None:
    target = tmp_path / "o.xlsx"
    target.write_text("old")
    done = write(target, f"os.kill(os.getpid(), {int(number)})")
    assert done.returncode != 0
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    done = write(tmp_path / "o.xlsx", most_bytes=6)
    assert (done.returncode, "cannot be written: file too large" in done.stdout) == (4, True)
    assert list(tmp_path.iterdir()) == []


def test_signals_mean_afterwards_what_they_meant_before(tmp_path: Path) -> None:
    target = tmp_path / "o.xlsx"
    done = write(target, "signal.signal(signal.SIGUSR1, signal.SIG_IGN)")
    assert (done.returncode, target.read_text()) == (0, "halfwhole")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_only_its_owner_reads_a_new_file_whose_folder_says_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "o.xlsx")
    assert os.stat(tmp_path / "o.xlsx").st_mode & 0o077 == 0  # noqa: PTH116
