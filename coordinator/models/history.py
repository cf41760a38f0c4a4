"""What was changed: what the queries about the events return."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple


class ChangeSummary(NamedTuple):
    """One change: all events of one command. Source: `queries/history/changes.sql`.

    `recorded_at` is UTC by the clock; `recorded_on` the day it was recorded under.
    """

    change: int
    recorded_at: datetime
    recorded_on: date
    who: str
    command: str
    batch: int | None
    file: str | None
    undoes: int | None
    undone_by: int | None
    rows: int
    relationship: int | None
    mentor: str | None
    mentee: str | None

    @property
    def about(self) -> str:
        """The only relationship it touched, or the file it imported."""
        if self.relationship is not None:
            names = f" {self.mentor} & {self.mentee}" if self.mentor else ""
            return f"R{self.relationship}{names}"
        return f"import {self.batch}, {self.file}" if self.batch is not None else ""


class TouchedRow(NamedTuple):
    """One row that a change touched. Source: `queries/history/rows_of_change.sql`."""

    entity: str
    entity_id: int
    relationship: int | None
    before: str | None  # JSON
    after: str | None  # JSON


class TableCount(NamedTuple):
    """What a change did to a table. Source: `queries/history/counts_of_change.sql`."""

    entity: str
    how: str  # added, changed or removed
    rows: int


class Named(NamedTuple):
    """What people call a row. Source: `queries/history/names.sql`."""

    entity: str
    entity_id: int
    name: str


class Asked(NamedTuple):
    """Which changes are asked for: every part that is given narrows it.

    `words` are each looked for in who, command and the names of a relationship that was touched.
    """

    who: str | None = None
    since: date | None = None
    until: date | None = None
    command: str | None = None
    relationship: int | None = None
    batch: int | None = None
    words: Sequence[str] = ()


class ChangedField(NamedTuple):
    """One column of a row that differs, in people's words; `before` is empty where the row is new."""

    column: str
    before: str
    after: str


class ChangedRow(NamedTuple):
    """One row that a change touched, in people's words. `how` is added, changed or removed."""

    how: str
    name: str
    relationship: int | None
    fields: Sequence[ChangedField]


class ChangeDetail(NamedTuple):
    """One change with what was before and after. `left_out` counts the rows that are not among `rows`."""

    summary: ChangeSummary
    counts: Sequence[str]  # "500 sessions added"
    rows: Sequence[ChangedRow]
    left_out: int
    has_notes: bool
