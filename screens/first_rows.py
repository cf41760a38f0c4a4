"""The first rows, read by a child process while this one imports Textual.

Importing Textual keeps the interpreter busy for as long as importing DuckDB and asking it takes. Side by side, on two
cores, the first rows are there when the screen is.
"""

import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from coordinator.models import TriageItem
from coordinator.services import overview
from coordinator.services.desk import Desk

FIRST_ROWS = 100
"""More than any terminal shows; the rest follows while they are being read."""


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Rows on their way. `fingerprint` is the file's from before they were read."""

    fingerprint: tuple[int, ...]
    _child: int
    _answer: int

    def wait(self) -> Sequence[TriageItem] | None:
        """The rows, at most `FIRST_ROWS`; None when the child failed, so that reading them here tells why."""
        with os.fdopen(self._answer, "rb") as answer:
            told = answer.read()
        os.waitpid(self._child, 0)
        items: Sequence[TriageItem] | None = pickle.loads(told) if told else None
        return items


def start(desk: Desk) -> FirstRows:
    """Begin to read. Forks: call it while the process has no other threads."""
    fingerprint = desk.store.fingerprint()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(desk, writing)
    os.close(writing)
    return FirstRows(fingerprint, child, reading)


def _send(items: Sequence[TriageItem], writing: int) -> NoReturn:
    with os.fdopen(writing, "wb") as line:
        pickle.dump(items, line)
    # The file is only read: ending without closing it is safe, and closing would keep the answer waiting.
    os._exit(0)


def _answer(desk: Desk, writing: int) -> NoReturn:
    """In the child: read, answer, and end without the rest of the program."""
    try:
        overview.send_first_rows(desk, FIRST_ROWS, lambda items: _send(items, writing))
    finally:
        os._exit(0)
