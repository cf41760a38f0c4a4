"""Import a spreadsheet: judge every row first, then commit the good ones as one batch and hand the bad ones back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, FileRefused
from coordinator.models import Kind
from coordinator.policy import Policy
from coordinator.services.desk import Desk
from coordinator.store import known
from coordinator.workbook.preflight import LARGEST_FILE

if TYPE_CHECKING:
    import coordinator.schemas as schemas
    from coordinator.register import Register
    from coordinator.store.writes import Change
    from coordinator.workbook.judge import Judgement
    from coordinator.workbook.tables import Recognised
    from coordinator.workbook.verdicts import Verdict


@dataclass(slots=True)
class Kept:
    """A judgement and the programme's last event when it was made: as good as new while no event follows.

    Writing a judgement spends it, for it numbers the judgement's records.
    """

    judgement: "Judgement | None"
    last_event: int

    def take(self, last_event: int) -> "Judgement | None":
        """The judgement, once, if it still holds."""
        judgement, self.judgement = self.judgement, None
        return judgement if last_event == self.last_event else None


MOST_BYTES = LARGEST_FILE + 1
"""As much of a stream as is worth reading: with one byte more than the largest file it is refused."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `file` is as shown to people; `verdicts` has one for each data row, in order.

    `cohort` is as the programme writes it; `new_cohort`: the import would make it. `ignored` are headers that mean
    nothing here, `skipped` sheets left out with why. `commit` judges `recognised` again unless `kept` spares it that.
    """

    file: str
    kind: Kind
    cohort: str
    new_cohort: bool
    verdicts: "Sequence[Verdict]"
    added: int
    updated: int
    unchanged: int
    rejected: int
    notes: Sequence[str]
    ignored: Sequence[str]
    skipped: Sequence[str]
    recognised: "Recognised"
    kept: "Kept"

    @property
    def rows(self) -> int:
        return len(self.verdicts)

    @property
    def rejected_cells(self) -> "Sequence[schemas.RejectedCell]":
        """One for each rejected row, in the file's order."""
        return _rejected_cells(self.verdicts)

    def report(self) -> "schemas.ImportReport":
        """The preview as the report of a dry run: `batch` is None."""
        from coordinator.schemas import ImportReport

        return ImportReport(
            file=self.file,
            kind=self.kind,
            cohort=self.cohort,
            batch=None,
            rows=self.rows,
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            rejected=self.rejected_cells,
        )


def preview(
    desk: Desk,
    source: Path | bytes,
    *,
    name: str | None = None,
    cohort: str,
    kind: Kind | None = None,
    sheet: str | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Preview:
    """Read a file and judge its rows against the programme; nothing is written.

    `kind` None: as its headers say; `sheet` None: every sheet that is a table and not hidden. `progress` is told how
    many rows are read. Raises FileRefused for a file that cannot be read or recognised, for sessions into an unknown
    cohort, and when `cancelled` says yes.
    """
    from coordinator.workbook import reader
    from coordinator.workbook.recognise import recognise

    _refuse_nameless(cohort)
    book = reader.read(source, name=name, progress=progress, cancelled=cancelled)
    recognised = recognise(book, kind, sheet)
    with desk.store.reading() as db:
        last_event = known.last_event(db)
        register = known.load(db, cohort, recognised.kind, _emails(recognised))
    _refuse_sessions_without_cohort(recognised.kind, register)
    judgement = _judged(recognised, register, desk.today, book.name, cancelled)
    counts = judgement.counts
    return Preview(
        file=book.name,
        kind=recognised.kind,
        cohort=register.cohort,
        new_cohort=register.cohort_id is None,
        verdicts=judgement.verdicts,
        added=counts["added"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        rejected=counts["rejected"],
        notes=tuple(recognised.notes),
        ignored=tuple(dict.fromkeys(header for table in recognised.tables for header in table.ignored)),
        skipped=tuple(recognised.skipped),
        recognised=recognised,
        kept=Kept(judgement, last_event),
    )


def commit(desk: Desk, previewed: Preview) -> "schemas.ImportReport":
    """Write the good rows as one change, all judged again if anything was written since the preview.

    A cohort that is new is made with the default policy; it starts at its earliest relationship, else today. When no
    row adds or changes anything, nothing at all is written and the report's `batch` is None.
    """
    from coordinator.schemas import ImportReport

    recognised = previewed.recognised
    command = f"import {previewed.kind}"
    with desk.store.writing(desk.who, command, desk.today) as change:
        judgement = previewed.kept.take(known.last_event(change.db))
        if judgement is None:
            register = known.load(change.db, previewed.cohort, recognised.kind, _emails(recognised))
            _refuse_sessions_without_cohort(recognised.kind, register)
            judgement = _judged(recognised, register, desk.today, previewed.file, None)
        register = judgement.register
        counts = judgement.counts
        batch = None
        if counts["added"] or counts["updated"]:
            _settle_cohort(change, register, desk.today)
            known.save(change, register)
            batch = _record_batch(change, previewed, judgement, desk.today)
    return ImportReport(
        file=previewed.file,
        kind=previewed.kind,
        cohort=register.cohort,
        batch=batch,
        rows=len(judgement.verdicts),
        added=counts["added"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        rejected=_rejected_cells(judgement.verdicts),
        change=change.number,
    )


def refusal(name: str, kind: Kind | None, cohort: str, error: CoordinatorError) -> "schemas.ImportReport":
    """The report of a file that was refused, with the sentence why."""
    from coordinator.schemas import ImportReport

    return ImportReport.of_refusal(name, cohort, kind, str(error))


def write_rejects(previewed: Preview, path: Path) -> int:
    """Write the rejected rows as a workbook that imports again once mended. Returns how many there are.

    Its sheets have the columns of the file, the cells to mend coloured, and a last column with the reasons. Raises
    CoordinatorError when it cannot be written; a file of that name stays as it was then.
    """
    from coordinator.workbook.rejects import sheets_of_rejects
    from coordinator.workbook.writer import write_workbook

    write_workbook(path, sheets_of_rejects(previewed.recognised, previewed.verdicts))
    return previewed.rejected


def _judged(
    recognised: "Recognised",
    register: "Register",
    today: date,
    file: str,
    cancelled: Callable[[], bool] | None,
) -> "Judgement":
    from coordinator.workbook.judge import Cancelled, judge

    try:
        return judge(recognised, register, today, cancelled=cancelled)
    except Cancelled:
        raise FileRefused(f"Reading {file} was cancelled; nothing was imported.") from None


def _emails(recognised: "Recognised") -> frozenset[str]:
    return frozenset().union(*(table.emails for table in recognised.tables))


def _refuse_nameless(cohort: str) -> None:
    if not cohort.strip():
        raise CoordinatorError("The cohort has no name.", "Say which cohort to import into.")


def _refuse_sessions_without_cohort(kind: Kind, register: "Register") -> None:
    if kind != "sessions" or register.cohort_id is not None:
        return
    names = register.other_names
    listed = (
        f"The cohorts are: {', '.join(names)}."
        if names
        else "There are no cohorts yet: import applicants first."
    )
    raise FileRefused(f"There is no cohort {register.cohort!r} to import sessions into.", listed)


def _settle_cohort(change: "Change", register: "Register", today: date) -> None:
    """Make a cohort that is new. A cohort starts no later than its earliest relationship."""
    starts = [known.started_on for known in register.relationships if known.started_on is not None]
    if register.cohort_id is None:
        row = {"name": register.cohort, "starts_on": min(starts, default=today), **Policy().as_columns()}
        (register.cohort_id,) = change.insert("cohort", [row])
    elif starts:
        known.start_no_later(change, register.cohort_id, min(starts))


def _record_batch(change: "Change", previewed: Preview, judgement: "Judgement", today: date) -> int:
    counts = judgement.counts
    (batch,) = change.insert(
        "import_batch",
        [
            {
                "cohort": judgement.register.cohort_id,
                "kind": previewed.kind,
                "file": previewed.file,
                "imported_on": today,
                "row_count": len(judgement.verdicts),
                **{judged: counts[judged] for judged in ("added", "updated", "unchanged", "rejected")},
            }
        ],
    )
    return batch


def _rejected_cells(verdicts: "Sequence[Verdict]") -> "list[schemas.RejectedCell]":
    from coordinator.schemas import RejectedCell

    return [
        RejectedCell(
            sheet=verdict.sheet,
            row=verdict.row,
            column=verdict.problems[0].column,
            value=verdict.problems[0].value,
            reason=verdict.reason,
        )
        for verdict in verdicts
        if verdict.judged == "rejected"
    ]
