"""Importing 10,000 applicants against openpyxl reading the same file, each as a process; 100,000; what takes memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import openpyxl

from tests.benchmarks.report import COORDINATOR, TODAY, Measure, applicants

ROWS = 10_000
MANY_ROWS = 100_000
RUNS = 3
Result = TypeVar("Result")
OPENPYXL_ALONE = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = 0
for sheet in book.worksheets:
    sheet.reset_dimensions()
    rows += sum(1 for row in sheet.iter_rows())
assert rows > 10_000, rows
"""


@dataclass(frozen=True, slots=True)
class Run:
    """`single`: the most one process of the program took; `together`: the most all took at one moment; bytes."""

    seconds: float
    single: int
    together: int


def _children(process: int) -> list[int]:
    """The process and all below it, as they are now."""
    found = [process]
    for one in found:
        try:
            told = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:  # it has ended
            continue
        found += [int(child) for child in told.split()]
    return found


def _memory(process: int) -> int:
    """What a process holds now, in bytes; 0 once it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def run(command: Sequence[str]) -> Run:
    """Run to the end, looking at the memory of all its processes every 10 ms."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    single = together = 0
    while process.poll() is None:
        held = [_memory(one) for one in _children(process.pid)]
        single, together = max(single, *held), max(together, sum(held))
        time.sleep(0.01)
    took = time.perf_counter() - began
    if process.returncode:
        told = process.stderr.read().decode() if process.stderr else ""
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    if process.stderr:
        process.stderr.close()
    return Run(took, single, together)


def measure() -> list[Measure]:
    """The runs are taken in turn."""
    path = applicants(ROWS)
    ours: list[Run] = []
    previews: list[Run] = []
    alone: list[Run] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS):
            alone.append(run([sys.executable, "-c", OPENPYXL_ALONE, str(path)]))
            _make(Path(folder) / f"{number}.duckdb")
            previews.append(run([*_importing(Path(folder) / f"{number}.duckdb", path), "--dry-run"]))
            ours.append(run(_importing(Path(folder) / f"{number}.duckdb", path)))
        steps = _steps(path, Path(folder) / "steps.duckdb")
        many = applicants(MANY_ROWS)
        big_preview = run([*_importing(Path(folder) / "big.duckdb", many), "--dry-run"])
        big = run(_importing(Path(folder) / "big.duckdb", many))
        moved = run(_importing(Path(folder) / "big.duckdb", applicants(MANY_ROWS, moved=True)))
        pairs = run(_importing(Path(folder) / "pairs.duckdb", _pairs(Path(folder)), "relationships"))
        returned = run(_importing(Path(folder) / "pairs.duckdb", _filled_in(Path(folder)), "relationships"))
    seconds, preview, least = (median(one.seconds for one in runs) for runs in (ours, previews, alone))
    megabyte = 1_000_000
    return [
        Measure(f"openpyxl reads {ROWS:,} applicants", least, "s"),
        Measure(f"coordinator import --dry-run of {ROWS:,}", preview, "s"),
        Measure("ratio of the preview", preview / least, "times", 1.5),
        Measure(f"coordinator import of {ROWS:,} applicants", seconds, "s"),
        Measure("ratio", seconds / least, "times", 2),
        *steps,
        Measure("peak memory, largest process", max(one.single for one in ours) / megabyte, "MB", 300),
        Measure(
            "peak memory, all processes together", max(one.together for one in ours) / megabyte, "MB", 300
        ),
        Measure(f"peak memory, preview of {MANY_ROWS:,} rows", big_preview.together / megabyte, "MB", 500),
        Measure(f"peak memory, import of {MANY_ROWS:,} rows", big.together / megabyte, "MB", 500),
        Measure(f"peak memory, {MANY_ROWS:,} known rows changed", moved.together / megabyte, "MB", 500),
        Measure(f"peak memory, import of {MANY_ROWS:,} relationships", pairs.together / megabyte, "MB"),
        Measure(f"peak memory, {MANY_ROWS:,} come back changed", returned.together / megabyte, "MB", 500),
    ]


def _coordinator(store: Path) -> list[str]:
    return [str(COORDINATOR), "--db", str(store), "--as", "bench", "--today", TODAY.isoformat()]


def _importing(store: Path, path: Path, kind: str = "applicants") -> list[str]:
    return [*_coordinator(store), "import", str(path), "--cohort", "Big", "--kind", kind]


def _pairs(folder: Path) -> Path:
    """As many relationships as many rows, no two people alike."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Relationships")
    sheet.append(["Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail", "Start date", "State", "Coordinator"])
    for number in range(MANY_ROWS):
        mentor, mentee = f"Mentor {number}", f"Mentee {number}"
        emails = f"mentor{number}@mail.example", f"mentee{number}@mail.example"
        sheet.append([mentor, emails[0], mentee, emails[1], TODAY - timedelta(number % 90), "active", "Ann"])
    path = folder / "pairs.xlsx"
    book.save(path)
    return path


def _filled_in(folder: Path) -> Path:
    """Those relationships as they went out, each with another coordinator and cadence."""
    path = folder / "returned.xlsx"
    run([*_coordinator(folder / "pairs.duckdb"), "export", "relationships", str(path)])
    book = openpyxl.load_workbook(path)
    sheet = book["Relationships"]
    places = {cell.value: place for place, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2):
        row[places["Coordinator"]].value, row[places["Cadence (days)"]].value = "Bo", 10
    book.save(path)
    return path


def _make(store: Path) -> None:
    """A programme without rows: making its tables is no part of an import."""
    from coordinator.store.connection import Store

    with Store(store).reading():
        pass


def _steps(path: Path, store: Path) -> list[Measure]:
    """What a coordinator waits for at the workbench, in the process that has the file: the median of the runs."""
    from coordinator.services import drafts, imports
    from coordinator.services.desk import Desk
    from coordinator.store.connection import Store
    from coordinator.workbook.decisions import mend

    desk = Desk(Store(store), "bench", TODAY)
    preview = imports.preview(desk, path, cohort="Big", kind="applicants")
    first = preview.verdicts[0]
    took: dict[str, list[float]] = {}
    draft: int | None = None

    def timed(what: str, act: Callable[[], Result]) -> Result:
        began = time.perf_counter()
        result = act()
        took.setdefault(what, []).append(time.perf_counter() - began)
        return result

    for number in range(RUNS):
        said = mend(preview.decisions, [(first.sheet, first.row, 2)], f"mended{number}@example.org")
        preview = timed(
            "a cell mended, all rows judged again", partial(imports.again, desk, preview, decisions=said)
        )
        draft = timed("what was said kept", partial(drafts.keep, desk, preview, str(path), draft))
    timed("commit", partial(imports.commit, desk, preview, draft=draft))
    bounds = {"commit": 2.0}
    return [Measure(what, median(seconds), "s", bounds.get(what)) for what, seconds in took.items()]
