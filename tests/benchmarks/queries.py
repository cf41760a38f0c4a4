"""The triage query against the least that could be asked of the same file."""

import time
from collections.abc import Callable
from statistics import median

from coordinator.sql import query
from coordinator.store import reads
from coordinator.store.connection import Store
from screens.first_rows import FIRST_ROWS
from tests.benchmarks.report import TODAY, Measure, large

RUNS = 9
BARE = "select relationship, max(held_on), sum(hours) from session group by 1"


def _medians(*tasks: Callable[[], object]) -> list[float]:
    """Each task's median seconds, their runs taken in turn after one round to warm up."""
    seconds: list[list[float]] = [[] for _ in tasks]
    for run in range(RUNS + 1):
        for times, task in zip(seconds, tasks, strict=True):
            began = time.perf_counter()
            task()
            if run:
                times.append(time.perf_counter() - began)
    return [median(times) for times in seconds]


def measure() -> list[Measure]:
    """One connection, so the same threads for all."""
    asked: dict[str, object] = {
        "today": TODAY,
        "cohort": None,
        "coordinator": None,
        "figure": None,
        "everything": False,
        "put_off": False,
        "limit": None,
    }
    triage = query("triage/items")
    with Store(large()).reading() as db:
        (threads,) = db.execute("select current_setting('threads')").fetchone() or (0,)

        def inside(text: str, parameters: dict[str, object]) -> None:
            """Without handing rows to Python."""
            db.execute(f"create or replace temp table result as {text.strip().rstrip(';')}", parameters)

        bare, whole, first, bare_inside, whole_inside, models = _medians(
            lambda: db.execute(BARE).fetchall(),
            lambda: db.execute(triage, asked).fetchall(),
            lambda: db.execute(triage, asked | {"limit": FIRST_ROWS}).fetchall(),
            lambda: inside(BARE, {}),
            lambda: inside(triage, asked),
            lambda: reads.triage_items(db, TODAY),
        )
        rows = len(reads.triage_items(db, TODAY))
    return [
        Measure("bare max and sum by relationship, fetched", bare, "s", note=f"{threads} threads"),
        Measure("triage query, fetched", whole, "s", note=f"{rows:,} rows"),
        Measure("ratio", whole / bare, "times", 4),
        Measure("bare, inside the database", bare_inside, "s"),
        Measure("triage query, inside the database", whole_inside, "s"),
        Measure("ratio inside the database", whole_inside / bare_inside, "times", 4),
        Measure(f"triage query, first {FIRST_ROWS} rows, against bare", first / bare, "times", 4),
        Measure("triage as models, against bare", models / bare, "times"),
    ]
