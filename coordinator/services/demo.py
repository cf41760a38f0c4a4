"""A throw-away programme made from sample_data by the real import."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coordinator.models import Kind
from coordinator.services import imports, overview, participants, recording
from coordinator.services.desk import Desk, open_desk
from coordinator.sql import data_folder


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Which sample files go into which cohort, and the day they were made to be looked at."""

    today: date
    files: tuple[tuple[Path, str, Kind], ...]  # path, cohort, kind
    entries: tuple[tuple[str, str], ...]  # enough of both names, what a coordinator typed about them


def plan() -> DemoPlan:
    """What `sample_data/demo.json` says."""
    folder = data_folder("sample_data")
    told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    return DemoPlan(
        today=date.fromisoformat(told["today"]),
        files=tuple((folder / one["file"], one["cohort"], one["kind"]) for one in told["imports"]),
        entries=tuple((one["of"], one["line"]) for one in told["entries"]),
    )


def make(folder: Path, who: str, today: date | None, say: Callable[[str], None]) -> Desk:
    """Import every sample file into a new programme file in `folder` and accept everyone; `say` is told of each.

    As on `today`, else the day the sample data was made for.
    """
    demo = plan()
    desk = open_desk(folder / "demo.duckdb", who, today or demo.today)
    for path, cohort, kind in demo.files:
        report = imports.commit(desk, imports.preview(desk, path, cohort=cohort, kind=kind))
        say(f"{path.name}: {report.added} added, {len(report.rejected)} rejected")
    say(participants.accept(desk).message)
    if desk.today == demo.today:
        _record(replace(desk, who="ruth"), demo.entries)
    return desk


def _record(desk: Desk, entries: Iterable[tuple[str, str]]) -> None:
    """What a colleague typed up to the day the sample data was made for; on another day it might not be so."""
    for names, line in entries:
        ground = recording.ground(desk, overview.find_relationship(desk, names))
        recording.record(desk, [recording.understand(desk, ground, line)])
