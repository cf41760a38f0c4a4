"""A throw-away programme made from sample_data by the real import."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator.models import Kind
from coordinator.services import imports, participants
from coordinator.services.desk import Desk, open_desk
from coordinator.sql import data_folder


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Which sample files go into which cohort, and the day they were made to be looked at."""

    today: date
    files: tuple[tuple[Path, str, Kind], ...]  # path, cohort, kind


def plan() -> DemoPlan:
    """What `sample_data/demo.json` says."""
    folder = data_folder("sample_data")
    told = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    return DemoPlan(
        today=date.fromisoformat(told["today"]),
        files=tuple((folder / one["file"], one["cohort"], one["kind"]) for one in told["imports"]),
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
    return desk
