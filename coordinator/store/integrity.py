"""Find what is wrong in a programme file: references without a row, rows that contradict each other."""

from typing import TYPE_CHECKING, NamedTuple

from coordinator.policy import ends
from coordinator.sql import query
from coordinator.store.writes import describe_row

if TYPE_CHECKING:
    import duckdb


class DanglingReference(NamedTuple):
    """A row that names one that is not there. Source: `queries/check/dangling.sql`."""

    entity: str
    entity_id: int
    refers_to: str
    target: str
    target_id: int


def dangling(db: "duckdb.DuckDBPyConnection") -> list[DanglingReference]:
    """Every reference to a row that is not there."""
    return [DanglingReference(*row) for row in db.execute(query("check/dangling")).fetchall()]


def contradictions(db: "duckdb.DuckDBPyConnection") -> list[str]:
    """Rows that contradict themselves or another, a sentence each."""
    return [
        f"{describe_row(entity, entity_id)}: {problem}."
        for entity, entity_id, problem in db.execute(
            query("check/contradictions"), {"ends": list(ends())}
        ).fetchall()
    ]
