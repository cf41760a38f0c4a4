"""Who is left over, why, and the cheapest things that would place them; what the cohort lacks."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from coordinator.matching.moves import Chain
from coordinator.matching.reach import contested, curve
from coordinator.models.matching import PairRule, ScoredPair
from coordinator.models.pairing import LeftOver, Relaxation
from coordinator.services.desk import Desk
from coordinator.services.pairing import suggest
from coordinator.services.pairing_board import Board
from coordinator.services.pairing_reasons import rule_words, scored

THRESHOLD_STEP = 5
CURVE = tuple(range(0, 100, 10))


def left_over(desk: Desk, board: Board, only: int | None = None) -> list[LeftOver]:
    """Everyone left over (or one of them), those who wait longest first: why, and the cheapest that would place them."""
    out = [mentee for mentee in board.left_over if only in (None, mentee)]
    if not out:
        return []
    mine: dict[int, list[ScoredPair]] = {mentee: [] for mentee in out}
    for (_, mentee), pair in scored(desk, board, whole=out).items():
        if mentee in mine:
            mine[mentee].append(pair)
    rules = rule_words(desk, board)
    more = board.moves.place_more
    lower = _lower_threshold(desk, board)
    rivals = _rivals(board)
    return [_left_over(board, mentee, mine[mentee], rules, more, lower, rivals) for mentee in out]


def _lower_threshold(desk: Desk, board: Board) -> Board | None:
    """The pairs with the threshold a step lower; None where there is none."""
    if board.rules.threshold <= 0:
        return None
    least = max(0, board.rules.min_score - THRESHOLD_STEP)
    wants = {**board.variant.wants, "min_score": least, "mode": "quality" if least else "most"}
    return suggest(desk, board.cohort.name, board.variant._replace(wants=wants))


def _left_over(
    board: Board,
    mentee: int,
    mine: Sequence[ScoredPair],
    rules: Mapping[str, PairRule],
    more: Mapping[int, Chain],
    lower: Board | None,
    rivals: Callable[[frozenset[int]], int],
) -> LeftOver:
    counts: dict[str, int] = {}
    for pair in mine:
        for code in pair.excluded:
            counts[code] = counts.get(code, 0) + 1
    barred = sorted(((rules[code].words, count) for code, count in counts.items()), key=lambda item: -item[1])
    code, reason = _reason(board, mentee, mine, barred, rivals)
    relax = [*_one_rule_off(board, mentee, mine, rules), *_one_place(board, mentee, more)]
    if lower is not None and mentee in lower.mentor_of:
        mentor = lower.mentor_of[mentee]
        least = lower.rules.threshold
        relax.append(
            Relaxation(
                "threshold",
                None,
                mentor,
                None,
                0,
                None,
                f"a threshold of {least} pairs them with {board.name(mentor)}",
            )
        )
    if not relax and (first := _who_comes_first(board, mentee, more)):
        reason = f"{reason} One place more would go to {first} first, who waits longer."
    return LeftOver(mentee, code, reason, barred, relax)


def _who_comes_first(board: Board, mentee: int, more: Mapping[int, Chain]) -> str | None:
    """Who would get one place more with a mentor whom this mentee could have, where that is not them."""
    for mentor, _ in board.solution.problem.choices[board.mentee_at[mentee]]:
        chain = more.get(mentor)
        if chain is not None and chain.moves and chain.moves[0].left is None:
            return board.name(board.mentees[chain.moves[0].mentee])
    return None


def _reason(
    board: Board,
    mentee: int,
    mine: Sequence[ScoredPair],
    barred: Sequence[tuple[str, int]],
    rivals: Callable[[frozenset[int]], int],
) -> tuple[str, str]:
    problem = board.solution.problem
    number = board.mentee_at[mentee]
    if not mine:
        return "nobody", "No mentor has applied to this cohort."
    possible = [(mentor, score) for mentor, score in problem.choices[number] if problem.places[mentor]]
    if not problem.choices[number]:
        told = ", ".join(f"{words} ({count})" for words, count in barred) or "each was refused by hand"
        many = "The one mentor is" if len(mine) == 1 else f"All {len(mine)} mentors are"
        return "barred", f"{many} barred: {told}."
    if not possible:
        return "contested", "No mentor they could have has a place left beside the locked pairs."
    fitting = [[mentor for mentor, score in row if score >= board.solution.floor] for row in problem.choices]
    if not any(score >= board.solution.floor for _, score in possible):
        best = max(score for _, score in possible)
        return (
            "too_low",
            f"Their best pair would score {best}, below the {board.solution.floor} that pairs need.",
        )
    mentees, mentors = contested(number, problem.places, board.solution.flow.held, fitting)
    places = sum(problem.places[mentor] for mentor in mentors)
    sharing = _many(len(mentees) - 1 + rivals(frozenset(mentors)), "mentee")
    return "contested", f"{sharing} share {_many(len(mentors), 'mentor')} with {_many(places, 'place')}."


def _rivals(board: Board) -> Callable[[frozenset[int]], int]:
    """How many of those left over could have one of some mentors, by their numbers; most ask about the same mentors."""
    could_have: dict[int, set[int]] = {}
    for mentee in board.left_over:
        number = board.mentee_at[mentee]
        for mentor, score in board.solution.problem.choices[number]:
            if score >= board.solution.floor:
                could_have.setdefault(mentor, set()).add(number)

    @cache
    def rivals(mentors: frozenset[int]) -> int:
        return len(set().union(*(could_have.get(mentor, ()) for mentor in mentors)))

    return rivals


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _one_rule_off(
    board: Board, mentee: int, mine: Sequence[ScoredPair], rules: Mapping[str, PairRule]
) -> list[Relaxation]:
    """For each rule that alone bars a pair: setting it aside for the best such pair, where that places them."""
    alone: dict[str, list[tuple[int, int]]] = {}
    for pair in mine:
        if len(pair.excluded) == 1 and rules[pair.excluded[0]].is_free:
            alone.setdefault(pair.excluded[0], []).append((board.mentor_at[pair.mentor], pair.score))
    found: list[tuple[int, Relaxation]] = []
    number = board.mentee_at[mentee]
    for code, pairs in alone.items():
        if code == "no_room":
            mentor, score = max(pairs, key=lambda item: (item[1], -item[0]))
            name = board.name(board.mentors[mentor])
            text = f"one place more with {name} places them, moving nobody"
            made = Relaxation("place", None, board.mentors[mentor], score, 0, None, text)
            found.append((board.moves.cost_of(score), made))
            continue
        way = board.moves.let_in(number, [item for item in pairs if item[1] >= board.solution.floor])
        if way is not None:
            mentor, chain = way
            score = dict(pairs)[mentor]
            words = f"setting aside “{rules[code].words}” pairs them with {board.name(board.mentors[mentor])}"
            found.append(
                (
                    chain.cost + board.solution.flow.worth[number],
                    _relaxed(board, "rule", code, mentor, score, chain, words),
                )
            )
    return [made for _, made in sorted(found, key=lambda item: item[0])]


def _one_place(board: Board, mentee: int, more: Mapping[int, Chain]) -> list[Relaxation]:
    """The mentor with whom one place more would place them at the least cost, where it would."""
    number = board.mentee_at[mentee]
    theirs = [
        (chain.cost, mentor, chain)
        for mentor, chain in more.items()
        if chain.moves and chain.moves[0].mentee == number and chain.moves[0].left is None
    ]
    if not theirs:
        return []
    _, mentor, chain = min(theirs, key=lambda item: item[:2])
    words = f"one place more with {board.name(board.mentors[mentor])} places them"
    return [_relaxed(board, "place", None, mentor, None, chain, words)]


def _relaxed(
    board: Board, kind: str, code: str | None, mentor: int, score: int | None, chain: Chain, words: str
) -> Relaxation:
    _, *rest = chain.moves
    out = next((board.mentees[move.mentee] for move in rest if move.to is None), None)
    moved = sum(move.to is not None for move in rest)
    told = f"moving {_many(moved, 'other')}" if moved else "moving nobody"
    if out is not None:
        told += f" and leaving out {board.name(out)}"
    return Relaxation(kind, code, board.mentors[mentor], score, moved, out, f"{words}, {told}")


# -- the cohort --


class Wanted(NamedTuple):
    """A tag that mentees need, how well it is supplied, and what one more mentor who knows it would be worth."""

    tag: str
    wanted: int  # mentees in line who need it
    offered: int  # places with mentors who offer the tag itself
    left_over: int  # of those who need it
    places: str | None  # who would be paired if one more mentor with it had one place; None: nobody more


def wanted_tags(board: Board) -> list[Wanted]:
    """Tags that are short, or with which one more mentor would pair one more: whom to recruit, best first.

    A new mentor with one place, whom everyone who needs the tag could have: who is left over and needs it comes in, else
    someone paired who needs it makes room for who is left over, by the moves that one place more would bring.
    """
    problem = board.solution.problem
    needing: dict[str, list[int]] = {}
    for mentee in board.mentees:
        for tag in board.people[mentee].tags:
            needing.setdefault(tag, []).append(mentee)
    offered: dict[str, int] = {}
    for number, mentor in enumerate(board.mentors):
        for tag in board.people[mentor].tags:
            offered[tag] = offered.get(tag, 0) + problem.places[number]
    found = []
    for tag, mentees in needing.items():
        out = set(mentees).intersection(board.left_over)
        found.append(
            Wanted(tag, len(mentees), offered.get(tag, 0), len(out), _comes_in(board, [*mentees], out))
        )
    short = [one for one in found if one.places or one.offered < one.wanted]
    return sorted(short, key=lambda one: (not one.places, -one.left_over, one.offered - one.wanted, one.tag))


def _comes_in(board: Board, mentees: Sequence[int], out: Collection[int]) -> str | None:
    """Who would be paired if a new mentor had one place for one of these mentees: who waits longest."""
    line = board.solution.problem.line
    more = board.moves.place_more
    possible = {board.mentee_at[mentee] for mentee in out}
    for mentee in mentees:
        owner = board.solution.mentor_of[board.mentee_at[mentee]]
        chain = more.get(owner) if owner is not None else None
        if chain is not None and chain.moves and chain.moves[0].left is None:
            possible.add(chain.moves[0].mentee)
    if not possible:
        return None
    return board.name(board.mentees[min(possible, key=lambda number: (line[number], number))])


def quality_curve(board: Board) -> list[tuple[int, int]]:
    """How many pairs there can be with no score below each threshold, locked ones not counted: highest first."""
    problem = board.solution.problem
    return curve(problem.places, problem.line, problem.choices, CURVE)


def curve_in_words(points: Sequence[tuple[int, int]]) -> str:
    """ "≥ 40: 190 pairs, ≥ 50: 157": the highest threshold for each number of pairs, lowest first."""
    highest: dict[int, int] = {}
    for threshold, pairs in sorted(points, reverse=True):
        highest.setdefault(pairs, threshold)
    told = [f"≥ {threshold}: {pairs}" for pairs, threshold in sorted(highest.items(), reverse=True) if pairs]
    if not told:
        return "none at any threshold"
    return ", ".join([f"{told[0]} pairs", *told[1:]])


def diff(today: Board, other: Board) -> dict[str, int | None]:
    """A scenario beside today's pairs: pairs that would move, and both sides' figures."""
    now = {(pair.mentor, pair.mentee) for pair in today.pairs}
    then = {(pair.mentor, pair.mentee) for pair in other.pairs}
    return {
        "moved": len(then - now),
        "matched": len(other.pairs) - len(today.pairs),
        "total": other.total - today.total,
        "worst": None if today.worst is None or other.worst is None else other.worst - today.worst,
    }
