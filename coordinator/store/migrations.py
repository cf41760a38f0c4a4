"""Bring a programme file up to this program: numbered migrations once, rules whenever their text changed."""

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator import sql
from coordinator.errors import CoordinatorError
from coordinator.store import failures

if TYPE_CHECKING:
    import duckdb

_LEDGER = """
    create table migration (
        name        varchar primary key,    -- the file's path under queries/, without .sql
        checksum    varchar not null,
        applied_at  timestamp not null default current_timestamp
    )
"""


def _wanted() -> dict[str, Path]:
    """Every file to apply, by name, in order: the numbered ones, then the rules."""
    return {
        f"{path.parent.name}/{path.stem}": path for path in (*sql.files("migrations"), *sql.files("rules"))
    }


def _checksum(path: Path) -> str:
    """Tells a changed text from the one applied; read at every start, so it is a cheap one."""
    return f"{zlib.crc32(path.read_bytes()):08x}"


def pending(db: "duckdb.DuckDBPyConnection", file: Path) -> list[str]:
    """Names of what `migrate` would apply, in order.

    Raises CoordinatorError for a file of a newer program, and for a database that is not a programme's.
    """
    applied = _applied(db, file)
    wanted = _wanted()
    newer = sorted(name for name in applied if name.startswith("migrations/") and name not in wanted)
    if newer:
        raise CoordinatorError(
            f"{file} was written by a newer version of this program (it has {newer[-1]}).",
            "Update this program; the file was left as it is.",
        )
    return [
        name
        for name, path in wanted.items()
        if name not in applied or (name.startswith("rules/") and applied[name] != _checksum(path))
    ]


def migrate(db: "duckdb.DuckDBPyConnection", file: Path) -> None:
    """Apply what is pending in one transaction, after setting a copy of the file aside if its tables will change."""
    todo = pending(db, file)
    if not todo:
        return
    is_new = not _applied(db, file)
    numbered = [name for name in todo if name.startswith("migrations/")]
    if numbered and not is_new:
        _set_aside(db, file, numbered[0])
    wanted = _wanted()
    db.execute("begin transaction")
    if is_new:
        db.execute(_LEDGER)
    for name in todo:
        db.execute(wanted[name].read_text(encoding="utf-8"))
        db.execute(
            "insert or replace into migration (name, checksum) values ($name, $checksum)",
            {"name": name, "checksum": _checksum(wanted[name])},
        )
    db.execute("commit")


def _applied(db: "duckdb.DuckDBPyConnection", file: Path) -> dict[str, str]:
    """Checksums by name; empty for a file without tables."""
    import duckdb

    try:
        return dict(db.execute("select name, checksum from migration").fetchall())
    except duckdb.CatalogException:
        if db.execute("select count(*) from duckdb_tables()").fetchone() == (0,):
            return {}
    raise failures.no_programme(file, "a DuckDB file, but ")


def _set_aside(db: "duckdb.DuckDBPyConnection", file: Path, before: str) -> None:
    """Copy the file beside itself. Another process copies: see `connection` on locks."""
    import subprocess

    db.execute("checkpoint")
    copy = file.with_name(f"{file.name}.before-{Path(before).name}")
    done = subprocess.run(
        ["cp", "-p", "--", str(file), str(copy)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        copy.unlink(missing_ok=True)
        raise CoordinatorError(
            f"{file} must be updated, but a copy could not be set aside: {done.stderr.strip()}.",
            "Nothing was changed. Make room on the disk, then try again.",
        )
