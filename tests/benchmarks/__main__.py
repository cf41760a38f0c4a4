"""`make bench`: what issue 2 asks to be reached, as ratios measured side by side in one run.

    python -m tests.benchmarks [opening|lists|bytes|queries|importing|exporting|pairing|history|acting|together ...]

Nothing here is a test: a busy machine makes everything slower. Exit code 1 says that something is over its bound.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import acting, exporting, history, importing, opening, pairing, queries, together
from tests.benchmarks.report import COORDINATOR, ROOT, TODAY, large, show


def line_bytes() -> int:
    """Bytes on the line, as their own script counts them, on the large programme."""
    print("\nBytes on the line at 80x24", flush=True)
    script = str(ROOT / "tests" / "benchmarks" / "line_bytes.py")
    with tempfile.TemporaryDirectory() as folder:  # it acts on a copy
        path = shutil.copy(large(), Path(folder) / "programme.duckdb")
        ours = [str(COORDINATOR), "--db", str(path), "--as", "bench", "--today", TODAY.isoformat()]
        return subprocess.run([sys.executable, script, *ours], check=False, cwd=folder).returncode


SECTIONS: dict[str, Callable[[], int]] = {
    "opening": lambda: show("Open to the first rows", opening.measure()),
    "bytes": line_bytes,
    "queries": lambda: show("Triage query, 100,000 relationships, 2,000,000 sessions", queries.measure()),
    "importing": lambda: show("Import of 10,000 applicants", importing.measure()),
    "exporting": lambda: show("Export of relationships", exporting.measure()),
    "pairing": lambda: show("Pairs of a cohort, beside scipy in the same run", pairing.measure()),
    "history": lambda: show("History, undo and as on a day, 100,000 relationships", history.measure()),
    "acting": lambda: show("500 relationships changed as one", acting.measure()),
    "together": lambda: show("8 processes log 50 sessions each, 8 others read triage", together.measure()),
    "lists": lambda: show("Lists with many rows", opening.measure_lists()),
}


def main(wanted: list[str]) -> int:
    """Measure the named sections, or all. Returns 1 when any bound was passed."""
    unknown = [name for name in wanted if name not in SECTIONS]
    if unknown:
        print(f"There is no {unknown[0]!r}; there are: {', '.join(SECTIONS)}.", file=sys.stderr)
        return 2
    over = sum(SECTIONS[name]() for name in wanted or SECTIONS)
    print(f"\n{over} over their bound." if over else "\nAll within their bounds.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
