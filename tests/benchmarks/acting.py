"""500 relationships changed as one, and undone, on the large programme."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coordinator.services import history, overview, transitions
from coordinator.services.desk import Desk
from coordinator.states import Move
from coordinator.store.connection import Store
from tests.benchmarks.report import TODAY, Measure, large

MARKED = 500
BOUND_SECONDS = 2.0


def _seconds(task: Callable[[], object]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def measure() -> list[Measure]:
    """On a copy, which is thrown away."""
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(Path(shutil.copy(large(), Path(folder) / "programme.duckdb"))), "bench", TODAY)
        due = [
            item.relationship
            for item in overview.triage(desk)
            if item.relationship is not None and item.state == "active"
        ]
        for what, move in (
            ("paused", Move("paused", TODAY)),
            (
                "closed, with what is booked cancelled",
                Move("closed", TODAY, code="no_time", cancel_booked=True),
            ),
        ):
            seen: dict[int, int] = {}

            def read(seen: dict[int, int] = seen) -> None:
                found = transitions.standings(desk, due[:MARKED])
                seen |= {one.relationship: one.version for one in found}

            def change(seen: dict[int, int] = seen, move: Move = move) -> None:
                transitions.change_state(desk, seen, move)

            measures += [
                Measure(f"{MARKED} read, to show what it means", _seconds(read), "s"),
                Measure(f"{MARKED} {what}", _seconds(change), "s", BOUND_SECONDS),
                Measure("undone", _seconds(lambda: history.undo_last(desk)), "s", BOUND_SECONDS),
            ]
    return measures
