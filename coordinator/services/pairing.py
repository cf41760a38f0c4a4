"""Suggested pairs for a whole cohort: read, solved, proved, and kept as a run."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError
from coordinator.matching.problem import Poll
from coordinator.matching.solving import never_mind
from coordinator.models import Done
from coordinator.models.pairing import Decision, PairingCohort
from coordinator.services.desk import Desk
from coordinator.services.overview import known_cohort
from coordinator.services.pairing_board import AS_IT_IS, Board, Pair, Variant, as_json, solved
from coordinator.store import matching_reads, pairing_reads, reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change


def suggest(
    desk: Desk,
    cohort: str,
    variant: Variant = AS_IT_IS,
    *,
    seed_run: int | None = None,
    more: Sequence[Decision] = (),
    without: Sequence[int] = (),
    poll: Poll = never_mind,
) -> Board:
    """The best pairs of a cohort as it is now; nothing is written.

    Pairs of `seed_run` (None: of the latest run) count more. `more` and `without` are decisions as if made and as if
    taken back. Raises CoordinatorError for an unknown cohort or run, Cancelled when `poll` does.
    """
    with desk.store.reading() as db:
        found = cohort_of(db, cohort)
        people = matching_reads.people(db, desk.today, found.cohort)
        standing = {
            person.application: person.standing
            for person in reads.participants(db, desk.today, cohort=found.name)
        }
        eligible = pairing_reads.eligible(db, desk.today, found.cohort, **variant.counted)
        decisions = [
            *(one for one in pairing_reads.decisions(db, found.cohort) if one.id not in without),
            *more,
        ]
        before, known = _before(db, found, seed_run)
        locks = [one for one in decisions if one.kind == "lock"]
        pairs = (
            pairing_reads.looked_at(
                db,
                desk.today,
                found.cohort,
                **variant.counted,
                mentors=[one.mentor for one in locks],
                mentees=[one.mentee for one in locks],
            )
            if locks
            else []
        )
    return solved(found, variant, people, standing, eligible, decisions, pairs, before, known, poll)


def cohort_of(db: Any, cohort: str) -> PairingCohort:
    """The cohort of this name, whatever its case. Raises CoordinatorError for an unknown one."""
    name = known_cohort(reads.cohort_names(db), cohort) or cohort
    return pairing_reads.cohort(db, name)[0]


def _before(db: Any, cohort: PairingCohort, seed_run: int | None) -> tuple[frozenset[Pair], dict[str, int]]:
    """The pairs suggested before, and the runs there are by their inputs."""
    runs = pairing_reads.runs(db, cohort.cohort, run=seed_run, limit=1)
    if seed_run is not None and not runs:
        raise CoordinatorError(
            f"There is no run {seed_run} of {cohort.name}.", "Leave it out to start from the latest."
        )
    if not runs:
        return frozenset(), {}
    result = json.loads(runs[0].result)
    pairs = frozenset((int(mentor), int(mentee)) for mentor, mentee, *_ in result["pairs"])
    return pairs, {runs[0].inputs: runs[0].run}


# -- keeping a run --


def keep(desk: Desk, board: Board) -> Done:
    """Store a solution whole, unless these very inputs were stored last."""
    if board.run is not None:
        return Done(f"These pairs are run {board.run} already.", None)
    with desk.store.writing(desk.who, "suggest pairs", desk.today) as change:
        run = insert_run(change, desk, board)
        return Done(f"{said(board)} Kept as run {run}.", change.number)


def insert_run(change: "Change", desk: Desk, board: Board) -> int:
    """Write a run in a change. Returns its number."""
    result = {
        "pairs": [[pair.mentor, pair.mentee, pair.score, pair.locked] for pair in board.pairs],
        "left_over": list(board.left_over),
        "optimal": board.solution.optimal,
    }
    (run,) = change.insert(
        "pairing_run",
        [
            {
                "cohort": board.cohort.cohort,
                "scenario": board.variant.scenario,
                "inputs": board.inputs,
                "weights": as_json(board.variant.weights),
                "rules": as_json({"wants": board.rules._asdict(), "exclusions": board.variant.rules}),
                "result": as_json(result),
                "matched": len(board.pairs),
                "total": board.total,
                "worst": board.worst,
                "made_on": desk.today,
                "made_by": desk.who,
            }
        ],
    )
    return run


def said(board: Board) -> str:
    """A solution in one sentence."""
    many = len(board.pairs)
    pairs = "1 pair" if many == 1 else f"{many} pairs"
    out = len(board.left_over)
    worst = f", the worst {board.worst}" if board.worst is not None else ""
    return f"{pairs}, {board.total} points{worst}; {out or 'nobody'} left over."


def latest_run(desk: Desk, board: Board) -> int | None:
    """The number of the run that was kept last for a board's cohort."""
    with desk.store.reading() as db:
        runs = pairing_reads.runs(db, board.cohort.cohort, limit=1)
    return runs[0].run if runs else None
