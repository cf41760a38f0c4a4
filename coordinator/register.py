"""What a cohort holds while an import is judged: records that refer to each other as objects, new ones without an id.

The judge works on a register of its own and changes it as it goes, so that each row is judged against all rows above
it. A record that the judge changes keeps the names of its changed columns; `id` None marks a new one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(slots=True, eq=False, kw_only=True)
class Record:
    """A row of a table: its columns by their names, references as records."""

    id: int | None = None
    version: int = 1
    changed: frozenset[str] = frozenset()

    def put(self, column: str, value: object) -> None:
        """Set a column and remember that it changed."""
        setattr(self, column, value)
        self.changed |= {column}


@dataclass(slots=True, eq=False, kw_only=True)
class Person(Record):
    name: str
    email: str
    phone: str | None = None
    organisation: str | None = None
    job_title: str | None = None
    location: str | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Application(Record):
    person: Person
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

    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()


@dataclass(slots=True)
class Register:
    """One cohort, and the people an import may name. `cohort_id` None: the cohort is not there yet.

    `people` are by e-mail, of this cohort or named in the file, under each of their e-mails; `other_emails` are those
    that an import adds to them. `namesakes` are this cohort's people by folded name; `by_name` finds
    people of other cohorts, `by_phone` everyone, and `where` says from where those are known.
    """

    cohort: str
    cohort_id: int | None
    other_names: tuple[str, ...] = ()  # of the other cohorts
    people: dict[str, Person] = field(default_factory=dict)
    namesakes: dict[str, list[Person]] = field(default_factory=dict)
    applications: dict[tuple[str, str], Application] = field(default_factory=dict)  # by e-mail and role
    relationships: list[Relationship] = field(default_factory=list)
    by_mentor_email: dict[str, list[Relationship]] = field(default_factory=dict)
    by_mentor_name: dict[str, list[Relationship]] = field(default_factory=dict)
    other_emails: list[tuple[Person, str]] = field(default_factory=list)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    by_phone: dict[str, list[Person]] = field(default_factory=dict)
    where: dict[Person, str] = field(default_factory=dict)
    _numbered: dict[int, Relationship] | None = None
    _sessions_numbered: dict[int, tuple[Relationship, Session]] | None = None

    @property
    def other_cohorts(self) -> frozenset[str]:
        """The other cohorts' names, case-folded."""
        return frozenset(name.casefold() for name in self.other_names)

    def add_person(self, person: Person) -> None:
        self.people[person.email] = person
        self._add_phone(person)

    def add_lookalike(self, person: Person) -> None:
        """Let a person who is not of this cohort be found by name and phone."""
        self.by_name.setdefault(folded(person.name), []).append(person)
        self._add_phone(person)

    def _add_phone(self, person: Person) -> None:
        if digits := phone_key(person.phone):
            self.by_phone.setdefault(digits, []).append(person)

    def add_email(self, person: Person, email: str) -> None:
        """Let an import keep another e-mail of someone."""
        self.people[email] = person
        self.other_emails.append((person, email))

    def alike(self, name: str, phone: str) -> list[Person]:
        """The people with this folded name or this phone, as `phone_key` has it."""
        found = [*self.namesakes.get(name, ()), *self.by_name.get(name, ())]
        found += self.by_phone.get(phone, ()) if phone else ()
        return list(dict.fromkeys(found))

    def email_of(self, email: str) -> str:
        """The e-mail under which a person is kept, by any that is theirs; an unknown one as it is."""
        person = self.people.get(email)
        return email if person is None else person.email

    def add_member(self, person: Person) -> None:
        """Note that a person belongs to this cohort."""
        known = self.namesakes.setdefault(folded(person.name), [])
        if person not in known:
            known.append(person)

    def add_application(self, application: Application) -> None:
        self.applications[application.person.email, application.role] = application
        self.add_member(application.person)

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


def folded(name: str) -> str:
    """A name as it is compared: case and spacing do not count."""
    return " ".join(name.split()).casefold()
