"""What a cohort holds while an import is judged: records that refer to each other as objects, new ones without an id.

The judge works on a register of its own and changes it as it goes, so that each row is judged against all rows above
it. A record that the judge changes keeps the names of its changed columns; `id` None marks a new one.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from coordinator.crowds import Crowds


@dataclass(slots=True, eq=False, kw_only=True)
class Record:
    """A row of a table: its columns by their names, references as records."""

    id: int | None = None
    version: int = 1
    changed: frozenset[str] = frozenset()

    def put(self, column: str, value: object) -> None:
        """Set a column and remember that it changed."""
        setattr(self, column, value)
        self.changed = _with(self.changed, column)


@cache
def _with(changed: frozenset[str], column: str) -> frozenset[str]:
    """One more column; the same set for all records that changed so, for one of its own is larger than a record."""
    return changed | {column}


@dataclass(slots=True, eq=False, kw_only=True)
class Application(Record):
    role: str
    state: str
    applied_on: date | None = None
    capacity: int = 1
    tags: tuple[str, ...] | None = None
    about: str | None = None
    consent: bool | None = None
    # What matters to a match, as `coordinator.telling` reads it.
    sector: str | None = None
    organisation_kind: str | None = None
    organisation_size: str | None = None
    organisation_stage: str | None = None
    ways: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    times: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    wishes: tuple[str, ...] | None = None
    rather_not: tuple[str, ...] | None = None
    conflicts: tuple[str, ...] | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Person(Record):
    name: str
    email: str
    phone: str | None = None
    organisation: str | None = None
    job_title: str | None = None
    location: str | None = None
    is_member: bool = False  # of the register's cohort
    as_mentor: Application | None = None  # to that cohort
    as_mentee: Application | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Pause(Record):
    paused_on: date
    returns_on: date | None = None
    returned_on: date | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Session(Record):
    held_on: date
    state: str
    hours: float | None = None
    mode: str | None = None
    plan_reviewed: bool | None = None
    reported_by: str | None = None


NO_SESSIONS: Mapping[date, Session] = MappingProxyType({})
"""Those of every relationship that has none; `take_session` gives it a dictionary of its own."""


@dataclass(slots=True, eq=False, kw_only=True)
class Relationship(Record):
    """`pause` is the one that is on; `ended_pauses` are over; `sessions` has one a day.

    Most have neither: of 100,000, empty lists of their own would take 15 MB.
    """

    mentor: Person
    mentee: Person
    state: str
    outcome: str | None = None
    proposed_on: date | None = None
    started_on: date | None = None
    lapsed_on: date | None = None
    closed_on: date | None = None
    cadence_days: int | None = None
    coordinator: str | None = None
    pause: Pause | None = None
    ended_pauses: tuple[Pause, ...] = ()
    sessions: Mapping[date, Session] = field(default_factory=lambda: NO_SESSIONS)

    @property
    def is_over(self) -> bool:
        return self.state in ("closed", "declined")

    def take_session(self, session: Session, *, on: date | None = None) -> None:
        """Have a session on a day, else on its own; on the day it was there before no more."""
        told = self.sessions if isinstance(self.sessions, dict) else {}
        if told.get(session.held_on) is session:
            del told[session.held_on]
        told[on or session.held_on] = session
        self.sessions = told


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom a file names: e-mails as kept, names in lower case with single spaces, phones as `phone_key` has them."""

    emails: Collection[str] = ()
    names: Collection[str] = ()
    phones: Collection[str] = ()


class Applications(Mapping[tuple[str, str], Application]):
    """Those to the cohort by the person's e-mail and the role; kept with the people."""

    __slots__ = ("_people",)

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people

    def __getitem__(self, key: tuple[str, str]) -> Application:
        email, role = key
        person = self._people[email]
        application = person.as_mentor if role == "mentor" else person.as_mentee
        if application is None:
            raise KeyError(key)
        return application

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((person.email, application.role) for person, application in self.each())

    def __len__(self) -> int:
        return sum(1 for _ in self.each())

    def each(self) -> Iterator[tuple[Person, Application]]:
        """All with whose they are, in the people's order."""
        for email, person in self._people.items():
            if email == person.email:
                for application in (person.as_mentor, person.as_mentee):
                    if application is not None:
                        yield person, application


@dataclass(slots=True)
class Register:
    """One cohort, and the people an import may name. `cohort_id` None: the cohort is not there yet.

    `people` are by e-mail, of this cohort or named in the file, under each of their e-mails; `other_emails` are those
    that an import adds to them. `where` says from where people of other cohorts, and new ones, are known.
    """

    cohort: str
    cohort_id: int | None
    other_names: tuple[str, ...] = ()  # of the other cohorts
    people: dict[str, Person] = field(default_factory=dict)
    relationships: list[Relationship] = field(default_factory=list)
    by_mentor_email: dict[str, list[Relationship]] = field(default_factory=dict)
    by_mentor_name: dict[str, list[Relationship]] = field(default_factory=dict)
    other_emails: list[tuple[Person, str]] = field(default_factory=list)
    where: dict[Person, str] = field(default_factory=dict)
    applications: Applications = field(init=False)
    _members: Crowds[Person] = field(init=False)  # this cohort's people by folded name
    _others: Crowds[Person] = field(init=False)  # people of other cohorts by folded name
    _phones: Crowds[Person] = field(init=False)  # everyone by phone
    _numbered: dict[int, Relationship] | None = None
    _sessions_numbered: dict[int, tuple[Relationship, Session]] | None = None

    def __post_init__(self) -> None:
        self.applications = Applications(self.people)
        self.end_judging()

    def end_judging(self) -> None:
        """Let nothing be found any more but people by e-mail: what finds it takes room that writing needs."""
        self._members, self._others = Crowds(_beside_the_name, _email), Crowds(_beside_the_name, _email)
        self._phones = Crowds(_beside_the_phone, _email)
        self.where = {}
        self.by_mentor_email, self.by_mentor_name = {}, {}
        self._numbered = self._sessions_numbered = None

    @property
    def other_cohorts(self) -> frozenset[str]:
        """The other cohorts' names, case-folded."""
        return frozenset(name.casefold() for name in self.other_names)

    def each_person(self) -> Iterator[Person]:
        """Everyone once."""
        return (person for email, person in self.people.items() if email == person.email)

    def add_person(self, person: Person) -> None:
        self.people[person.email] = person
        self._add_phone(person)

    def add_lookalike(self, person: Person) -> None:
        """Let a person be found by name and phone, whatever the cohort."""
        if not person.is_member:
            self._others.add(folded(person.name), person)
        self._add_phone(person)

    def _add_phone(self, person: Person) -> None:
        if digits := phone_key(person.phone):
            self._phones.add(digits, person)

    def add_email(self, person: Person, email: str) -> None:
        """Let an import keep another e-mail of someone."""
        self.people[email] = person
        self.other_emails.append((person, email))

    def alike(self, person: Person) -> list[Person]:
        """The people with the same name or phone, once each; where they are a crowd, those who share one thing more.

        Of a crowd that shares only the name, the one whose e-mail comes first is among them.
        """
        name, phone = folded(person.name), phone_key(person.phone)
        found = dict.fromkeys(self._members.near(name, person))
        found |= dict.fromkeys(self._others.near(name, person))
        found |= dict.fromkeys(self._phones.near(phone, person) if phone else ())
        return list(found)

    def namesake(self, name: str) -> Person | None:
        """Someone of this cohort with a name."""
        return self._members.first(folded(name))

    def email_of(self, email: str) -> str:
        """The e-mail under which a person is kept, by any that is theirs; an unknown one as it is."""
        person = self.people.get(email)
        return email if person is None else person.email

    def add_member(self, person: Person) -> None:
        """Note that a person belongs to this cohort."""
        if not person.is_member:
            person.is_member = True
            self._members.add(folded(person.name), person)

    def add_application(self, person: Person, application: Application) -> None:
        if application.role == "mentor":
            person.as_mentor = application
        else:
            person.as_mentee = application
        self.add_member(person)

    def add_relationship(self, relationship: Relationship) -> None:
        self.relationships.append(relationship)
        mentor = relationship.mentor
        self.by_mentor_email.setdefault(mentor.email, []).append(relationship)
        self.by_mentor_name.setdefault(folded(mentor.name), []).append(relationship)
        self.add_member(mentor)
        self.add_member(relationship.mentee)

    def of_pair(self, mentor_email: str, mentee_email: str) -> list[Relationship]:
        return [r for r in self.by_mentor_email.get(mentor_email, ()) if r.mentee.email == mentee_email]

    def relationship_numbered(self, number: int | None) -> Relationship | None:
        """The relationship with an id; None where there is none such here."""
        if self._numbered is None:
            self._numbered = {known.id: known for known in self.relationships if known.id is not None}
        return self._numbered.get(number) if number is not None else None

    def session_numbered(self, number: int | None) -> tuple[Relationship, Session] | None:
        """The session with an id, and its relationship; None where there is none such here."""
        if self._sessions_numbered is None:
            self._sessions_numbered = {
                session.id: (known, session) for known, session in self.sessions() if session.id is not None
            }
        return self._sessions_numbered.get(number) if number is not None else None

    def pauses(self) -> Iterator[tuple[Relationship, Pause]]:
        for relationship in self.relationships:
            if relationship.pause is not None:
                yield relationship, relationship.pause
            for pause in relationship.ended_pauses:
                yield relationship, pause

    def sessions(self) -> Iterator[tuple[Relationship, Session]]:
        for relationship in self.relationships:
            for session in relationship.sessions.values():
                yield relationship, session


DIGITS_OF_A_PHONE = 9
"""As many digits at the end of a number tell phones apart, with and without the country's code."""


def phone_key(phone: str | None) -> str:
    """A phone number as it is compared; "" for one too short to tell people apart."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-DIGITS_OF_A_PHONE:] if len(digits) >= DIGITS_OF_A_PHONE else ""


LEAST_OF_AN_ADDRESS = 5
"""Shorter beginnings of e-mails (`ann@`, `info@`) are shared by many."""


def address_key(email: str) -> str:
    """The beginning of an e-mail as it is compared; "" for one too short to tell people apart."""
    local = email.partition("@")[0]
    return local if len(local) >= LEAST_OF_AN_ADDRESS else ""


def folded(name: str) -> str:
    """A name as it is compared: case and spacing do not count."""
    return " ".join(name.split()).casefold()


def _email(person: Person) -> str:
    return person.email


def _beside_the_name(person: Person) -> Iterator[str]:
    """What people of one name may share, their phones apart, by which they are found anyway."""
    if person.organisation:
        yield f"at {folded(person.organisation)}"
    if local := address_key(person.email):
        yield f"{local}@"


def _beside_the_phone(person: Person) -> Iterator[str]:
    """What people with one phone must share to be alike: a part of the name."""
    yield from folded(person.name).split()
