"""What can be exported from a screen, and to which file. Knows no widget."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.import_files import named
from screens.messages import Shown
from screens.presentation import Cell, clean, count

if TYPE_CHECKING:
    from coordinator.models import Done
    from coordinator.services.desk import Desk
    from coordinator.services.exports import ExportKind

SCREEN, BLANK = "w", "b"
"""The letters of what the screen shows, and of a blank workbook to be filled in."""

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
    mentor: str | None = None  # of a blank workbook: whose pairs have rows ready

    @property
    def is_blank(self) -> bool:
        """A workbook to be filled in, which is never CSV."""
        return self.letter == BLANK


def choices(shown: Shown) -> list[Choice]:
    """What can be exported from a screen that shows this: first what it shows, then all of each kind."""
    from coordinator.services.exports import WITH_NOTES

    whose = clean(shown.cohort) if shown.cohort else "all cohorts"
    found = [
        Choice(letter, kind, text.format(whose=whose), shown.cohort, has_notes=kind in WITH_NOTES)
        for letter, kind, text in _WHOLE
    ]
    found.append(_blank(shown))
    if shown.relationship is not None:
        timeline = Choice(
            SCREEN, "timeline", shown.described, shown.cohort, relationship=shown.relationship, has_notes=True
        )
        return [timeline, *found]
    if shown.items is None:
        return found
    many = count(_rows(shown.kind, shown.items), "row")
    cohort = None if shown.kind == "cohorts" else shown.cohort
    here = Choice(
        SCREEN, shown.kind, f"{shown.described}: {many} shown", cohort, tuple(shown.items), shown.described
    )
    return [here, *found]


def _rows(kind: "ExportKind", items: Sequence[Any]) -> int:
    """How many rows a sheet of these will have."""
    if kind == "list":
        return sum(len(listing.rows) for listing in items)
    if kind == "suggestions":
        return sum(len(board.pairs) + len(board.left_over) for board in items)
    return len(items)


def _blank(shown: Shown) -> Choice:
    """A blank workbook for logging sessions: for the mentor that the screen is about, else for anyone."""
    text = (
        f"a blank log for {clean(shown.mentor[0])} to fill in"
        if shown.mentor
        else "a blank log for mentors to fill in"
    )
    return Choice(BLANK, "sessions", text, shown.cohort, mentor=shown.mentor[1] if shown.mentor else None)


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
    if choice.is_blank:
        return [Cell("  A workbook with lists to choose from; filled in, it is imported (i).")]
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


def written(desk: "Desk", choice: Choice, path: Path, *, notes: bool) -> "Done":
    """Have a choice written to a file. Raises what the services raise; call it off the UI thread."""
    from coordinator.services import exports, templates

    if choice.is_blank:
        return templates.write(desk, "sessions", path, cohort=choice.cohort, mentor=choice.mentor)
    return exports.export(
        desk,
        choice.kind,
        path,
        cohort=choice.cohort,
        items=choice.items,
        shown=choice.shown,
        relationship=choice.relationship,
        notes=notes and choice.has_notes,
        csv=is_csv(str(path)),
    )
