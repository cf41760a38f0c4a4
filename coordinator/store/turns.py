"""Take turns at opening the programme file.

Readers overlap, so a few that come again and again leave no moment in which a writer could open the file. A lock file
beside it makes a queue: each process waits there for its turn, opens the file as soon as those inside let it, and
passes the turn on. The kernel wakes those who wait in the order they came, and drops the lock of a process that died.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def take(path: Path, seconds: float, mode: int) -> Iterator[None]:
    """Hold the turn for the programme file at `path`; the lock file is made with `mode`.

    After `seconds` without a turn it goes on without one, and so it does where no lock file can be made or locked:
    the file's own lock decides then, and names who has it.
    """
    try:
        descriptor = os.open(
            path.with_name(f".{path.name}.turn"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode
        )
    except OSError:
        yield
        return
    waiting = _Waiting(descriptor)
    try:
        waiting.wait(seconds)
        yield
    finally:
        waiting.leave()


class _Waiting:
    """One place in the queue. A lock cannot be waited for with a time limit, so a thread waits for it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._guard = threading.Lock()
        self._has_left = False
        self._is_blocked = False
        self._came = threading.Event()

    def wait(self, seconds: float) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._is_blocked = True
            threading.Thread(target=self._block, name="turn", daemon=True).start()
            self._came.wait(seconds)
        except OSError:
            pass  # a file system without such locks

    def _block(self) -> None:
        with suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._guard:
            self._is_blocked = False
            if self._has_left:
                os.close(self._descriptor)
        self._came.set()

    def leave(self) -> None:
        """Pass the turn on. A thread that still waits closes the descriptor when its turn comes."""
        with self._guard:
            self._has_left = True
            if not self._is_blocked:
                os.close(self._descriptor)
