"""The vocabulary of tags and what labels mean in it, one function a query."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coordinator.models.tags import Stranger, Tag, TagKey, Understood
from coordinator.store.reads import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def vocabulary(db: "DuckDBPyConnection", cohort: str | None = None) -> list[Tag]:
    """Every tag by topic, retired ones last, with how many people of a cohort (None: of all) tell it."""
    return rows(db, "tags/vocabulary", Tag, cohort=cohort)


def understood(db: "DuckDBPyConnection", labels: Sequence[str]) -> list[Understood]:
    """What each label means, in the order given."""
    return rows(db, "tags/understood", Understood, labels=labels)


def strangers(db: "DuckDBPyConnection") -> list[Stranger]:
    """The labels that no tag means, those of most people first."""
    return rows(db, "tags/strangers", Stranger)


def tag_keys(db: "DuckDBPyConnection") -> list[TagKey]:
    """All that means a tag, tidied for comparing."""
    return rows(db, "tags/keys", TagKey)
