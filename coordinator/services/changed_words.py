"""A change in people's words: names for numbers, words for columns and codes, only what differs. Pure."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coordinator import days
from coordinator.models.history import ChangedField, ChangedRow, TableCount, TouchedRow
from coordinator.store.writes import describe_row

MASKED = "a note, masked"
"""What stands for a coordinator's note until it is asked for."""

NOTES = frozenset({"note", "notes"})

_PEOPLE = frozenset({"person", "mentor", "mentee", "other"})
_RELATIONSHIPS = frozenset({"relationship", "rematch_of"})

MOST_PARTS = 20
"""Of a list, told."""

_TELLING = {
    "person": ("name",),
    "cohort": ("name",),
    "application": ("person", "role", "cohort"),
    "session": ("held_on",),
    "contact": ("contacted_on",),
    "pause": ("paused_on",),
    "milestone": ("kind",),
    "action": ("title",),
    "referral": ("referred_to",),
    "concern": ("category",),
    "feedback": ("given_on", "person"),
    "snooze": ("matter",),
    "template": ("name",),
    "tag": ("name",),
    "import_mapping": ("name",),
    "exclusion": ("person", "other"),
    "pair_override": ("mentor", "mentee"),
    "pairing_run": ("cohort",),
    "matching_policy": ("cohort",),
    "pairing_policy": ("cohort",),
    "person_email": ("person", "email"),
    "import_batch": ("file",),
    "pairing_decision": ("kind", "mentor", "mentee"),
    "pairing_scenario": ("name",),
}
"""The columns by which people know a row of a table; of any other it is the number."""

_PLURALS = {
    "person": "people",
    "import_batch": "imports",
    "feedback": "answers",
    "matching_policy": "matching policies",
    "pairing_policy": "pairing policies",
}
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d:\d\d")

Values = Mapping[str, object]


class Names(NamedTuple):
    """What people call rows, by number."""

    people: Mapping[int, str]
    cohorts: Mapping[int, str]
    relationships: Mapping[int, str]


class Wanted(NamedTuple):
    """The numbers that stand in some rows and have names, each once."""

    people: list[int]
    cohorts: list[int]
    relationships: list[int]


def wanted(rows: Sequence[TouchedRow]) -> Wanted:
    """The names that `changed_rows` of these needs."""
    people, cohorts, relationships = set[int](), set[int](), set[int]()
    for row in rows:
        if row.relationship is not None:
            relationships.add(row.relationship)
        for column, value in (*_values(row.before).items(), *_values(row.after).items()):
            if isinstance(value, int):
                for columns, numbers in (
                    (_PEOPLE, people),
                    ({"cohort"}, cohorts),
                    (_RELATIONSHIPS, relationships),
                ):
                    if column in columns:
                        numbers.add(value)
    return Wanted(sorted(people), sorted(cohorts), sorted(relationships))


def changed_rows(rows: Iterable[TouchedRow], names: Names, *, notes: bool) -> list[ChangedRow]:
    """Each row with the columns that differ; coordinators' notes only when `notes`."""
    return [_changed_row(row, names, notes=notes) for row in rows]


def has_notes(rows: Iterable[TouchedRow]) -> bool:
    """Whether a coordinator's note is among them."""
    return any(
        value and column in NOTES
        for row in rows
        for column, value in (*_values(row.before).items(), *_values(row.after).items())
    )


def counts(found: Iterable[TableCount]) -> list[str]:
    """What a change did to each table: "500 sessions added"."""
    return [f"{one.rows:,} {_noun(one.entity, one.rows)} {one.how}" for one in found]


def _changed_row(row: TouchedRow, names: Names, *, notes: bool) -> ChangedRow:
    before, after = _values(row.before), _values(row.after)
    how = "removed" if row.after is None else "added" if row.before is None else "changed"
    name = _name(row, after or before, names)
    told_by = _TELLING.get(row.entity, ()) if how != "changed" else ()
    fields = [
        ChangedField(
            column.replace("_", " "),
            _said(column, before.get(column), names, notes=notes) if row.before is not None else "",
            _said(column, after.get(column), names, notes=notes) if row.after is not None else "",
        )
        for column in dict.fromkeys((*before, *after))
        if column not in ("id", "version", "relationship", *told_by)
        and before.get(column) != after.get(column)
    ]
    return ChangedRow(how, name, row.relationship, fields)


def _name(row: TouchedRow, values: Values, names: Names) -> str:
    """How people know the row: `session of Sat 14 Mar 2026, R12 Priya Shah & Tom Okafor`."""
    where = "" if row.relationship is None else f"R{row.relationship}"
    if row.relationship is not None and row.relationship in names.relationships:
        where += f" {names.relationships[row.relationship]}"
    if row.entity == "relationship":
        return where
    told = [
        _said(column, values.get(column), names, notes=False)
        for column in _TELLING.get(row.entity, ())
        if values.get(column) is not None
    ]
    if told:
        called = f"{row.entity.replace('_batch', '').replace('_', ' ')} {', '.join(told)}"
    else:
        called = describe_row(row.entity, row.entity_id).replace("_", " ")
    return f"{called}, {where}" if where else called


def _said(column: str, value: object, names: Names, *, notes: bool) -> str:
    """A value as people say it."""
    if value is None or value == []:
        return "nothing"
    if column in NOTES and not notes:
        return MASKED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return _numbered(column, value, names)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | dict):
        return _listed(value)
    text = str(value)
    if _DAY.fullmatch(text):
        return days.spell(date.fromisoformat(text))
    if _TIME.fullmatch(text):
        return text[:5]
    return text.replace("_", " ") if _CODE.fullmatch(text) else text


def _listed(value: object) -> str:
    """A list, or what is kept as names and values, in a few words: a result of a matching may be very long."""
    if isinstance(value, dict):
        parts = [f"{key}: {_listed(one)}" for key, one in list(value.items())[:MOST_PARTS]]
    elif isinstance(value, list):
        parts = [_listed(one) for one in value[:MOST_PARTS]]
    else:
        return "nothing" if value is None else str(value)
    more = ["…"] if len(value) > MOST_PARTS else []
    return ", ".join([*parts, *more])


def _numbered(column: str, value: int, names: Names) -> str:
    if column in _PEOPLE:
        return names.people.get(value, f"person {value}")
    if column == "cohort":
        return names.cohorts.get(value, f"cohort {value}")
    if column in _RELATIONSHIPS:
        return f"R{value} {names.relationships.get(value, '')}".rstrip()
    return str(value)


def _noun(entity: str, many: int) -> str:
    if many == 1:
        return entity.replace("_batch", "").replace("_", " ")
    return _PLURALS.get(entity, f"{entity.replace('_', ' ')}s")


def _values(told: str | None) -> Values:
    values: Values = json.loads(told) if told else {}
    return values
