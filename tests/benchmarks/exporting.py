"""Exporting relationships, each as a process of its own: how long it takes, and how much memory."""

import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks.importing import run
from tests.benchmarks.report import COORDINATOR, TODAY, Measure, large, programme

RUNS = 3
MEGABYTE = 1_000_000


def measure() -> list[Measure]:
    """10,000 and 100,000 relationships as workbooks, and 100,000 as CSV."""
    found: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows, store, name in (
            (10_000, programme(10_000, 100_000), "out.xlsx"),
            (100_000, large(), "out.xlsx"),
            (100_000, large(), "out.csv"),
        ):
            target = Path(folder) / name
            exporting = [str(COORDINATOR), "--db", str(store), "--as", "bench", "--today", TODAY.isoformat()]
            runs = [run([*exporting, "export", "relationships", str(target)]) for _ in range(RUNS)]
            what = f"{rows:,} relationships as {target.suffix}"
            size = f"{target.stat().st_size / MEGABYTE:.1f} MB"
            found += [
                Measure(what, median(one.seconds for one in runs), "s", note=size),
                Measure(f"{what}: peak memory", max(one.together for one in runs) / MEGABYTE, "MB", 500),
            ]
    return found
