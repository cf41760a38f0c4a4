"""From scores to whole-number costs, so that one sum says everything in its order of importance."""

import hashlib
from collections.abc import Iterable, Sequence

from coordinator.matching.problem import Choice, Fairness, Problem

BEND = 50
"""Concave fairness: each point below this score counts `STEEPNESS` times."""

STEEPNESS = 4

HASH_PRIME = (1 << 61) - 1


def points(score: int, fairness: Fairness) -> int:
    """What a pair's score counts for in the total."""
    if fairness == "concave" and score < BEND:
        return BEND - STEEPNESS * (BEND - score)
    return score


def longest_chain(problem: Problem) -> int:
    """How many pairs one chain of moves can make at most: no chain comes by a mentor, or a mentee, twice."""
    mentors = sum(1 for places in problem.places if places)
    return max(1, min(mentors, len(problem.mentees)))


def cost_of_score(scores: Iterable[int], fairness: Fairness, chain: int, keep: int = 0) -> dict[int, int]:
    """What a pair with each score costs, at least `keep`: so much less a pair costs that was suggested before.

    `keep` is points of the total. Fairness bends the scores, not these: a pair below 50 is kept no harder than another.

    Leximin: a pair of one level costs more than a whole chain of pairs of all better levels together, so that fewer
    pairs on the worst level go before everything else; there `keep` is none of it.
    """
    levels = sorted(set(scores), reverse=True)
    if fairness == "leximin":
        return {score: (chain + 1) ** (place - 1) if place else 0 for place, score in enumerate(levels)}
    best = points(levels[0], fairness) + keep if levels else 0
    return {score: best - points(score, fairness) for score in levels}


def costs(
    problem: Problem, choices: Sequence[Sequence[Choice]], table: dict[int, int], keep: int
) -> list[list[tuple[int, int]]]:
    """(cost, mentor) of every choice of every mentee."""
    rows = [[(table[score], mentor) for mentor, score in row] for row in choices]
    if keep:
        for mentee, mentor in problem.before:
            rows[mentee] = [(cost - keep if other == mentor else cost, other) for cost, other in rows[mentee]]
    return rows


def stay_out(problem: Problem, chain: int, dearest: int) -> list[int]:
    """What it costs to leave each mentee out: more than any chain of moves can save, and more the longer they wait.

    Each step up in the line must outweigh one chain only, not all: of two sets of mentees that can be paired, a better
    one is always reached by single exchanges (they form a matroid).
    """
    step = chain * dearest + 1
    places = {place: number for number, place in enumerate(sorted(set(problem.line), reverse=True), 1)}
    return [places[place] * step for place in problem.line]


def hash_of(key: str) -> int:
    """A number for a key, the same on every machine and for ever."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") % HASH_PRIME


def tie_break(mentee: int, mentor: int) -> int:
    """A number for a pair of hashed keys: sums of it over different sets of pairs differ."""
    return mentee * mentor % HASH_PRIME
