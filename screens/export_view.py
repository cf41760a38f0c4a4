"""What can be exported from a screen, and to which file. Pure, but for a look whether a path is a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.models import TriageItem
from screens.import_files import named
from screens.messages import Shown
from screens.presentation import clean, count

if TYPE_CHECKING:
    from coordinator.services.exports import ExportKind

KINDS: "tuple[ExportKind, ...]" = ("triage", "relationships", "applicants", "sessions")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to export. `items` are the rows on the screen; None: all of the kind, of the cohort or of all."""

    kind: "ExportKind"
    text: str
    items: Sequence[TriageItem] | None = None


def choices(shown: Shown) -> list[Choice]:
    """What can be exported from a screen that shows this, in the order of `KINDS`."""
    whose = clean(shown.cohort) if shown.cohort else "all cohorts"
    found = [Choice(kind, f"{kind} of {whose}") for kind in KINDS]
    if shown.kind == "triage" and shown.items is not None:
        found[0] = Choice("triage", f"{shown.described}: {count(len(shown.items), 'row')} shown", shown.items)
    else:
        found[0] = Choice("triage", f"triage of {whose}, everyone")
    return found


def target(text: str, folder: Path, name: str) -> Path:
    """The file that was typed: from `folder`, as `name` where a folder was typed, and .xlsx unless it is .csv."""
    path = named(text, folder)
    if text.strip().endswith("/") or path.is_dir():
        path = path / name
    return path if path.suffix.lower() in (".xlsx", ".csv") else path.with_name(f"{path.name}.xlsx")
