"""What is on record about a relationship, as rows that facts change before they are written.

`judging` works on a ground of its own and changes it as it goes, so that each fact is judged against all before it;
`flush` writes what changed. A row without an `id` is new.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coordinator.models.care import PairFooting
from coordinator.services.desk import Desk
from coordinator.store import care_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change


@dataclass(slots=True, eq=False)
class Record:
    """A row of a table by its columns. A value may be another record: its id is written in its place."""

    table: str
    values: dict[str, Any]
    id: int | None = None
    version: int = 0
    changed: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)

    def put(self, **values: object) -> None:
        """Set columns and remember that they changed."""
        self.values |= values
        self.changed |= values.keys()


@dataclass(slots=True)
class Ground:
    """One relationship with its people, its state at this point, and its rows, the earliest first."""

    footing: PairFooting
    state: str
    records: dict[str, list[Record]]

    @property
    def relationship(self) -> int:
        return self.footing.relationship

    def copy(self) -> "Ground":
        """The same, to be changed apart."""
        return deepcopy(self)

    def of(self, table: str) -> list[Record]:
        """Its rows of a table."""
        return self.records.setdefault(table, [])

    def session_on(self, day: date) -> Record | None:
        """Its session on a day: there is one at most."""
        return next((one for one in self.of("session") if one["held_on"] == day), None)

    def add(self, table: str, **values: object) -> Record:
        """A new row of its own."""
        record = Record(table, {"relationship": self.relationship, **values})
        self.of(table).append(record)
        return record


_READS: Mapping[str, Callable[..., Sequence[Any]]] = {
    "session": care_reads.session_days,
    "action": care_reads.actions,
    "referral": care_reads.referrals,
    "concern": care_reads.concerns,
    "milestone": care_reads.milestones,
    "feedback": care_reads.satisfaction,
}


def grounds(desk: Desk, relationships: Collection[int]) -> dict[int, Ground]:
    """What is on record about each of the relationships; one that is not there is left out."""
    with desk.store.reading() as db:
        return load(db, relationships, desk.today)


def load(db: Any, relationships: Collection[int], today: date) -> dict[int, Ground]:
    """The same on an open connection: one query a table, however many relationships."""
    wanted = sorted(set(relationships))
    found = {
        footing.relationship: Ground(footing, footing.state, {})
        for footing in care_reads.footings(db, wanted, today)
    }
    for table, read in _READS.items():
        for row in read(db, wanted) if found else ():
            found[row.relationship].of(table).append(_record(table, row))
    return found


def _record(table: str, row: NamedTuple) -> Record:
    values = row._asdict()
    return Record(table, values, values.pop("id"), values.pop("version"))


_ORDER = ("session", "contact", "milestone", "action", "referral", "concern", "feedback")
"""A referral before the concern that led to it."""


def flush(change: "Change", ground: Ground) -> None:
    """Write what is new or changed, all rows of a table that name the same columns in one statement."""
    for table in _ORDER:
        new = [one for one in ground.of(table) if one.id is None]
        for alike in _alike(new, lambda one: one.values):
            rows = [_resolved(one.values) for one in alike]
            for one, number in zip(alike, change.insert(table, rows), strict=True):
                one.id, one.version = number, 1
                one.changed.clear()
        edited = [one for one in ground.of(table) if one.changed]
        for alike in _alike(edited, lambda one: dict.fromkeys(sorted(one.changed))):
            change.update(
                table,
                [
                    {
                        "id": one.id,
                        "version": one.version,
                        **_resolved({name: one.values[name] for name in sorted(one.changed)}),
                    }
                    for one in alike
                ],
            )
            for one in alike:
                one.version += 1
                one.changed.clear()


def _alike(records: Sequence[Record], columns: Any) -> list[list[Record]]:
    """The records, those with the same columns together, each group in order."""
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(columns(record)), []).append(record)
    return list(groups.values())


def _resolved(values: Mapping[str, Any]) -> dict[str, object]:
    return {name: value.id if isinstance(value, Record) else value for name, value in values.items()}
