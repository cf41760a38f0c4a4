"""The common open-source tool on the scores of our cohorts, in an environment of its own, where it installs."""

import json
import subprocess
import sys
import venv
from pathlib import Path

from coordinator.matching.problem import Problem
from tests.benchmarks.report import Measure

PACKAGE = "mentor-match==7.0.1"
_ASSIGN = """
import json, sys, time
from matching.process import match_and_assign_participants

class Scored:
    def __init__(self, score):
        self.score, self.successful = score, False
    def mark_successful(self):
        self.successful = True

told = json.load(sys.stdin)
matrix = [[Scored(0) for _ in told["choices"]] for _ in range(told["mentors"])]
for mentee, choices in enumerate(told["choices"]):
    for mentor, score in choices:
        matrix[mentor][mentee].score = score
began = time.perf_counter()
match_and_assign_participants(matrix)
seconds = time.perf_counter() - began
print(json.dumps([seconds, sum(one.successful and one.score > 0 for row in matrix for one in row)]))
"""


def install(folder: Path) -> Path | None:
    """Its interpreter, with the package in it; None where it cannot be installed, as without a network."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", PACKAGE], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{PACKAGE} does not install here: {done.stderr.strip()[-200:]}", file=sys.stderr)
        return None
    return python


def measure(python: Path, problem: Problem) -> Measure:
    """Its time for assigning the scores of a problem. It knows no capacity: each mentor has one place."""
    told = json.dumps({"mentors": len(problem.mentors), "choices": problem.choices})
    done = subprocess.run(
        [str(python), "-c", _ASSIGN], input=told, capture_output=True, text=True, check=True
    )
    seconds, paired = json.loads(done.stdout)
    mentees = len(problem.mentees)
    return Measure(
        f"{mentees} mentees: {PACKAGE} assigns the same scores", seconds, "s", None, f"{paired} paired"
    )
