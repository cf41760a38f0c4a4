"""What befalls the programme file from outside is one sentence, and leaves the file as it was."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError
from coordinator.store import failures, turns
from coordinator.store.connection import Store, protect_new_files
from tests.conftest import Copy

TODAY = date(2026, 3, 14)
NOBODY = 65534

LIMITED = """
import resource, sys
from datetime import date
from pathlib import Path
from coordinator.store.connection import Store

resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with Store(Path(sys.argv[1])).writing("ruth", "add", date(2026, 3, 14)) as change:
        change.insert("person", [{"name": f"P{n}", "email": f"p{n}@example.org"} for n in range(2000)])
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""
INTERRUPTED = """
import signal
import sys
from datetime import date
from pathlib import Path
from coordinator.store.connection import Store

signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests may ignore it
try:
    with Store(Path(sys.argv[1])).writing("ruth", "add", date(2026, 3, 14)) as change:
        change.insert("person", [{"name": "Ann", "email": "ann@example.org"}])
        print("inside", flush=True)
        while True:  # of one long query DuckDB may notice no signal, by which of its threads happens to run it
            change.db.execute("select max(range) from range(100000)")
except KeyboardInterrupt:
    sys.exit("interrupted")
"""


@pytest.fixture
def path(blank_file: Copy, tmp_path: Path) -> Path:
    return blank_file(tmp_path / "programme.duckdb")


def people(path: Path) -> int:
    with Store(path).reading() as db:
        ((count,),) = db.execute("select count(*) from person").fetchall()
    return int(count)


@contextmanager
def as_someone_without_rights() -> Iterator[None]:
    """As another user than root, whom no mode keeps out. Modes alone do for anybody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_full_disk_is_said_and_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stderr == (
        f"CoordinatorError: {path} cannot be written: file too large. "
        "Nothing was changed. Make room on the disk, then try again.\n"
    )
    assert path.read_bytes() == before
    assert people(path) == 0


@pytest.mark.parametrize("kept", [5_000, 300_000])
def test_a_truncated_file_is_damaged_not_foreign(path: Path, kept: int) -> None:
    os.truncate(path, kept)
    before = path.read_bytes()
    with pytest.raises(CoordinatorError, match=r"is damaged.*your last copy"), Store(path).reading() as db:
        db.execute("select * from event").fetchall()
    assert path.read_bytes() == before


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CoordinatorError, match="not a programme file"), Store(tmp_path / "pipe").reading():
        pass


def test_a_name_too_long_for_the_disk(tmp_path: Path) -> None:
    with (
        pytest.raises(CoordinatorError, match="cannot be opened: file name too long"),
        Store(tmp_path / ("x" * 300)).reading(),
    ):
        pass


@pytest.mark.parametrize("name", ["programme.duckdb", "deeper/programme.duckdb"])
def test_a_folder_one_may_not_look_into(path: Path, name: str) -> None:
    path.parent.chmod(0o000)
    store = Store(path.parent / name)
    umask = os.umask(0o077)
    try:
        with as_someone_without_rights():
            protect_new_files(store.path)
            assert store.fingerprint() == (0, 0, 0, 0)
            with (
                pytest.raises(CoordinatorError, match=r"permission denied.*whoever owns it"),
                store.reading(),
            ):
                pass
    finally:
        os.umask(umask)
        path.parent.chmod(0o700)


def test_a_file_one_may_only_read_is_read_and_not_written(blank_file: Copy) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is closed to other users
        Path(folder).chmod(0o755)
        path = blank_file(Path(folder) / "programme.duckdb")
        path.chmod(0o444)
        with as_someone_without_rights():
            assert people(path) == 0
            with (
                pytest.raises(CoordinatorError, match="cannot be opened: permission denied"),
                Store(path).writing("ruth", "write", TODAY),
            ):
                pass


def test_a_link_is_followed_so_that_everyone_shares_one_write_ahead_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path)
    (tmp_path / "dangling").symlink_to(tmp_path / "new")
    assert Store(tmp_path / "link").path == path
    assert people(tmp_path / "dangling") == 0
    assert (tmp_path / "new").is_file()


def test_a_query_that_was_interrupted_is_an_interrupt(path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), failures.in_sentences(path):
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="otherwise"), failures.in_sentences(path):
        raise RuntimeError("otherwise")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_in_the_middle_nothing_is_half_done(path: Path, sent: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "inside\n"
        other.send_signal(sent)
        _, complaint = other.communicate()
    assert complaint == ("interrupted\n" if sent is signal.SIGINT else "")
    assert people(path) == 0


class TestTurns:
    def test_one_that_does_not_come_is_done_without_and_leaves_nothing_open(self, tmp_path: Path) -> None:
        path = tmp_path / "programme.duckdb"
        program = (
            "import sys; from pathlib import Path; from coordinator.store import turns\n"
            "with turns.take(Path(sys.argv[1]), 60, 0o600): print('mine', flush=True); sys.stdin.read()"
        )
        before = sorted(Path("/proc/self/fd").iterdir())
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "mine\n"
            with turns.take(path, 0, 0o600):
                pass
            other.communicate("")
        for thread in [one for one in threading.enumerate() if one.name == "turn"]:
            thread.join()
        assert sorted(Path("/proc/self/fd").iterdir()) == before

    def test_where_files_cannot_be_locked_it_is_done_without(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_descriptor: int, _how: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", refuse)
        done = False
        with turns.take(tmp_path / "programme.duckdb", 60, 0o600):
            done = True
        assert done
