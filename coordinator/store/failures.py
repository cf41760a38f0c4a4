"""What can befall the programme file, each said in a sentence."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coordinator.errors import CoordinatorError, StoreBusy

_DAMAGE = re.compile("could not read enough bytes|corrupt|replaying WAL", re.IGNORECASE)
_REMEDIES = {
    "space|quota|too large": "Make room on the disk, then try again.",
    "permission|permitted|read-only": "Ask whoever owns it for permission, or name another with --db.",
    "": "Name another with --db, or try again.",
}
"""By words of the system's reason; the first that fits."""


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Raise CoordinatorError for what the disk does to an open file, KeyboardInterrupt for an interrupted query.

    A mistake of this program passes as it is.
    """
    import duckdb

    try:
        yield
    except duckdb.TransactionException as error:
        if "Failed to commit" not in str(error):
            raise
        raise _cannot_be(path, "written", error) from error
    except (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException) as error:
        raise _cannot_be(path, "used", error) from error
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from None


def cannot_open(path: Path, error: Exception) -> CoordinatorError:
    text = str(error)
    if "not a valid DuckDB" in text:
        return no_programme(path)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        return CoordinatorError(f"{path} is a folder, not a programme file.", "Name a file with --db.")
    if "storage version" in text or "WAL of version" in text:
        return CoordinatorError(
            f"{path} was written by another version of DuckDB.",
            "Update this program; the file was left as it is.",
        )
    return _cannot_be(path, "opened", error)


def no_programme(path: Path, what: str = "") -> CoordinatorError:
    return CoordinatorError(
        f"{path} is {what}not a programme file.", "Name another with --db; it was left as it is."
    )


def busy(path: Path, error: Exception) -> StoreBusy:
    """Another process has the file: DuckDB says which."""
    found = re.search(
        r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)(?: by user (?P<user>\S+?))?[.\s]", str(error)
    )
    user = f" of {found['user']}" if found and found["user"] else ""
    holder = f"process {found['pid']}{user} ({found['program']})" if found else "another process"
    return StoreBusy(f"{path.name} is in use by {holder}.", "Nothing was changed: try again.")


def _cannot_be(path: Path, done: str, error: Exception) -> CoordinatorError:
    if _DAMAGE.search(str(error)):
        return CoordinatorError(
            f"{path} is damaged.", "Nothing was changed: put your last copy in its place."
        )
    reason = _plain(error)
    remedy = next(remedy for words, remedy in _REMEDIES.items() if re.search(words, reason))
    return CoordinatorError(f"{path} cannot be {done}: {reason}.", f"Nothing was changed. {remedy}")


def _plain(error: Exception) -> str:
    """The system's own reason, without DuckDB's decoration."""
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror
    else:
        first_line = str(error).splitlines()[0]
        found = re.search(r'"?: ([A-Z][^":\n]+)$', first_line)
        reason = found[1] if found else first_line
    return (reason[:1].lower() + reason[1:]).rstrip(".")
