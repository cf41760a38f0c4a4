"""What the import workbench keeps."""

from datetime import date
from typing import NamedTuple


class KeptMapping(NamedTuple):
    """A remembered mapping. `content` is JSON: `coordinator.schemas.mappings`. Source: `queries/import/mappings.sql`."""

    id: int
    version: int
    name: str
    kind: str
    fingerprint: str
    content: str
    used_on: date


class Draft(NamedTuple):
    """An import that was begun and not finished. Source: `queries/import/drafts.sql`."""

    id: int
    file: str
    path: str
    checksum: str
    kind: str
    cohort: str
    who: str
    saved_on: date
    row_count: int
    looked_at: int
