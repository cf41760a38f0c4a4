"""What a coordinator decides about suggested pairs: keep together, keep apart, take many. Each solves again at once.

A decision and the run it leads to are one change, so one undo takes both back.
"""

from collections import Counter
from collections.abc import Sequence

from coordinator.errors import CoordinatorError
from coordinator.matching.problem import Poll
from coordinator.matching.solving import never_mind
from coordinator.models import Done
from coordinator.models.matching import PairRule
from coordinator.models.pairing import Decision
from coordinator.services.desk import Desk
from coordinator.services.pairing import insert_run, said, suggest
from coordinator.services.pairing_board import Board, Pair
from coordinator.services.pairing_reasons import rule_words
from coordinator.store import pairing_reads


def broken_by(desk: Desk, board: Board, mentor: int, mentee: int) -> list[PairRule]:
    """The exclusions that speak against locking a pair: ask before it is locked.

    Raises CoordinatorError for one that nobody may set aside.
    """
    with desk.store.reading() as db:
        (pair,) = pairing_reads.looked_at(
            db,
            desk.today,
            board.cohort.cohort,
            **board.variant.counted,
            mentors=[mentor],
            mentees=[mentee],
        )
    rules = rule_words(desk, board)
    broken = [rules[code] for code in pair.excluded]
    for rule in broken:
        if not rule.is_free:
            raise CoordinatorError(
                f"{board.name(mentor)} and {board.name(mentee)} cannot be a pair: {rule.words}.",
                "Nobody can set that aside.",
            )
    return broken


def lock(
    desk: Desk,
    board: Board,
    pairs: Sequence[Pair],
    *,
    note: str | None = None,
    poll: Poll = never_mind,
) -> Done:
    """Keep pairs (mentor, mentee) together whatever else is best. A pair by hand is locked too.

    Exclusions that bar a pair are set aside for it when there is a `note` that says why; it stays with the pair.
    Raises CoordinatorError when a mentee is not in line, or an exclusion is broken without a note.
    """
    fresh = [pair for pair in pairs if board.locked.get(pair[1], (None,))[0] != pair[0]]
    if not fresh:
        return Done("They are locked already.", None)
    broken: list[tuple[Pair, PairRule]] = []
    for mentor, mentee in fresh:
        if mentee not in board.mentee_at and mentee not in board.locked:
            raise CoordinatorError(
                f"{board.name(mentee)} is not in line: proposed, paired or out.",
                "Only who waits can be locked.",
            )
        is_suggested = board.mentor_of.get(mentee) == mentor
        found = [] if is_suggested else broken_by(desk, board, mentor, mentee)
        if found and not note:
            raise CoordinatorError(
                f"{board.name(mentor)} and {board.name(mentee)} are barred: {in_words(found)}.",
                "Say why you want it all the same.",
            )
        broken += [((mentor, mentee), rule) for rule in found]
    mentees = {mentee for _, mentee in fresh}
    _refuse_crowded(board, fresh)
    ended = [
        one
        for one in board.decisions
        if (one.kind == "lock" and one.mentee in mentees) or (one.mentor, one.mentee) in fresh
    ]
    told = _named(board, fresh)
    return _decide(desk, board, "lock pair", "lock", fresh, ended, f"{told} locked.", note, broken, poll)


def _refuse_crowded(board: Board, fresh: Sequence[Pair]) -> None:
    """Refuse more locks on a mentor than there are places; one without any was asked about as "no room left"."""
    mentees = {mentee for _, mentee in fresh}
    staying = [mentor for mentee, (mentor, _) in board.locked.items() if mentee not in mentees]
    wanted = Counter([*staying, *(mentor for mentor, _ in fresh)])
    now = Counter(mentor for mentor, _ in board.locked.values())
    for mentor, _ in fresh:
        places = board.solution.problem.places[board.mentor_at[mentor]] + now[mentor]
        if 0 < places < wanted[mentor]:
            raise CoordinatorError(
                f"{board.name(mentor)} has {'1 place' if places == 1 else f'{places} places'} free, "
                f"and {wanted[mentor]} pairs would be locked.",
                "Unlock one of theirs first, or raise the capacity.",
            )


def in_words(rules: Sequence[PairRule]) -> str:
    """Exclusions as people read them."""
    return ", ".join(rule.words for rule in rules)


def unlock(desk: Desk, board: Board, mentee: int, *, poll: Poll = never_mind) -> Done:
    """Let the best decide again about a locked mentee. Raises CoordinatorError when they are not locked."""
    ended = [one for one in board.decisions if one.kind == "lock" and one.mentee == mentee]
    if not ended:
        raise CoordinatorError(f"{board.name(mentee)} is not locked.")
    told = _named(board, [(one.mentor, one.mentee) for one in ended])
    return _decide(desk, board, "unlock pair", "lock", (), ended, f"{told} unlocked.", None, (), poll)


def refuse(
    desk: Desk, board: Board, mentor: int, mentee: int, reason: str, *, poll: Poll = never_mind
) -> Done:
    """Keep a pair apart in this cohort, and solve again around it. Raises CoordinatorError without a reason."""
    if not reason.strip():
        raise CoordinatorError(
            "A refusal needs a reason.", "A few words are enough; they stay with the pair."
        )
    ended = [one for one in board.decisions if (one.mentor, one.mentee) == (mentor, mentee)]
    if any(one.kind == "refusal" for one in ended):
        return Done("That pair is refused already.", None)
    told = f"{_named(board, [(mentor, mentee)])} refused."
    return _decide(
        desk, board, "refuse pair", "refusal", [(mentor, mentee)], ended, told, reason.strip(), (), poll
    )


def allow(desk: Desk, board: Board, mentor: int, mentee: int, *, poll: Poll = never_mind) -> Done:
    """Take a refusal back. Raises CoordinatorError when there is none."""
    ended = [
        one
        for one in board.decisions
        if one.kind == "refusal" and (one.mentor, one.mentee) == (mentor, mentee)
    ]
    if not ended:
        raise CoordinatorError("That pair is not refused.")
    told = f"{_named(board, [(mentor, mentee)])} may be suggested again."
    return _decide(desk, board, "allow pair", "refusal", (), ended, told, None, (), poll)


def swap(desk: Desk, board: Board, mentee: int, other: int, *, poll: Poll = never_mind) -> Done:
    """Give two mentees each other's mentor, and lock both. Raises CoordinatorError as `lock`."""
    mine, theirs = board.mentor_of.get(mentee), board.mentor_of.get(other)
    if mine is None or theirs is None:
        raise CoordinatorError("Only two who have a suggestion can swap.", "Mark one, highlight the other.")
    if mine == theirs:
        raise CoordinatorError(f"Both are with {board.name(mine)}: there is nothing to swap.")
    return lock(desk, board, [(theirs, mentee), (mine, other)], poll=poll)


def take_above(desk: Desk, board: Board, score: int, *, poll: Poll = never_mind) -> Done:
    """Lock every suggested pair at or above a score."""
    pairs = [(pair.mentor, pair.mentee) for pair in board.pairs if pair.score >= score and not pair.locked]
    if not pairs:
        return Done(f"No unlocked pair scores {score} or more.", None)
    return lock(desk, board, pairs, poll=poll)


def _named(board: Board, pairs: Sequence[Pair]) -> str:
    if len(pairs) > 2:
        return f"{len(pairs)} pairs"
    return " and ".join(f"{board.name(mentor)} & {board.name(mentee)}" for mentor, mentee in pairs)


def _decide(
    desk: Desk,
    board: Board,
    command: str,
    kind: str,
    pairs: Sequence[Pair],
    ended: Sequence[Decision],
    told: str,
    reason: str | None,
    broken: Sequence[tuple[Pair, PairRule]],
    poll: Poll,
) -> Done:
    """Write decisions, end others, and keep the run that follows, all in one change."""
    made = [
        Decision(
            0,
            0,
            kind,
            mentor,
            mentee,
            reason,
            in_words([rule for pair, rule in broken if pair == (mentor, mentee)]) or None,
            desk.today,
            desk.who,
        )
        for mentor, mentee in pairs
    ]
    solved = suggest(
        desk, board.cohort.name, board.variant, more=made, without=[one.id for one in ended], poll=poll
    )
    with desk.store.writing(desk.who, command, desk.today) as change:
        change.update(
            "pairing_decision",
            [{"id": one.id, "version": one.version, "ended_on": desk.today} for one in ended],
        )
        change.insert(
            "pairing_decision",
            [
                {
                    "cohort": board.cohort.cohort,
                    "mentor": board.people[one.mentor].person,
                    "mentee": board.people[one.mentee].person,
                    "kind": one.kind,
                    "reason": one.reason,
                    "breaks": one.breaks,
                    "decided_on": one.decided_on,
                    "decided_by": one.decided_by,
                }
                for one in made
            ],
        )
        change.insert(
            "pair_override",
            [
                {
                    "mentor": board.people[mentor].person,
                    "mentee": board.people[mentee].person,
                    "code": rule.code,
                    "note": reason,
                    "made_on": desk.today,
                    "made_by": desk.who,
                }
                for (mentor, mentee), rule in broken
            ],
        )
        insert_run(change, desk, solved)
        return Done(f"{told} {said(solved)}", change.number)
