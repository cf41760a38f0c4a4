"""Why these pairs: one pair's parts and alternatives, any two people, and everyone who is left over."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coordinator.errors import CoordinatorError
from coordinator.matching.moves import Chain, points_less, rank
from coordinator.models.matching import Covered, MatchPerson, PairRule, ScoredPair, Weights
from coordinator.models.pairing import Trade
from coordinator.services.desk import Desk
from coordinator.services.pairing import cohort_of, suggest
from coordinator.services.pairing_board import Board
from coordinator.store import matching_reads, pairing_reads

OTHERS_SHOWN = 5


class PairDetail(NamedTuple):
    """One pair in full, suggested or not. Ranks are among the eligible, 1 for the best; None where it is not eligible."""

    scored: ScoredPair
    covered: Sequence[Covered]
    suggested: bool
    locked: bool
    refused: bool
    rank_for_mentee: int | None
    of_mentors: int
    rank_for_mentor: int | None
    of_mentees: int
    choosing: Trade | None  # what choosing this pair would mean, where it is not suggested
    others: Sequence[Trade]
    weights: Weights


def scored(desk: Desk, board: Board, *, whole: Sequence[int] = ()) -> dict[tuple[int, int], ScoredPair]:
    """The suggested pairs with their parts by (mentor, mentee), and every pair of the mentees in `whole`."""
    with desk.store.reading() as db:
        found = pairing_reads.looked_at(
            db,
            desk.today,
            board.cohort.cohort,
            **board.variant.counted,
            mentors=[pair.mentor for pair in board.pairs],
            mentees=[pair.mentee for pair in board.pairs],
            whole=whole,
        )
    return {(pair.mentor, pair.mentee): pair for pair in found}


def coverage(desk: Desk, board: Board) -> dict[tuple[int, int], list[Covered]]:
    """The needs of every suggested pair and what covers them."""
    with desk.store.reading() as db:
        rows = matching_reads.coverage(
            db,
            board.cohort.cohort,
            [pair.mentor for pair in board.pairs],
            [pair.mentee for pair in board.pairs],
        )
    found: dict[tuple[int, int], list[Covered]] = {}
    for row in rows:
        found.setdefault((row.mentor, row.mentee), []).append(row)
    return found


def detail(desk: Desk, board: Board, mentor: int, mentee: int) -> PairDetail:
    """Everything about one pair of a cohort, suggested or not."""
    with desk.store.reading() as db:
        mine = pairing_reads.looked_at(
            db,
            desk.today,
            board.cohort.cohort,
            **board.variant.counted,
            whole=[mentee],
        )
        covered = matching_reads.coverage(db, board.cohort.cohort, [mentor], [mentee])
        weights = matching_reads.weights(db, board.cohort.cohort, board.variant.counted["weights"])[0]
    of_mentee = {pair.mentor: pair for pair in mine}
    if mentor not in of_mentee:
        raise CoordinatorError(
            f"{board.name(mentor)} and {board.name(mentee)} are no mentor and mentee of {board.cohort.name}."
        )
    pair = of_mentee[mentor]
    trades = trades_of(board, mentee, {mentor: pair.score})
    eligible = board.scores_of_mentee(mentee)
    rivals = board.scores_by_mentor[mentor]
    return PairDetail(
        pair,
        covered,
        board.mentor_of.get(mentee) == mentor,
        board.locked.get(mentee, (None,))[0] == mentor,
        any(
            one.kind == "refusal" and (one.mentor, one.mentee) == (mentor, mentee) for one in board.decisions
        ),
        rank(eligible, pair.score) if pair.eligible else None,
        len(eligible),
        rank(rivals, pair.score) if pair.eligible else None,
        len(rivals),
        next((trade for trade in trades if trade.mentor == mentor), None),
        [trade for trade in trades if trade.mentor != mentor][:OTHERS_SHOWN],
        weights,
    )


class MentorFor(NamedTuple):
    """One mentor of the cohort for a mentee: how well they fit, what bars them, what choosing them would mean."""

    scored: ScoredPair
    barred: Sequence[str]  # the words of the rules that bar them
    suggested: bool
    refused: bool
    trade: Trade | None


def every_mentor(desk: Desk, board: Board, mentee: int) -> list[MentorFor]:
    """Every mentor for one mentee, eligible ones first, best first: why each, or why not."""
    with desk.store.reading() as db:
        mine = pairing_reads.looked_at(
            db,
            desk.today,
            board.cohort.cohort,
            **board.variant.counted,
            whole=[mentee],
        )
    words = rule_words(desk, board)
    refused = {one.mentor for one in board.decisions if one.kind == "refusal" and one.mentee == mentee}
    trades = {trade.mentor: trade for trade in trades_of(board, mentee)}
    return sorted(
        (
            MentorFor(
                pair,
                [words[code].words for code in pair.excluded],
                board.mentor_of.get(mentee) == pair.mentor,
                pair.mentor in refused,
                trades.get(pair.mentor),
            )
            for pair in mine
        ),
        key=lambda one: (not one.scored.eligible, -one.scored.score, board.email(one.scored.mentor)),
    )


def ranks(board: Board) -> dict[tuple[int, int], tuple[int, int]]:
    """Every suggested pair's rank for its mentee and for its mentor, among the eligible."""
    return {
        (pair.mentor, pair.mentee): (
            rank(board.scores_of_mentee(pair.mentee), pair.score),
            rank(board.scores_by_mentor[pair.mentor], pair.score),
        )
        for pair in board.pairs
    }


def trades_of(board: Board, mentee: int, also: Mapping[int, int] | None = None) -> list[Trade]:
    """What each other eligible mentor would mean for the cohort, least costly first; `also` mentors with their scores."""
    number = board.mentee_at.get(mentee)
    if number is None:
        return []
    problem = board.solution.problem
    scores = dict(problem.choices[number])
    scores |= {board.mentor_at[mentor]: score for mentor, score in (also or {}).items()}
    found = board.moves.forced(number, scores.items())
    found.sort(key=lambda item: (item[1].cost, -scores[item[0]], item[0]))
    return [_trade(board, mentor, scores[mentor], chain) for mentor, chain in found]


def _trade(board: Board, mentor: int, score: int, chain: Chain) -> Trade:
    first, *rest = chain.moves
    now = board.solution.mentor_of

    def score_of(one: int, other: int) -> int:
        return score if (one, other) == (first.mentee, mentor) else board.solution.score(one, other)

    fewer = sum((move.left is not None) - (move.to is not None) for move in chain.moves)
    return Trade(
        board.mentors[mentor],
        score,
        points_less(now, chain.moves, score_of),
        fewer,
        tuple(
            (
                board.mentees[move.mentee],
                None if move.left is None else board.mentors[move.left],
                None if move.to is None else board.mentors[move.to],
            )
            for move in rest
        ),
    )


def trade_in_words(board: Board, mentee: int, trade: Trade) -> str:
    """ "A to Lindqvist, which moves B to Osei, 4 points less, and leaves nobody out"."""
    told = [f"{board.name(mentee)} to {board.name(trade.mentor)}"]
    moved = [f"{board.name(one)} to {board.name(to)}" for one, _, to in trade.moves if to is not None]
    out = [board.name(one) for one, _, to in trade.moves if to is None]
    if moved:
        told.append(f"which moves {', '.join(moved)}")
    points = "1 point" if abs(trade.points_less) == 1 else f"{abs(trade.points_less)} points"
    told.append(
        f"{points} {'less' if trade.points_less >= 0 else 'more'}" if trade.points_less else "no point less"
    )
    told.append(f"and leaves {', '.join(out) or 'nobody'} out")
    return ", ".join(told)


# -- any two people --


class Why(NamedTuple):
    """Two people, why they are suggested or not."""

    board: Board
    mentor: MatchPerson
    mentee: MatchPerson
    detail: PairDetail
    barred: Sequence[str]  # words of the rules that bar them
    verdict: str


def why(desk: Desk, mentor: str, mentee: str, cohort: str | None = None) -> Why:
    """Why two people are suggested as a pair, or why not. People are named by e-mail or enough of their name.

    Raises CoordinatorError when no cohort has both, or a name fits several.
    """
    from coordinator.services import overview

    names = [cohort] if cohort else overview.cohort_names(desk)
    for name in names:
        with desk.store.reading() as db:
            found = cohort_of(db, name)
            people = matching_reads.people(db, desk.today, found.cohort)
        one, other = _named(people, "mentor", mentor), _named(people, "mentee", mentee)
        if one and other:
            board = suggest(desk, found.name)
            told = detail(desk, board, one.application, other.application)
            barred = _words_of(desk, board, told.scored.excluded)
            return Why(board, one, other, told, barred, verdict(board, told, barred))
    raise CoordinatorError(
        f"No cohort has a mentor {mentor!r} and a mentee {mentee!r}.",
        "Name both by their e-mail; `coordinator unmatched --cohort NAME` lists who is left over.",
    )


def _named(people: Sequence[MatchPerson], role: str, text: str) -> MatchPerson | None:
    wanted = text.strip().casefold()
    there = [person for person in people if person.role == role]
    for person in there:
        if person.email == wanted:
            return person
    words = wanted.split()
    fitting = [person for person in there if words and all(word in person.name.casefold() for word in words)]
    if len(fitting) > 1:
        some = ", ".join(f"{person.name} ({person.email})" for person in fitting[:5])
        raise CoordinatorError(f"{text!r} fits {len(fitting)} people: {some}.", "Name one by e-mail.")
    return fitting[0] if fitting else None


def _words_of(desk: Desk, board: Board, codes: Sequence[str]) -> list[str]:
    words = rule_words(desk, board)
    return [words[code].words for code in codes]


def rule_words(desk: Desk, board: Board) -> dict[str, PairRule]:
    """Every exclusion by its code, as the cohort counts it."""
    with desk.store.reading() as db:
        rules = matching_reads.pair_rules(db, board.cohort.cohort, board.variant.counted["rules"])
    return {rule.code: rule for rule in rules}


def verdict(board: Board, told: PairDetail, barred: Sequence[str]) -> str:
    """Why two people are suggested or not, in one sentence."""
    pair = told.scored
    if told.locked:
        return "They are locked together."
    if told.suggested:
        return "They are suggested: the best for the cohort as a whole."
    if told.refused:
        return "Someone refused this pair."
    if barred:
        return f"They are barred: {', '.join(barred)}."
    if pair.score < board.rules.threshold:
        return f"Their score is {pair.score}, below the {board.rules.threshold} that pairs need."
    if pair.mentee not in board.mentee_at:
        return f"{board.name(pair.mentee)} is not in line: locked, proposed or paired already."
    if told.choosing is None:
        return f"{board.name(pair.mentor)} has no place free: locked pairs take them."
    return f"Choosing them: {trade_in_words(board, pair.mentee, told.choosing)}."
