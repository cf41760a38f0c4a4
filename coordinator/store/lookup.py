"""Look up a relationship by what people call it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coordinator.sql import query

if TYPE_CHECKING:
    import duckdb


class NamedPair(NamedTuple):
    """A relationship found by its names. Source: `queries/relationship/by_names.sql`."""

    relationship: int
    mentor: str
    mentee: str
    is_live: bool


def relationships_by_names(db: "duckdb.DuckDBPyConnection", words: Sequence[str]) -> list[NamedPair]:
    """Relationships whose names hold every word, case and accents aside; several words: one at least in each name.

    Live ones first.
    """
    found = db.execute(query("relationship/by_names"), {"words": list(words)}).fetchall()
    return [NamedPair(*row) for row in found]
