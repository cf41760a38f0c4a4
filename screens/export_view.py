"""What can be exported from a screen, and to which file. Pure, but for a look whether a path is a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.import_files import named
from screens.messages import Shown
from screens.presentation import Cell, clean, count

if TYPE_CHECKING:
    from coordinator.services.exports import ExportKind

SCREEN = "w"
"""The letter of what the screen shows."""

_WHOLE: "Sequence[tuple[str, ExportKind, str]]" = (
    ("t", "triage", "triage of {whose}, everyone"),
    ("r", "relationships", "relationships of {whose}, to fill in and import again"),
    ("a", "applicants", "applicants of {whose}"),
    ("s", "sessions", "sessions of {whose}, to fill in and import again"),
    ("m", "mail-merge", "mail merge: a row for each person of {whose}"),
    ("c", "check-ins", "check-ins of {whose}"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to export, by its letter. `items` are the rows on the screen; None: all of the kind.

    `shown` says which rows those are; `has_notes`: coordinators' notes may be taken in.
    """

    letter: str
    kind: "ExportKind"
    text: str
    cohort: str | None = None
    items: Sequence[Any] | None = None
    shown: str = ""
    relationship: int | None = None
    has_notes: bool = False


def choices(shown: Shown) -> list[Choice]:
    """What can be exported from a screen that shows this: first what it shows, then all of each kind."""
    from coordinator.services.exports import WITH_NOTES

    whose = clean(shown.cohort) if shown.cohort else "all cohorts"
    found = [
        Choice(letter, kind, text.format(whose=whose), shown.cohort, has_notes=kind in WITH_NOTES)
        for letter, kind, text in _WHOLE
    ]
    if shown.relationship is not None:
        timeline = Choice(
            SCREEN, "timeline", shown.described, shown.cohort, relationship=shown.relationship, has_notes=True
        )
        return [timeline, *found]
    if shown.items is None:
        return found
    many = "1 list" if shown.kind == "list" else count(len(shown.items), "row")
    cohort = None if shown.kind == "cohorts" else shown.cohort
    here = Choice(
        SCREEN, shown.kind, f"{shown.described}: {many} shown", cohort, tuple(shown.items), shown.described
    )
    return [here, *found]


def lines(found: Sequence[Choice], chosen: Choice) -> list[Cell]:
    """The choices, one a line, with the chosen one marked."""
    return [
        Cell(
            f"{'▌' if one is chosen else ' '} {one.letter}  {one.text}",
            "strong" if one is chosen else "plain",
        )
        for one in found
    ]


def said(choice: Choice, path: str, *, notes: bool) -> list[Cell]:
    """How it will be written: the format that the file's name asks for, and whether notes go along."""
    form = "CSV, for other programs" if is_csv(path) else "a workbook, with a sheet that says what it is"
    told = [Cell(f"  f  format: {form}")]
    if choice.has_notes:
        kept = "taken in; they can be disclosed to whom they are about" if notes else "left out"
        told.append(Cell(f"  n  notes: {kept}", "warn" if notes else "plain"))
    return told


def is_csv(path: str) -> bool:
    """Whether a file of this name is delimited text."""
    return path.strip().lower().endswith(".csv")


def other_format(path: str) -> str:
    """The same file's name for the other format."""
    path = path.rstrip()
    if is_csv(path):
        return f"{path[:-4]}.xlsx"
    return f"{path[:-5] if path.lower().endswith('.xlsx') else path}.csv"


def target(text: str, folder: Path, name: str) -> Path:
    """The file that was typed: from `folder`, as `name` where a folder was typed, and .xlsx unless it is .csv."""
    path = named(text, folder)
    if text.strip().endswith("/") or path.is_dir():
        path = path / name
    return path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(f"{path.name}.xlsx")
