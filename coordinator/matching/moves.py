"""What a change would cost the cohort and who would move: answered from the prices, without solving anew.

Forcing one pair, one place more or one bar less changes the best assignment along one chain of moves. The cheapest chain
is a shortest path over costs reduced by the prices, so it is exact; the tests solve again from the start and compare.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

from coordinator.matching import costs
from coordinator.matching.solving import Solution


class Move(NamedTuple):
    """A mentee goes from one mentor to another; None is staying out."""

    mentee: int
    left: int | None
    to: int | None


class Chain(NamedTuple):
    """What follows from a change: its cost by the objective (less is better) and all moves, the asked-for one first."""

    cost: int
    moves: Sequence[Move]


_Step = tuple[int | None, int]
"""Who moves (None: nobody, a place falls free or is taken) and the next node."""


class Moves:
    """The chains of moves that a solution allows."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.flow = solution.flow
        self.pool = len(self.flow.places)  # the node of free places and of those who are out
        self._columns: list[list[tuple[int, int]]] | None = None
        self._to_pool: tuple[list[int | None], dict[int, _Step]] | None = None

    # -- what a pair costs --

    def cost_of(self, score: int) -> int:
        """What a pair of this score costs, one that no eligible pair has included."""
        solution = self.solution
        table = solution.table
        if score in table:
            return table[score]
        if solution.rules.fairness == "leximin":
            worse = sum(1 for known in table if known > score)
            chain: int = costs.longest_chain(solution.problem)
            return int((chain + 1) ** worse)
        top = max(table, default=0)
        best = table.get(top, 0) + costs.points(top, solution.rules.fairness)
        return best - costs.points(score, solution.rules.fairness)

    def _pair_cost(self, mentee: int, mentor: int, score: int) -> int:
        kept = self._keep and (mentee, mentor) in self.solution.problem.before
        return self.cost_of(score) - (self._keep if kept else 0)

    @property
    def _keep(self) -> int:
        return 0 if self.solution.rules.fairness == "leximin" else self.solution.rules.keep

    # -- forcing a pair --

    def forced(self, mentee: int, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, Chain]]:
        """What giving a mentee each of these mentors (and the pair's score) would cost the cohort and who would move.

        Mentors without a place are left out. One search serves all of them.
        """
        own = self.flow.owner[mentee]
        target = self.pool if own is None else own
        far, steps = self._toward(target, mentee)
        found = []
        for mentor, score in pairs:
            rest = far[mentor]
            if mentor == own or not self.flow.places[mentor] or rest is None:
                continue
            cost = self._pair_cost(mentee, mentor, score) + self.flow.price[mentor] - self.flow.worth[mentee]
            moves = (Move(mentee, own, mentor), *self._follow(mentor, target, steps))
            found.append((mentor, Chain(cost + rest, moves)))
        return found

    # -- one bar less, one place more --

    def let_in(self, mentee: int, pairs: Iterable[tuple[int, int]]) -> tuple[int, Chain] | None:
        """The cheapest way to place someone who is out, were they allowed one of these mentors; None when none helps."""
        if self._to_pool is None:
            self._to_pool = self._toward(self.pool, None)
        far, steps = self._to_pool
        best: tuple[int, int] | None = None
        for mentor, score in pairs:
            rest = far[mentor]
            if self.flow.places[mentor] and rest is not None:
                cost = self.cost_of(score) + self.flow.price[mentor] - self.flow.worth[mentee] + rest
                if cost < 0 and (best is None or (cost, mentor) < best):
                    best = cost, mentor
        if best is None:
            return None
        cost, mentor = best
        return mentor, Chain(cost, (Move(mentee, None, mentor), *self._follow(mentor, self.pool, steps)))

    @cached_property
    def place_more(self) -> dict[int, Chain]:
        """`one_place_more`, found once."""
        return self.one_place_more()

    def one_place_more(self) -> dict[int, Chain]:
        """For each full mentor whom one place more would help: what it would save, and the moves, who comes in first."""
        flow = self.flow
        far: list[int | None] = [None] * len(flow.places)
        came: dict[int, int | None] = {}
        heap: list[tuple[int, int]] = []

        def look(mentee: int, so_far: int) -> None:
            for _, cost, mentor in flow.rows[mentee]:
                total = so_far + cost + flow.price[mentor] - flow.worth[mentee]
                known = far[mentor]
                if known is None or total < known:
                    far[mentor] = total
                    came[mentor] = mentee
                    heappush(heap, (total, mentor))

        for mentee, owner in enumerate(flow.owner):
            if owner is None:
                look(mentee, 0)
        for mentor, price in enumerate(flow.price):
            known = far[mentor]
            if flow.held[mentor] and (known is None or price < known):
                far[mentor] = price
                came[mentor] = None  # its place stays empty
                heappush(heap, (price, mentor))
        while heap:
            so_far, mentor = heappop(heap)
            if so_far == far[mentor]:
                for mentee in flow.held[mentor]:
                    look(mentee, so_far)
        found = {}
        for mentor, price in enumerate(flow.price):
            known = far[mentor]
            if known is not None and known < price:
                found[mentor] = Chain(known - price, tuple(self._into(mentor, came)))
        return found

    def _into(self, mentor: int, came: dict[int, int | None]) -> Sequence[Move]:
        """The moves that fill one place more, who comes in first."""
        moves: list[Move] = []
        at = mentor
        while (mentee := came[at]) is not None:
            left = self.flow.owner[mentee]
            moves.append(Move(mentee, left, at))
            if left is None:
                break
            at = left
        return moves[::-1]

    # -- shortest chains --

    @property
    def columns(self) -> list[list[tuple[int, int]]]:
        """Of every mentor: (cost, mentee) of those who may have them."""
        if self._columns is None:
            self._columns = [[] for _ in self.flow.places]
            for mentee, row in enumerate(self.flow.rows):
                for _, cost, mentor in row:
                    self._columns[mentor].append((cost, mentee))
        return self._columns

    def _toward(self, target: int, without: int | None) -> tuple[list[int | None], dict[int, _Step]]:
        """How far every mentor is from `target`: what it costs that they give up one place and the target fills one.

        `without` does not move. Steps lead from each mentor towards the target.
        """
        far: list[int | None] = [None] * (self.pool + 1)
        far[target] = 0
        steps: dict[int, _Step] = {}
        heap = [(0, target)]
        while heap:
            so_far, node = heappop(heap)
            if so_far != far[node]:
                continue
            for before, cost, mentee in self._arcs_into(node, without):
                known = far[before]
                if known is None or so_far + cost < known:
                    far[before] = so_far + cost
                    steps[before] = mentee, node
                    heappush(heap, (so_far + cost, before))
        return far, steps

    def _arcs_into(self, node: int, without: int | None) -> Iterator[tuple[int, int, int | None]]:
        """(from where, reduced cost, who moves) of every move into a node."""
        flow = self.flow
        if node == self.pool:
            for mentor, held in enumerate(flow.held):
                if len(held) < flow.places[mentor]:
                    yield mentor, 0, None
                for mentee in held:
                    if mentee != without:
                        yield mentor, flow.stay_out[mentee] - flow.worth[mentee], mentee
            return
        price = flow.price[node]
        for cost, mentee in self.columns[node]:
            owner = flow.owner[mentee]
            if mentee != without and owner != node:
                yield (self.pool if owner is None else owner), cost + price - flow.worth[mentee], mentee
        if flow.held[node]:
            yield self.pool, price, None

    def _follow(self, start: int, target: int, steps: dict[int, _Step]) -> Iterator[Move]:
        node = start
        while node != target:
            mentee, to = steps[node]
            if mentee is not None:
                yield Move(mentee, None if node == self.pool else node, None if to == self.pool else to)
            node = to


def applied(mentor_of: Sequence[int | None], moves: Iterable[Move]) -> list[int | None]:
    """Who is with whom after the moves."""
    after = list(mentor_of)
    for move in moves:
        after[move.mentee] = move.to
    return after


def rank(scores: Iterable[int], score: int) -> int:
    """The place of a score among others, 1 for the best; equal scores share one."""
    return 1 + sum(1 for other in scores if other > score)


Score = Callable[[int, int], int]
"""The score of a mentee and a mentor."""


def points_less(mentor_of: Sequence[int | None], moves: Iterable[Move], score: Score) -> int:
    """By how many points of plain score the cohort's total falls with these moves."""
    return sum(
        (score(move.mentee, move.left) if move.left is not None else 0)
        - (score(move.mentee, move.to) if move.to is not None else 0)
        for move in moves
        if mentor_of[move.mentee] == move.left
    )
