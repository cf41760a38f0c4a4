"""What `coordinator handover --json` prints."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from coordinator.models.caseload import CaredFor, HandedOver, Handover


class HandedRow(BaseModel):
    """One relationship that was handed over. `before` is who looked after it."""

    model_config = ConfigDict(frozen=True)

    relationship: str
    mentor: str
    mentee: str
    before: str | None

    @classmethod
    def of(cls, row: CaredFor) -> Self:
        return cls(
            relationship=f"R{row.relationship}",
            mentor=row.mentor,
            mentee=row.mentee,
            before=row.looked_after_by,
        )


class HandoverOut(BaseModel):
    """A handover: `to` null is nobody; `until` null is for good; `back` is handed back to their own."""

    model_config = ConfigDict(frozen=True)

    to: str | None
    until: date | None
    back: bool
    change: int | None
    message: str
    brief: str | None
    relationships: Sequence[HandedRow]

    @classmethod
    def of(cls, handover: Handover, done: HandedOver, brief: Path | None) -> Self:
        return cls(
            **handover._asdict(),
            change=done.change,
            message=done.message,
            brief=None if brief is None else str(brief),
            relationships=[HandedRow.of(row) for row in done.relationships],
        )
