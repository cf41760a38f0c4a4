"""A file -> a `Book`: looked at first, then read; an .xlsx in a process of its own, which may be killed."""

import contextlib
import importlib.util
import json
import logging
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from coordinator.errors import FileRefused
from coordinator.workbook import delimited, preflight, text
from coordinator.workbook.cells import Book, Sheet
from coordinator.workbook.stored import Lines, StoredRows, is_row

log = logging.getLogger(__name__)

STANDSTILL_SECONDS = 9.0
"""A workbook from which no further row comes for so long is given up."""
LONGEST_SECONDS = 120.0
_LOOK_SECONDS = 0.2  # how often `cancelled` is asked
_REPORT_EVERY = 500
_LONGEST_LINE = 16 * 2**20
_LARGEST_ERROR_OUTPUT = 64 * 2**10

_START = (
    "import sys; paths, parent = sys.argv[1].split('\\n'), int(sys.argv[2]); sys.path[:0] = paths;"
    " from coordinator.workbook.child import main; sys.exit(main(parent))"
)
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")


def read(
    source: Path | bytes,
    *,
    name: str | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Book:
    """Read a workbook (.xlsx, .xlsm) or delimited text.

    `source` is a path or the bytes themselves; `name` is what people call it (for a path its last part). `progress` is
    called with the number of rows read so far; `cancelled` is asked several times a second. Raises FileRefused and
    nothing else, with one sentence that names the file and a hint at what to do; it leaves no file and no process.
    """
    if name is None:
        name = source.name if isinstance(source, Path) else "the file"
    shown = preflight.shown_name(name)

    def stopped() -> None:
        if cancelled is not None and cancelled():
            raise FileRefused(f"Reading {shown} was cancelled; nothing was imported.")

    with preflight.opened(source, shown) as file:
        try:
            form, checksum = preflight.examine(file, shown)
            before = _stamp(file)
            if form == "workbook":
                sheets, notes = _read_workbook(file, shown, progress, stopped)
            else:
                table = delimited.read(file, shown, progress=progress, stopped=stopped)
                title = text.tidy(text.clean(Path(name).stem)) or "Sheet1"
                sheets, notes = [Sheet(title, hidden=False, rows=table.rows)], list(table.notes)
            changed = _stamp(file) != before
        except OSError as error:
            raise FileRefused(
                f"{shown} could not be read: {error.strerror or 'the system gave no reason'}.",
                "Copy it elsewhere and import the copy.",
            ) from error
    if changed:
        raise FileRefused(f"{shown} changed while it was being read.", "Import it again once it is complete.")
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(f"{shown} has no rows.", "Look whether it is the right file, and saved.")
    return Book(shown, checksum, tuple(sheets), tuple(notes))


def _stamp(file: IO[bytes]) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns


def _read_workbook(
    file: IO[bytes], name: str, progress: Callable[[int], None] | None, stopped: Callable[[], None]
) -> tuple[list[Sheet], list[str]]:
    """Sheets and notes from a child process. Every way it can fail is a FileRefused."""
    sheets: list[tuple[str, bool, Lines]] = []
    notes: list[str] = []
    count, room, ended = 0, delimited.LARGEST_STORE, False
    with _child(file, name) as process:
        for line in _lines(process, name, stopped):
            found = _decoded(line, name)
            if ended:
                raise _nonsense(name, line)
            if isinstance(found, list):
                if not sheets or not is_row(found):
                    raise _nonsense(name, line)
                sheets[-1][2].append(line)
                count += 1
                room -= len(line)
                if room < 0:
                    raise delimited.too_large(name)
                if progress and count % _REPORT_EVERY == 0:
                    progress(count)
                continue
            match found:
                case {"sheet": [str(title), bool(hidden)]}:
                    sheets.append((title, hidden, Lines()))
                case {"note": str(note)}:
                    notes.append(note)
                case {"refused": str(code), "trace": str(trace)}:
                    log.warning("reading %s was refused (%s)\n%s", name, code, trace)
                    raise _refusal(name, code)
                case {"end": int(rows)} if rows == count:
                    ended = True
                case _:
                    raise _nonsense(name, line)
        if not ended:
            status = process.wait()
            log.warning("reading %s ended early with status %s", name, status)
            raise _refusal(name, "memory" if status > 0 else "damaged")
    return [Sheet(title, hidden, StoredRows(rows)) for title, hidden, rows in sheets], notes


@contextlib.contextmanager
def _child(file: IO[bytes], name: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A fresh interpreter reading `file`; gone, and waited for, on the way out."""
    file.seek(0)
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    command = [sys.executable, "-I", "-c", _START, "\n".join(_import_paths()), str(os.getpid())]
    try:
        process = subprocess.Popen(
            command,
            stdin=file.fileno(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
            bufsize=0,
        )
    except OSError as error:
        raise FileRefused(
            f"{name} could not be read: no process could be started ({error.strerror}).",
            "Try again in a moment.",
        ) from error
    with process:
        try:
            yield process
        finally:
            process.kill()  # by its id; does nothing once it has been waited for


def _import_paths() -> list[str]:
    """Where the child finds this package and its parsers, be they installed, editable, or beside a checkout."""
    paths = [str(Path(__file__).resolve().parents[2])]
    for package in ("openpyxl", "defusedxml", "et_xmlfile"):
        found = importlib.util.find_spec(package)
        if found is not None and found.origin is not None:
            paths.append(str(Path(found.origin).resolve().parents[1]))
    return list(dict.fromkeys(paths))


def _lines(process: "subprocess.Popen[bytes]", name: str, stopped: Callable[[], None]) -> Iterator[bytes]:
    """What the child writes, line by line, as long as something comes in time."""
    assert process.stdout is not None
    assert process.stderr is not None
    start = last = time.monotonic()
    pending: list[bytes] = []
    pending_size = 0
    errors = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            stopped()
            ready = selector.select(_LOOK_SECONDS)
            now = time.monotonic()
            if now - last > STANDSTILL_SECONDS or now - start > LONGEST_SECONDS:
                log.warning("reading %s was given up after %.0f s", name, now - start)
                raise _refusal(name, "time")
            for key, _ in ready:
                chunk = os.read(key.fd, 256 * 1024)
                if not chunk:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    errors = (errors + chunk)[-_LARGEST_ERROR_OUTPUT:]
                else:
                    *complete, rest = chunk.split(b"\n")
                    if complete:
                        last = now
                        complete[0] = b"".join(pending) + complete[0]
                        pending, pending_size = [], 0
                        yield from complete
                    pending.append(rest)
                    pending_size += len(rest)
                    if pending_size > _LONGEST_LINE:
                        raise _nonsense(name, rest)
    if errors:
        log.warning("the process reading %s said: %s", name, errors.decode("utf-8", "replace"))
    if pending_size:
        raise _nonsense(name, b"".join(pending))


def _decoded(line: bytes, name: str) -> object:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _nonsense(name, line) from error
    return found


def _nonsense(name: str, line: bytes) -> FileRefused:
    log.warning("the process reading %s wrote what it never should: %r", name, line[:200])
    return _refusal(name, "damaged")


def _refusal(name: str, code: str) -> FileRefused:
    new_workbook = "Copy the cells into a new workbook and import that."
    match code:
        case "memory":
            return FileRefused(f"{name} needs more memory to read than a workbook should.", new_workbook)
        case "time":
            return FileRefused(f"{name} takes too long to read.", new_workbook)
        case "rows":
            return delimited.too_large(name)
        case "strict":
            return FileRefused(f"{name} has no sheet that can be read.", preflight.SAVE_AS_XLSX)
        case "unsafe":
            return FileRefused(
                f"{name} cannot be read safely here.",
                "defusedxml is missing or switched off; install the program again.",
            )
        case _:
            return FileRefused(f"{name} is damaged or not quite a workbook.", preflight.SAVE_AS_XLSX)
