"""8 processes each log 50 sessions while 8 others read triage: nothing is lost, and nobody waits long.

`python -m tests.benchmarks.together log|read FILE ...` is one such process; it prints its waits as JSON.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median

from coordinator.errors import StoreBusy
from coordinator.services import overview, recording
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.benchmarks.report import ROOT, TODAY, Measure, p95, programme

PROCESSES = 8
SESSIONS_EACH = 50
SIZE = (2_000, 40_000)
REST_SECONDS = 0.05
"""A reader looks again after so long: far more often than any coordinator would."""


@dataclass(slots=True)
class Waits:
    """How long each unit of work took, in seconds, and how many gave up with `StoreBusy`."""

    seconds: list[float] = field(default_factory=list)
    busy: int = 0

    def time(self, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        try:
            work()
        except StoreBusy:
            self.busy += 1
        self.seconds.append(time.perf_counter() - began)


def log(desk: Desk, relationships: list[int]) -> Waits:
    """Log a session of yesterday in each, as the entry line does. Returns how long each took."""
    waits = Waits()
    for number in relationships:
        try:
            ground = recording.ground(desk, number)
        except StoreBusy:
            waits.busy += 1
            continue
        understood = recording.understand(desk, ground, "yesterday 1.5h video")
        waits.time(lambda: recording.record(desk, [understood]))  # noqa: B023 - called at once
    return waits


def read(desk: Desk, until: Path) -> Waits:
    """Read triage again and again until a file appears. Returns how long each took."""
    waits = Waits()
    while not until.exists():
        waits.time(lambda: overview.triage(desk, limit=200))
        time.sleep(REST_SECONDS)
    return waits


def _counts(store: Store) -> tuple[int, int]:
    with store.reading() as db:
        (sessions,) = db.execute("select count(*) from session").fetchone() or (0,)
        (events,) = db.execute("select count(*) from event where entity = 'session'").fetchone() or (0,)
    return sessions, events


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.benchmarks.together", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def _told(process: "subprocess.Popen[bytes]") -> Waits:
    told, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"process {process.pid} ended with {process.returncode}")
    return Waits(**json.loads(told))


def _race(path: Path, stop: Path, relationships: list[int]) -> tuple[list[Waits], list[Waits]]:
    """Loggers and readers at once; the readers go on until the loggers are done."""
    readers = [_start("read", str(path), str(stop)) for _ in range(PROCESSES)]
    loggers = [_start("log", str(path), *map(str, relationships[at::PROCESSES])) for at in range(PROCESSES)]
    try:
        logged = [_told(process) for process in loggers]
        stop.touch()
        return logged, [_told(process) for process in readers]
    finally:
        for process in (*readers, *loggers):
            process.kill()


def measure() -> list[Measure]:
    """On a copy of a programme of `SIZE` relationships and sessions."""
    with tempfile.TemporaryDirectory() as folder:
        path, stop = Path(folder) / "programme.duckdb", Path(folder) / "stop"
        shutil.copy(programme(*SIZE), path)
        desk = Desk(Store(path), "bench", TODAY)
        quiet = [
            item.relationship
            for item in overview.triage(desk, everything=True)
            if item.relationship
            and item.state == "active"
            and item.last_session
            and item.last_session < TODAY - timedelta(days=1)
        ][: PROCESSES * SESSIONS_EACH]
        before = _counts(desk.store)
        loggers, readers = _race(path, stop, quiet)
        after = _counts(desk.store)
    logged = [wait for one in loggers for wait in one.seconds]
    seen = [wait for one in readers for wait in one.seconds]
    wanted = PROCESSES * SESSIONS_EACH
    return [
        Measure("sessions in the file", after[0] - before[0], "", wanted, least=True),
        Measure("events in the file", after[1] - before[1], "", wanted, least=True),
        Measure("gave up as busy", sum(one.busy for one in (*loggers, *readers)), "", 0),
        Measure("median wait to log", median(logged), "s"),
        Measure("p95 wait to log", p95(logged), "s", 1),
        Measure("longest wait to log", max(logged), "s"),
        Measure("median wait to read triage", median(seen), "s", note=f"{len(seen):,} times read"),
        Measure("p95 wait to read triage", p95(seen), "s", 1),
    ]


if __name__ == "__main__":
    at_desk = Desk(Store(Path(sys.argv[2])), "bench", TODAY)
    if sys.argv[1] == "log":
        told = log(at_desk, [int(number) for number in sys.argv[3:]])
    else:
        told = read(at_desk, Path(sys.argv[3]))
    print(json.dumps(asdict(told)))
