"""Write rows, with an event for each, in bulk and by version.

Table and column names come from code, never from data; values are always parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, StaleEdit

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, object]

_WORDS = {"relationship": "R{}", "person": "person {}", "import_batch": "import {}"}


def describe_row(table: str, row_id: int) -> str:
    """A row as people name it: `R12`, `session 7`."""
    return _WORDS.get(table, f"{table} {{}}").format(row_id)


def structure_of(columns: Mapping[str, str]) -> str:
    """A row with these columns and SQL types as DuckDB's `json_transform` wants it described."""
    told = (
        f'"{name}": ["{kind[:-2]}"]' if kind.endswith("[]") else f'"{name}": "{kind}"'
        for name, kind in columns.items()
    )
    return "{" + ", ".join(told) + "}"


@dataclass(slots=True)
class Change:
    """Everything one command changes. Its events share `number` and are undone together.

    Made by `Store.writing`, inside its transaction.
    """

    db: "duckdb.DuckDBPyConnection"
    who: str
    command: str
    today: date
    now: datetime
    undoes: int | None = None
    _number: int | None = field(default=None, init=False)
    _types: dict[str, dict[str, str]] = field(default_factory=dict, init=False)

    @property
    def number(self) -> int | None:
        """The change's number; None while nothing was changed."""
        return self._number

    def columns(self, table: str) -> dict[str, str]:
        """Column names of a table and their SQL types, in order."""
        if table not in self._types:
            found = self.db.execute(f"describe {table}").fetchall()
            self._types[table] = {name: kind for name, kind, *_ in found}
        return self._types[table]

    def insert(self, table: str, rows: Sequence[Row]) -> list[int]:
        """Add rows that all have the same keys; a column not named takes its default. Returns their ids in order."""
        if not rows:
            return []
        ids = self._next_ids(f"{table}_id", len(rows))
        names = list(rows[0])
        into = ", ".join(["id", *names])
        unnested = ", ".join(["unnest($ids::bigint[])", *self._unnested(table, names)])
        self.db.execute(
            f"insert into {table} ({into}) select {unnested}", {"ids": ids, **_as_lists(names, rows)}
        )
        self._record(
            f"select t.id, {self._timeline_of(table)}, null, to_json(t) from {table} t "
            "where t.id between $first and $last",
            table,
            {"first": ids[0], "last": ids[-1]},
        )
        return ids

    def update(self, table: str, rows: Sequence[Row]) -> None:
        """Change rows. Each names `id`, the `version` it was read at, and the changed columns (the same in every row).

        Raises StaleEdit when a row was changed or removed since; nothing is written then.
        """
        if not rows:
            return
        names = [name for name in rows[0] if name not in ("id", "version")]
        given = ", ".join(
            f"{expression} as {name}"
            for name, expression in zip(
                ["id", "version", *names], self._unnested(table, ["id", "version", *names]), strict=True
            )
        )
        lists = _as_lists(["id", "version", *names], rows)
        self._refuse_stale(table, lists)
        settled = ", ".join([*(f"{name} := given.{name}" for name in names), "version := t.version + 1"])
        self._record(
            f"select t.id, {self._timeline_of(table)}, to_json(t), to_json(struct_update(t, {settled})) "
            f"from {table} t join (select {given}) given on given.id = t.id",
            table,
            lists,
        )
        settings = ", ".join(f"{name} = given.{name}" for name in names)
        self.db.execute(
            f"update {table} set {settings}, version = {table}.version + 1 "
            f"from (select {given}) given where {table}.id = given.id",
            lists,
        )

    def delete(self, table: str, ids: Sequence[int]) -> None:
        """Remove rows for good. Only undo does: what people enter is closed or cancelled, not deleted."""
        if not ids:
            return
        which = "where t.id in (select unnest($ids::bigint[]))"
        self._record(
            f"select t.id, {self._timeline_of(table)}, to_json(t), null from {table} t {which}",
            table,
            {"ids": list(ids)},
        )
        self.db.execute(f"delete from {table} t {which}", {"ids": list(ids)})

    def restore(self, table: str, snapshots: Sequence[str]) -> None:
        """Put rows back as the JSON of their events says, each with a version above any it had.

        Rows that are there are overwritten; rows that are gone come back under their ids.
        """
        structure = self.structure(table)
        wanted = (
            f"select unnest(json_transform(snapshot, '{structure}')) "
            "from (select unnest($snapshots::json[]) as snapshot)"
        )
        parameters = {"snapshots": list(snapshots)}
        names = [name for name in self.columns(table) if name not in ("id", "version")]
        version = "greatest(t.version, wanted.version) + 1"
        self._record(
            f"select t.id, {self._timeline_of(table)}, to_json(t), "
            f"to_json(struct_update(wanted, version := {version})) "
            f"from {table} t join ({wanted}) wanted on wanted.id = t.id",
            table,
            parameters,
        )
        settings = ", ".join(f"{name} = wanted.{name}" for name in names)
        self.db.execute(
            f"update {table} t set {settings}, version = {version} from ({wanted}) wanted where t.id = wanted.id",
            parameters,
        )
        gone = f"select * from ({wanted}) wanted where not exists (from {table} t where t.id = wanted.id)"
        returned = self.db.execute(
            f"insert into {table} select * replace (version + 1 as version) from ({gone}) returning id",
            parameters,
        ).fetchall()
        self._record(
            f"select t.id, {self._timeline_of(table)}, null, to_json(t) from {table} t "
            "where t.id in (select unnest($ids::bigint[]))",
            table,
            {"ids": [row_id for (row_id,) in returned]},
        )

    def structure(self, table: str) -> str:
        """The table's row as DuckDB's `json_transform` wants it described."""
        return structure_of(self.columns(table))

    def _unnested(self, table: str, names: Sequence[str]) -> list[str]:
        types = self.columns(table)
        unknown = [name for name in names if name not in types]
        if unknown:
            raise KeyError(f"{table} has no column {unknown[0]}")
        # A list column is unnested one level only: `unnest` of a list of lists gives lists.
        # JSON is kept as events keep it, without blanks: rows are compared with their events by value.
        return [
            f"json(unnest(${name}::json[]))" if types[name] == "JSON" else f"unnest(${name}::{types[name]}[])"
            for name in names
        ]

    def _next_ids(self, sequence: str, count: int) -> list[int]:
        found = self.db.execute(
            f"select nextval('{sequence}') from range($count)", {"count": count}
        ).fetchall()
        return sorted(number for (number,) in found)

    def _timeline_of(self, table: str) -> str:
        """The expression for whose timeline a row belongs to."""
        if table == "relationship":
            return "t.id"
        return "t.relationship" if "relationship" in self.columns(table) else "null"

    def _record(self, rows: str, table: str, parameters: Mapping[str, object]) -> None:
        """Write an event for each of `rows` (id, relationship, before, after)."""
        if self._number is None:
            (self._number,) = self._next_ids("change_id", 1)
        self.db.execute(
            "insert into event (change, recorded_at, recorded_on, who, command, undoes, entity, entity_id, "
            "relationship, before, after) "
            f"select $change, $now, $today, $who, $command, $undoes, '{table}', changed.* from ({rows}) changed",
            {
                "change": self._number,
                "now": self.now,
                "today": self.today,
                "who": self.who,
                "command": self.command,
                "undoes": self.undoes,
                **parameters,
            },
        )

    def _refuse_stale(self, table: str, lists: Mapping[str, object]) -> None:
        stale = self.db.execute(
            "select given.id, given.version, t.version from "
            "(select unnest($id::bigint[]) as id, unnest($version::integer[]) as version) given "
            f"left join {table} t on t.id = given.id where t.version is distinct from given.version limit 1",
            {"id": lists["id"], "version": lists["version"]},
        ).fetchone()
        if stale is None:
            return
        row_id, ours, theirs = stale
        name = describe_row(table, row_id)
        if theirs is None:
            raise StaleEdit(f"{name} was removed since you read it.", ours=ours, theirs=None)
        raise StaleEdit(
            f"{name} was changed by someone else since you read it (version {ours}, now {theirs}).",
            ours=ours,
            theirs=theirs,
        )


def _as_lists(names: Sequence[str], rows: Sequence[Row]) -> dict[str, list[object]]:
    for row in rows:
        if not all(name in row for name in names):
            raise CoordinatorError(f"Rows written together must name the same columns: {', '.join(names)}.")
    return {name: [row[name] for row in rows] for name in names}
