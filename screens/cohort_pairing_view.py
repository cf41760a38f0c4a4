"""How a cohort is paired and what it lacks, as lines. Pure."""

from collections.abc import Sequence

from coordinator.models.matching import PairRule, Weights
from coordinator.services.pairing_board import Board
from coordinator.services.pairing_left import Wanted, curve_in_words
from screens.presentation import Cell, count, wrap


def policy_in_words(weights: Weights, rules: Sequence[PairRule]) -> str:
    """What the parts weigh, and the exclusions that count otherwise than in the programme."""
    told = [f"{name} {value}" for name, value in weights._asdict().items()]
    told += [f"{rule.code} {rule.mode}" for rule in rules if rule.mode != rule.default_mode]
    return ", ".join(told)


def judged_by(board: Board) -> str:
    """The mode, fairness and stickiness in force."""
    rules = board.rules
    mode = f"quality: none below {rules.min_score}" if rules.mode == "quality" else "the most pairs"
    return f"Judged by: {mode}; fairness {rules.fairness}; keep {rules.keep}"


def in_force(
    board: Board, weights: Weights, rules: Sequence[PairRule], curve: Sequence[tuple[int, int]]
) -> list[Cell]:
    """What is in force, and how many pairs each threshold would leave, in four lines."""
    return [
        Cell(f" {judged_by(board)}"),
        Cell(f" Weights: {policy_in_words(weights, rules)}"),
        Cell(f" Pairs there could be: {curve_in_words(curve)}"),
        Cell(f" Exclusions: {', '.join(rule.code for rule in rules if rule.is_free)}"),
    ]


def cohort_lines(
    board: Board,
    policy: str,
    wanted: Sequence[Wanted],
    curve: Sequence[tuple[int, int]],
    over: Sequence[str],
    width: int,
) -> list[Cell]:
    """Rules, mentors with too many (`over`, in words), worst pairs, whom to recruit, load per mentor, the curve."""
    lines = [
        Cell(judged_by(board)),
        Cell(f"Weights: {policy}"),
        Cell(f"Pairs there could be: {curve_in_words(curve)}"),
        *(
            [Cell(""), Cell("Mentors with more relationships than places", "strong"), *_wrapped(over, width)]
            if over
            else []
        ),
        Cell(""),
        Cell("Worst pairs", "strong"),
    ]
    worst = sorted(board.pairs, key=lambda pair: (pair.score, board.email(pair.mentee)))[:5]
    lines += [
        Cell(f"  {pair.score:>3}  {board.name(pair.mentor)} & {board.name(pair.mentee)}") for pair in worst
    ] or [Cell("  none", "quiet")]
    lines += [
        Cell(""),
        Cell("Whom to recruit: tags wanted, and whom one more mentor with each would pair", "strong"),
    ]
    tags = [
        f"{one.tag}: {one.wanted} need it, {count(one.offered, 'place')}"
        + (f"; one more would pair {one.places}" if one.places else "")
        for one in wanted[:12]
    ]
    lines += _wrapped(tags, width) or [Cell("  nothing that is wanted is short", "quiet")]
    lines += [Cell(""), Cell("Load of each mentor", "strong")]
    loads = sorted(board.load.items(), key=lambda item: (-item[1], board.email(item[0])))
    lines += [
        Cell(f"  {many + board.people[mentor].live} of {board.people[mentor].capacity}  {board.name(mentor)}")
        for mentor, many in loads
    ] or [Cell("  no mentor", "quiet")]
    return lines


def _wrapped(sentences: Sequence[str], width: int) -> list[Cell]:
    """Sentences on as many lines as they take, those after the first of each set in."""
    lines = []
    for sentence in sentences:
        first, *rest = wrap(sentence, width - 4, 4)
        lines += [Cell(f"  {first}"), *(Cell(f"    {line}") for line in rest)]
    return lines
