"""What an answer is taken for, in words: the same readers as the judge's, for showing before anything is judged. Pure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coordinator.models import Kind
from coordinator.workbook import values
from coordinator.workbook.cells import Cell
from coordinator.workbook.dates import DayOrder, day, long_day
from coordinator.workbook.judge_relationships import read_outcome, read_state
from coordinator.workbook.judge_sessions import read_mode, read_session_state
from coordinator.workbook.recognise import DAYS, SEVERAL
from coordinator.workbook.separators import AS_WRITTEN
from coordinator.workbook.verdicts import shown_value

_READERS: dict[str, Callable[[Cell], Any]] = {
    "email": values.email,
    "mentor_email": values.email,
    "mentee_email": values.email,
    "role": values.roles,
    "capacity": values.capacity,
    "consent": values.yes_no,
    "plan_reviewed": values.yes_no,
    "cadence_days": values.cadence,
    "hours": values.hours,
    "outcome": read_outcome,
    "mode": read_mode,
}


def read(
    kind: Kind,
    field: str,
    cell: Cell,
    today: date,
    *,
    order: DayOrder | None = None,
    separator: str = AS_WRITTEN,
) -> object:
    """The value of a cell of a field. Raises Unreadable with the reason why not."""
    if field in DAYS:
        return day(cell, today, order)
    if field in SEVERAL:
        return values.tags(cell, separator)
    if field == "state":
        return read_state(cell) if kind == "relationships" else read_session_state(cell)
    return _READERS.get(field, values.line)(cell)


def understood(
    kind: Kind,
    field: str,
    cell: Cell,
    today: date,
    *,
    order: DayOrder | None = None,
    separator: str = AS_WRITTEN,
) -> str:
    """What a cell of a field is taken for, in words. Raises Unreadable."""
    value = read(kind, field, cell, today, order=order, separator=separator)
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, tuple):
        between = " and " if field == "role" else " | "
        return between.join(str(part).replace("_", " ") for part in value if part)
    if field == "hours":
        return f"{shown_value(value)} h"
    return shown_value(value)
