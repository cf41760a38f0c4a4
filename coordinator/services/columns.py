"""What the columns of a file fill: as asked, as remembered, as recognised; and what may be said of them."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, FileRefused
from coordinator.models import Kind
from coordinator.services import mappings
from coordinator.services.desk import Desk

if TYPE_CHECKING:
    from coordinator.schemas.mappings import RememberedMapping
    from coordinator.services.imports import Preview
    from coordinator.store.writes import Change
    from coordinator.workbook.cells import Book
    from coordinator.workbook.decisions import Decisions
    from coordinator.workbook.mapping import FileMapping
    from coordinator.workbook.tables import Recognised

_FREE = frozenset({"organisation", "location", "job_title", "coordinator", "cohort"})
_CHOICES = _FREE | {
    "role",
    "capacity",
    "consent",
    "state",
    "mode",
    "outcome",
    "cadence_days",
    "plan_reviewed",
}
"""Fields whose answers people share, so that one mended may be all of them mended."""

_DETAILS = {
    "name": ("name", "first_name", "last_name"),
    "e-mail": ("email",),
    "phone": ("phone",),
    "organisation": ("organisation",),
    "job title": ("job_title",),
    "location": ("location",),
}


def found(
    desk: Desk,
    book: "Book",
    kind: Kind | None,
    sheet: str | None,
    chosen: "RememberedMapping | None",
    constants: Mapping[str, str],
    *,
    by_hand: bool,
) -> "Recognised":
    """The tables of a book. One whose headers mean too little is a table by hand, or as it is remembered.

    Raises FileRefused as `recognise`.
    """
    from coordinator.workbook import remembered
    from coordinator.workbook.mapping import proposed
    from coordinator.workbook.recognise import KINDS, recognise

    kind = kind or (chosen.kind if chosen else None)
    given = frozenset({*_fields_meant(constants), *(chosen.constants if chosen else ())})
    try:
        return recognise(book, kind, sheet, given=given, by_hand=by_hand or chosen is not None)
    except FileRefused:
        for one in (kind,) if kind else KINDS:
            with suppress(FileRefused):
                likeliest = recognise(book, one, sheet, given=given, by_hand=True)
                headers = remembered.headers_of(proposed(likeliest))
                if mappings.best_of(desk, one, headers) is not None:
                    return likeliest
        raise


def _fields_meant(constants: Mapping[str, str]) -> set[str]:
    """The fields of any kind that the names of constants mean."""
    from coordinator.workbook.fields import FIELDS

    wanted = {_folded(name) for name in constants}
    known = [field for fields in FIELDS.values() for field in fields]
    return {field.name for field in known if wanted & {_folded(field.name), _folded(field.header)}}


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def cohort_told(book: "Book") -> str:
    """The cohort that a file itself says it is of; "" where it says none, or several."""
    from coordinator.workbook import cohorts

    return cohorts.cohort_told(book)


def mapped(desk: Desk, found: "Recognised", chosen: "RememberedMapping | None") -> "FileMapping":
    """The columns of a file as `chosen` has them, else as remembered of this form, else as recognised."""
    from coordinator.workbook.mapping import proposed
    from coordinator.workbook.remembered import recalled

    proposal = proposed(found)
    if chosen is None:
        return mappings.fitting(desk, proposal)
    if chosen.kind != found.kind:
        raise CoordinatorError(f"The mapping {chosen.name} is for {chosen.kind}, and these are {found.kind}.")
    return recalled(proposal, chosen, chosen.name)


def with_constants(mapping: "FileMapping", constants: Mapping[str, str], today: date) -> "FileMapping":
    """The mapping with one answer for all rows, by names of fields. Raises CoordinatorError for what is no answer."""
    from coordinator.workbook.mapping import with_constant

    for name, answer in constants.items():
        field = constant_field(mapping.kind, name)
        refuse_answer(mapping.kind, field, answer, today)
        mapping = with_constant(mapping, field, answer)
    return mapping


def constant_field(kind: Kind, name: str) -> str:
    """The field that a name means: its own, or its header. Raises CoordinatorError naming those there are."""
    from coordinator.workbook.fields import FIELDS

    for field in FIELDS[kind]:
        if _folded(name) in (_folded(field.name), _folded(field.header)):
            return field.name
    names = ", ".join(field.name for field in FIELDS[kind])
    raise CoordinatorError(f"There is no field {name!r} in {kind}.", f"The fields are: {names}.")


def refuse_answer(kind: Kind, field: str, answer: str, today: date) -> None:
    """Raise CoordinatorError when a text is no answer of a field, saying why."""
    from coordinator.workbook.cells import Cell
    from coordinator.workbook.understood import read
    from coordinator.workbook.values import Unreadable

    try:
        read(kind, field, Cell("text", answer), today)
    except Unreadable as unreadable:
        raise CoordinatorError(f"{field.replace('_', ' ')} {answer!r}: {unreadable.reason}.") from unreadable


def as_said(found: "Recognised", mapping: "FileMapping", decisions: "Decisions") -> "Recognised":
    """The tables as the mapping and the mended cells have them."""
    from coordinator.workbook.decisions import mended
    from coordinator.workbook.mapping import applied, proposed

    if not decisions.mends and mapping == proposed(found):
        return found
    return applied(mended(found, decisions), mapping)


def remember(change: "Change", mapping: "FileMapping", called: str) -> None:
    """Remember what somebody said of the columns, as a change of its own in the same transaction."""
    from coordinator.store.writes import Change
    from coordinator.workbook.mapping import is_said

    if is_said(mapping):
        own = Change(change.db, change.who, mappings.REMEMBER, change.today, change.now)
        mappings.remember_in(own, mapping, called)


def of_memory(mapping: "FileMapping") -> list[str]:
    """What a remembered mapping says of the file's columns."""
    if not mapping.name:
        return []
    told = [f"Mapped as remembered: {mapping.name}."]
    told += [f"New columns since then: {', '.join(mapping.new)}."] if mapping.new else []
    told += [f"Columns no longer there: {', '.join(mapping.vanished)}."] if mapping.vanished else []
    return told


def lacks(preview: "Preview", mapping: "FileMapping") -> list[str]:
    """What no column fills though every row needs it, in words."""
    from coordinator.workbook.mapping import lacking

    return lacking(preview.found, mapping)


def alike(preview: "Preview", sheet: str, row: int, column: int) -> tuple[str, str, list[int]]:
    """A cell's text, the field whose answer it is, and other rows that say it.

    The field is "" where an answer is a person's own, or one of few that is understood as it is: `closed` mended to
    `paused` is so of one row, and no other word for it.
    """
    from coordinator.workbook.recipe import answer_key

    use = preview.mapping.of(sheet, column).use
    table = next(table for table in preview.recognised.tables if table.sheet == sheet)
    said, others = "", []
    for one in table.rows:
        cell = one.cells.get(column)
        if one.number == row:
            said = "" if cell is None else cell.text
    if use not in _CHOICES or not said or (use not in _FREE and _is_understood(preview.kind, use, said)):
        return said, "", []
    wanted = answer_key(said)
    for one in table.rows:
        cell = one.cells.get(column)
        if cell is not None and one.number != row and answer_key(cell.text) == wanted:
            others.append(one.number)
    return said, use, others


def _is_understood(kind: Kind, field: str, said: str) -> bool:
    from coordinator.workbook.cells import Cell
    from coordinator.workbook.understood import read
    from coordinator.workbook.values import Unreadable

    try:
        read(kind, field, Cell("text", said), date.max)
    except Unreadable:
        return False
    return True


def details(preview: "Preview", sheet: str, row: int) -> dict[str, str]:
    """What a row says of a person, by the names under which what is known is told."""
    table = next(table for table in preview.recognised.tables if table.sheet == sheet)
    read = next(one for one in table.rows if one.number == row)
    made = read if table.recipe is None else table.recipe.made(read)
    told: dict[str, str] = {}
    for name, fields in _DETAILS.items():
        cells = [made.cells.get(column) for field in fields for column in table.columns.get(field, ())]
        told[name] = " ".join(cell.text for cell in cells if cell is not None)
    return told
