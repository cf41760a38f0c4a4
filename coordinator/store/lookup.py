"""Look up single rows: a relationship by what people call it, and what an action on one must know."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coordinator.sql import query

if TYPE_CHECKING:
    import duckdb


class NamedPair(NamedTuple):
    """A relationship found by its names. Source: `queries/relationship/by_names.sql`."""

    relationship: int
    mentor: str
    mentee: str
    is_live: bool


class SessionOnDay(NamedTuple):
    """What is known of a relationship's session on one day. Source: `queries/relationship/session_on_day.sql`."""

    id: int
    version: int
    state: str
    hours: float | None


class OpenPause(NamedTuple):
    """The pause a relationship is in. Source: `queries/relationship/open_pause.sql`."""

    id: int
    version: int
    paused_on: date


class Footing(NamedTuple):
    """What an action on a relationship must know of it as it is now. Source: `queries/relationship/footing.sql`."""

    relationship: int
    version: int
    state: str
    started_on: date | None
    closed_on: date | None
    mentor: int  # person
    mentee: int  # person
    sessions_held: int

    @property
    def ref(self) -> str:
        return f"R{self.relationship}"


def relationships_by_names(db: "duckdb.DuckDBPyConnection", words: Sequence[str]) -> list[NamedPair]:
    """Relationships whose names hold every word, case and accents aside; several words: one at least in each name.

    Live ones first.
    """
    found = db.execute(query("relationship/by_names"), {"words": list(words)}).fetchall()
    return [NamedPair(*row) for row in found]


def footing(db: "duckdb.DuckDBPyConnection", today: date, relationship: int) -> Footing | None:
    """What an action must know of a relationship as it is now; None when there is none of that number."""
    found = db.execute(
        query("relationship/footing"), {"relationship": relationship, "today": today}
    ).fetchone()
    return Footing(*found) if found else None


def session_on_day(db: "duckdb.DuckDBPyConnection", relationship: int, day: date) -> SessionOnDay | None:
    """The relationship's session on a day: there is one at most."""
    found = db.execute(
        query("relationship/session_on_day"), {"relationship": relationship, "day": day}
    ).fetchone()
    return SessionOnDay(*found) if found else None


def first_booking(db: "duckdb.DuckDBPyConnection", relationship: int, day: date) -> date | None:
    """The day of the next session booked on or after `day`."""
    return _one(db, "relationship/first_booking", relationship=relationship, day=day)


def open_pause(db: "duckdb.DuckDBPyConnection", relationship: int) -> OpenPause | None:
    """The pause the relationship is in."""
    found = db.execute(query("relationship/open_pause"), {"relationship": relationship}).fetchone()
    return OpenPause(*found) if found else None


def last_return(db: "duckdb.DuckDBPyConnection", relationship: int) -> date | None:
    """The latest day it came back from a pause."""
    return _one(db, "relationship/last_return", relationship=relationship)


def _one(db: "duckdb.DuckDBPyConnection", name: str, **parameters: object) -> date | None:
    found = db.execute(query(name), parameters).fetchone()
    day: date | None = found[0] if found else None
    return day
