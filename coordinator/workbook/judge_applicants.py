"""Rows of applicants: a person, and an application for each role. Pure."""

from datetime import date

from coordinator.copies import Copies
from coordinator.models import Role
from coordinator.register import Application, Person, Register
from coordinator.schemas import ApplicantRow
from coordinator.telling import READERS, is_nothing
from coordinator.workbook import noted
from coordinator.workbook.likely import likely
from coordinator.workbook.values import capacity, email, lines, roles, yes_no
from coordinator.workbook.verdicts import Reading, Verdict

_PERSONAL = ("phone", "organisation", "job_title", "location")


class ApplicantJudge:
    """Judges rows of applicants against a register, which it changes."""

    def __init__(self, register: Register, today: date) -> None:
        self._register = register
        self._today = today
        self._copies = Copies()

    def row(self, reading: Reading) -> Verdict:
        row = self._read(reading)
        if row is None:
            return reading.verdict("rejected")
        known = self._known(reading, row)
        if known is None and row.name is None and reading.is_good():
            reading.reject(
                "name", f"no one with the e-mail {row.email} is known yet: a new applicant needs a name"
            )
        if not reading.is_good():
            return reading.verdict("rejected")
        reading.what = f"{row.name or (known.name if known else '')} ({' and '.join(row.roles)})"
        person = known or self._new_person(reading, row)
        if known is not None:
            self._compare_person(reading, known, row)
        elif self._may_be_known(reading, person):
            return reading.verdict("duplicate")
        fresh = self._compare_applications(reading, person, row)
        if not reading.is_good():
            return reading.verdict("rejected")
        if fresh and self._lacks_consent(reading, person, row):
            return reading.verdict("set_aside")
        changed = reading.settle()
        if known is None:
            self._register.add_person(person)
            self._register.where[person] = reading.where
        elif row.email not in self._register.people:
            self._register.add_email(person, row.email)
            reading.adds.append(f"keeps {row.email} as another e-mail of {person.name}")
            changed = True
        for application in fresh:
            self._register.add_application(person, application)
        return reading.verdict("added" if fresh else "updated" if changed else "unchanged")

    def _known(self, reading: Reading, row: ApplicantRow) -> Person | None:
        """The person of the row's e-mail, or the one that someone said it is about."""
        known = self._register.people.get(row.email)
        if known is None and reading.same is not None:
            known = self._register.people.get(reading.same)
            if known is None:
                reading.reject(
                    "email", f"{reading.same}, who it was said to be, is not known: say again who it is"
                )
        return known

    def _may_be_known(self, reading: Reading, person: Person) -> bool:
        """Whether the row must wait for an answer; who shares only the name is noted."""
        if reading.said == "different":
            return False
        found = likely(self._register, person)
        reading.likely = [one for one, _ in found]
        for one, is_strong in found:
            if is_strong:
                reading.reject(
                    "email",
                    f"this may be {one.name} ({one.email}, {one.where}): {', '.join(one.evidence)}. "
                    "Say whether they are the same person",
                )
                return True
            reading.notes.append(noted.ALSO_HERE(name=one.name, email=one.email))
        return False

    def _lacks_consent(self, reading: Reading, person: Person, row: ApplicantRow) -> bool:
        """Whether the form asks for consent and this row does not give it."""
        if row.consent or reading.said == "take" or not reading.table.asks_consent:
            return False
        known = (self._register.applications.get((person.email, role)) for role in ("mentor", "mentee"))
        if row.consent is None and any(application and application.consent for application in known):
            return False
        gave = "refused" if row.consent is False else "not given"
        reading.reject("consent", f"consent was {gave}: ask, then write yes, or take the row as it is")
        return True

    def _read(self, reading: Reading) -> ApplicantRow | None:
        table = reading.table
        address = reading.value("email", email)
        name = reading.text("name")
        first, last = reading.text("first_name"), reading.text("last_name")
        if name is None and (first or last):
            name = " ".join(part for part in (first, last) if part)
        told = (
            reading.value("role", roles) if "role" in table.columns else (table.role,) if table.role else None
        )
        reading.what = name or address or ""
        about = reading.every("about", lines)
        values = {
            **{field: self._copies.of(field, reading.text(field)) for field in _PERSONAL},
            "capacity": reading.value("capacity", capacity),
            "consent": reading.value("consent", yes_no),
            "applied_on": reading.day("applied_on", self._today),
            "about": "\n\n".join(about) or None,
            **{field: self._tags(reading, field) for field in ("expertise", "needs", "tags")},
            **{field: _told(reading, field) for field in READERS},
        }
        if address is None and reading.is_good():
            missing = "the e-mail is missing: it says who this is"
            if "email" in table.columns:
                # Of several columns the last: form exports write `anonymous` into one of their own before it.
                reading.reject_at(table.columns["email"][-1], missing)
            else:
                reading.reject(None, "no column is taken for the e-mail, which says who this is")
        if told is None and not reading.cells("role"):
            told = self._known_roles(address)
            if told is None:
                reading.reject("role", "the role is missing: write Mentor, Mentee or Both")
        if not reading.is_good() or address is None or told is None:
            return None
        return ApplicantRow.model_validate({"email": address, "name": name, "roles": told, **values})

    def _known_roles(self, address: str | None) -> tuple[Role, ...] | None:
        """What a blank role means: no change to the roles that someone has here."""
        roles: tuple[Role, ...] = ("mentor", "mentee")
        kept = self._register.email_of(address or "")
        return tuple(role for role in roles if (kept, role) in self._register.applications) or None

    def _new_person(self, reading: Reading, row: ApplicantRow) -> Person:
        name = row.name or ""
        person = Person(name=name, email=row.email, **{column: getattr(row, column) for column in _PERSONAL})
        reading.told(person, "name", *_PERSONAL)
        return person

    def _compare_person(self, reading: Reading, person: Person, row: ApplicantRow) -> None:
        # The whole name in one cell, or made of first and last name; one of them alone leaves the other as it was.
        if reading.cells("name"):
            reading.put(person, "name", row.name)
        elif reading.cells("first_name") and reading.cells("last_name"):
            reading.put(person, "name", row.name, "first_name")
        for column in _PERSONAL:
            reading.put(person, column, getattr(row, column))

    def _compare_applications(self, reading: Reading, person: Person, row: ApplicantRow) -> list[Application]:
        """Note the changes to known applications; return the new ones."""
        fresh: list[Application] = []
        for role in row.roles:
            application = self._register.applications.get((person.email, role))
            if application is None:
                application = self._new_application(role, row)
                fresh.append(application)
                reading.told(application, "applied_on", "tags", "about", "consent", *READERS)
                if row.capacity is not None:
                    reading.told(application, "capacity")
                continue
            if told := reading.told_by(application, "state"):
                reading.notes.append(noted.SAME_APPLICANT(above=told))
            elif row.applied_on is not None:
                reading.put(application, "applied_on", row.applied_on)
            if role == "mentor":
                reading.put(application, "capacity", row.capacity)
            reading.put(application, "tags", row.tags_of(role), _tags_field(reading, role))
            reading.put(application, "about", row.about)
            reading.put(application, "consent", row.consent)
            for column in READERS:
                reading.put(application, column, getattr(row, column))
            reading.told(application, "state")
        for application in fresh:
            reading.told(application, "state")
        return fresh

    def _new_application(self, role: Role, row: ApplicantRow) -> Application:
        return Application(
            role=role,
            state="applied",
            applied_on=row.applied_on,
            capacity=row.capacity if role == "mentor" and row.capacity is not None else 1,
            tags=self._copies.of("tags", row.tags_of(role)),
            about=row.about,
            consent=row.consent,
            **{column: self._copies.of(column, getattr(row, column)) for column in READERS},
        )

    def _tags(self, reading: Reading, field: str) -> tuple[str, ...] | None:
        found = reading.tags(field)
        return found and tuple(self._copies.of("tag", tag) for tag in found)


def _told(reading: Reading, field: str) -> object:
    """What someone says about themselves for a match. What is not understood is noted and left out, never guessed."""
    answer = reading.value(field, lines)
    if answer is None:
        return None
    told = READERS[field](answer)
    if told is None and not is_nothing(answer):
        reading.notes.append(noted.NOT_UNDERSTOOD(field=field.replace("_", " "), answer=answer))
    return told


def _tags_field(reading: Reading, role: Role) -> str:
    """The field to blame for a role's tags."""
    own = "expertise" if role == "mentor" else "needs"
    return next((name for name in (own, "tags", "expertise", "needs") if reading.cells(name)), "tags")
