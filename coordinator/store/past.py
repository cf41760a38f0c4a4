"""The programme as it was recorded on a day: a copy taken back to it, which nobody can write to."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.sql import query
from coordinator.store import replay
from coordinator.store.connection import Store, changing_freely

if TYPE_CHECKING:
    from coordinator.store.writes import Change


@dataclass(slots=True)
class PastStore(Store):
    """A programme file as it was recorded on `day`. It is read like any other; every write is refused."""

    day: date = date.min

    @contextmanager
    def writing(self, who: str, command: str, today: date) -> "Iterator[Change]":  # noqa: ARG002
        """Refuse: raises CoordinatorError."""
        raise CoordinatorError(
            f"This is the programme as recorded on {days.spell(self.day)}: it can only be read.",
            "Come back to today to change anything.",
        )
        yield  # a context manager is a generator


def take_back(store: Store, day: date, folder: Path, say: Callable[[str], None] | None = None) -> PastStore:
    """Make the file as recorded on `day` in `folder`, which must be private and is the caller's to remove.

    `say` is told, before each part of the work, which it is. Raises CoordinatorError when nothing was recorded by
    then, and as `Store.reading`.
    """
    made = folder / store.path.name
    with store.reading() as db:
        (first,) = db.execute(query("history/first_day")).fetchone() or (None,)
        if first is None or day < first:
            since = f"The first entry is of {days.spell(first)}." if first else "Nothing was recorded yet."
            raise CoordinatorError(f"Nothing was recorded by {days.spell(day)}.", since)
        if say is not None:
            say("copying the programme")
        _copy(store.path, made)  # while it is being read, nobody writes
    with changing_freely(made) as db:
        replay.rebuild(db, day, say)
    return PastStore(made, store.clock, day=day)


def _copy(file: Path, copy: Path) -> None:
    """Copy the file and what is not in it yet. Another process copies: see `connection` on locks."""
    for suffix in ("", ".wal"):
        if suffix and not file.with_name(file.name + suffix).exists():
            continue
        done = subprocess.run(
            ["cp", "--", f"{file}{suffix}", f"{copy}{suffix}"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CoordinatorError(
                f"The programme could not be copied to {copy.parent}: {done.stderr.strip()}.",
                "Make room there, or set TMPDIR to another folder.",
            )
