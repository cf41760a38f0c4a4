"""A remembered mapping as JSON: in the programme file, and in the files that `coordinator mappings export` writes."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from coordinator.models import Kind


class RememberedColumn(BaseModel):
    """What one header of a form fills. `nth`: which of several headers alike, from 1. `use` "": it is ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str
    nth: int = Field(default=1, ge=1)
    use: str = ""
    separator: str = ""
    joined: bool = False


class RememberedMapping(BaseModel):
    """What the columns of a form fill. `answers` are field, answer, and what the answer stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    name: str = ""
    kind: Kind
    columns: list[RememberedColumn]
    constants: dict[str, str] = Field(default_factory=dict)
    answers: list[tuple[str, str, str]] = Field(default_factory=list)


class MappingOut(BaseModel):
    """One item of `mappings list --json`."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: Kind
    columns: int
    used_on: str
