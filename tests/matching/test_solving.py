"""The best pairs: what must always hold, against brute force and scipy."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.matching import costs
from coordinator.matching.flow import Flow
from coordinator.matching.problem import FAIRNESSES, Cancelled, Fairness, Problem, Rules
from coordinator.matching.reach import curve, in_line
from coordinator.matching.solving import Solution, solve
from tests.matching.making import cheapest, cohort, most_pairs, problems, shuffled

RULES = st.builds(
    Rules,
    mode=st.sampled_from(("most", "quality")),
    min_score=st.sampled_from((0, 50, 60)),
    fairness=st.sampled_from(FAIRNESSES),
    keep=st.sampled_from((0, 5)),
)


def pairs(solution: Solution) -> set[tuple[str, str]]:
    """The pairs by their keys."""
    problem = solution.problem
    return {
        (problem.mentees[mentee], problem.mentors[mentor])
        for mentee, mentor in enumerate(solution.mentor_of)
        if mentor is not None
    }


def every_way(problem: Problem, rules: Rules) -> Iterator[tuple[int | None, ...]]:
    """Every assignment there is."""
    allowed = [
        [None, *(mentor for mentor, score in row if score >= rules.threshold)] for row in problem.choices
    ]
    for way in product(*allowed):
        load = Counter(mentor for mentor in way if mentor is not None)
        if all(count <= problem.places[mentor] for mentor, count in load.items()):
            yield way


def merit(problem: Problem, rules: Rules, way: tuple[int | None, ...]) -> tuple[object, ...]:
    """How good an assignment is by the words of the objective; more is better."""
    scores = [
        dict(problem.choices[mentee])[mentor] for mentee, mentor in enumerate(way) if mentor is not None
    ]
    placed = [problem.line[mentee] for mentee, mentor in enumerate(way) if mentor is not None]
    by_wait = [placed.count(place) for place in sorted(set(problem.line))]
    kept = sum((mentee, mentor) in problem.before for mentee, mentor in enumerate(way))
    if rules.fairness == "leximin":
        return len(placed), by_wait, sorted(scores), kept
    counted = sum(
        costs.points(dict(problem.choices[mentee])[mentor], rules.fairness)
        + rules.keep * ((mentee, mentor) in problem.before)
        for mentee, mentor in enumerate(way)
        if mentor is not None
    )
    worst = min(scores, default=0) if rules.fairness == "floor" else 0
    return len(placed), by_wait, worst, counted, sum(scores)


@given(problems(most=5), RULES)
@settings(max_examples=250, deadline=None)
def test_no_assignment_is_better(problem: Problem, rules: Rules) -> None:
    solution = solve(problem, rules)
    assert solution.faults == ()
    best = max(merit(problem, rules, way) for way in every_way(problem, rules))
    assert merit(problem, rules, tuple(solution.mentor_of)) == best


@given(problems(), RULES, st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_what_always_holds(problem: Problem, rules: Rules, seed: int) -> None:
    solution = solve(problem, rules)
    load: Counter[int] = Counter()
    for mentee, mentor in enumerate(solution.mentor_of):
        if mentor is not None:
            assert dict(problem.choices[mentee])[mentor] >= rules.threshold
            load[mentor] += 1
    assert all(load[mentor] <= places for mentor, places in enumerate(problem.places))
    allowed = [[mentor for mentor, score in row if score >= rules.threshold] for row in problem.choices]
    assert load.total() == most_pairs(problem.places, allowed)
    assert pairs(solve(shuffled(problem, seed), rules)) == pairs(solution)
    more = problem._replace(places=[places + 1 for places in problem.places])
    assert len(pairs(solve(more, rules))) >= load.total()


@given(problems(), st.sampled_from(("most", "quality")))
@settings(max_examples=60, deadline=None)
def test_leximin_s_worst_is_the_floor_s(problem: Problem, mode: str) -> None:
    rules = Rules("quality" if mode == "quality" else "most", 50)
    worst = [
        min(solve(problem, rules._replace(fairness=fairness)).scores(), default=None)
        for fairness in ("floor", "leximin")
    ]
    assert worst[0] == worst[1]


@pytest.mark.parametrize("fairness", ["off", "concave"])
@pytest.mark.parametrize(("mentees", "mentors", "wanted"), [(50, 40, 0), (120, 70, 60), (200, 120, 30)])
def test_the_optimum_is_scipy_s(mentees: int, mentors: int, wanted: int, fairness: Fairness) -> None:
    solution = solve(cohort(mentees, mentors, 1, sought_after=wanted), Rules(fairness=fairness))
    assert solution.optimal
    assert solution.flow.total() == cheapest(solution.flow)


def test_twenty_shuffles_change_no_pair() -> None:
    problem = cohort(120, 70, 4)
    solution = solve(problem, Rules())
    assert len(pairs(solution)) > 90
    for seed in range(20):
        assert pairs(solve(shuffled(problem, seed), Rules())) == pairs(solution)


def test_all_scores_equal_still_leaves_no_tie() -> None:
    problem = cohort(40, 30, 2)
    problem = problem._replace(choices=[[(mentor, 50) for mentor, _ in row] for row in problem.choices])
    solution = solve(problem, Rules())
    for seed in range(5):
        assert pairs(solve(shuffled(problem, seed), Rules())) == pairs(solution)


@pytest.mark.parametrize("seed", range(4))
def test_one_mentor_withdrawing_moves_at_most_four_others(seed: int) -> None:
    problem = cohort(200, 120, seed, places=(1, 2, 3))
    first = solve(problem, Rules())
    before = frozenset(
        (mentee, mentor) for mentee, mentor in enumerate(first.mentor_of) if mentor is not None
    )
    for gone in range(0, 120, 17):
        places = [0 if mentor == gone else places for mentor, places in enumerate(problem.places)]
        second = solve(problem._replace(places=places, before=before), Rules())
        theirs = {mentee for mentee, mentor in before if mentor == gone}
        moved = {mentee for mentee, mentor in before if second.mentor_of[mentee] != mentor}
        assert len(moved - theirs) <= 4


def test_infinity_comes_from_the_weights() -> None:
    """A fixed one drops pairs in silence once the weights are large."""
    huge = 10**40
    rows = [[(huge, huge, 0), (huge + 1, huge + 1, 1)], [(huge, huge, 0)]]
    flow = Flow(rows, [1, 1], [huge * 1000, huge * 1000])
    flow.place_all([0, 1], lambda: None)
    assert flow.owner == [1, 0]
    assert flow.faults() == []


def test_a_wrong_assignment_is_found_out() -> None:
    solution = solve(cohort(30, 20, 3), Rules())
    flow = solution.flow
    paired = [mentee for mentee, mentor in enumerate(flow.owner) if mentor is not None]
    one = paired[0]
    mentor = flow.owner[one]
    assert mentor is not None
    flow.held[mentor].remove(one)
    flow.owner[one] = None
    assert any(f"mentee {one} is out" in fault for fault in flow.faults())


def test_levels_of_leximin_outweigh_all_better_ones() -> None:
    table = costs.cost_of_score([90, 70, 40], "leximin", 10)
    assert table[90] == 0
    assert table[40] > 10 * table[70] > 0


@given(problems(most=6))
@settings(max_examples=60, deadline=None)
def test_the_curve_counts_what_quality_would_pair(problem: Problem) -> None:
    for threshold, many in curve(problem.places, problem.line, problem.choices, (0, 50, 70)):
        quality = solve(problem, Rules("quality", threshold))
        assert len(quality.scores()) == many


def test_it_stops_when_asked() -> None:
    seen = []

    def stop(placed: int, of: int) -> None:
        seen.append((placed, of))
        if placed == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        solve(cohort(40, 30, 1), Rules(), stop)
    assert seen[-1] == (5, 40)


def test_one_mentor_for_five_hundred_takes_who_waits_longest() -> None:
    line = [(number * 7) % 500 for number in range(500)]
    problem = Problem(["a"], [2], [f"b{n}" for n in range(500)], line, [[(0, n % 101)] for n in range(500)])
    solution = solve(problem, Rules())
    placed = sorted(line[mentee] for mentee, mentor in enumerate(solution.mentor_of) if mentor is not None)
    assert placed == [0, 1]
    assert in_line(line)[0] == 0


def test_keeping_is_worth_the_same_below_fifty_as_above() -> None:
    def paired(before: int, scores: tuple[int, int]) -> int | None:
        problem = Problem(("a", "b"), (1, 1), ("x",), (0,), (tuple(enumerate(scores)),), {(0, before)})
        return solve(problem, Rules()).mentor_of[0]

    assert paired(0, (60, 64)) == 0  # 4 points of the total are less than 5
    assert paired(0, (30, 31)) == 0  # one point below 50 counts 4
    assert paired(0, (30, 32)) == 1  # two count 8
