"""Scoring and pairing a cohort, beside scipy and the common open-source tool on the same scores in the same run."""

import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from coordinator.matching.moves import Moves
from coordinator.matching.problem import Problem, Rules
from coordinator.matching.solving import solve
from coordinator.policy import Policy
from coordinator.services import pairing
from coordinator.services.desk import Desk
from coordinator.store import pairing_reads
from coordinator.store.connection import Store
from sample_data.people import NAMES
from tests.benchmarks import peers
from tests.benchmarks.report import TODAY, Measure
from tests.matching.making import cheapest, cohort, shuffled

WORKED = ("in_person", "video", "phone")
SIZES = ((50, 35, 0.05), (200, 130, 0.1), (1000, 650, 2.0), (2000, 1300, None))


def make(path: Path, mentees: int, mentors: int) -> Desk:
    """A programme with one cohort, Winter, of accepted people with tags and the rest of what is compared."""
    draw = random.Random(7)
    store = Store(path)
    with store.writing("bench", "make a cohort", TODAY) as change:
        tags = [name for (name,) in change.db.execute("select name from tag order by id").fetchall()]
        (into,) = change.insert("cohort", [{"name": "Winter", "starts_on": TODAY, **Policy().as_columns()}])
        many = mentees + mentors
        people = change.insert(
            "person",
            [
                {
                    "name": f"{draw.choice(NAMES)} {number}",
                    "email": f"p{number}@place{draw.randrange(many)}.example",
                    "organisation": f"Organisation {draw.randrange(many)}",
                    "location": draw.choice(("Leeds", "York", "Hull", "Bradford")),
                }
                for number in range(many)
            ],
        )
        change.insert(
            "application",
            [
                {
                    "cohort": into,
                    "person": person,
                    "role": "mentor" if number < mentors else "mentee",
                    "state": "accepted",
                    "applied_on": TODAY - timedelta(draw.randrange(120)),
                    "capacity": draw.choice((1, 1, 2, 3)) if number < mentors else 1,
                    "tags": draw.sample(tags, 6 if number < mentors else 3),
                    "consent": True,
                    "sector": draw.choice(("arts", "food", "housing", "health")),
                    "languages": ["English"],
                    "modes": draw.sample(WORKED, 2),
                }
                for number, person in enumerate(people)
            ],
        )
    return Desk(store, "bench", TODAY)


def scipy_seconds(problem: Problem) -> tuple[float, int]:
    """How long scipy takes for an assignment's costs, made as its matrix, and what it finds."""
    flow = solve(problem, Rules()).flow
    began = time.perf_counter()
    total = cheapest(flow)
    return time.perf_counter() - began, total


def measure() -> list[Measure]:
    """A cohort in a file at each size: score, solve, as scipy would; then steadiness."""
    cheapest(solve(cohort(10, 8, 1), Rules()).flow)  # scipy is imported
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        peer = peers.install(Path(folder) / "peer")
        for mentees, mentors, bound in SIZES:
            desk = make(Path(folder) / f"{mentees}.duckdb", mentees, mentors)
            board = pairing.suggest(desk, "Winter")
            runs = 5 if mentees < 1000 else 2
            whole = _least(runs, partial(pairing.suggest, desk, "Winter"))
            with desk.store.reading() as db:
                score = partial(
                    pairing_reads.eligible, db, TODAY, board.cohort.cohort, weights=None, rules=None
                )
                scoring = _least(runs, score)
            solving = _least(runs, partial(solve, board.solution.problem, board.rules))
            solution = solve(board.solution.problem, board.rules)
            theirs, total = scipy_seconds(board.solution.problem)
            pairs = sum(map(len, board.solution.problem.choices))
            note = f"{pairs:,} eligible pairs, {len(board.pairs)} paired"
            measures += [
                Measure(
                    f"{mentees} mentees: score all pairs, solve and prove",
                    scoring + solving,
                    "s",
                    bound,
                    note,
                ),
                Measure(f"{mentees} mentees: of it solving and proving", solving, "s"),
                Measure(
                    f"{mentees} mentees: the whole service, with opening the file and reading", whole, "s"
                ),
                Measure(f"{mentees} mentees: scipy's assignment of the same costs", theirs, "s"),
                Measure(f"{mentees} mentees: off scipy's optimum", abs(solution.flow.total() - total), "", 0),
            ]
            if peer:
                measures.append(peers.measure(peer, board.solution.problem))
            if mentees == 200:
                measures += _steadiness(board.solution.problem)
    return measures


def _least(runs: int, task: Callable[[], object]) -> float:
    """The least of a few runs in seconds: what the machine does besides only ever adds."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _steadiness(problem: Problem) -> list[Measure]:
    solution = solve(problem, Rules())
    began = time.perf_counter()
    Moves(solution).forced(0, problem.choices[0])
    alternatives = time.perf_counter() - began

    def pairs(other: Problem) -> set[tuple[str, str]]:
        found = solve(other, Rules()).mentor_of
        return {(other.mentees[one], other.mentors[to]) for one, to in enumerate(found) if to is not None}

    first = pairs(problem)
    changed = sum(len(first - pairs(shuffled(problem, seed))) for seed in range(20))
    return [
        Measure("200 mentees: alternatives of one pair", alternatives, "s", 0.1),
        Measure("200 mentees: pairs changed by 20 shuffles of the rows", changed, "", 0),
        Measure(
            "200 mentees, 120 mentors: most others moved when any one withdraws",
            _most_moved(cohort(200, 120, 0, places=(1, 2, 3))),
            "",
            4,
        ),
        Measure("… where hardly a place is spare", _most_moved(problem), "", note="told for the picture"),
    ]


def _most_moved(problem: Problem) -> int:
    """How many who were not with the mentor who withdraws are paired otherwise at most."""
    first = solve(problem, Rules()).mentor_of
    before = frozenset((one, to) for one, to in enumerate(first) if to is not None)
    worst = 0
    for gone in range(len(problem.mentors)):
        places = [0 if one == gone else many for one, many in enumerate(problem.places)]
        after = solve(problem._replace(places=places, before=before), Rules()).mentor_of
        worst = max(worst, sum(to != gone and after[one] != to for one, to in before))
    return worst
