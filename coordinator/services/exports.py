"""Write spreadsheets: for managers and funders, for mail merges, and to be filled in and imported again.

Coordinators' notes are in none of them, unless they are asked for by name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, get_args

from coordinator import days, definitions
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.services.desk import Desk
from coordinator.services.overview import known_cohort
from coordinator.store import export_reads, history_reads, reads

if TYPE_CHECKING:
    from coordinator.models.outgoing import Listing
    from coordinator.workbook.out import About, SheetOut
    from coordinator.workbook.roundtrip import Comparison
    from coordinator.workbook.tables import Recognised

ExportKind = Literal[
    "triage",
    "relationships",
    "applicants",
    "sessions",
    "mail-merge",
    "check-ins",
    "pairing",
    "suggestions",
    "cohorts",
    "timeline",
    "history",
    "list",
]
KINDS: tuple[ExportKind, ...] = get_args(ExportKind)

WITH_NOTES: frozenset[ExportKind] = frozenset({"check-ins", "timeline"})
"""Kinds that have coordinators' notes, which go out only when asked for."""

ROWS_AT_ONCE = 5_000
"""So many rows are laid out at a time to be compared with a file."""

MEANINGS: dict[ExportKind, str] = {
    "triage": "Relationships, and how each stands on that day.",
    "relationships": "One row for each relationship. Cadence: days between sessions, blank where it is the cohort's. "
    "Fill it in and import it again: the Ref says which relationship a row is.",
    "applicants": "One row for each applicant and role. Imports again: the e-mail says who it is.",
    "sessions": "One row for each session. Length: hours. Fill it in and import it again: the Ref says which session "
    "a row is; a new session has none.",
    "mail-merge": "One row for each person who takes part or applied, with the parts of their name as a guess. Do not "
    "write to anyone whose Consent is no.",
    "check-ins": "One row for each time a coordinator tried to reach someone.",
    "pairing": "One row for each application, and where it stands on that day.",
    "suggestions": "One row for each suggested pair, with what its score is made of, then one for each mentee left "
    "over and why. Nothing is decided by it.",
    "cohorts": "One row for each cohort, and its figures on that day.",
    "timeline": "What happened in one relationship, newest first.",
    "history": "One row for each change: who, when, with which command.",
    "list": "What the screen showed.",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes out. `items` are the rows a screen shows, written as they are; None: all of the kind.

    `shown` says in words which rows those are. `relationship` is whose timeline is wanted. `notes` takes the
    coordinators' notes in.
    """

    kind: ExportKind
    cohort: str | None = None
    items: Sequence[Any] | None = None
    shown: str = ""
    relationship: int | None = None
    notes: bool = False


def export(
    desk: Desk,
    kind: ExportKind,
    target: Path | BinaryIO,
    *,
    cohort: str | None = None,
    items: Sequence[Any] | None = None,
    shown: str = "",
    relationship: int | None = None,
    notes: bool = False,
    csv: bool = False,
) -> Done:
    """Write one sheet of a kind, for all cohorts or one, as .xlsx or, with `csv`, as delimited text.

    The rest is as in `Wanted`. Raises CoordinatorError for an unknown cohort or relationship, for notes of a kind
    that has none, and when `target` cannot be written; a file of that name stays as it was then.
    """
    from coordinator.workbook.writer import shortened, write_csv, write_workbook

    wanted = Wanted(kind, cohort, items, shown, relationship, notes)
    if notes and kind not in WITH_NOTES:
        raise CoordinatorError(
            f"There are no notes in {kind}.", f"Those that have some are: {', '.join(sorted(WITH_NOTES))}."
        )
    wanted, sheet = _made(desk, wanted)
    if csv:
        write_csv(target, _dated(sheet, desk.recorded_on))
    else:
        write_workbook(target, [sheet, *_for_its_return(desk, wanted, sheet)], about(desk, wanted, sheet))
    count = len(sheet.rows)
    where = f" to {target}" if isinstance(target, Path) else ""
    if desk.recorded_on:
        where += f", as recorded on {days.spell(desk.recorded_on)}"
    cut = 0 if csv else shortened([sheet])
    also = f" {cut} texts were too long for a cell and end in …" if cut else ""
    with_notes = f" {definitions.DISCLOSURE}" if notes else ""
    return Done(
        f"{count} {'row' if count == 1 else 'rows'} of {kind} written{where}.{also}{with_notes}", None
    )


def _dated(sheet: "SheetOut", recorded_on: date | None) -> "SheetOut":
    """The sheet; of the programme as it was, a last column says so in every row, as delimited text has no About."""
    if recorded_on is None:
        return sheet
    rows = [(*row, recorded_on) for row in sheet.rows]
    return replace(sheet, headers=(*sheet.headers, "As recorded on"), rows=rows)


def _for_its_return(desk: Desk, wanted: Wanted, sheet: "SheetOut") -> "list[SheetOut]":
    """What goes along unseen, so that a sheet that was filled in shows what was changed in it."""
    from coordinator.workbook.roundtrip import exported_sheet

    if wanted.kind == "relationships" or wanted.kind == "sessions":
        return [exported_sheet(wanted.kind, desk.today, sheet)]
    return []


def comparison(db: Any, today: date, recognised: "Recognised", cohort: str) -> "Comparison | None":
    """What a file that came back is compared with, by an open connection; None for one that never went out from here."""
    from coordinator.workbook.roundtrip import Comparison, Now

    exported = recognised.exported
    if exported is None:
        return None
    now = Now()
    if exported.rows:  # else it is a template
        wanted = Wanted(recognised.kind, cohort)
        rows = iter(_ROWS[wanted.kind](db, today, cohort))
        while some := list(islice(rows, ROWS_AT_ONCE)):
            now.take(recognised.kind, _sheet(wanted, some))
    return Comparison(exported, now, cohort)


def about(desk: Desk, wanted: Wanted, sheet: "SheetOut") -> "About":
    """What the first sheet says: what the file is, as on which day, by whom, which rows, what each figure means."""
    from coordinator.workbook.writer import About

    as_on = [("As on", desk.today.isoformat())]
    if desk.recorded_on:
        as_on.append(("As recorded on", days.spell(desk.recorded_on)))
    kept = "" if wanted.notes else "Coordinators' notes are not in this file. "
    meanings = definitions.meanings(sheet.headers, of_cohorts=wanted.kind == "cohorts")
    if "Health" in sheet.headers:
        meanings += [(f"Health: {names}", words) for names, words in definitions.HEALTH]
    if "Matter" in sheet.headers:
        meanings += [(f"Matter: {name}", words) for name, words in definitions.MATTERS]
    return About(
        (
            ("What", wanted.kind),
            ("Cohort", wanted.cohort or "all cohorts"),
            *as_on,
            ("By", desk.who),
            ("Rows", str(len(sheet.rows))),
            ("Shown", _shown(wanted)),
            ("Meaning", MEANINGS[wanted.kind]),
            (
                "Confidential",
                f"{kept}It names people: keep it safe."
                if not wanted.notes
                else f"It holds coordinators' notes. {definitions.DISCLOSURE} It names people: keep it safe.",
            ),
        ),
        meanings,
    )


def default_name(kind: str, today: date, cohort: str | None = None, *, csv: bool = False) -> str:
    """A file name to offer: `triage-autumn-2026-2026-11-23.xlsx`."""
    parts = [kind, *(cohort or "").casefold().split(), today.isoformat()]
    plain = "-".join(
        "".join(letter for letter in part if letter.isalnum() or letter == "-") for part in parts
    )
    return f"{plain}.{'csv' if csv else 'xlsx'}"


def _shown(wanted: Wanted) -> str:
    if wanted.items is None:
        return wanted.shown or "all rows"
    return (
        f"the rows that the screen showed: {wanted.shown}"
        if wanted.shown
        else "the rows that the screen showed"
    )


_ROWS: Mapping[ExportKind, Callable[[Any, date, str | None], Iterable[Any]]] = {
    "triage": lambda db, today, cohort: reads.triage_items(db, today, cohort=cohort, everything=True),
    "relationships": lambda db, _, cohort: export_reads.relationships(db, cohort),
    "applicants": lambda db, _, cohort: export_reads.applicants(db, cohort),
    "sessions": lambda db, today, cohort: reads.sessions(db, today, cohort=cohort),
    "mail-merge": export_reads.recipients,
    "check-ins": export_reads.check_ins,
    "pairing": lambda db, today, cohort: reads.participants(db, today, cohort=cohort),
    "cohorts": reads.cohort_figures,
    "history": lambda db, *_: history_reads.changes(db),
}
"""All rows of a kind, by an open connection, the day and the cohort; a timeline and a list are told otherwise."""


def _made(desk: Desk, wanted: Wanted) -> "tuple[Wanted, SheetOut]":
    """The sheet, and what was wanted with its cohort as the programme writes it."""
    rows: Iterable[Any]
    with desk.store.reading() as db:
        wanted = replace(wanted, cohort=known_cohort(reads.cohort_names(db), wanted.cohort))
        if wanted.kind == "suggestions":
            rows = ()  # solved below, with connections of its own
        elif wanted.items is not None:
            rows = wanted.items
        elif wanted.kind in _ROWS:
            rows = _ROWS[wanted.kind](db, desk.today, wanted.cohort)
        elif wanted.kind == "timeline":
            relationship = _named(wanted.relationship)
            detail = reads.relationship_detail(db, desk.today, relationship)
            if detail is None:
                raise CoordinatorError(
                    f"There is no relationship R{relationship}.", "`coordinator triage --all` lists them."
                )
            whose = f"all that happened in {detail.ref}, {detail.mentor} & {detail.mentee}"
            wanted = replace(wanted, cohort=detail.cohort, shown=whose)
            rows = reads.timeline(db, desk.today, relationship)
        else:
            raise ValueError("a list is what a screen shows: hand it over as `items`")
        if wanted.kind != "suggestions":
            return wanted, _sheet(wanted, rows)
    return wanted, _sheet(wanted, [_suggested(desk, wanted)])


def _suggested(desk: Desk, wanted: Wanted) -> "Listing":
    """The board that a screen shows, else the cohort's best pairs as it is now."""
    from coordinator.services import pairing, suggested

    if wanted.items is not None:
        (board,) = wanted.items
    elif wanted.cohort is None:
        raise CoordinatorError("Suggested pairs are of one cohort.", "Say which: --cohort NAME.")
    else:
        board = pairing.suggest(desk, wanted.cohort)
    return suggested.listing(desk, board)


def _named(relationship: int | None) -> int:
    if relationship is None:
        raise CoordinatorError("A timeline is of one relationship.", "Say which: --relationship R12.")
    return relationship


def _sheet(wanted: Wanted, rows: Iterable[Any]) -> "SheetOut":
    from coordinator.workbook import layouts

    match wanted.kind:
        case "triage":
            return layouts.triage(rows)
        case "relationships":
            return layouts.relationships(rows)
        case "applicants":
            return layouts.applicants(rows)
        case "sessions":
            return layouts.sessions(rows)
        case "mail-merge":
            return layouts.recipients(rows)
        case "check-ins":
            return layouts.check_ins(rows, notes=wanted.notes)
        case "pairing":
            return layouts.pairing(rows)
        case "cohorts":
            return layouts.cohorts(rows)
        case "timeline":
            return layouts.timeline(rows, notes=wanted.notes)
        case "history":
            return layouts.history(rows)
        case "list" | "suggestions":
            (listing,) = rows
            return layouts.listing(listing)
