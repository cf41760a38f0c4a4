"""Take back a whole change from its events."""

from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError, NotUndoable
from coordinator.sql import query
from coordinator.store import integrity
from coordinator.store.writes import describe_row

if TYPE_CHECKING:
    import duckdb

    from coordinator.store.writes import Change


def last_undoable(db: "duckdb.DuckDBPyConnection", who: str) -> int | None:
    """The number of `who`'s latest change that is neither undone nor an undo."""
    found = db.execute(query("history/last_undoable"), {"who": who}).fetchone()
    return found[0] if found else None


def newest(db: "duckdb.DuckDBPyConnection") -> int:
    """The number of the newest change; 0 where nothing was changed."""
    (number,) = db.execute(query("history/newest")).fetchone() or (None,)
    return number or 0


def change_of_batch(db: "duckdb.DuckDBPyConnection", batch: int) -> int:
    """The number of the change that made an import batch. Raises CoordinatorError for an unknown one."""
    found = db.execute(query("history/change_of_batch"), {"batch": batch}).fetchone()
    if found is None:
        raise CoordinatorError(f"There is no import {batch}.", "`coordinator history` lists the imports.")
    return int(found[0])


def undo(change: "Change", number: int) -> tuple[str, int | None]:
    """Put every row that change `number` touched back as it was, as part of `change`.

    Returns the command undone and the only relationship it touched.

    An undo is taken back like any other change: what it took back is done again.

    Raises CoordinatorError when there is no such change, and NotUndoable when it is already undone, one of its rows
    was changed since, or later rows stand on one it added: the message says which.
    """
    db = change.db
    command, relationship = _to_undo(db, number)
    change.undoes = number
    change.command = _undoing(command)
    touched = db.execute(query("history/touched_rows"), {"change": number}).fetchall()
    entities = sorted({entity for entity, *_ in touched})
    for entity in entities:
        _refuse_if_changed_since(change, entity, number)
    for entity in entities:
        rows = [(row_id, before) for name, row_id, before, _ in touched if name == entity]
        change.delete(entity, [row_id for row_id, before in rows if before is None])
        kept = [(row_id, before) for row_id, before in rows if before is not None]
        if kept:
            change.restore(entity, [before for _, before in kept])
    standing = integrity.dangling(db)
    if standing:
        named = ", ".join(dict.fromkeys(describe_row(one.entity, one.entity_id) for one in standing[:3]))
        more = f" and {len(standing) - 3} more" if len(standing) > 3 else ""
        later = _latest(db, standing[0].entity, standing[0].entity_id)
        raise NotUndoable(
            f"Change {number} ({command}) cannot be undone: {named}{more} stand on it.",
            f"Undo that later work first: change {later[0]} ({later[1]}, {later[2]})."
            if later
            else "Undo that later work first.",
            later=later[0] if later else None,
        )
    return command, relationship


def _to_undo(db: "duckdb.DuckDBPyConnection", number: int) -> tuple[str, int | None]:
    found = db.execute(query("history/undoing"), {"change": number}).fetchone()
    if found is None:
        raise CoordinatorError(f"There is no change {number}.", "`coordinator history` lists them.")
    command, relationship, undone_by = found
    if undone_by is not None:
        raise NotUndoable(
            f"Change {number} ({command}) was already undone, by change {undone_by}.",
            "Undo that one to have it again.",
            later=undone_by,
        )
    return command, relationship


def _refuse_if_changed_since(change: "Change", table: str, number: int) -> None:
    """Compare the rows now with how the change left them, by value; the version only counts writes."""
    columns = ", ".join(f"x.{name}" for name in change.columns(table) if name != "version")
    now, then = (columns.replace("x.", f"{side}.") for side in ("t", "left_as"))
    differing = change.db.execute(
        f"""
        with left_as as (
            select entity_id, after is null as removed,
                   unnest(json_transform(after, '{change.structure(table)}'))
            from (select entity_id, arg_max(after, event.id) as after
                  from (select entity_id, id, coalesce(after, 'null') as after from event
                        where change = $change and entity = $table) event
                  group by entity_id)
        )
        select left_as.entity_id from left_as left join {table} t on t.id = left_as.entity_id
        where row({now}) is distinct from row({then})
        limit 1
        """,
        {"change": number, "table": table},
    ).fetchone()
    if differing is None:
        return
    row_id = differing[0]
    later = _latest(change.db, table, row_id)
    by = f" by change {later[0]} ({later[1]}, {later[2]})" if later else ""
    raise NotUndoable(
        f"Change {number} cannot be undone: {describe_row(table, row_id)} was changed since{by}.",
        "Undo that first.",
        later=later[0] if later else None,
    )


def _latest(db: "duckdb.DuckDBPyConnection", entity: str, entity_id: int) -> tuple[int, str, str] | None:
    """The change, command and person of the latest event on a row."""
    found: tuple[int, str, str] | None = db.execute(
        query("history/latest_on_row"), {"entity": entity, "entity_id": entity_id}
    ).fetchone()
    return found


def _undoing(command: str) -> str:
    """What the history calls taking a command back: `undo close`; taking that back, `redo close`."""
    for done, taken_back in (("undo ", "redo "), ("redo ", "undo ")):
        if command.startswith(done):
            return taken_back + command.removeprefix(done)
    return f"undo {command}"
