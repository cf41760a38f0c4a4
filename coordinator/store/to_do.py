"""The whole to-do list: the relationships of triage and the applicants who wait, in one order."""

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from coordinator.definitions import MATTERS
from coordinator.models import TriageItem
from coordinator.store import reads

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def _waiting_urgency() -> int:
    """As `matter_urgency('waiting')` of the rules; a test holds the words to their order."""
    return 1 + [name for name, _ in MATTERS].index("waiting")


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
    Where relationships more urgent than any wait reach the limit by themselves, those who wait are not looked for: it
    costs half of what relationships do.
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
    if figure is not None or coordinator:
        return found
    if limit is not None and len(found) >= limit > 0 and found[-1].urgency < _waiting_urgency():
        return found
    waiting = reads.waiting_items(db, today, cohort=cohort, put_off=put_off, limit=limit)
    return sorted(found + waiting, key=attrgetter("urgency"))[:limit] if waiting else found
