"""What the screens about suggested pairs show, without a screen: columns, bars, sentences. Pure."""

from collections.abc import Callable, Sequence
from datetime import date

from coordinator.models.matching import Covered, MatchPerson, ScoredPair, Weights
from coordinator.models.pairing import LeftOver, Suggestion, Trade
from coordinator.services.pairing_board import Board
from coordinator.services.pairing_reasons import MentorFor, PairDetail, trade_in_words
from screens.presentation import Cell, Tone, bar, clean, count, wrap
from screens.widgets.columns import Column

PARTS = ("needs", "background", "wishes", "time", "place")


def score(points: int) -> Cell:
    """A score; a low one stands out."""
    tone: Tone = "good" if points >= 70 else "plain" if points >= 50 else "warn"
    return Cell(str(points), tone)


def pair_columns(board: Board, moved: Callable[[Suggestion], bool]) -> Sequence[Column[Suggestion]]:
    """The columns of the suggested pairs."""

    def sign(pair: Suggestion) -> Cell:
        if pair.locked:
            return Cell("■", "strong")
        return Cell("→", "warn") if moved(pair) else Cell("")

    return (
        Column("Score", lambda pair: score(pair.score), 5, right=True),
        Column("", sign, 1),
        Column("Mentor", lambda pair: board.name(pair.mentor), 12, grow=1),
        Column("Mentee", lambda pair: board.name(pair.mentee), 12, grow=1),
        Column(
            "Organisation", lambda pair: board.people[pair.mentee].organisation or "", 16, grow=1, needs=100
        ),
    )


def out_columns(board: Board, today: date) -> Sequence[Column[int]]:
    """The columns of those left over."""
    return (
        Column("Left over", lambda mentee: board.name(mentee), 12, grow=1),
        Column("Days", lambda mentee: waited(board.people[mentee], today), 5, right=True),
    )


def waited(person: MatchPerson, today: date) -> str:
    """For how many days someone has waited."""
    return "" if person.since is None else str((today - person.since).days)


def summary(board: Board, name: str) -> str:
    """The figures of a board, for the title line."""
    worst = f", worst {board.worst}" if board.worst is not None else ""
    proved = "" if board.solution.optimal else " · NOT PROVED"
    return f"{name}: {count(len(board.pairs), 'pair')}, {len(board.left_over)} left over{worst}{proved}"


def about_pair(board: Board, pair: Suggestion, width: int) -> list[Cell]:
    """The lines about the highlighted pair."""
    mentor, mentee = board.people[pair.mentor], board.people[pair.mentee]
    lines = [
        f"{mentor.name} · {mentor.organisation or 'no organisation given'} · offers {_tags(mentor)}",
        f"{mentee.name} · {mentee.organisation or 'no organisation given'} · needs {_tags(mentee)}",
    ]
    decided = next((one for one in board.decisions if one.kind == "lock" and one.mentee == pair.mentee), None)
    lines += asleep(board, pair.mentee)
    if decided is not None and pair.locked:
        told = f"locked by {decided.decided_by}"
        told += f" against: {decided.breaks}" if decided.breaks else ""
        lines.append(told + (f" (“{decided.reason}”)" if decided.reason else ""))
    lines.append("enter says why, and what others would cost")
    return [Cell(f" {line}") for text in lines for line in wrap(text, width - 2, 1)][:4]


def asleep(board: Board, mentee: int) -> list[str]:
    """What to say where a mentee is locked to someone and the lock keeps nothing now."""
    return [
        f"locked with {board.name(one.mentor)}, but something bars that pair now"
        for one in board.asleep
        if one.mentee == mentee
    ]


def _tags(person: MatchPerson) -> str:
    return ", ".join(person.tags) or "nothing told"


def about_left_over(board: Board, left: LeftOver, width: int) -> list[Cell]:
    """Why someone is left over, and what would place them."""
    reason = [Cell(f" {line}") for line in wrap(left.reason, width - 2, 2)]
    reason += [Cell(f" {line}", "warn") for line in asleep(board, left.mentee)]
    ways = [Cell(f" → {line}") for way in left.relax for line in wrap(way.text, width - 4, 1)]
    return [*reason, *(ways or [Cell(" Nothing small would place them.", "quiet")])][:4]


# -- one pair --


def pair_lines(board: Board, told: PairDetail, verdict: str, barred: Sequence[str], width: int) -> list[Cell]:
    """Everything about one pair: verdict, parts as bars, needs, ranks."""
    scored = told.scored
    share = f" · from {scored.data_share} % of the criteria" if scored.data_share < 100 else ""
    penalty = f" · {scored.penalty} off for penalties" if scored.penalty else ""
    lines = [Cell(f" Score {scored.score} of 100{share}{penalty}", "strong")]
    lines += [Cell(f" {line}") for line in wrap(verdict, width - 2, 3)]
    lines += [Cell(f" {line}") for line in parts(scored, told.weights)]
    lines += [need(row) for row in told.covered]
    if told.rank_for_mentee is not None:
        lines.append(
            Cell(
                f" {ordinal(told.rank_for_mentee)} of {told.of_mentors} eligible for this mentee, "
                f"{ordinal(told.rank_for_mentor or 1)} of {told.of_mentees} for this mentor"
            )
        )
    elif barred:
        lines.append(Cell(f" Barred: {', '.join(barred)}", "bad"))
    decided = [one for one in board.decisions if (one.mentor, one.mentee) == (scored.mentor, scored.mentee)]
    lines += [Cell(f" {one.kind} by {one.decided_by}: {one.reason}", "warn") for one in decided if one.reason]
    return lines


def parts(scored: ScoredPair, weights: Weights) -> list[str]:
    """The five parts of a score as bars. Where a part has no data the others weigh more, so that they make 100."""
    points = {name: getattr(scored, name) for name in PARTS}
    weighed = sum(getattr(weights, name) for name in PARTS if points[name] is not None)
    lines = []
    for name in PARTS:
        value = points[name]
        if value is None:
            lines.append(f"{name:<11} {'·' * 20}  not told")
        else:
            most = max(value, round(100 * getattr(weights, name) / weighed) if weighed else 0)
            lines.append(f"{name:<11} {bar(value, most, 20)} {value:>3} of {most}")
    return lines


def need(row: Covered) -> Cell:
    """A need, and what covers it: itself, a sister tag as a near miss, or nothing."""
    if not row.worth:
        return Cell(f" × {clean(row.need)}: not covered", "warn")
    if row.is_same:
        return Cell(f" ✓ {clean(row.need)}: {row.level}", "good")
    return Cell(f" ~ {clean(row.need)}: near, by {clean(row.by_tag)} ({row.level})")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def trade_columns(board: Board) -> Sequence[Column[Trade]]:
    """The columns of the other mentors for a mentee."""

    def means(trade: Trade) -> str:
        told = [cost_in_words(trade)]
        if moved := sum(to is not None for _, _, to in trade.moves):
            told.append(f"moves {moved}")
        out = [board.name(one) for one, _, to in trade.moves if to is None]
        told.append(f"leaves out {', '.join(out)}" if out else "nobody left out")
        return ", ".join(told)

    return (
        Column("Score", lambda trade: score(trade.score), 5, right=True),
        Column("Instead", lambda trade: board.name(trade.mentor), 16, grow=1),
        Column("Choosing them", means, 36, grow=2),
    )


def cost_in_words(trade: Trade) -> str:
    """By how much the cohort's total falls, or rises."""
    less = trade.points_less
    return f"{count(abs(less), 'point')} {'less' if less >= 0 else 'more'}"


def about_trade(board: Board, mentee: int, trade: Trade, width: int) -> list[Cell]:
    """The whole of what choosing another mentor would mean."""
    return [Cell(f" {line}") for line in wrap(trade_in_words(board, mentee, trade) + ".", width - 2, 3)]


# -- every mentor for one mentee --


def mentor_columns(board: Board) -> Sequence[Column[MentorFor]]:
    """The columns of every mentor for one mentee."""
    return (
        Column("Score", lambda one: score(one.scored.score), 5, right=True),
        Column("Mentor", lambda one: board.name(one.scored.mentor), 16, grow=1),
        Column("Stands", _stands, 12),
        Column("Load", lambda one: _load(board, one.scored.mentor), 6, right=True),
        Column("Why not", why_not, 24, grow=2),
    )


def _stands(one: MentorFor) -> Cell:
    if one.suggested:
        return Cell("■ suggested", "good")
    if one.refused:
        return Cell("- refused", "quiet")
    return Cell("× barred", "quiet") if one.barred else Cell("· possible")


def _load(board: Board, mentor: int) -> str:
    person = board.people[mentor]
    return f"{board.load.get(mentor, 0) + person.live} of {person.capacity}"


def why_not(one: MentorFor) -> str:
    """In a few words why a mentor is not the suggested one."""
    if one.barred:
        return ", ".join(one.barred)
    if one.suggested or one.trade is None:
        return ""
    told = cost_in_words(one.trade)
    if one.trade.fewer > 0:
        return f"{told}, {count(one.trade.fewer, 'pair')} fewer"
    return f"{told}, moves {len(one.trade.moves)}" if one.trade.moves else told


def moved_in_words(today: Board, other: Board) -> str:
    """Whom a scenario pairs otherwise, a few of them by name."""
    moved = [pair for pair in other.pairs if today.mentor_of.get(pair.mentee) != pair.mentor]
    if not moved:
        return "the same pairs as today"
    some = ", ".join(f"{other.name(pair.mentee)} to {other.name(pair.mentor)}" for pair in moved[:3])
    return some + (f" and {len(moved) - 3} more" if len(moved) > 3 else "")
