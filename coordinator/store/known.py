"""A cohort's register, out of the programme file and back into it, in a few statements whatever its size."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from coordinator import telling
from coordinator.copies import Copies
from coordinator.models import Kind
from coordinator.register import Application, Pause, Person, Record, Register, Relationship, Session, Sought
from coordinator.sql import query
from coordinator.store.writes import Change

if TYPE_CHECKING:
    import duckdb

Item = TypeVar("Item")

_PERSON = ("name", "email", "phone", "organisation", "job_title", "location")
_APPLICATION = ("role", "state", "applied_on", "capacity", "tags", "about", "consent", *telling.READERS)
_RELATIONSHIP = (
    "state",
    "outcome",
    "proposed_on",
    "started_on",
    "lapsed_on",
    "closed_on",
    "cadence_days",
    "coordinator",
)
_WHY = ("reason", "reason_code", "initiated_by", "mentee_next")
_PAUSE = ("paused_on", "returns_on", "returned_on")
_SESSION = ("held_on", "state", "hours", "mode", "plan_reviewed", "reported_by")


def load(db: "duckdb.DuckDBPyConnection", cohort: str, kind: Kind, sought: Sought) -> Register:
    """What an import of `kind` into a cohort is compared with.

    The cohort is found whatever its case; one that is not there gives a register without `cohort_id`. `sought` is
    whom the file names.
    """
    wanted = " ".join(cohort.split())
    cohorts = db.execute(query("import/cohorts")).fetchall()
    cohort_id, name = next(
        ((found, known) for found, known in cohorts if known.casefold() == wanted.casefold()), (None, wanted)
    )
    others = tuple(known for found, known in cohorts if found != cohort_id)
    register = Register(cohort=name, cohort_id=cohort_id, other_names=others)
    people = _load_people(db, register, sought)
    relationships: dict[int, Relationship] = {}
    if cohort_id is not None:
        _load_applications(db, register, people)
        relationships = _load_relationships(db, register, people)
    _load_lookalikes(db, register, people, sought)
    if kind == "sessions" and cohort_id is not None:
        for number, version, relationship, held_on, state, hours, mode, plan_reviewed in _of_cohort(
            db, "sessions", register
        ):
            relationships[relationship].take_session(
                Session(
                    id=number,
                    version=version,
                    held_on=held_on,
                    state=state,
                    hours=hours,
                    mode=mode,
                    plan_reviewed=plan_reviewed,
                )
            )
    return register


def last_event(db: "duckdb.DuckDBPyConnection") -> int:
    """The number of the last event; every change writes events, so two equal ones mean nothing changed between."""
    found = db.execute(query("import/last_event")).fetchone()
    return int(found[0]) if found else 0


def start_no_later(change: Change, cohort: int, day: date) -> None:
    """Move a cohort's start back to `day` if it is later."""
    later = change.db.execute(query("import/later_start"), {"cohort": cohort, "day": day}).fetchone()
    if later:
        change.update("cohort", [{"id": cohort, "version": later[0], "starts_on": day}])


def spill(change: Change, rows: int, characters: int) -> None:
    """Let DuckDB keep what is not committed yet on disk, beside the file: for so many rows that memory would tell.

    `characters` are those of long answers that are changed: what they were and what they are stays in memory.
    """
    # Each thread pins blocks of its own, and what is changed stays pinned: less was too little for 100,000 rows.
    megabytes = max(96, 96 * rows // 100_000) + 3 * characters // 1_000_000
    change.db.execute("set threads = 1")
    change.db.execute(f"set memory_limit = '{megabytes}MB'")


def long_answers(register: Register) -> int:
    """How many characters the long answers have that an import changes."""
    changed = (one.about or "" for one in register.applications.values() if "about" in one.changed)
    return sum(len(about) for about in changed if len(about) > A_LONG_ANSWER)


def save(change: Change, register: Register) -> None:
    """Write what an import added to and changed in a register whose cohort is there.

    Raises StaleEdit when a changed row is not as it was loaded; inside one transaction that cannot be.
    """
    cohort = register.cohort_id
    register.end_judging()
    _add(
        change,
        "person",
        ((person, _columns(person, _PERSON)) for person in register.each_person() if person.id is None),
    )
    change.insert(
        "person_email", [{"person": person.id, "email": email} for person, email in register.other_emails]
    )
    register.other_emails.clear()
    _add(
        change,
        "application",
        (
            (one, {"cohort": cohort, "person": person.id, **_columns(one, _APPLICATION)})
            for person, one in register.applications.each()
            if one.id is None
        ),
    )
    _add(
        change,
        "relationship",
        (
            (
                one,
                {
                    "cohort": cohort,
                    "mentor": one.mentor.id,
                    "mentee": one.mentee.id,
                    **_columns(one, _RELATIONSHIP),
                },
            )
            for one in register.relationships
            if one.id is None
        ),
    )
    for table, names, owned in (("pause", _PAUSE, register.pauses), ("session", _SESSION, register.sessions)):
        _add(
            change,
            table,
            (
                (one, {"relationship": owner.id, **_columns(one, names)})
                for owner, one in owned()
                if one.id is None
            ),
        )
    _update(change, "person", register.each_person())
    _update(change, "application", (one for _, one in register.applications.each()))
    _update(change, "relationship", register.relationships)
    _update(change, "pause", (one for _, one in register.pauses()))
    _update(change, "session", (one for _, one in register.sessions()))


def _of_cohort(
    db: "duckdb.DuckDBPyConnection", subject: str, register: Register
) -> Iterator[tuple[Any, ...]]:
    return _each(db, subject, {"cohort": register.cohort_id})


def _each(
    db: "duckdb.DuckDBPyConnection", subject: str, parameters: Mapping[str, object]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, some at a time: all of them as tuples beside the records would be twice the room.

    Of words and days that come again one copy is kept. Lists are tuples.
    """
    found = db.execute(query(f"import/{subject}"), parameters)
    copies = Copies()
    while some := found.fetchmany(ROWS_AT_ONCE):
        for row in some:
            yield tuple(_copy(copies, column, value) for column, value in enumerate(row))


def _copy(copies: Copies, column: int, value: object) -> object:
    if isinstance(value, list):
        return copies.of(column, tuple(copies.of("tags", one) for one in value))
    return copies.of(column, value) if isinstance(value, str | date) else value


def _load_people(db: "duckdb.DuckDBPyConnection", register: Register, sought: Sought) -> dict[int, Person]:
    """Those of the cohort, and whoever else the file names; by id."""
    found: dict[int, Person] = {}
    _find_people(db, found, register.cohort_id, ())
    in_cohort = {person.email for person in found.values()}
    for emails in _some(email for email in sought.emails if email not in in_cohort):
        _find_people(db, found, None, emails)
    people = {number: found[number] for number in sorted(found)}
    for person in people.values():
        register.add_person(person)
    for numbers in _some(people):
        for number, email in _each(db, "other_emails", {"people": numbers}):
            register.people.setdefault(email, people[number])
    return people


def _find_people(
    db: "duckdb.DuckDBPyConnection", found: dict[int, Person], cohort: int | None, emails: Sequence[str]
) -> None:
    for number, version, *columns in _each(db, "people", {"cohort": cohort, "emails": emails}):
        if number not in found:
            found[number] = Person(id=number, version=version, **dict(zip(_PERSON, columns, strict=True)))


def _some(many: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in parts: as one parameter, 150,000 e-mails and what the query makes of them take 80 MB."""
    items = iter(many)
    while some := list(islice(items, ASKED_AT_ONCE)):
        yield some


def _load_lookalikes(
    db: "duckdb.DuckDBPyConnection", register: Register, people: Mapping[int, Person], sought: Sought
) -> None:
    """People, of other cohorts too, who are called as someone in the file, or have a phone that is in it."""
    if not sought.names and not sought.phones:
        return
    parameters = {"names": list(sought.names), "phones": list(sought.phones)}
    for number, version, *columns, cohort in _each(db, "lookalikes", parameters):
        person = people.get(number)
        if person is None:
            person = Person(id=number, version=version, **dict(zip(_PERSON, columns, strict=True)))
            register.people.setdefault(person.email, person)
        register.add_lookalike(person)
        if not person.is_member:
            register.where[person] = cohort


def _load_applications(
    db: "duckdb.DuckDBPyConnection", register: Register, people: Mapping[int, Person]
) -> None:
    for number, version, person, *columns in _of_cohort(db, "applications", register):
        told: dict[str, Any] = dict(zip(_APPLICATION, columns, strict=True))
        register.add_application(people[person], Application(id=number, version=version, **told))


def _load_relationships(
    db: "duckdb.DuckDBPyConnection", register: Register, people: Mapping[int, Person]
) -> dict[int, Relationship]:
    relationships: dict[int, Relationship] = {}
    for number, version, mentor, mentee, *columns in _of_cohort(db, "relationships", register):
        known = Relationship(
            id=number,
            version=version,
            mentor=people[mentor],
            mentee=people[mentee],
            **dict(zip(_RELATIONSHIP, columns, strict=True)),
        )
        relationships[number] = known
        register.add_relationship(known)
    for number, version, relationship, *columns in _of_cohort(db, "pauses", register):
        pause = Pause(id=number, version=version, **dict(zip(_PAUSE, columns, strict=True)))
        if pause.returned_on is None:
            relationships[relationship].pause = pause
        else:
            relationships[relationship].ended_pauses += (pause,)
    return relationships


def _columns(record: Record, names: Sequence[str]) -> dict[str, object]:
    found: dict[str, Any] = {name: getattr(record, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


ROWS_AT_ONCE = 2_500
"""So many rows go into the file in one statement, or come out at a time: more would take twice and thrice the room."""


TEXT_AT_ONCE = 1_000_000
"""As many characters of them: long answers of 2,500 applicants are more than may be in memory while much is written."""

A_LONG_ANSWER = 1_000
"""Characters; of shorter ones, those that many rows change fit the room there is for so many rows."""

ASKED_AT_ONCE = 10_000
"""So many e-mails or ids are looked for in one query."""


def _add(change: Change, table: str, new: Iterable[tuple[Record, dict[str, object]]]) -> None:
    """Insert new records, each with its row, and give them their ids."""
    for some in _light(new, lambda one: one[1]):
        for (record, _), number in zip(some, change.insert(table, [row for _, row in some]), strict=True):
            record.id = number
            record.changed = frozenset()


def _light(items: Iterable[Item], row_of: Callable[[Item], dict[str, object]]) -> Iterator[list[Item]]:
    """Items in parts of few enough rows and little enough text to be written in one statement."""
    some: list[Item] = []
    length = 0
    for item in items:
        some.append(item)
        length += sum(len(value) for value in row_of(item).values() if isinstance(value, str))
        if len(some) == ROWS_AT_ONCE or length > TEXT_AT_ONCE:
            yield some
            some, length = [], 0
    if some:
        yield some


def _update(change: Change, table: str, records: Iterable[Record]) -> None:
    """Write the changed ones among records, those with the same changed columns together."""
    alike: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        if record.changed:
            alike.setdefault(tuple(sorted(record.changed)), []).append(record)

    def row_of(record: Record, names: tuple[str, ...]) -> dict[str, object]:
        row = {"id": record.id, "version": record.version, **_columns(record, names)}
        if table == "relationship" and record.changed & {"state", "outcome"}:
            row |= dict.fromkeys(_WHY)  # why the former one, which the sheet does not tell
        return row

    for names, some in alike.items():
        for rows in _light((row_of(one, names) for one in some), lambda row: row):
            change.update(table, rows)
