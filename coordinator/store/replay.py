"""The events alone rebuild the tables: as they are now, or as they were recorded up to a day.

Every row of a table with `id` and `version` is what the `after` of its latest event says; an event without one removed
it. What undo put back is an event like any other. The tables without events (`setting`, `migration`) stay as they are.

A migration that changes values, not only columns, writes events for the rows it changes, or `differing` names them.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from coordinator.store.writes import describe_row, structure_of

if TYPE_CHECKING:
    import duckdb

MOST_NAMED = 20
"""Rows of a table that `differing` names."""


def tables(db: "duckdb.DuckDBPyConnection") -> list[str]:
    """The tables whose rows have events, by name."""
    found = db.execute(
        "select table_name from duckdb_columns() where column_name in ('id', 'version') and not internal "
        "and table_name in (select table_name from duckdb_tables()) "
        "group by table_name having count(*) = 2 order by table_name"
    ).fetchall()
    return [name for (name,) in found]


def rebuild(
    db: "duckdb.DuckDBPyConnection", day: date | None = None, say: Callable[[str], None] | None = None
) -> None:
    """Make every table hold what the events recorded up to and including `day` say; events after it are removed.

    Of changes recorded on one day the later ones win, and so do those written later though under an earlier day. Only
    rows with an event after `day` are touched. Without a day every row is made anew from all events. For a file of
    one's own (a copy): it commits as it goes, since DuckDB refuses a key that was removed in the same transaction.
    `say` is told which table is next.
    """
    for table in tables(db):
        if say is not None:
            say(table)
        given: dict[str, object] = {"table": table}
        touched = ""
        if day is not None:
            given["day"] = day
            touched = (
                "and entity_id in (select entity_id from event where entity = $table and recorded_on > $day)"
            )
        db.execute(f"create or replace temp table rebuilt as {_latest(db, table, touched, day)}", given)
        if day is None:
            db.execute(f"delete from {table}")
        else:
            db.execute(
                f"delete from {table} where id in "
                "(select entity_id from event where entity = $table and recorded_on > $day)",
                given,
            )
        db.execute(f"insert into {table} by name from rebuilt")
    db.execute("drop table if exists rebuilt")
    if day is not None:
        db.execute("delete from event where recorded_on > $day", {"day": day})


def differing(db: "duckdb.DuckDBPyConnection") -> list[str]:
    """Rows, as people name them, that are not as all events say; none in a sound file. Every column counts.

    At most `MOST_NAMED` of each table. Reads only, in whatever transaction is on: a test may ask after every step.
    """
    found: list[str] = []
    for table in tables(db):
        columns = ", ".join(name for name, *_ in _columns(db, table))
        ids = db.execute(
            f"""
            with rebuilt as ({_latest(db, table)}),
            now as (select {columns} from {table})
            select distinct id from (
                (from rebuilt except from now) union all (from now except from rebuilt)
            )
            order by id limit {MOST_NAMED}
            """,
            {"table": table},
        ).fetchall()
        found += [describe_row(table, row_id) for (row_id,) in ids]
    return found


def _latest(db: "duckdb.DuckDBPyConnection", table: str, touched: str = "", day: date | None = None) -> str:
    """The rows of a table after their latest event each, for `$table`, and `$day` if there is one."""
    columns = _columns(db, table)
    until = "" if day is None else "and recorded_on <= $day"
    structure = structure_of({name: kind for name, kind, *_ in columns})
    return f"""
        select {", ".join(_value(*column) for column in columns)}
        from (
            select after, json_transform(after, '{structure}') as told
            from event
            semi join (
                select max(id) as id from event
                where entity = $table {until} {touched}
                group by entity_id
            ) latest using (id)
            where after is not null
        )
    """


def _value(name: str, kind: str, default: str | None, is_nullable: bool) -> str:  # noqa: ARG001
    """A column of a row. An event older than the column has nothing for it: it is what the migration made it then."""
    if name == "id" or default is None:
        return f"told.{name}"
    if not is_nullable:
        return f"coalesce(told.{name}, {default}) as {name}"
    return f"""case when json_exists(after, '$."{name}"') then told.{name} else {default} end as {name}"""


def _columns(db: "duckdb.DuckDBPyConnection", table: str) -> list[tuple[str, str, str | None, bool]]:
    """Name, type, default and whether it may be null, in order."""
    return db.execute(
        "select column_name, data_type, column_default, is_nullable from duckdb_columns() "
        "where table_name = $table and not internal order by column_index",
        {"table": table},
    ).fetchall()
