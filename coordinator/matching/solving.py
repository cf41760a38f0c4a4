"""The best pairs of a cohort: the levels of the objective, one after the other.

1. as many mentees as can be, those who wait longest first;
2. fairness and the total of the scores, with the points that a pair suggested before counts more;
3. the plain total, then (leximin) pairs suggested before, then a hash of the keys, so that no tie is left to the order
   of rows.

Levels 1 and 2 are one sum. Level 3 is solved again among the choices that a best solution of level 2 can use, which the
prices tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.matching import costs
from coordinator.matching.flow import Flow
from coordinator.matching.problem import Choice, Poll, Problem, Rules
from coordinator.matching.reach import in_line, placed_by_line


@dataclass(frozen=True, slots=True)
class Solution:
    """The best pairs, and the prices that prove it. `flow` is level 2's, with the pairs of level 3."""

    problem: Problem
    rules: Rules
    mentor_of: Sequence[int | None]
    flow: Flow
    table: dict[int, int]
    floor: int
    faults: Sequence[str]

    @property
    def optimal(self) -> bool:
        """Whether the prices prove it."""
        return not self.faults

    def score(self, mentee: int, mentor: int) -> int:
        """The score of an eligible pair."""
        return next(score for other, score in self.problem.choices[mentee] if other == mentor)

    def scores(self) -> list[int]:
        """The scores of the pairs, by mentee."""
        return [
            self.score(mentee, mentor) for mentee, mentor in enumerate(self.mentor_of) if mentor is not None
        ]


def never_mind(placed: int, of: int) -> None:
    """Nobody is waiting for progress."""


def solve(problem: Problem, rules: Rules, poll: Poll = never_mind) -> Solution:
    """The best pairs there are. `poll` is told how far it is, and raises Cancelled to stop.

    Raises Cancelled only: with nobody to pair, or nobody allowed, the answer is nobody.
    """
    choices = usable(problem, rules)
    floor = rules.threshold
    if rules.fairness in ("floor", "leximin"):
        floor = best_floor(problem, choices, poll)
        choices = [[choice for choice in row if choice[1] >= floor] for row in choices]
    chain = costs.longest_chain(problem)
    scores = {score for row in choices for _, score in row}
    keep = 0 if rules.fairness == "leximin" else rules.keep
    table = costs.cost_of_score(scores, rules.fairness, chain, keep)
    rows = costs.costs(problem, choices, table, keep)
    dearest = max(table.values(), default=0)
    out = costs.stay_out(problem, chain, dearest)
    order = in_line(problem.line)
    flow = _flow(rows, problem.places, out, order, poll)
    ties = _break_ties(problem, choices, flow, rules, chain, order)
    flow.owner, flow.held = ties.owner, ties.held
    return Solution(problem, rules, tuple(flow.owner), flow, table, floor, (*flow.faults(), *ties.faults()))


def usable(problem: Problem, rules: Rules) -> list[list[Choice]]:
    """The choices that the rules leave: with a mentor who has a place, and a score that is not too low."""
    least = rules.threshold
    return [
        [choice for choice in row if problem.places[choice[0]] and choice[1] >= least]
        for row in problem.choices
    ]


def best_floor(problem: Problem, choices: Sequence[Sequence[Choice]], poll: Poll = never_mind) -> int:
    """The best score that the worst pair can have when as many mentees are paired as without it, the same in line."""

    def placed(least: int) -> tuple[int, ...]:
        poll(0, len(problem.mentees))
        fitting = [[mentor for mentor, score in row if score >= least] for row in choices]
        return placed_by_line(problem.places, problem.line, fitting)

    levels = sorted({score for row in choices for _, score in row})
    if not levels:
        return 0
    wanted = placed(levels[0])
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if placed(levels[middle]) == wanted:
            low = middle
        else:
            high = middle - 1
    return levels[low]


def _flow(
    rows: Sequence[Sequence[tuple[int, int]]],
    places: Sequence[int],
    out: Sequence[int],
    order: Sequence[int],
    poll: Poll,
) -> Flow:
    flow = Flow([sorted([(cost, cost, mentor) for cost, mentor in row]) for row in rows], places, out)
    done = 0

    def tell() -> None:
        nonlocal done
        poll(done, len(order))
        done += 1

    flow.place_all(order, tell)
    return flow


def _break_ties(
    problem: Problem,
    choices: Sequence[Sequence[Choice]],
    flow: Flow,
    rules: Rules,
    chain: int,
    order: Sequence[int],
) -> Flow:
    """Solve again among the best solutions: the total, what was before, the hash. No two are left equal."""
    mentors = [costs.hash_of(f"mentor {key}") for key in problem.mentors]
    mentees = [costs.hash_of(f"mentee {key}") for key in problem.mentees]
    hash_room = chain * costs.HASH_PRIME + 1
    keep = 1 if rules.fairness == "leximin" else 0
    score_room = (100 + keep) * chain + 1
    kept = set(problem.before) if keep else frozenset()
    rows = []
    for mentee, row in enumerate(flow.tight()):
        score_of = dict(choices[mentee]) if row else {}
        rows.append(
            [
                (
                    (
                        cost * score_room
                        + 100
                        - score_of[mentor]
                        + (keep if (mentee, mentor) not in kept else 0)
                    )
                    * hash_room
                    + costs.tie_break(mentees[mentee], mentors[mentor]),
                    mentor,
                )
                for _, cost, mentor in row
            ]
        )
    out = [cost * score_room * hash_room for cost in flow.stay_out]
    return _flow(rows, problem.places, out, order, never_mind)
