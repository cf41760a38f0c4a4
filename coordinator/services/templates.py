"""Blank workbooks to be filled in by others: every header is the importer's own, and cells say what they take."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coordinator.errors import CoordinatorError
from coordinator.models import Done, Kind
from coordinator.models.outgoing import RelationshipOut
from coordinator.services.desk import Desk
from coordinator.services.overview import known_cohort
from coordinator.store import export_reads, reads

if TYPE_CHECKING:
    from coordinator.workbook.out import About

HOW: dict[Kind, str] = {
    "applicants": "One row for each person. Name, E-mail and Role are needed; the rest may stay blank.",
    "relationships": "One row for each pair. Both e-mails and the Start date are needed; names too for people who are "
    "new.",
    "sessions": "One row for each session: its date, its length, and whether it was held. Nothing of what was said "
    "belongs here. Rows that are left as they are count for nothing; copy one if there are too few.",
}


def write(
    desk: Desk,
    kind: Kind,
    target: Path | BinaryIO,
    *,
    cohort: str | None = None,
    mentor: str | None = None,
) -> Done:
    """Write a template as .xlsx. For sessions `mentor`, by name or e-mail, has rows ready for each of their pairs.

    Raises CoordinatorError for an unknown cohort, for a mentor who fits nobody with a live relationship or several,
    for one with another kind than sessions, and when `target` cannot be written.
    """
    from coordinator.workbook import layouts
    from coordinator.workbook.roundtrip import exported_sheet
    from coordinator.workbook.writer import write_workbook

    if mentor is not None and kind != "sessions":
        raise CoordinatorError("Only a template for sessions is made for one mentor.", "Leave --mentor out.")
    pairs: Sequence[RelationshipOut] = ()
    with desk.store.reading() as db:
        cohort = known_cohort(reads.cohort_names(db), cohort)
        if mentor is not None:
            pairs = _of_one_mentor(export_reads.relationships(db, cohort), mentor)
    sheet = layouts.template(kind, pairs)
    write_workbook(
        target, [sheet, exported_sheet(kind, desk.today, sheet)], _about(desk, kind, cohort, pairs)
    )
    whose = f" with rows for {pairs[0].mentor}'s pairs" if pairs else ""
    where = f" to {target}" if isinstance(target, Path) else ""
    return Done(f"A template for {kind}{whose} written{where}.", None)


def _of_one_mentor(found: Iterable[RelationshipOut], mentor: str) -> list[RelationshipOut]:
    """The live relationships of the one mentor who is called so: an e-mail, or enough of a name."""
    words = mentor.casefold().split()
    fitting = [
        pair
        for pair in found
        if pair.state not in ("closed", "declined")
        and (
            pair.mentor_email == mentor.strip().casefold()
            or all(word in pair.mentor.casefold() for word in words)
        )
    ]
    mentors = dict.fromkeys((pair.mentor, pair.mentor_email) for pair in fitting)
    if len(mentors) == 1:
        return fitting
    if not mentors:
        raise CoordinatorError(
            f"No mentor with a live relationship fits {mentor!r}.", "Give enough of the name, or the e-mail."
        )
    some = ", ".join(f"{name} ({email})" for name, email in list(mentors)[:5])
    raise CoordinatorError(f"{mentor!r} fits {len(mentors)} mentors: {some}.", "Give the e-mail of one.")


def _about(desk: Desk, kind: Kind, cohort: str | None, pairs: Sequence[RelationshipOut]) -> "About":
    from coordinator.workbook.writer import About

    lines = [
        ("What", f"a template for {kind}, to be filled in on the next sheet"),
        *([("Cohort", cohort)] if cohort else []),
        *([("For", pairs[0].mentor)] if pairs else []),
        ("Made on", desk.today.isoformat()),
        ("By", desk.who),
        ("How", HOW[kind]),
        ("Dates", "The day comes before the month: 14/03/2026."),
        ("Then", "Save it as it is (.xlsx) and send it back."),
    ]
    return About(lines)
