"""What is to be paired, by which rules, and what came out. Mentors and mentees are numbered from 0 here."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, NamedTuple, get_args

Mode = Literal["most", "quality"]
Fairness = Literal["off", "floor", "concave", "leximin"]

MODES: tuple[Mode, ...] = get_args(Mode)
FAIRNESSES: tuple[Fairness, ...] = get_args(Fairness)

Choice = tuple[int, int]
"""A mentor and the score of the pair, 0 to 100."""


class Problem(NamedTuple):
    """The people still to be paired. Live and locked pairs are taken out before: their places are not in `places`.

    The keys are what people keep when rows are shuffled (their e-mail): ties are broken by a hash of them.
    """

    mentors: Sequence[str]
    places: Sequence[int]  # a mentor's free places
    mentees: Sequence[str]
    line: Sequence[
        int
    ]  # a mentee's place in the line: the smaller, the longer they wait; equal is equally long
    choices: Sequence[Sequence[Choice]]  # a mentee's eligible mentors, in any order
    before: Collection[tuple[int, int]] = frozenset()  # (mentee, mentor) as suggested before


class Rules(NamedTuple):
    """By what the best is judged."""

    mode: Mode = "most"
    min_score: int = 0  # quality mode: no pair below it
    fairness: Fairness = "concave"
    keep: int = 5  # points that a pair suggested before adds to the total, for the choice only

    @property
    def threshold(self) -> int:
        """The score below which no pair is made."""
        return self.min_score if self.mode == "quality" else 0


class Cancelled(Exception):
    """The coordinator did not want to wait for the solution."""


Poll = Callable[[int, int], None]
"""Told how many mentees are placed, of how many. It raises Cancelled to stop."""
