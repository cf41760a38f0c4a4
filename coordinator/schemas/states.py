"""What `set`, `close`, `reopen` and `rematch` print as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from coordinator.models.states import Standing


class StateOut(BaseModel):
    """What one relationship became. `change` is what `undo` takes back; None: nothing was changed (`--dry-run`)."""

    model_config = ConfigDict(frozen=True)

    relationship: str
    mentor: str
    mentee: str
    was: str
    state: str
    outcome: str | None
    reason: str | None
    initiated_by: str | None
    started_on: date | None
    closed_on: date | None
    consequences: Sequence[str]
    change: int | None

    @classmethod
    def of(
        cls, was: Standing, columns: Mapping[str, object], consequences: Sequence[str], change: int | None
    ) -> Self:
        """`columns` are those that the change set."""
        now: dict[str, Any] = {**was._asdict(), **columns}
        return cls(
            relationship=was.ref,
            mentor=was.mentor_name,
            mentee=was.mentee_name,
            was=was.state,
            state=now["state"],
            outcome=now["outcome"],
            reason=now["reason_code"] or now["reason"],
            initiated_by=now["initiated_by"],
            started_on=now["started_on"],
            closed_on=now["closed_on"],
            consequences=consequences,
            change=change,
        )
