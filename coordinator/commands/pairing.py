"""`coordinator pair`, `why` and `unmatched`: who is suggested for whom, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation

if TYPE_CHECKING:
    from coordinator.models.matching import Covered, ScoredPair
    from coordinator.models.pairing import LeftOver, Trade
    from coordinator.schemas.pairing import PairingOut, PartsOut, UnmatchedOut, WhyOut
    from coordinator.services.desk import Desk
    from coordinator.services.pairing_board import Board
    from coordinator.services.pairing_reasons import Why


@click.command()
@click.option("--cohort", type=NAME, metavar="NAME", required=True, help="The cohort to pair.")
@click.option(
    "--mode", type=click.Choice(["most", "quality"]), help="The most pairs, or none below --min-score."
)
@click.option(
    "--fairness",
    type=click.Choice(["off", "floor", "concave", "leximin"]),
    help="How low scores are weighed.",
)
@click.option(
    "--min-score", type=click.IntRange(0, 100), metavar="N", help="No pair below it (quality mode)."
)
@click.option(
    "--seed-run", type=click.IntRange(1), metavar="RUN", help="Stay close to this run [the latest]."
)
@click.option("--propose", is_flag=True, help="Propose the pairs: relationships to be answered.")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def pair(
    invocation: Invocation,
    cohort: str,
    mode: str | None,
    fairness: str | None,
    min_score: int | None,
    seed_run: int | None,
    propose: bool,
    wants_json: bool,
) -> None:
    """Suggest the best pairs for a whole cohort, and keep the run."""
    from coordinator.services import pairing, pairing_left, pairing_reasons, proposals
    from coordinator.services.pairing_board import Variant

    if min_score is not None and mode == "most":
        raise click.UsageError("--min-score is for --mode quality.")
    if min_score:
        mode = mode or "quality"
    given = {"mode": mode, "fairness": fairness, "min_score": min_score}
    wants: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    desk = invocation.desk()
    board = pairing.suggest(desk, cohort, Variant(wants), seed_run=seed_run)
    kept = pairing.keep(desk, board)
    if wants_json:
        from dataclasses import replace

        if board.run is None:
            board = replace(board, run=pairing.latest_run(desk, board))
        invocation.print_json(_pairing_out(desk, board).model_dump(mode="json"))
    else:
        ranks = pairing_reasons.ranks(board)
        if board.rules.mode == "quality":
            curve = pairing_left.curve_in_words(pairing_left.quality_curve(board))
            click.echo(f"Pairs there could be: {curve}. None below {board.rules.min_score} is made.")
        if board.pairs:
            click.echo(
                printing.as_table(
                    ("Score", "Mentor", "Mentee", "For mentee", "For mentor", ""),
                    (
                        (
                            one.score,
                            board.name(one.mentor),
                            board.name(one.mentee),
                            ranks[one.mentor, one.mentee][0],
                            ranks[one.mentor, one.mentee][1],
                            "locked" if one.locked else "new" if one.is_new else "",
                        )
                        for one in board.pairs
                    ),
                )
            )
        _print_left_over(desk, board)
        for line in proposals.over_capacity_in_words(desk, board.cohort.name):
            click.echo(line)
        click.echo(kept.message)
    if propose:
        _propose(desk, board, quiet=wants_json)


def _propose(desk: "Desk", board: "Board", *, quiet: bool) -> None:
    from coordinator.services import proposals

    done, _ = proposals.propose(desk, board.cohort.cohort, [(one.mentor, one.mentee) for one in board.pairs])
    if not quiet:
        click.echo(done.message)


@click.command()
@click.argument("mentor", type=NAME)
@click.argument("mentee", type=NAME)
@click.option("--cohort", type=NAME, metavar="NAME", help="In this cohort [the latest with both].")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def why(invocation: Invocation, mentor: str, mentee: str, cohort: str | None, wants_json: bool) -> None:
    """Say why two people are suggested as a pair, or why not. Name them by e-mail, or enough of the name."""
    from coordinator.services import pairing_reasons

    found = pairing_reasons.why(invocation.desk(), mentor, mentee, cohort)
    if wants_json:
        invocation.print_json(_why_out(found).model_dump(mode="json"))
        return
    told, pair_ = found.detail, found.detail.scored
    click.echo(f"{found.mentor.name} & {found.mentee.name}, {found.board.cohort.name}: score {pair_.score}")
    click.echo(found.verdict)
    for name in ("needs", "background", "wishes", "time", "place"):
        points = getattr(pair_, name)
        click.echo(f"  {name:<11} {'not told' if points is None else points}")
    if pair_.penalty:
        click.echo(f"  {'penalty':<11} -{pair_.penalty}")
    if pair_.data_share < 100:
        click.echo(f"  from {pair_.data_share} % of the criteria")
    for row in told.covered:
        click.echo(f"  {_covered(row)}")
    if told.rank_for_mentee is not None:
        click.echo(
            f"  {told.rank_for_mentee} of {told.of_mentors} eligible for the mentee, "
            f"{told.rank_for_mentor} of {told.of_mentees} for the mentor"
        )
    for trade in told.others:
        click.echo(f"  or {pairing_reasons.trade_in_words(found.board, pair_.mentee, trade)}")


@click.command()
@click.option("--cohort", type=NAME, metavar="NAME", required=True, help="The cohort.")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def unmatched(invocation: Invocation, cohort: str, wants_json: bool) -> None:
    """List who is left over by the best pairs, why, and what would place them."""
    from coordinator.services import pairing, pairing_left

    desk = invocation.desk()
    board = pairing.suggest(desk, cohort)
    if wants_json:
        rows = [_unmatched_out(board, one) for one in pairing_left.left_over(desk, board)]
        invocation.print_json([row.model_dump(mode="json") for row in rows])
    else:
        _print_left_over(desk, board)


def _print_left_over(desk: "Desk", board: "Board") -> None:
    from coordinator.services import pairing_left

    for one in pairing_left.left_over(desk, board):
        click.echo(f"{board.name(one.mentee)} ({board.email(one.mentee)}) is left over. {one.reason}")
        for way in one.relax[:3]:
            click.echo(f"  {way.text}")
    if not board.left_over:
        click.echo(
            "Nobody is left over." if board.mentees or board.locked else "Nobody is waiting for a mentor."
        )


# -- JSON --


def _pairing_out(desk: "Desk", board: "Board") -> "PairingOut":
    from coordinator.schemas.pairing import PairingOut, PairOut
    from coordinator.services import pairing_left, pairing_reasons

    scored = pairing_reasons.scored(desk, board)
    covered = pairing_reasons.coverage(desk, board)
    ranks = pairing_reasons.ranks(board)
    pairs = []
    for one in board.pairs:
        key = one.mentor, one.mentee
        has, lacks = _needs(covered.get(key, ()))
        pairs.append(
            PairOut(
                mentor_email=board.email(one.mentor),
                mentee_email=board.email(one.mentee),
                score=one.score,
                parts=_parts(scored[key]),
                covered=has,
                uncovered=lacks,
                locked=one.locked,
                rank_for_mentee=ranks[key][0],
                rank_for_mentor=ranks[key][1],
            )
        )
    return PairingOut(
        run=board.run,
        optimal=board.solution.optimal,
        matched=len(pairs),
        unmatched=[_unmatched_out(board, one) for one in pairing_left.left_over(desk, board)],
        total=board.total,
        worst=board.worst,
        pairs=pairs,
        capacity_used=len(pairs),
    )


def _why_out(found: "Why") -> "WhyOut":
    from coordinator.schemas.pairing import TradeOut, WhyOut
    from coordinator.services import pairing_reasons

    told, scored, board = found.detail, found.detail.scored, found.board
    has, lacks = _needs(told.covered)

    def words(trade: "Trade") -> str:
        return pairing_reasons.trade_in_words(board, scored.mentee, trade)

    return WhyOut(
        cohort=board.cohort.name,
        mentor_email=found.mentor.email,
        mentee_email=found.mentee.email,
        verdict=found.verdict,
        score=scored.score,
        parts=_parts(scored),
        penalty=scored.penalty,
        data_share=scored.data_share,
        eligible=scored.eligible,
        excluded=list(scored.excluded),
        covered=has,
        uncovered=lacks,
        suggested=told.suggested,
        locked=told.locked,
        rank_for_mentee=told.rank_for_mentee,
        of_mentors=told.of_mentors,
        rank_for_mentor=told.rank_for_mentor,
        of_mentees=told.of_mentees,
        instead=words(told.choosing) if told.choosing else None,
        others=[
            TradeOut(
                mentor_email=board.email(trade.mentor),
                score=trade.score,
                points_less=trade.points_less,
                fewer_paired=trade.fewer,
                text=words(trade),
            )
            for trade in told.others
        ],
    )


def _unmatched_out(board: "Board", one: "LeftOver") -> "UnmatchedOut":
    from coordinator.schemas.pairing import RelaxOut, UnmatchedOut

    relax: list[RelaxOut] = [
        RelaxOut(
            what=way.kind,
            rule=way.rule,
            mentor_email=board.email(way.mentor) if way.mentor is not None else None,
            moves=way.moves,
            leaves_out=board.email(way.leaves_out) if way.leaves_out is not None else None,
            text=way.text,
        )
        for way in one.relax
    ]
    return UnmatchedOut(email=board.email(one.mentee), reason=one.reason, relax=relax)


def _parts(scored: "ScoredPair") -> "PartsOut":
    from coordinator.schemas.pairing import PartsOut

    return PartsOut(
        needs=scored.needs,
        background=scored.background,
        wishes=scored.wishes,
        time=scored.time,
        place=scored.place,
    )


def _needs(rows: "Sequence[Covered]") -> tuple[list[str], list[str]]:
    """The needs that are covered, and those that are not."""
    return [row.need for row in rows if row.worth], [row.need for row in rows if not row.worth]


def _covered(row: "Covered") -> str:
    if not row.worth:
        return f"{row.need}: not covered"
    near = "" if row.is_same else ", a sister tag"
    return f"{row.need}: by {row.by_tag} ({row.level}{near}), {row.worth} %"
