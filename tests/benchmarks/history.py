"""The history, undo and as on a day on 100,000 relationships with the two and a half million events of their work."""

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from coordinator.models.caseload import Handover
from coordinator.services import asking, caseload, history, past
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.benchmarks.report import TODAY, Measure, large

PAGE = 200
MANY = 500


def measure() -> list[Measure]:
    """Everything on a copy, which is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(Path(shutil.copy(large(), folder))), "bench", TODAY)
        return [*_reading(desk), *_changing(desk), *_going_back(desk)]


def _timed(task: Callable[[], object]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def _reading(desk: Desk) -> list[Measure]:
    history.history(desk, limit=1)  # the rules are applied to the copy
    found = [Measure(f"the latest {PAGE} changes", _timed(lambda: history.history(desk, limit=PAGE)), "s", 1)]
    for text in ("R777", "ruth set closed", "priya lapsed", "since 1/10 until 3/10", "nobody so called"):
        asked = asking.asked(text, TODAY)
        seconds = _timed(lambda asked=asked: history.history(desk, asked, limit=PAGE))  # type: ignore[misc]
        found.append(Measure(f"/{text}", seconds, "s"))
    return found


def _changing(desk: Desk) -> list[Measure]:
    with desk.store.reading() as db:
        live = db.execute(
            "select id from relationship where state = 'active' order by id limit $many", {"many": MANY}
        ).fetchall()
    numbers = [number for (number,) in live]
    handover = Handover("someone", TODAY + timedelta(7))
    return [
        Measure(
            f"{MANY} relationships handed over",
            _timed(lambda: caseload.hand_over(desk, handover, relationships=numbers)),
            "s",
            2,
        ),
        Measure("and undone", _timed(lambda: history.undo_last(desk)), "s", 2),
        Measure(
            f"{MANY} handed over with a brief on each",
            _timed(
                lambda: caseload.hand_over(
                    desk, handover, relationships=numbers, brief=desk.store.path.with_name("briefs.xlsx")
                )
            ),
            "s",
        ),
    ]


def _going_back(desk: Desk) -> list[Measure]:
    found: list[Measure] = []
    for days in (7, 180, 900):
        made: list[Desk] = []
        day = TODAY - timedelta(days)
        seconds = _timed(lambda day=day, made=made: made.append(past.as_recorded_on(desk, day)))  # type: ignore[misc]
        past.leave(made[0])
        found.append(Measure(f"as on {days} days ago", seconds, "s"))
    return found
