"""What the history reads, one function a query; as in `reads`."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models.history import ChangeSummary, Named, TableCount, TouchedRow
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def changes(
    db: "DuckDBPyConnection",
    *,
    change: int | None = None,
    before: int | None = None,
    after: int | None = None,
    who: str | None = None,
    since: date | None = None,
    until: date | None = None,
    command: str | None = None,
    relationship: int | None = None,
    batch: int | None = None,
    words: Sequence[str] | None = None,
    limit: int | None = None,
) -> list[ChangeSummary]:
    """What was changed, newest first, each the whole of one command; `before` is the last number already read."""
    return rows(
        db,
        "history/changes",
        ChangeSummary,
        change=change,
        before=before,
        after=after,
        who=who,
        since=since,
        until=until,
        command=command,
        relationship=relationship,
        batch=batch,
        words=words,
        limit=limit,
    )


def rows_of_change(db: "DuckDBPyConnection", change: int, limit: int | None = None) -> list[TouchedRow]:
    """The rows that a change touched, before and after, in the order to read them."""
    return rows(db, "history/rows_of_change", TouchedRow, change=change, limit=limit)


def counts_of_change(db: "DuckDBPyConnection", change: int) -> list[TableCount]:
    """How many rows of which table a change added, changed and removed."""
    return rows(db, "history/counts_of_change", TableCount, change=change)


def names(
    db: "DuckDBPyConnection", people: Sequence[int], cohorts: Sequence[int], relationships: Sequence[int]
) -> list[Named]:
    """What people call these rows; those without a name are left out."""
    return rows(db, "history/names", Named, people=people, cohorts=cohorts, relationships=relationships)
