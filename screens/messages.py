"""What workers tell the screens: frozen results. Handlers alone touch widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from coordinator.models import Done, TimelineEntry
from coordinator.models.matters import Matter

if TYPE_CHECKING:
    from coordinator.services.exports import ExportKind


@dataclass(frozen=True, slots=True)
class Look:
    """What a screen loaded, and how the file looked before: a later look that differs means someone saved."""

    fingerprint: tuple[int, ...]
    found: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen shows, for an export: the kind of sheet, its cohort (None: all) and the very rows, as models.

    `described` says it in words: "triage, mine, Spring 2026". A screen of rows that `exports` knows no columns for
    gives kind "list" and one `Listing`; suggested pairs, one `Board`. One about a single relationship names it instead
    of rows, and its `mentor`: the name and the e-mail.
    """

    kind: "ExportKind"
    described: str
    cohort: str | None = None
    items: Sequence[Any] | None = None
    relationship: int | None = None
    mentor: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a highlighted row beside the row: its matters and what happened."""

    matters: Sequence[Matter] = ()
    timeline: Sequence[TimelineEntry] = ()


class Loaded(Message):
    """A screen's load is through."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look


class Acted(Message):
    """A change is in the file. `then` is what the asking screen wanted to do next, `hint` is said after it."""

    def __init__(self, done: Done, then: Callable[[Done], None] | None, hint: str) -> None:
        super().__init__()
        self.done = done
        self.then = then
        self.hint = hint


class MoreRead(Message):
    """What else there is to know of the relationship that the cursor rests on."""

    def __init__(self, relationship: int, known: Known) -> None:
        super().__init__()
        self.relationship = relationship
        self.known = known
