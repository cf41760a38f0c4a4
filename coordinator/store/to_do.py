"""The whole to-do list: the relationships of triage and the applicants who wait, in one order."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from coordinator.models import TriageItem
from coordinator.store import reads

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def items(
    db: "DuckDBPyConnection",
    today: date,
    *,
    cohort: str | None = None,
    coordinator: str | None = None,
    figure: str | None = None,
    everything: bool = False,
    put_off: bool = False,
    limit: int | None = None,
) -> list[TriageItem]:
    """Rows by urgency, as `reads.triage_items` and `reads.waiting_items` give them.

    Nobody who waits is in a figure of relationships or in a caseload; a blank `coordinator` is for what is in none.
    Where relationships alone reach the limit, those who wait are not looked for.
    """
    found = reads.triage_items(
        db,
        today,
        cohort=cohort,
        coordinator=coordinator,
        figure=figure,
        everything=everything,
        put_off=put_off,
        limit=limit,
    )
    if figure is not None or coordinator or (limit is not None and len(found) >= limit):
        return found
    waiting = reads.waiting_items(db, today, cohort=cohort, put_off=put_off, limit=limit)
    return sorted(found + waiting, key=attrgetter("urgency"))[:limit] if waiting else found
