"""A programme in memory: the tables, the rules, and a terse way to put rows in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from coordinator import sql
from coordinator.policy import Policy

TODAY = date(2026, 11, 23)


def ago(days: int) -> date:
    """The day so many days before `TODAY`; after it if negative."""
    return TODAY - timedelta(days=days)


def empty_programme() -> duckdb.DuckDBPyConnection:
    """A database in memory with every table and rule, and no row."""
    db = duckdb.connect(config={"threads": 1})
    for path in (*sql.files("migrations"), *sql.files("rules")):
        db.execute(path.read_text(encoding="utf-8"))
    return db


@dataclass
class Programme:
    """Rows on demand. Every method returns the new row's id; columns left out take sensible values."""

    db: duckdb.DuckDBPyConnection
    cohorts: dict[str, int] = field(default_factory=dict)
    people: int = 0

    def add(self, table: str, **columns: Any) -> int:
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(f"${name}" for name in columns)
        found = self.db.execute(
            f"insert into {table} ({names}) values ({values}) returning id", columns
        ).fetchone()
        assert found is not None
        return int(found[0])

    def cohort(self, name: str = "Spring", starts_on: date = date(2026, 5, 4), **policy: Any) -> int:
        if name not in self.cohorts:
            columns = {**Policy().as_columns(), **policy}
            self.cohorts[name] = self.add("cohort", name=name, starts_on=starts_on, **columns)
        return self.cohorts[name]

    def person(self, name: str | None = None) -> int:
        self.people += 1
        return self.add("person", name=name or f"Person {self.people}", email=f"p{self.people}@example.org")

    def application(self, role: str, cohort: str = "Spring", **columns: Any) -> int:
        """Returns the person's id: that is what relationships need."""
        person = columns.pop("person", None) or self.person(columns.pop("name", None))
        defaults: dict[str, Any] = {"state": "accepted", "capacity": 1, "applied_on": ago(210)}
        self.add(
            "application", cohort=self.cohort(cohort), person=person, role=role, **{**defaults, **columns}
        )
        return int(person)

    def relationship(
        self, started_on: date | None = None, cohort: str = "Spring", state: str = "active", **columns: Any
    ) -> int:
        columns.setdefault("mentor", None)
        columns.setdefault("mentee", None)
        for role in ("mentor", "mentee"):
            columns[role] = columns[role] or self.person()
        return self.add(
            "relationship", cohort=self.cohort(cohort), state=state, started_on=started_on, **columns
        )

    def session(
        self, relationship: int, held_on: date, state: str = "held", hours: float | None = 2.0, **columns: Any
    ) -> int:
        return self.add(
            "session", relationship=relationship, held_on=held_on, state=state, hours=hours, **columns
        )

    def pause(
        self, relationship: int, paused_on: date, returned_on: date | None = None, **columns: Any
    ) -> int:
        return self.add(
            "pause", relationship=relationship, paused_on=paused_on, returned_on=returned_on, **columns
        )


@pytest.fixture
def programme() -> Iterator[Programme]:
    db = empty_programme()
    yield Programme(db)
    db.close()
