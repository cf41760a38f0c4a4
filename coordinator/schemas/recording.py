"""What `log --json` and `contact --json` print."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict


class LineOut(BaseModel):
    """One line: what it means in words (`understood`) and as it could be typed again, or why it was `refused`."""

    model_config = ConfigDict(frozen=True)

    line: str
    relationship: str | None
    mentor: str | None
    mentee: str | None
    understood: str | None
    typed: Sequence[str]
    refused: str | None


class LoggedOut(BaseModel):
    """All lines of one command; `change` is what undo takes back, None: nothing was recorded."""

    model_config = ConfigDict(frozen=True)

    change: int | None
    lines: Sequence[LineOut]
