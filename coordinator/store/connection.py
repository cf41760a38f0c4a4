"""Units of work on the programme file: open, one transaction, close.

While one process holds a DuckDB file for writing no other can open it, and coordinators over SSH are several processes.
So nobody keeps it open: every unit of work opens the file, does one transaction and closes it. Processes take turns at
opening (`turns`), or a few busy readers would keep every writer out; whoever's turn it is retries until the file is
free.

Never open the programme file by other means in this process, not even to copy it: closing any descriptor of a file drops
the process's POSIX locks on it, and with them DuckDB's protection.
"""

import os
import re
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, StoreBusy
from coordinator.store import migrations, turns

if TYPE_CHECKING:
    import duckdb

    from coordinator.store.writes import Change

PATIENCE_SECONDS = 5.0
"""How long a unit of work waits for other processes before it gives up with `StoreBusy`."""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

# Connections of one process share one DuckDB instance a file, which has one access mode: a reader and a writer thread
# cannot overlap. The gate lets one unit of work through at a time.
_gate = threading.Lock()


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(slots=True)
class Store:
    """One programme file.

    A file that is not there yet is made by the first unit of work. `clock` gives the UTC time written on events.
    """

    path: Path
    clock: Callable[[], datetime] = _utc_now
    _is_current: bool = field(default=False, init=False)

    @contextmanager
    def reading(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """A read-only connection in one transaction: what it reads is of one moment.

        Raises StoreBusy, or CoordinatorError when the file cannot be opened or is not a programme file.
        """
        with _through_the_gate(self.path):
            self._prepare()
            with _connected(self.path, read_only=True) as db:
                outdated = not self._is_current and bool(migrations.pending(db, self.path))
                if not outdated:
                    self._is_current = True
                    with _in_transaction(db):
                        yield db
            if outdated:
                with _connected(self.path, read_only=False) as db:
                    migrations.migrate(db, self.path)
                self._is_current = True
                with _connected(self.path, read_only=True) as db, _in_transaction(db):
                    yield db

    @contextmanager
    def writing(self, who: str, command: str, today: date) -> "Iterator[Change]":
        """One change: everything inside is committed on leaving, or nothing when an exception leaves.

        `who` and `command` go on every event; `today` is the day it is recorded under. Raises as `reading`.
        """
        from coordinator.store.writes import Change

        with _through_the_gate(self.path):
            self._prepare()
            with _connected(self.path, read_only=False) as db:
                if not self._is_current:
                    migrations.migrate(db, self.path)
                    self._is_current = True
                with _in_transaction(db):
                    yield Change(db, who, command, today, self.clock())

    def fingerprint(self) -> tuple[int, ...]:
        """A cheap look, without opening: differs from an earlier one when someone saved meanwhile."""
        looks: list[int] = []
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            try:
                seen = path.stat()
            except FileNotFoundError:
                looks += (0, 0)
            else:
                looks += (seen.st_mtime_ns, seen.st_size)
        return tuple(looks)

    def _prepare(self) -> None:
        """Make the file if it is not there: whole, under another name, then given its own if nobody was faster."""
        if self.path.exists():
            return
        if self._is_current:
            raise CoordinatorError(
                f"{self.path} is gone.", "It was moved or removed while this program had it."
            )
        import tempfile

        folder = self.path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=f".{self.path.name}.", dir=folder) as private:
                made = Path(private) / self.path.name
                with _connected(made, read_only=False) as db:
                    migrations.migrate(db, made)
                made.chmod(0o660 if _is_shared(folder) else 0o600)
                with suppress(FileExistsError):
                    os.link(made, self.path)
        except OSError as error:
            raise _cannot_open(self.path, error) from error


def protect_new_files(path: Path) -> None:
    """Set the process's umask so that what it makes is private, or the group's where the folder is setgid.

    DuckDB makes the write-ahead file with the umask alone, so this is for the start of a program.
    """
    os.umask(0o007 if _is_shared(path.parent) else 0o077)


def _is_shared(folder: Path) -> bool:
    return folder.is_dir() and bool(folder.stat().st_mode & stat.S_ISGID)


@contextmanager
def _through_the_gate(path: Path) -> Iterator[None]:
    if not _gate.acquire(timeout=PATIENCE_SECONDS):
        raise StoreBusy(f"{path} is in use by another task of this program.", "Nothing was lost: try again.")
    try:
        yield
    finally:
        _gate.release()


@contextmanager
def _connected(path: Path, *, read_only: bool) -> "Iterator[duckdb.DuckDBPyConnection]":
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    with turns.take(path, PATIENCE_SECONDS, 0o660 if _is_shared(path.parent) else 0o600):
        db = _connect(path, read_only=read_only, give_up_at=give_up_at)
    try:
        yield db
    finally:
        db.close()


def _connect(path: Path, *, read_only: bool, give_up_at: float) -> "duckdb.DuckDBPyConnection":
    import duckdb

    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
        except duckdb.Error as error:
            if "Could not set lock" not in str(error):
                raise _cannot_open(path, error) from error
            if time.monotonic() > give_up_at:
                raise StoreBusy(
                    f"{path.name} is in use by {_holder(str(error))}.", "Nothing was changed: try again."
                ) from error
        time.sleep(0.003)  # only the one whose turn it is comes here, so there is nobody to keep step with


@contextmanager
def _in_transaction(db: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    import duckdb

    db.execute("begin transaction")
    try:
        yield
    except BaseException:
        # After some errors the transaction has already ended; the error on its way says why.
        with suppress(duckdb.TransactionException):
            db.execute("rollback")
        raise
    try:
        db.execute("commit")
    except duckdb.IOException as error:
        raise CoordinatorError(
            f"The programme file could not be written: {_plain(error)}.",
            "Nothing was changed. Make room on the disk, then try again.",
        ) from error


def _holder(message: str) -> str:
    """Who DuckDB says holds the lock."""
    found = re.search(
        r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)(?: by user (?P<user>\S+?))?[.\s]", message
    )
    if not found:
        return "another process"
    user = f" of {found['user']}" if found["user"] else ""
    return f"process {found['pid']}{user} ({found['program']})"


def _cannot_open(path: Path, error: Exception) -> CoordinatorError:
    import duckdb

    text = str(error)
    if "not a valid DuckDB" in text or "corrupt" in text.lower():
        return CoordinatorError(
            f"{path} is not a programme file.", "Name another with --db; it was left as it is."
        )
    if path.is_dir():
        return CoordinatorError(f"{path} is a folder, not a programme file.", "Name a file with --db.")
    if "version" in text and isinstance(error, duckdb.Error):
        return CoordinatorError(
            f"{path} was written by another version of DuckDB.",
            "Update this program; the file was left as it is.",
        )
    return CoordinatorError(f"{path} cannot be opened: {_plain(error)}.", "Nothing was changed.")


def _plain(error: Exception) -> str:
    """The system's own reason, without DuckDB's decoration."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    found = re.search(r'"?: ([A-Z][^":\n]+)$', str(error).splitlines()[0])
    return (found[1] if found else str(error).splitlines()[0]).rstrip(".")
