"""Who looks after a relationship on a day: its own coordinator, or whoever covers it."""

from datetime import date

import pytest

from coordinator.store import reads
from tests.sql.conftest import TODAY, Programme, ago


@pytest.mark.parametrize(
    ("covered_by", "covered_until", "looks_after"),
    [
        (None, None, "ana"),
        ("ben", ago(-1), "ben"),
        ("ben", TODAY, "ben"),  # the last day of the cover counts
        ("ben", ago(1), "ana"),  # handed back by itself
        (None, ago(-1), "ana"),
    ],
)
def test_the_cover_counts_up_to_and_with_its_last_day(
    programme: Programme, covered_by: str | None, covered_until: date | None, looks_after: str
) -> None:
    one = programme.relationship(
        ago(40), coordinator="ana", covered_by=covered_by, covered_until=covered_until
    )
    detail = reads.relationship_detail(programme.db, TODAY, one)
    assert detail is not None
    assert detail.coordinator == looks_after
    assert (detail.covered_for, detail.cover_ends_on) == (
        ("ana", covered_until) if looks_after == "ben" else (None, None)
    )
    (item,) = reads.triage_items(programme.db, TODAY, everything=True)
    assert item.coordinator == looks_after
    assert reads.triage_items(programme.db, TODAY, everything=True, coordinator="ben") == (
        [item] if looks_after == "ben" else []
    )
