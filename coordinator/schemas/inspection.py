"""What `inspect --json` prints: what the program sees in a file. Nothing was changed."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from coordinator.models import Kind


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class ColumnSeen(_Out):
    """One column: its first different answers, the field it fills ("": none), what that rests on and why."""

    letter: str
    header: str
    answers: Sequence[str]
    field: str
    sure: str
    why: str


class SheetSeen(_Out):
    """One sheet. `rows` are those with something in them; `header_row` None where no table was found."""

    title: str
    hidden: bool
    rows: int
    header_row: int | None
    columns: Sequence[ColumnSeen]
    left_out: str | None


class Verdicts(_Out):
    """How the rows would be judged."""

    added: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    set_aside: int


class Inspection(_Out):
    """A file as the program sees it. `verdicts` None: it is no table that can be imported, and `refused` says why."""

    file: str
    kind: Kind | None
    cohort: str | None
    sheets: Sequence[SheetSeen]
    notes: Sequence[str]
    verdicts: Verdicts | None
    refused: str | None
