"""What `coordinator nudges --json` prints."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict


class TextOut(BaseModel):
    """The text of one kind of message. `edited`: it is not the one that ships."""

    model_config = ConfigDict(frozen=True)

    name: str
    subject: str
    body: str
    edited: bool


class DraftOut(BaseModel):
    """One message to one person. Without an `email` it is in no file: call them."""

    model_config = ConfigDict(frozen=True)

    name: str
    email: str | None
    message: str
    relationships: Sequence[str]
    subject: str
    body: str


class NudgedOut(BaseModel):
    """What was written. `change` is the change that records them as sent; null where none was asked for."""

    model_config = ConfigDict(frozen=True)

    written: str
    change: int | None
    drafts: Sequence[DraftOut]
