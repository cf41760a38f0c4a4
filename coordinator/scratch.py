"""Private folders for files that must not stay behind: removed on leaving, whichever way one leaves."""

import atexit
import shutil
import tempfile
from pathlib import Path

_folders: set[Path] = set()


def folder(prefix: str) -> Path:
    """A new folder that only its owner can look into, removed at the end of the process at the latest."""
    if not _folders:
        atexit.register(remove_all)
    made = Path(tempfile.mkdtemp(prefix=prefix))
    _folders.add(made)
    return made


def remove(made: Path) -> None:
    """Remove one that is not needed any more."""
    shutil.rmtree(made, ignore_errors=True)
    _folders.discard(made)


def remove_all() -> None:
    """Remove what is left: for the ways out that skip the end of the process."""
    for made in list(_folders):
        remove(made)
