"""What `coordinator nudges --json` prints."""

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict

from coordinator.messages import Draft, Template


class TextOut(BaseModel):
    """The text of one kind of message. `edited`: it is not the one that ships."""

    model_config = ConfigDict(frozen=True)

    name: str
    subject: str
    body: str
    edited: bool

    @classmethod
    def of(cls, text: Template) -> Self:
        return cls(name=text.name, subject=text.subject, body=text.body, edited=not text.is_shipped)


class DraftOut(BaseModel):
    """One message to one person. Without an `email` it is in no file: call them."""

    model_config = ConfigDict(frozen=True)

    name: str
    email: str | None
    message: str
    relationships: Sequence[str]
    subject: str
    body: str

    @classmethod
    def of(cls, draft: Draft) -> Self:
        return cls(
            name=draft.name,
            email=draft.email or None,
            message=draft.template,
            relationships=[f"R{number}" for number in draft.relationships],
            subject=draft.subject,
            body=draft.body,
        )


class NudgedOut(BaseModel):
    """What was written. `change` is the change that records them as sent; null where none was asked for."""

    model_config = ConfigDict(frozen=True)

    written: str
    change: int | None
    drafts: Sequence[DraftOut]
