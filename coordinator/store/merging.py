"""Two people become one: everything of the one moves to the other, as part of one change that undo takes back."""

import re
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError
from coordinator.sql import query

if TYPE_CHECKING:
    import duckdb

    from coordinator.store.writes import Change

Row = dict[str, Any]

_OWN = frozenset({"id", "version", "cohort", "person", "role", "state", "email"})
"""Columns that are not filled in from the other."""

_REFERENCE = re.compile(r"select '(\w+)', id, '[^']*', 'person', (\w+) from")


def references() -> list[tuple[str, str]]:
    """Every table and column that says which person, as `queries/check/dangling.sql` has them."""
    return _REFERENCE.findall(query("check/dangling"))


def person_with(db: "duckdb.DuckDBPyConnection", email: str) -> Row | None:
    """The person with this e-mail, theirs or another that is kept of them; None where there is none."""
    found = _rows(
        db,
        "select * from person where email = $email "
        "or id in (select person from person_email where email = $email)",
        email=email,
    )
    return found[0] if found else None


def merge(change: "Change", kept: Row, other: Row) -> None:
    """Move all that is the other's to the one who is kept, who keeps both e-mails and their own details first.

    Raises CoordinatorError when the two are paired with each other: then they are two people.
    """
    db = change.db
    both = {"one": kept["id"], "two": other["id"]}
    paired = _rows(
        db,
        "select id from relationship where (mentor = $one and mentee = $two) or (mentor = $two and mentee = $one)",
        **both,
    )
    if paired:
        raise CoordinatorError(
            f"{kept['name']} and {other['name']} are paired with each other (R{paired[0]['id']}).",
            "So they are two people.",
        )
    _merge_applications(change, kept["id"], other["id"])
    for table, column in references():
        rows = _rows(db, f"select id, version from {table} where {column} = $other", other=other["id"])
        change.update(table, [{**row, column: kept["id"]} for row in rows])
    if filled := _filled(kept, other):
        change.update("person", [{"id": kept["id"], "version": kept["version"], **filled}])
    change.delete("person", [other["id"]])
    change.insert("person_email", [{"person": kept["id"], "email": other["email"]}])


def _merge_applications(change: "Change", kept: int, other: int) -> None:
    """Where both applied to one cohort in one role, one application is left, with what either said."""
    for theirs in _rows(change.db, "select * from application where person = $other", other=other):
        ours = _rows(
            change.db,
            "select * from application where person = $kept and cohort = $cohort and role = $role",
            kept=kept,
            cohort=theirs["cohort"],
            role=theirs["role"],
        )
        if not ours:
            continue
        (one,) = ours
        told = _filled(one, theirs)
        if one["state"] == "applied" and theirs["state"] == "accepted":
            told["state"] = "accepted"
        if told:
            change.update("application", [{"id": one["id"], "version": one["version"], **told}])
        snoozed = _rows(change.db, "select id, version from snooze where application = $id", id=theirs["id"])
        change.update("snooze", [{**row, "application": one["id"]} for row in snoozed])
        change.delete("application", [theirs["id"]])


def _filled(one: Row, other: Row) -> Row:
    """What is blank in the one and told by the other."""
    return {
        name: said
        for name, said in other.items()
        if name not in _OWN and one[name] is None and said is not None
    }


def _rows(db: "duckdb.DuckDBPyConnection", text: str, **parameters: object) -> list[Row]:
    found = db.execute(text, parameters)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
