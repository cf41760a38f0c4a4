"""Unfinished imports in the programme file. They are no part of the programme: no events, nothing to undo."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    import duckdb


class DraftIn(NamedTuple):
    """What is kept of an unfinished import; `cells` is a packed book."""

    file: str
    path: str
    checksum: str
    kind: str
    cohort: str
    who: str
    saved_on: date
    row_count: int
    looked_at: int
    said: str


def begin(db: "duckdb.DuckDBPyConnection", draft: DraftIn, cells: bytes) -> int:
    """Keep an import, in place of one of the same file into the same cohort. Returns its number."""
    db.execute(
        "delete from import_draft where checksum = $checksum and cohort = $cohort",
        {"checksum": draft.checksum, "cohort": draft.cohort},
    )
    names = (*draft._fields, "cells")
    found = db.execute(
        f"insert into import_draft ({', '.join(names)}) values ({', '.join(f'${name}' for name in names)}) "
        "returning id",
        {**draft._asdict(), "cells": cells},
    ).fetchone()
    assert found is not None
    return int(found[0])


def go_on(db: "duckdb.DuckDBPyConnection", number: int, draft: DraftIn) -> bool:
    """Keep what was said since; False where the import is no longer kept."""
    told = ("kind", "saved_on", "row_count", "looked_at", "said")
    given = {name: getattr(draft, name) for name in told}
    settings = ", ".join(f"{name} = ${name}" for name in told)
    done = db.execute(
        f"update import_draft set {settings} where id = $number returning id", {**given, "number": number}
    ).fetchall()
    return bool(done)


def load(db: "duckdb.DuckDBPyConnection", number: int) -> tuple[bytes, str]:
    """The packed book of an unfinished import, and what was said of it. Raises CoordinatorError when it is gone."""
    found = db.execute(
        "select cells, said from import_draft where id = $number", {"number": number}
    ).fetchone()
    if found is None:
        raise CoordinatorError(
            "This unfinished import is gone: it was finished or dropped meanwhile.", "Import the file itself."
        )
    return bytes(found[0]), str(found[1])


def drop(db: "duckdb.DuckDBPyConnection", number: int) -> None:
    """Keep an import no longer."""
    db.execute("delete from import_draft where id = $number", {"number": number})
