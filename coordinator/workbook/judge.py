"""Every row of a book gets a verdict: added, updated, unchanged, duplicate, rejected or set aside. Pure.

The judge changes the register it is given as it goes, so each row is judged against the file and against all rows
above it. A row that stays out changes nothing. Verdicts count to the number of data rows.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.models import Kind
from coordinator.register import Register
from coordinator.workbook.decisions import Decisions
from coordinator.workbook.judge_applicants import ApplicantJudge
from coordinator.workbook.judge_relationships import RelationshipJudge
from coordinator.workbook.judge_sessions import SessionJudge
from coordinator.workbook.roundtrip import Comparison, Merged, told_of_file
from coordinator.workbook.tables import Recognised
from coordinator.workbook.values import plain
from coordinator.workbook.verdicts import LEFT_OUT, Claims, Reading, Verdict, shown


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict a row, in the file's order; `register` holds what the file would become.

    `notes` are about the file as a whole: rows of a template left blank, rows of an export that are not there.
    """

    verdicts: Sequence[Verdict]
    register: Register
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        return Counter(verdict.judged for verdict in self.verdicts)


def judge(
    recognised: Recognised,
    register: Register,
    today: date,
    decisions: Decisions | None = None,
    *,
    comparison: Comparison | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Judgement:
    """Judge all rows, heeding what was said of some. `register` is changed: give each judging its own.

    `comparison` is for a file that went out from here and came back; it is used up. `progress` is told the number of
    rows judged now and then; a `cancelled` that says yes raises `Cancelled`.
    """
    decisions = decisions or Decisions()
    judge_row = _judge_of(recognised.kind, register, today)
    claims = Claims()
    several = len(recognised.tables) > 1
    verdicts: list[Verdict] = []
    left_blank = elsewhere = 0
    for table in recognised.tables:
        for raw in table.rows:
            row = raw if table.recipe is None else table.recipe.made(raw)
            if len(verdicts) % 500 == 0:
                if cancelled is not None and cancelled():
                    raise Cancelled
                if progress is not None:
                    progress(len(verdicts))
            where = f"row {row.number} ({table.sheet})" if several else f"row {row.number}"
            merged = Merged(row) if comparison is None else comparison.merged(table, row, decisions)
            if merged.untouched or merged.elsewhere:
                left_blank += merged.untouched
                elsewhere += merged.elsewhere
                continue
            reading = Reading(table, merged.row, where, claims)
            place = (table.sheet, row.number)
            reading.said, reading.same = decisions.says(place), decisions.same.get(place)
            if reading.said == "skip":
                verdicts.append(_left_out(reading))
                continue
            reading.compare(merged)
            _check_cohort(reading, register)
            verdicts.append(judge_row(reading))
    missing = comparison.missing() if comparison is not None else []
    return Judgement(verdicts, register, told_of_file(left_blank, elsewhere, missing))


class Cancelled(Exception):
    """Whoever asked for the judging wants it no more."""


def _judge_of(kind: Kind, register: Register, today: date) -> Callable[[Reading], Verdict]:
    if kind == "applicants":
        return ApplicantJudge(register, today).row
    if kind == "relationships":
        return RelationshipJudge(register, today).row
    return SessionJudge(register, today).row


def _left_out(reading: Reading) -> Verdict:
    """The verdict of a row that someone chose to leave out."""
    named = ("name", "first_name", "last_name", "mentor", "mentee", "email", "mentor_email", "mentee_email")
    told = [shown(cell) for name in named for _, cell in reading.cells(name)]
    reading.what = " ".join(told[:2])
    reading.reject(None, LEFT_OUT)
    return reading.verdict("set_aside")


def _check_cohort(reading: Reading, register: Register) -> None:
    """A row of an export that says another known cohort does not belong here."""
    for column, cell in reading.cells("cohort"):
        name = plain(cell) if cell.kind == "text" else ""
        if (
            name
            and name.casefold() != register.cohort.casefold()
            and name.casefold() in register.other_cohorts
        ):
            reading.reject_at(
                column,
                f"this row is of another cohort than {register.cohort}: import it there, or blank the cell",
            )
