"""Units of work on the programme file: open, one transaction, close.

While one process holds a DuckDB file for writing no other can open it, and coordinators over SSH are several processes.
So nobody keeps it open: every unit of work opens the file, does one transaction and closes it. Processes take turns at
opening (`turns`), or a few busy readers would keep every writer out; whoever's turn it is retries until the file is
free.

Never open the programme file by other means in this process, not even to copy it: closing any descriptor of a file drops
the process's POSIX locks on it, and with them DuckDB's protection.
"""

import os
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
from coordinator.store import failures, migrations, turns

if TYPE_CHECKING:
    import duckdb

    from coordinator.store.writes import Change

PATIENCE_SECONDS = 5.0
"""How long a unit of work waits for other processes before it gives up with `StoreBusy`."""

MOST_MEMORY = "1GB"
"""For work on a whole file at once."""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

# Connections of one process share one DuckDB instance a file, which has one access mode: a reader and a writer thread
# cannot overlap. The gate lets one unit of work through at a time.
_gate = threading.Lock()


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class _TriedError(Exception):
    """Leaves a transaction so that it is taken back."""


@dataclass(slots=True)
class Store:
    """One programme file.

    A file that is not there yet is made by the first unit of work. `clock` gives the UTC time written on events.
    `path` is the file itself, not a link to it: DuckDB's write-ahead file must lie beside it under the same name for
    everyone.
    """

    path: Path
    clock: Callable[[], datetime] = _utc_now
    _is_current: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.path = Path(os.path.realpath(self.path))

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

    @contextmanager
    def trying(self, who: str, command: str, today: date) -> "Iterator[Change]":
        """As `writing`, but everything is taken back on leaving: to see what a change would do."""
        with suppress(_TriedError), self.writing(who, command, today) as change:
            yield change
            raise _TriedError

    def fingerprint(self) -> tuple[int, ...]:
        """A cheap look, without opening: differs from an earlier one when someone saved meanwhile."""
        looks: list[int] = []
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            try:
                seen = path.stat()
            except OSError:
                looks += (0, 0)
            else:
                looks += (seen.st_mtime_ns, seen.st_size)
        return tuple(looks)

    def _prepare(self) -> None:
        """Make the file if it is not there: whole, under another name, then given its own if nobody was faster."""
        if _is_there(self.path):
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
                with _connected(made, read_only=False, called=self.path) as db:
                    migrations.migrate(db, self.path)
                made.chmod(0o660 if _is_shared(folder) else 0o600)
                with suppress(FileExistsError):
                    os.link(made, self.path)
        except OSError as error:
            raise failures.cannot_open(self.path, error) from error


@contextmanager
def changing_freely(path: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection to a file of our own that nobody else knows, each statement a transaction of its own.

    It may take long: units of work on the programme file go on meanwhile. What does not fit the memory it may use is
    put beside the file.
    """
    with _connected(path, read_only=False) as db:
        db.execute(f"set memory_limit = '{MOST_MEMORY}'")
        yield db


def protect_new_files(path: Path) -> None:
    """Set the process's umask so that what it makes is private, or the group's where the folder is setgid.

    DuckDB makes the write-ahead file with the umask alone, so this is for the start of a program.
    """
    os.umask(0o007 if _is_shared(path.parent) else 0o077)


def _is_shared(folder: Path) -> bool:
    try:
        mode = folder.stat().st_mode
    except OSError:  # using the folder will tell why
        return False
    return stat.S_ISDIR(mode) and bool(mode & stat.S_ISGID)


def _is_there(path: Path) -> bool:
    """Whether there is a file. Opening a pipe or a device would wait, or read without end."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise failures.cannot_open(path, error) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise failures.no_programme(path)
    return True


@contextmanager
def _through_the_gate(path: Path) -> Iterator[None]:
    if not _gate.acquire(timeout=PATIENCE_SECONDS):
        raise StoreBusy(f"{path} is in use by another task of this program.", "Nothing was lost: try again.")
    try:
        yield
    finally:
        _gate.release()


@contextmanager
def _connected(
    path: Path, *, read_only: bool, called: Path | None = None
) -> "Iterator[duckdb.DuckDBPyConnection]":
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    with turns.take(path, PATIENCE_SECONDS, 0o660 if _is_shared(path.parent) else 0o600):
        db = _connect(path, called or path, read_only=read_only, give_up_at=give_up_at)
    try:
        with failures.in_sentences(called or path):
            yield db
    finally:
        db.close()


def _connect(path: Path, called: Path, *, read_only: bool, give_up_at: float) -> "duckdb.DuckDBPyConnection":
    import duckdb

    try:
        name = os.fsencode(path).decode()  # DuckDB takes names as UTF-8, whatever the locale
    except UnicodeDecodeError as error:
        raise CoordinatorError(f"{called} cannot be opened: its name is not UTF-8.", "Rename it.") from error
    while True:
        try:
            return duckdb.connect(name, read_only=read_only, config=_CONFIG)
        except duckdb.Error as error:
            if "Could not set lock" not in str(error):
                raise failures.cannot_open(called, error) from error
            if time.monotonic() > give_up_at:
                raise failures.busy(called, error) from error
        time.sleep(0.003)  # only the one whose turn it is comes here, so there is nobody to keep step with


@contextmanager
def _in_transaction(db: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    import duckdb

    db.execute("begin transaction")
    try:
        yield
    except BaseException:
        # After some errors the transaction has already ended; the error on its way says why.
        with suppress(duckdb.Error):
            db.execute("rollback")
        raise
    db.execute("commit")
