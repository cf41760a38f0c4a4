"""A file that is there whole or not at all: written under another name in its folder, then given its own."""

import io
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, BinaryIO

from coordinator.errors import CoordinatorError

_ENDING = (signal.SIGTERM, signal.SIGHUP)


def write_whole(target: Path | BinaryIO, save: Callable[[IO[bytes]], None]) -> None:
    """Let `save` write, and hand on nothing unless it got to its end.

    Raises CoordinatorError, in one sentence, when `target` cannot be written; a file of that name stays as it was.
    """
    if not isinstance(target, Path):
        whole = io.BytesIO()
        save(whole)
        target.write(whole.getbuffer())
        target.flush()
        return
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as file:  # a pipe or a device: nothing to replace
                save(file)
            return
        with _leaving_nothing_behind(), _replacing(target.resolve()) as file:
            save(file)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise CoordinatorError(
            f"{target} cannot be written: {reason}.",
            "Name another file or folder, or make room; nothing was changed.",
        ) from error


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file beside `path` that takes its place when all went well."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    handle, made = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(made).chmod(path.stat().st_mode & 0o777)
        os.replace(made, path)  # noqa: PTH105 - the same, on names
    except BaseException:
        with suppress(FileNotFoundError):
            Path(made).unlink()
        raise


@contextmanager
def _leaving_nothing_behind() -> Iterator[None]:
    """A signal that would end the process at once ends it by an exception, so that the half file is taken away."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    taken = []
    if threading.current_thread() is threading.main_thread():
        taken = [number for number in _ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
