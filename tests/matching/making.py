"""Made-up cohorts to pair, and what scipy says is best for them."""

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from coordinator.matching.flow import Flow
from coordinator.matching.problem import Problem


def cohort(
    mentees: int,
    mentors: int,
    seed: int,
    *,
    places: Sequence[int] = (1, 2),
    density: float = 0.7,
    sought_after: int = 0,
) -> Problem:
    """A cohort whose scores come from six traits a person; `sought_after` points go to who everyone wants (of 100)."""
    draw = random.Random(seed)
    traits = [[draw.random() for _ in range(6)] for _ in range(mentors)]
    fame = [draw.random() for _ in range(mentors)]
    choices = []
    for _ in range(mentees):
        own = [draw.random() for _ in range(6)]
        row = []
        for mentor in range(mentors):
            if draw.random() < density:
                apart = sum(abs(a - b) for a, b in zip(own, traits[mentor], strict=True))
                fit = max(0, 100 - int(30 * apart))
                row.append(
                    (mentor, (fit * (100 - sought_after) + int(fame[mentor] * 100) * sought_after) // 100)
                )
        choices.append(row)
    return Problem(
        [f"mentor{number}@example.org" for number in range(mentors)],
        [draw.choice(places) for _ in range(mentors)],
        [f"mentee{number}@example.org" for number in range(mentees)],
        [draw.randrange(1 + mentees // 4) for _ in range(mentees)],
        choices,
    )


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same people and choices, their rows in another order."""
    draw = random.Random(seed)
    mentors = draw.sample(range(len(problem.mentors)), len(problem.mentors))
    mentees = draw.sample(range(len(problem.mentees)), len(problem.mentees))
    now_at = {old: new for new, old in enumerate(mentors)}
    choices = []
    for old in mentees:
        row = [(now_at[mentor], score) for mentor, score in problem.choices[old]]
        draw.shuffle(row)
        choices.append(row)
    mentee_at = {old: new for new, old in enumerate(mentees)}
    return Problem(
        [problem.mentors[old] for old in mentors],
        [problem.places[old] for old in mentors],
        [problem.mentees[old] for old in mentees],
        [problem.line[old] for old in mentees],
        choices,
        frozenset((mentee_at[mentee], now_at[mentor]) for mentee, mentor in problem.before),
    )


@st.composite
def problems(draw: st.DrawFn, *, most: int = 7) -> Problem:
    """Small cohorts with every oddity: nobody, no place, nobody allowed, equal scores, equal waits."""
    mentors = draw(st.integers(0, most))
    mentees = draw(st.integers(0, most))
    score = st.sampled_from((0, 30, 49, 50, 51, 70, 100))
    choices = [
        [(mentor, draw(score)) for mentor in range(mentors) if draw(st.booleans())] for _ in range(mentees)
    ]
    before = [
        (mentee, mentor)
        for mentee, row in enumerate(choices)
        for mentor, _ in row
        if draw(st.integers(0, 5)) == 0
    ]
    return Problem(
        [f"a{number}" for number in range(mentors)],
        [draw(st.integers(0, 3)) for _ in range(mentors)],
        [f"b{number}" for number in range(mentees)],
        [draw(st.integers(0, 2)) for _ in range(mentees)],
        choices,
        frozenset(before),
    )


def cheapest(flow: Flow) -> int:
    """What the cheapest assignment of a flow's problem costs, as scipy finds it: a column a place, one more to stay out."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    columns = [mentor for mentor, places in enumerate(flow.places) for _ in range(places)]
    people = len(flow.rows)
    matrix = np.full((people, len(columns) + people), float(1 << 50))
    for mentee, row in enumerate(flow.rows):
        of = {mentor: cost for _, cost, mentor in row}
        for column, mentor in enumerate(columns):
            if mentor in of:
                matrix[mentee, column] = of[mentor]
        matrix[mentee, len(columns) + mentee] = flow.stay_out[mentee]
    chosen_rows, chosen_columns = linear_sum_assignment(matrix)
    return int(matrix[chosen_rows, chosen_columns].sum())


def most_pairs(places: Sequence[int], choices: Sequence[Sequence[int]]) -> int:
    """The most pairs there can be, as scipy's Hopcroft and Karp find it."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    columns = [mentor for mentor, count in enumerate(places) for _ in range(count)]
    matrix = np.zeros((len(choices), max(1, len(columns))), dtype=np.int8)
    for mentee, row in enumerate(choices):
        for column, mentor in enumerate(columns):
            matrix[mentee, column] = mentor in row
    if not len(choices):
        return 0
    return int((maximum_bipartite_matching(csr_matrix(matrix), perm_type="column") >= 0).sum())
