"""From starting a program to its first rows on the terminal."""

import os
import sys
import time
from collections.abc import Sequence
from statistics import median

from coordinator.services import overview
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.benchmarks.bare_app import LAST_LINE
from tests.benchmarks.line_bytes import Terminal
from tests.benchmarks.report import COORDINATOR, ROOT, TODAY, Measure, large

RUNS = 9
HERE = ROOT / "tests" / "benchmarks"


def seconds_until(command: Sequence[str], text: str) -> float:
    """From starting `command` in an 80x24 terminal until it has sent `text`. Raises RuntimeError when it never does."""
    began = time.perf_counter()
    terminal = Terminal(list(command))
    try:
        came = b""
        while text.encode() not in came:
            try:
                came += os.read(terminal.line, 65_536)
            except OSError as ended:
                raise RuntimeError(f"{command} ended without showing {text!r}:\n{came.decode()}") from ended
            if time.perf_counter() - began > 60:
                raise RuntimeError(f"{command} did not show {text!r}:\n{came.decode()}")
        return time.perf_counter() - began
    finally:
        terminal.close()


def _alternating(*programs: tuple[Sequence[str], str], runs: int) -> list[float]:
    """Each program's median, their runs taken in turn; a first round warms the caches and is not counted."""
    seconds: list[list[float]] = [[] for _ in programs]
    for run in range(runs + 1):
        for times, (command, text) in zip(seconds, programs, strict=True):
            took = seconds_until(command, text)
            if run:
                times.append(took)
    return [median(times) for times in seconds]


def measure() -> list[Measure]:
    """Open to the first rows of triage against a bare Textual app."""
    path = large()
    first = overview.triage(Desk(Store(path), "bench", TODAY), limit=1)[0]
    ours = [str(COORDINATOR), "--db", str(path), "--as", "bench", "--today", TODAY.isoformat()]
    bare = [sys.executable, str(HERE / "bare_app.py")]
    row = first.mentee.split()[0] if first.mentor is None else first.mentor.split()[0]
    opened, least = _alternating((ours, row), (bare, LAST_LINE), runs=RUNS)
    return [
        Measure("a bare Textual app, one static screenful", least, "s"),
        Measure("first rows of triage, 100,000 relationships", opened, "s"),
        Measure("ratio", opened / least, "times", 1.6),
    ]


def measure_lists() -> list[Measure]:
    """The virtual list against Textual's DataTable, opening with many rows."""
    script = [sys.executable, str(HERE / "list_app.py")]
    os.environ["PYTHONPATH"] = str(ROOT)
    text = "row 0 first"
    few, many, table = _alternating(
        ([*script, "rows", "100"], text),
        ([*script, "rows", "100000"], text),
        ([*script, "datatable", "10000"], text),
        runs=3,
    )
    return [
        Measure("RowList opens with 100 rows", few, "s"),
        Measure("RowList opens with 100,000 rows", many, "s", note="100,000 Python objects made in it"),
        Measure("DataTable opens with 10,000 rows", table, "s"),
        Measure("RowList of 100,000 against DataTable of 10,000", many / table, "times", 1.0),
    ]
