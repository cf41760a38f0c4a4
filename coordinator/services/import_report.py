"""What is said of an import: its report, and the notes about its rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError
from coordinator.models import Kind

if TYPE_CHECKING:
    import coordinator.schemas as schemas
    from coordinator.workbook.verdicts import Verdict


def of_refusal(name: str, kind: Kind | None, cohort: str, error: CoordinatorError) -> "schemas.ImportReport":
    """The report of a file that was refused, with the sentence why."""
    from coordinator.schemas import ImportReport

    return ImportReport.of_refusal(name, cohort, kind, str(error))


def of_verdicts(
    file: str,
    kind: Kind,
    cohort: str,
    verdicts: "Sequence[Verdict]",
    *,
    batch: int | None = None,
    change: int | None = None,
) -> "schemas.ImportReport":
    """The report of a file that was judged; of a dry run there is neither batch nor change."""
    from coordinator.schemas import ImportReport

    counts = Counter(verdict.judged for verdict in verdicts)
    return ImportReport(
        file=file,
        kind=kind,
        cohort=cohort,
        batch=batch,
        rows=len(verdicts),
        added=counts["added"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        rejected=cells(verdicts, "rejected", "clash"),
        set_aside=cells(verdicts, "set_aside"),
        duplicates=cells(verdicts, "duplicate"),
        change=change,
    )


def cells(verdicts: "Sequence[Verdict]", *judged: str) -> "list[schemas.RejectedCell]":
    """For each row so judged the first cell to blame, with all reasons."""
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
        if verdict.judged in judged
    ]


def notes(verdicts: "Iterable[Verdict]", most: int) -> "tuple[list[tuple[Verdict, str]], list[str]]":
    """The first notes about rows that go in, with their rows; and how many of each kind there are beside them."""
    from coordinator.workbook.noted import counted

    noted = ((verdict, note) for verdict in verdicts if not verdict.is_open for note in verdict.notes)
    first = list(islice(noted, most))
    return first, counted(note for _, note in noted)
