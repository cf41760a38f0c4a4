"""What the import workbench keeps, read."""

from typing import TYPE_CHECKING

from coordinator.models.importing import Draft, KeptMapping
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def mappings(db: "DuckDBPyConnection", kind: str | None = None) -> list[KeptMapping]:
    """Remembered mappings, the last used first."""
    return rows(db, "import/mappings", KeptMapping, kind=kind)


def drafts(db: "DuckDBPyConnection") -> list[Draft]:
    """Imports that were begun and not finished, the last first."""
    return rows(db, "import/drafts", Draft)
