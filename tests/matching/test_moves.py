"""What a change would cost, from the prices: the same as solving again from the start."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.matching.flow import Flow
from coordinator.matching.moves import Chain, Moves, applied, points_less, rank
from coordinator.matching.problem import FAIRNESSES, Problem, Rules
from coordinator.matching.reach import contested, in_line
from coordinator.matching.solving import Solution, solve
from tests.matching.making import cohort, problems

RULES = st.builds(Rules, fairness=st.sampled_from(FAIRNESSES), keep=st.sampled_from((0, 5)))


def solved_again(solution: Solution, *, rows: list[list[tuple[int, int, int]]], places: list[int]) -> int:
    """What the cheapest assignment costs with these rows and places."""
    flow = Flow([sorted(row) for row in rows], places, solution.flow.stay_out)
    flow.place_all(in_line(solution.problem.line), lambda: None)
    assert flow.faults() == []
    return flow.total()


def plain_rows(solution: Solution) -> list[list[tuple[int, int, int]]]:
    """The rows as they were before any price."""
    return [[(cost, cost, mentor) for _, cost, mentor in row] for row in solution.flow.rows]


def keeps_places(problem: Problem, after: list[int | None], more: int | None = None) -> bool:
    load = Counter(mentor for mentor in after if mentor is not None)
    return all(count <= problem.places[mentor] + (mentor == more) for mentor, count in load.items())


def is_as_dear_as(solution: Solution, chain: Chain, again: int) -> bool:
    return solution.flow.total() + chain.cost == again


@given(problems(), RULES)
@settings(max_examples=120, deadline=None)
def test_forcing_a_pair_costs_what_solving_again_says(problem: Problem, rules: Rules) -> None:
    solution = solve(problem, rules)
    moves = Moves(solution)
    for mentee, row in enumerate(problem.choices):
        for mentor, chain in moves.forced(mentee, row):
            score = solution.score(mentee, mentor)
            cost = moves._pair_cost(mentee, mentor, score)
            rows = plain_rows(solution)
            rows[mentee] = []
            places = [count - (other == mentor) for other, count in enumerate(problem.places)]
            again = solved_again(solution, rows=rows, places=places)
            again += cost - solution.flow.stay_out[mentee]
            assert is_as_dear_as(solution, chain, again)
            after = applied(solution.mentor_of, chain.moves)
            assert after[mentee] == mentor
            assert keeps_places(problem, after)


@given(problems(), RULES)
@settings(max_examples=120, deadline=None)
def test_one_place_more_saves_what_solving_again_says(problem: Problem, rules: Rules) -> None:
    solution = solve(problem, rules)
    more = Moves(solution).one_place_more()
    for mentor, count in enumerate(problem.places):
        if not count:
            continue
        places = [there + (other == mentor) for other, there in enumerate(problem.places)]
        again = solved_again(solution, rows=plain_rows(solution), places=places)
        chain = more.get(mentor, Chain(0, ()))
        assert is_as_dear_as(solution, chain, again)
        assert keeps_places(problem, applied(solution.mentor_of, chain.moves), mentor)


@given(problems(), RULES, st.integers(0, 100))
@settings(max_examples=120, deadline=None)
def test_a_bar_less_places_whom_solving_again_places(problem: Problem, rules: Rules, score: int) -> None:
    solution = solve(problem, rules)
    moves = Moves(solution)
    for mentee, mentor_now in enumerate(solution.mentor_of):
        known = {mentor for mentor, _ in problem.choices[mentee]}
        barred = [(mentor, score) for mentor in range(len(problem.mentors)) if mentor not in known]
        if mentor_now is not None or not barred:
            continue
        found = moves.let_in(mentee, barred)
        rows = plain_rows(solution)
        cost = moves.cost_of(score)
        rows[mentee] += [(cost, cost, mentor) for mentor, _ in barred if problem.places[mentor]]
        again = solved_again(solution, rows=rows, places=list(problem.places))
        if found is None:
            assert again == solution.flow.total()
        else:
            assert is_as_dear_as(solution, found[1], again)
            assert keeps_places(problem, applied(solution.mentor_of, found[1].moves))


def test_the_points_of_the_moves_add_up() -> None:
    solution = solve(cohort(60, 35, 1), Rules(fairness="off"))
    moves = Moves(solution)
    mentee = next(number for number, mentor in enumerate(solution.mentor_of) if mentor is not None)
    found = moves.forced(mentee, solution.problem.choices[mentee])
    assert len(found) > 5
    for _, chain in found:
        after = applied(solution.mentor_of, chain.moves)
        total = sum(solution.score(one, mentor) for one, mentor in enumerate(after) if mentor is not None)
        less = points_less(solution.mentor_of, chain.moves, solution.score)
        assert sum(solution.scores()) - less == total
        assert chain.cost >= 0


def test_who_is_left_over_competes_for_full_mentors() -> None:
    problem = Problem(
        ["a", "b"], [1, 1], ["x", "y", "z"], [0, 1, 2], [[(0, 80)], [(0, 70), (1, 60)], [(0, 90), (1, 40)]]
    )
    solution = solve(problem, Rules())
    assert solution.mentor_of == (0, 1, None)
    choices = [[mentor for mentor, _ in row] for row in problem.choices]
    mentees, mentors = contested(2, problem.places, solution.flow.held, choices)
    assert sorted(mentees) == [0, 1, 2]
    assert sorted(mentors) == [0, 1]


def test_equal_scores_share_a_rank() -> None:
    assert [rank((90, 80, 80, 10), score) for score in (90, 80, 10)] == [1, 2, 4]
