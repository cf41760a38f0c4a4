"""Import a spreadsheet: map its columns, judge every row, commit the good ones as one batch, hand the rest back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, FileRefused
from coordinator.models import Kind
from coordinator.policy import Policy
from coordinator.services import columns, exports, import_report
from coordinator.services.desk import Desk
from coordinator.store import drafts, known
from coordinator.workbook.preflight import LARGEST_FILE

if TYPE_CHECKING:
    import coordinator.schemas as schemas
    from coordinator.register import Register, Sought
    from coordinator.schemas.mappings import RememberedMapping
    from coordinator.store.writes import Change
    from coordinator.workbook.cells import Book
    from coordinator.workbook.decisions import Decisions
    from coordinator.workbook.judge import Judgement
    from coordinator.workbook.mapping import FileMapping
    from coordinator.workbook.roundtrip import Comparison
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

ROWS_IN_MEMORY = 50_000
"""A file of more rows is written by way of the disk."""

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `file` is as shown to people; `verdicts` has one for each data row, in order.

    `cohort` is as the programme writes it; `new_cohort`: the import would make it. `ignored` are headers that mean
    nothing here, `skipped` sheets left out with why. `book` is the file as read, `found` its tables as recognised and
    `recognised` as `mapping` and `decisions` have them; `by_hand`: headers that mean too little were no refusal.
    `commit` judges those again unless `kept` spares it that.
    """

    file: str
    kind: Kind
    cohort: str
    new_cohort: bool
    verdicts: "Sequence[Verdict]"
    added: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    set_aside: int
    notes: Sequence[str]
    ignored: Sequence[str]
    skipped: Sequence[str]
    book: "Book"
    found: "Recognised"
    recognised: "Recognised"
    mapping: "FileMapping"
    decisions: "Decisions"
    by_hand: bool
    kept: "Kept"

    @property
    def rows(self) -> int:
        return len(self.verdicts)

    @property
    def clashes(self) -> int:
        """How many of the rejected rows were changed both in the file and here."""
        return sum(verdict.judged == "clash" for verdict in self.verdicts)

    @property
    def open(self) -> int:
        """How many rows stay out until someone does something about them."""
        return self.duplicates + self.rejected + self.set_aside

    @property
    def rejected_cells(self) -> "Sequence[schemas.RejectedCell]":
        """One for each rejected row, in the file's order."""
        return import_report.cells(self.verdicts, "rejected", "clash")

    def report(self) -> "schemas.ImportReport":
        """The preview as the report of a dry run: `batch` is None."""
        return import_report.of_verdicts(self.file, self.kind, self.cohort, self.verdicts)


def preview(
    desk: Desk,
    source: "Path | bytes | Book",
    *,
    name: str | None = None,
    cohort: str,
    kind: Kind | None = None,
    sheet: str | None = None,
    mapping: "RememberedMapping | None" = None,
    constants: Mapping[str, str] | None = None,
    all_different: bool = False,
    by_hand: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """Read a file, unless it is read already, and judge its rows against the programme; nothing is written.

    `kind` None: as its headers say; `sheet` None: every sheet that is a table and not hidden. The columns are mapped
    by `mapping`, else as remembered of this form, else as recognised; `constants` are fields with one answer for all
    rows; `all_different`: nobody in the file is someone known under another e-mail; `by_hand`: somebody will say what
    the columns of `kind` hold, so headers that mean too little are no refusal. `progress` is told how many rows are
    read. Raises FileRefused for a file that cannot be read or recognised, for sessions into an unknown cohort,
    and when `cancelled` says yes; CoordinatorError for a constant that is no answer of its field.
    """
    from coordinator.workbook.decisions import Decisions

    _refuse_nameless(cohort)
    book = opened(source, name=name, progress=progress, cancelled=cancelled)
    found = columns.found(desk, book, kind, sheet, mapping, constants or {}, by_hand=by_hand)
    mapped = columns.with_constants(columns.mapped(desk, found, mapping), constants or {}, desk.today)
    decisions = Decisions(all_different=all_different)
    by_hand = by_hand or mapping is not None or bool(constants) or bool(mapped.name)
    return judged_as(desk, book, found, mapped, decisions, cohort, by_hand=by_hand, cancelled=cancelled)


def opened(
    source: "Path | bytes | Book",
    *,
    name: str | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Cancelled | None = None,
) -> "Book":
    """A file as it is read, before anything is made of it. Raises FileRefused."""
    from coordinator.workbook import reader
    from coordinator.workbook.cells import Book

    if isinstance(source, Book):
        return source
    return reader.read(source, name=name, progress=progress, cancelled=cancelled)


def again(
    desk: Desk,
    before: Preview,
    *,
    mapping: "FileMapping | None" = None,
    decisions: "Decisions | None" = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """The same file judged again, with columns mapped otherwise or something more said of its rows."""
    return judged_as(
        desk,
        before.book,
        before.found,
        before.mapping if mapping is None else mapping,
        before.decisions if decisions is None else decisions,
        before.cohort,
        by_hand=before.by_hand,
        cancelled=cancelled,
    )


def judged_as(
    desk: Desk,
    book: "Book",
    found: "Recognised",
    mapping: "FileMapping",
    decisions: "Decisions",
    cohort: str,
    *,
    by_hand: bool = False,
    cancelled: Cancelled | None = None,
) -> Preview:
    """A file that was read, judged as its mapping and what was said of its rows have it. Raises as `preview`."""
    recognised = columns.as_said(found, mapping, decisions)
    with desk.store.reading() as db:
        last_event = known.last_event(db)
        register = known.load(db, cohort, recognised.kind, _sought(recognised))
        comparison = exports.comparison(db, desk.today, recognised, register.cohort)
    _refuse_sessions_without_cohort(recognised.kind, register)
    judgement = _judged(recognised, register, comparison, decisions, desk.today, book.name, cancelled)
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
        duplicates=counts["duplicate"],
        rejected=counts["rejected"] + counts["clash"],
        set_aside=counts["set_aside"],
        notes=(*recognised.notes, *columns.of_memory(mapping), *judgement.notes),
        ignored=tuple(dict.fromkeys(header for table in recognised.tables for header in table.ignored)),
        skipped=tuple(recognised.skipped),
        book=book,
        found=found,
        recognised=recognised,
        mapping=mapping,
        decisions=decisions,
        by_hand=by_hand,
        kept=Kept(judgement, last_event),
    )


def commit(
    desk: Desk,
    previewed: Preview,
    *,
    strict: bool = False,
    draft: int | None = None,
    remember: str | None = None,
) -> "schemas.ImportReport":
    """Write the good rows as one change, all judged again if anything was written since the preview.

    A cohort that is new is made with the default policy; it starts at its earliest relationship, else today. When no
    row adds or changes anything, nothing at all is written and the report's `batch` is None. `strict`: all or
    nothing; raises FileRefused when a row would stay out. The unfinished import `draft` is kept no longer; what
    somebody said of the columns is remembered, called `remember` where it is new, as a change of its own before.
    """
    recognised = previewed.recognised
    command = f"import {previewed.kind}"
    with desk.store.writing(desk.who, command, desk.today) as change:
        judgement = previewed.kept.take(known.last_event(change.db))
        if judgement is None:
            register = known.load(change.db, previewed.cohort, recognised.kind, _sought(recognised))
            _refuse_sessions_without_cohort(recognised.kind, register)
            comparison = exports.comparison(change.db, desk.today, recognised, register.cohort)
            judgement = _judged(
                recognised, register, comparison, previewed.decisions, desk.today, previewed.file, None
            )
        if strict:
            _refuse_open_rows(previewed.file, judgement.verdicts)
        register = judgement.register
        counts = judgement.counts
        batch = None
        if draft is not None:
            drafts.drop(change.db, draft)
        if counts["added"] or counts["updated"]:
            if remember is not None:
                columns.remember(change, previewed.mapping, remember)
            _settle_cohort(change, register, desk.today)
            if len(judgement.verdicts) > ROWS_IN_MEMORY:
                known.spill(change, len(judgement.verdicts), known.long_answers(register))
            known.save(change, register)
            batch = _record_batch(change, previewed, judgement, desk.today)
    return import_report.of_verdicts(
        previewed.file, previewed.kind, register.cohort, judgement.verdicts, batch=batch, change=change.number
    )


def write_rejects(previewed: Preview, path: Path) -> int:
    """Write the rows that stay out as a workbook that imports again once mended. Returns how many there are.

    Its sheets have the columns of the file, the cells to mend coloured, and a last column with the reasons; rows that
    someone chose to leave out are not in it. Raises CoordinatorError when it cannot be written; a file of that name
    stays as it was then.
    """
    from coordinator.workbook.rejects import kept_of_rejects, sheets_of_rejects
    from coordinator.workbook.writer import write_workbook

    sheets = sheets_of_rejects(previewed.recognised, previewed.verdicts)
    write_workbook(path, [*sheets, *kept_of_rejects(previewed.recognised, previewed.verdicts)])
    return sum(len(sheet.rows) for sheet in sheets)


# -- judging and writing


def _judged(
    recognised: "Recognised",
    register: "Register",
    comparison: "Comparison | None",
    decisions: "Decisions",
    today: date,
    file: str,
    cancelled: Cancelled | None,
) -> "Judgement":
    from coordinator.workbook.judge import Cancelled as Stopped
    from coordinator.workbook.judge import judge

    try:
        return judge(recognised, register, today, decisions, comparison=comparison, cancelled=cancelled)
    except Stopped:
        raise FileRefused(f"Reading {file} was cancelled; nothing was imported.") from None


def _sought(recognised: "Recognised") -> "Sought":
    from coordinator.register import Sought

    first, *others = recognised.tables
    emails, names, phones = first.emails, first.names, first.phones
    for table in others:
        emails, names, phones = emails | table.emails, names | table.names, phones | table.phones
    return Sought(emails, names, phones)


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


def _refuse_open_rows(file: str, verdicts: "Sequence[Verdict]") -> None:
    from coordinator.workbook.verdicts import LEFT_OUT

    staying = [one for one in verdicts if one.is_open and one.reason != LEFT_OUT]
    if staying:
        others = len(staying) - 1
        more = f" and {others} more row{'s' if others > 1 else ''}" if others else ""
        first = staying[0]
        raise FileRefused(
            f"Nothing of {file} was imported, for it is all or nothing: {first.sheet}, row {first.row}{more} "
            f"would stay out ({first.reason}).",
            "Mend them, or import without asking for all.",
        )


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
                "duplicates": counts["duplicate"],
                "rejected": counts["rejected"] + counts["clash"],
                **{judged: counts[judged] for judged in ("added", "updated", "unchanged", "set_aside")},
            }
        ],
    )
    return batch
