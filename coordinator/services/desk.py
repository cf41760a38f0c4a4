"""Who sits here, at which programme file, on which day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator.store.connection import Store, protect_new_files


@dataclass(frozen=True, slots=True)
class Desk:
    """Every service takes one first. `who` is written on every event; all judgements are as on `today`.

    `recorded_on`: the programme is the one recorded on that day, and every write is refused; see `services.past`.
    """

    store: Store
    who: str
    today: date
    recorded_on: date | None = None


def open_desk(path: Path, who: str, today: date) -> Desk:
    """A desk at a programme file, which is made when first used. Files this process makes are private to its owner."""
    protect_new_files(path)
    return Desk(Store(path), who, today)
