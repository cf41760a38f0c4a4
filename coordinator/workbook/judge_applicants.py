"""Rows of applicants: a person, and an application for each role. Pure."""

from datetime import date

from coordinator.models import Role
from coordinator.register import Application, Person, Register, folded
from coordinator.schemas import ApplicantRow
from coordinator.telling import READERS, is_nothing
from coordinator.workbook.values import capacity, email, lines, roles, tags, yes_no
from coordinator.workbook.verdicts import Reading, Verdict

_PERSONAL = ("phone", "organisation", "job_title", "location")


class ApplicantJudge:
    """Judges rows of applicants against a register, which it changes."""

    def __init__(self, register: Register, today: date) -> None:
        self._register = register
        self._today = today

    def row(self, reading: Reading) -> Verdict:
        row = self._read(reading)
        if row is None:
            return reading.verdict("rejected")
        known = self._register.people.get(row.email)
        if known is None and row.name is None:
            reading.reject(
                "name", f"no one with the e-mail {row.email} is known yet: a new applicant needs a name"
            )
            return reading.verdict("rejected")
        reading.what = f"{row.name or (known.name if known else '')} ({' and '.join(row.roles)})"
        person = known or self._new_person(reading, row)
        if known is not None:
            self._compare_person(reading, known, row)
        fresh = self._compare_applications(reading, person, row)
        if not reading.is_good():
            return reading.verdict("rejected")
        changed = reading.settle()
        if known is None:
            self._register.add_person(person)
        for application in fresh:
            self._register.add_application(application)
        return reading.verdict("added" if fresh else "updated" if changed else "unchanged")

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
            "phone": reading.text("phone"),
            "organisation": reading.text("organisation"),
            "job_title": reading.text("job_title"),
            "location": reading.text("location"),
            "capacity": reading.value("capacity", capacity),
            "consent": reading.value("consent", yes_no),
            "applied_on": reading.day("applied_on", self._today),
            "about": "\n\n".join(about) or None,
            **{field: _together(reading.every(field, tags)) for field in ("expertise", "needs", "tags")},
            **{field: _told(reading, field) for field in READERS},
        }
        if address is None and reading.is_good():
            # Of several columns the last: form exports write `anonymous` into one of their own before it.
            reading.reject_at(table.columns["email"][-1], "the e-mail is missing: it says who this is")
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
        return tuple(role for role in roles if (address, role) in self._register.applications) or None

    def _new_person(self, reading: Reading, row: ApplicantRow) -> Person:
        name = row.name or ""
        person = Person(name=name, email=row.email, **{column: getattr(row, column) for column in _PERSONAL})
        reading.told(person, "name", *_PERSONAL)
        for namesake in self._register.namesakes.get(folded(name), ()):
            reading.notes.append(
                f"{namesake.name} is also here with the e-mail {namesake.email}: the same person?"
            )
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
            application = self._register.applications.get((row.email, role))
            if application is None:
                application = self._new_application(person, role, row)
                fresh.append(application)
                reading.told(application, "applied_on", "tags", "about", "consent", *READERS)
                if row.capacity is not None:
                    reading.told(application, "capacity")
                continue
            if told := reading.told_by(application, "state"):
                reading.notes.append(f"{told} of this file is the same applicant")
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

    def _new_application(self, person: Person, role: Role, row: ApplicantRow) -> Application:
        return Application(
            person=person,
            role=role,
            state="applied",
            applied_on=row.applied_on,
            capacity=row.capacity if role == "mentor" and row.capacity is not None else 1,
            tags=row.tags_of(role),
            about=row.about,
            consent=row.consent,
            **{column: getattr(row, column) for column in READERS},
        )


def _told(reading: Reading, field: str) -> object:
    """What someone says about themselves for a match. What is not understood is noted and left out, never guessed."""
    answer = reading.value(field, lines)
    if answer is None:
        return None
    told = READERS[field](answer)
    if told is None and not is_nothing(answer):
        reading.notes.append(f"{field.replace('_', ' ')} {answer!r} is not understood and was left out")
    return told


def _tags_field(reading: Reading, role: Role) -> str:
    """The field to blame for a role's tags."""
    own = "expertise" if role == "mentor" else "needs"
    return next((name for name in (own, "tags", "expertise", "needs") if reading.cells(name)), "tags")


def _together(answers: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    found: dict[str, str] = {}
    for answer in answers:
        for tag in answer:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values()) or None
