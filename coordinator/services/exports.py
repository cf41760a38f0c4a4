"""Write spreadsheets for managers and funders, and for import again. Coordinators' notes are never among them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from coordinator.errors import CoordinatorError
from coordinator.models import Done, SessionRow, TriageItem
from coordinator.services.desk import Desk
from coordinator.store import reads, sheets

if TYPE_CHECKING:
    from coordinator.workbook.writer import SheetOut, Value

ExportKind = Literal["triage", "relationships", "applicants", "sessions"]

_MEANINGS: dict[ExportKind, str] = {
    "triage": "Relationships and how each stands on the day named above. Days since: from the last session held, else "
    "the start, less paused days. Hours expected: the target times the elapsed share of the duration.",
    "relationships": "One row for each relationship. Cadence: days between sessions, blank where it is the cohort's. "
    "Imports again as relationships.",
    "applicants": "One row for each applicant and role. Imports again as applicants.",
    "sessions": "One row for each session. Length: hours. Imports again as sessions.",
}


def export(
    desk: Desk,
    kind: ExportKind,
    target: Path | BinaryIO,
    *,
    cohort: str | None = None,
    items: Sequence[TriageItem] | None = None,
    csv: bool = False,
) -> Done:
    """Write one sheet of a kind, for all cohorts or one, as .xlsx or, with `csv`, as delimited text.

    `items` are what a screen shows of triage, written as they are. Raises CoordinatorError for an unknown cohort and
    when `target` cannot be written; a file of that name stays as it was then.
    """
    from coordinator.workbook.writer import About, shortened, write_csv, write_workbook

    with desk.store.reading() as db:
        cohort = _known(reads.cohort_names(db), cohort)
        if kind == "sessions":
            sheet = _sessions(reads.sessions(db, desk.today, cohort=cohort))
        elif kind == "relationships":
            sheet = _relationships(sheets.relationships(db, cohort))
        elif kind == "applicants":
            sheet = _applicants(sheets.applicants(db, cohort))
        elif items is None:
            sheet = _triage(reads.triage_items(db, desk.today, cohort=cohort, everything=True))
        else:
            sheet = _triage(items)
    count = len(sheet.rows)
    if csv:
        write_csv(target, sheet)
    else:
        about = About(
            (
                ("What", kind),
                ("Cohort", cohort or "all cohorts"),
                ("As on", desk.today.isoformat()),
                ("Rows", str(count)),
                ("Shown", "the rows that the screen showed" if items is not None else "all rows"),
                ("Meaning", _MEANINGS[kind]),
                ("Confidential", "Coordinators' notes are not in this file. It names people: keep it safe."),
            )
        )
        write_workbook(target, [sheet], about)
    where = f" to {target}" if isinstance(target, Path) else ""
    cut = 0 if csv else shortened([sheet])
    also = f" {cut} texts were too long for a cell and end in …" if cut else ""
    return Done(f"{count} {'row' if count == 1 else 'rows'} of {kind} written{where}.{also}", None)


def _known(names: Sequence[str], cohort: str | None) -> str | None:
    """The cohort's name as the programme writes it."""
    if cohort is None:
        return None
    wanted = " ".join(cohort.split()).casefold()
    found = next((name for name in names if name.casefold() == wanted), None)
    if found is None:
        listed = (
            f"The cohorts are: {', '.join(names)}."
            if names
            else "There are no cohorts yet: import a spreadsheet."
        )
        raise CoordinatorError(f"There is no cohort {cohort!r}.", listed)
    return found


def _triage(items: Sequence[TriageItem]) -> "SheetOut":
    from coordinator.workbook.writer import SheetOut

    headers = [
        "Ref",
        "Cohort",
        "Mentor",
        "Mentor e-mail",
        "Mentee",
        "Mentee e-mail",
        "State",
        "Health",
        "Reason",
        "Days since",
        "Last session",
        "Next session",
        "Sessions held",
        "Hours held",
        "Hours expected",
        "Hours forecast",
        "Behind on hours",
        "Next step",
        "Coordinator",
    ]
    rows: list[list[Value]] = [
        [
            item.ref,
            item.cohort,
            item.mentor,
            item.mentor_email,
            item.mentee,
            item.mentee_email,
            item.state,
            _words(item.health),
            item.reason,
            item.days_since,
            item.last_session,
            item.next_session,
            item.sessions_held,
            _hours(item.hours_held),
            _hours(item.hours_expected),
            _hours(item.hours_forecast),
            item.behind_on_hours,
            item.next_step,
            item.coordinator,
        ]
        for item in items
    ]
    return SheetOut("Triage", headers, rows)


def _relationships(found: Sequence[sheets.RelationshipOut]) -> "SheetOut":
    from coordinator.workbook.columns import header
    from coordinator.workbook.writer import SheetOut

    fields = [
        "cohort",
        "mentor",
        "mentor_email",
        "mentee",
        "mentee_email",
        "started_on",
        "state",
        "cadence_days",
        "paused_on",
        "returns_on",
        "closed_on",
        "outcome",
        "coordinator",
    ]
    headers = ["Ref", *(header("relationships", field) for field in fields)]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: getattr(known, field) for field in fields}
        told["outcome"] = _words(known.outcome)
        rows.append([f"R{known.relationship}", *(told[field] for field in fields)])
    return SheetOut("Relationships", headers, rows)


def _sessions(found: Sequence[SessionRow]) -> "SheetOut":
    from coordinator.workbook.columns import header
    from coordinator.workbook.writer import SheetOut

    fields = [
        "cohort",
        "held_on",
        "mentor",
        "mentor_email",
        "mentee",
        "mentee_email",
        "state",
        "hours",
        "mode",
        "plan_reviewed",
    ]
    headers = ["Ref", *(header("sessions", field) for field in fields), "Reported by"]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: getattr(known, field) for field in fields}
        told["hours"] = round(known.hours, 4) if known.hours is not None else None
        told["mode"] = _words(known.mode)
        rows.append([f"R{known.relationship}", *(told[field] for field in fields), known.reported_by])
    return SheetOut("Sessions", headers, rows)


def _applicants(found: Sequence[sheets.ApplicantOut]) -> "SheetOut":
    from coordinator.workbook.columns import header
    from coordinator.workbook.writer import SheetOut

    fields = [
        "cohort",
        "name",
        "email",
        "phone",
        "organisation",
        "job_title",
        "location",
        "role",
        "capacity",
        "tags",
        "about",
        "consent",
        "applied_on",
    ]
    headers = [*(header("applicants", field) for field in fields), "State"]
    rows: list[list[Value]] = []
    for known in found:
        told: dict[str, Value] = {field: getattr(known, field) for field in fields if field != "tags"}
        told["tags"] = _tags(known.tags)
        told["role"] = known.role.capitalize()
        rows.append([*(told[field] for field in fields), known.state])
    return SheetOut("Applicants", headers, rows)


def _tags(tags: Sequence[str] | None) -> str | None:
    """Tags in one cell. One alone that holds a comma gets a `;`, so that it is not taken for several."""
    if not tags:
        return None
    return f"{tags[0]};" if len(tags) == 1 and "," in tags[0] else "; ".join(tags)


def _words(code: str | None) -> str | None:
    return code.replace("_", " ") if code else None


def _hours(hours: float | None) -> float | None:
    return round(hours, 2) if hours is not None else None


def default_name(kind: ExportKind, today: date, cohort: str | None = None) -> str:
    """A file name to offer: `triage-autumn-2026-2026-11-23.xlsx`."""
    parts = [kind, *(cohort or "").casefold().split(), today.isoformat()]
    plain = "-".join(
        "".join(letter for letter in part if letter.isalnum() or letter == "-") for part in parts
    )
    return f"{plain}.xlsx"
