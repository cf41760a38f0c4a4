"""Files that may come in: which there are, how a typed path is completed, which cohort a file's name speaks of.

Looks at folders, never into files, and knows no widget.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.cells import cell_len

from screens.presentation import broken, clean, day

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""What is listed; another file may still be typed."""

_SEASON = re.compile(r"\b(?:spring|summer|autumn|winter|january|april|september|october|20\d\d)\b")
_WORDS_OF_KINDS = frozenset(
    word
    for words in (
        "applicant applicants application applications mentor mentors mentee mentees",
        "relationship relationships pair pairs pairing pairings session sessions",
        "log list sheet export rejected responses form copy final and of the",
    )
    for word in words.split()
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A spreadsheet in one of the folders. `size` is in bytes, `modified` in local time."""

    path: Path
    size: int
    modified: datetime


@dataclass(frozen=True, slots=True)
class Folders:
    """The spreadsheets of some folders, newest first, and what could not be looked at, in words."""

    files: Sequence[FoundFile]
    problems: Sequence[str]


def find(folders: Sequence[Path]) -> Folders:
    """The spreadsheets in these folders; a folder that is not there has none."""
    files: dict[Path, FoundFile] = {}
    problems: list[str] = []
    for folder in dict.fromkeys(folders):
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(f"{folder} could not be looked into: {error.strerror}.")
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")) or not entry.name.lower().endswith(SUFFIXES):
                continue
            try:
                if not entry.is_file():
                    continue
                told = entry.stat()
            except OSError as error:
                problems.append(f"{entry.path} could not be looked at: {error.strerror}.")
                continue
            modified = datetime.fromtimestamp(told.st_mtime, tz=UTC).astimezone()
            files[Path(entry.path).resolve()] = FoundFile(Path(entry.path), told.st_size, modified)
    newest_first = sorted(files.values(), key=lambda file: (-file.modified.timestamp(), file.path.name))
    return Folders(newest_first, problems)


def size(many: int) -> str:
    """Bytes as people read them: 1,234 -> "1.2 kB"."""
    if many < 1000:
        return f"{many} B"
    for unit in ("kB", "MB"):
        many_thousand = many / 1000
        if many_thousand < 1000 or unit == "MB":
            return f"{many_thousand:.1f} {unit}" if many_thousand < 10 else f"{many_thousand:,.0f} {unit}"
        many = round(many_thousand)
    raise AssertionError("the last unit takes everything")


def when(modified: datetime, today: date) -> str:
    """A day and a time: "23 Nov 14:05"."""
    return f"{day(modified.date(), today=today)} {modified:%H:%M}"


def way(said: str, command: str, width: int) -> list[str]:
    """A command to be typed and what it is for, in lines of `width` cells: all of it is there."""
    if cell_len(line := f" {said}  {clean(command)}") <= width:
        return [line]
    return [f" {said}", *(f"   {part}" for part in broken(command, width - 3))]


def named(text: str, folder: Path) -> Path:
    """The path that was typed, from `folder` where it is not a whole one; `~` and one pair of quotes are understood."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # ~someone, who has no home here
        path = Path(text)
    return folder / path


def complete(text: str, folder: Path) -> tuple[str, Sequence[str]]:
    """What is typed, as far as the files there complete it, and the names that would fit, folders with a `/`.

    A folder that cannot be looked into completes nothing.
    """
    head, slash, tail = text.rpartition("/")
    try:
        within = named(head + slash, folder) if head + slash else folder
        names = sorted(
            entry.name + ("/" if entry.is_dir() else "")
            for entry in os.scandir(within)
            if (tail.startswith(".") or not entry.name.startswith((".", "~$")))
            and (entry.is_dir() or entry.name.lower().endswith(SUFFIXES))
        )
    except (OSError, ValueError):
        return text, ()
    fitting = [name for name in names if name.startswith(tail)]
    if not fitting:
        fitting = [name for name in names if name.lower().startswith(tail.lower())]
    if not fitting:
        return text, ()
    common = _common_start(fitting)
    return (head + slash + common if len(common) >= len(tail) else text), fitting


def rejects_path(source: Path) -> Path:
    """Where the rejected rows go: beside the source, under a name that is free."""
    return free_path(source.with_name(f"{source.stem} rejected.xlsx"))


def free_path(path: Path) -> Path:
    """The path, with a number where something is called so."""
    free, number = path, 2
    while free.exists() or free.is_symlink():
        free, number = path.with_name(f"{path.stem} {number}{path.suffix}"), number + 1
    return free


def _common_start(names: Sequence[str]) -> str:
    """The letters that all names begin with."""
    first, last = min(names), max(names)
    same = next(
        (place for place, letter in enumerate(first) if last[place : place + 1] != letter), len(first)
    )
    return first[:same]


def likely_cohort(
    file_name: str, cohorts: Sequence[str], last_used: str | None = None, told: str = ""
) -> tuple[str, str]:
    """The cohort to begin with, and what to have typed already: for a file that names a new one, that.

    The one that the file says it is of (`told`); else a cohort whose words are all in the file's name; else, where
    the name speaks of a season without a year, the first of `cohorts` of that season; else, where it speaks of a
    season or a year, a new cohort of that name; else the one last used, else the first of `cohorts`.
    """
    if told:
        there = [name for name in cohorts if name.casefold() == told.casefold()]
        return (there[0], "") if there else ("", told)
    words = re.findall(r"[^\W_]+", Path(file_name).stem.casefold())
    fitting = [name for name in cohorts if set(re.findall(r"[^\W_]+", name.casefold())) <= set(words)]
    fitting = [name for name in fitting if re.search(r"[^\W_]", name)]
    if fitting:
        return max(fitting, key=len), ""
    named = [word for word in words if word not in _WORDS_OF_KINDS]
    seasons = _SEASON.findall(" ".join(named))
    if seasons and not any(word.isdigit() for word in seasons):
        of_season = [name for name in cohorts if set(seasons) <= set(re.findall(r"\w+", name.casefold()))]
        if of_season:
            return of_season[0], ""
    if seasons and len(named) <= 4:
        return "", " ".join(word.capitalize() for word in named)
    return (last_used if last_used in cohorts else None) or next(iter(cohorts), ""), ""
