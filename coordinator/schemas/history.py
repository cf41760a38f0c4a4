"""What `coordinator history --json` prints."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from coordinator.models.history import ChangeDetail, ChangeSummary


class ChangeOut(BaseModel):
    """One item of `history --json`; `recorded_at` is UTC."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    change: int
    recorded_at: datetime
    recorded_on: date
    who: str
    command: str
    rows: int
    relationship: str | None
    mentor: str | None
    mentee: str | None
    batch: int | None
    file: str | None
    undoes: int | None
    undone_by: int | None

    @classmethod
    def of(cls, change: ChangeSummary) -> Self:
        told = {name: getattr(change, name) for name in cls.model_fields}
        ref = None if change.relationship is None else f"R{change.relationship}"
        return cls(**{**told, "relationship": ref})


class ChangedFieldOut(BaseModel):
    """One column that differs, in people's words."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    column: str
    before: str
    after: str


class ChangedRowOut(BaseModel):
    """One row that was added, changed or removed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    how: str
    name: str
    fields: Sequence[ChangedFieldOut]


class ChangeDetailOut(BaseModel):
    """`history --change N --json`: the change with what was before and after; notes are masked."""

    model_config = ConfigDict(frozen=True)

    change: ChangeOut
    counts: Sequence[str]
    rows: Sequence[ChangedRowOut]
    rows_left_out: int

    @classmethod
    def of(cls, detail: ChangeDetail) -> Self:
        return cls(
            change=ChangeOut.of(detail.summary),
            counts=detail.counts,
            rows=[ChangedRowOut.model_validate(row) for row in detail.rows],
            rows_left_out=detail.left_out,
        )
