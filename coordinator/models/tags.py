"""The vocabulary of needs and expertise, and what labels that people write mean in it."""

from collections.abc import Sequence
from typing import NamedTuple


class Tag(NamedTuple):
    """One tag, and how many people tell it. Source: `queries/tags/vocabulary.sql`. Tags of one topic are sisters."""

    tag: int
    version: int
    topic: str
    name: str
    synonyms: Sequence[str]
    retired: bool
    mentors: int
    mentees: int


class Understood(NamedTuple):
    """What a label means: `how` is exact, offered or unknown. Source: `queries/tags/understood.sql`."""

    label: str
    how: str
    tag: int | None
    name: str | None


class Stranger(NamedTuple):
    """A label that no tag means, and how many people wrote it. Source: `queries/tags/strangers.sql`."""

    label: str
    people: int


class TagKey(NamedTuple):
    """Tidy words that mean a tag. Source: `queries/tags/keys.sql`."""

    key: str
    tag: int
    name: str
