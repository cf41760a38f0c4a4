"""What a measurement says, and the table of them."""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from sample_data import make_large
from sample_data.scenarios import AS_ON

ROOT = Path(__file__).resolve().parents[2]
COORDINATOR = Path(sys.executable).with_name("coordinator")
TODAY = AS_ON


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table. `bound` None: told for the picture, held to nothing; `least`: the bound is from below."""

    what: str
    value: float
    unit: str
    bound: float | None = None
    note: str = ""
    least: bool = False

    @property
    def passed(self) -> bool:
        if self.bound is None:
            return True
        return self.value >= self.bound if self.least else self.value <= self.bound


def show(title: str, measures: Sequence[Measure]) -> int:
    """Print one section. Returns how many are over their bound."""
    print(f"\n{title}", flush=True)
    for one in measures:
        sign = " at least" if one.least else " at most"
        bound = "" if one.bound is None else f"{sign} {one.bound:g}"
        mark = "" if one.bound is None else "PASS" if one.passed else "OVER"
        print(f"  {mark:<5}{one.what:<52}{one.value:>10.3g} {one.unit:<6}{bound:<16}{one.note}", flush=True)
    return sum(not one.passed for one in measures)


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20)[-1]


def cache() -> Path:
    """Where made files are kept: COORDINATOR_BENCH_DIR, else a folder in the system's temporary one."""
    named = os.environ.get("COORDINATOR_BENCH_DIR")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "coordinator-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def programme(relationships: int, sessions: int) -> Path:
    """A large programme, made once; made anew when what makes it changed."""
    stamp = sum(
        Path(make_large.__file__).with_name(name).stat().st_mtime_ns
        for name in ("make_large.py", "large.sql")
    )
    path = cache() / f"programme-{relationships}-{sessions}-{stamp:x}.duckdb"
    if not path.exists():
        print(f"making {path} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(dir=cache()) as folder:
            made = Path(folder) / path.name
            make_large.make(made, relationships=relationships, sessions=sessions, today=TODAY)
            made.rename(path)
    return path


def large() -> Path:
    """100,000 relationships and 2,000,000 sessions."""
    return programme(make_large.RELATIONSHIPS, make_large.SESSIONS)


def applicants(rows: int, *, moved: bool = False) -> Path:
    """A workbook of so many applicants, made once; `moved`: of the same ones, each changed in four columns."""
    path = cache() / f"applicants-{rows}-{'moved' if moved else 'alike-none'}.xlsx"
    if not path.exists():
        make_large.applicants_workbook(path, rows, moved=moved)
    return path
