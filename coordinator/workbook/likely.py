"""Who among the known may be a new person under another e-mail, and what speaks for it. Pure; nothing is merged here."""

from contextlib import suppress

from coordinator.register import Person, Register, address_key, folded, phone_key
from coordinator.workbook.cells import Row
from coordinator.workbook.tables import Table
from coordinator.workbook.values import Unreadable, line
from coordinator.workbook.verdicts import Likely

MOST_LIKELY = 3

_DETAILS = ("phone", "organisation", "job_title", "location")


class Named:
    """Collects the names and phones of a table of applicants: by them people known elsewhere are looked up."""

    def __init__(self, table: Table) -> None:
        is_people = table.kind == "applicants"
        self._names = table.columns.get("name", ()) if is_people else ()
        self._parts = (
            [table.columns.get(name, ()) for name in ("first_name", "last_name")] if is_people else []
        )
        self._phones = table.columns.get("phone", ()) if is_people else ()
        self.names: set[str] = set()
        self.phones: set[str] = set()

    def look(self, row: Row) -> None:
        """Note whom a row names."""
        for column in self._names:
            if name := _text(row, column):
                self.names.add(lowered(name))
        if self._parts and not self._names:
            parts = [_text(row, column) for columns in self._parts for column in columns[:1]]
            if whole := " ".join(part for part in parts if part):
                self.names.add(lowered(whole))
        for column in self._phones:
            if digits := phone_key(_text(row, column)):
                self.phones.add(digits)


def lowered(name: str) -> str:
    """A name as SQL folds it."""
    return " ".join(name.split()).lower()


def likely(register: Register, person: Person) -> list[tuple[Likely, bool]]:
    """The known people who may be `person`, the likeliest first, each with whether more than the name speaks for it.

    At most `MOST_LIKELY`; of those for whom only the name speaks, one.
    """
    found = [
        (known, evidence)
        for known in register.alike(person)
        if known.email != person.email and (evidence := _evidence(person, known))
    ]
    found.sort(key=lambda one: (-len(one[1]), one[0].email))
    many = MOST_LIKELY if found and len(found[0][1]) > 1 else 1
    return [(_told(register, known, evidence), len(evidence) > 1) for known, evidence in found[:many]]


def _told(register: Register, known: Person, evidence: list[str]) -> Likely:
    details = {"name": known.name, "e-mail": known.email}
    details |= {name.replace("_", " "): getattr(known, name) or "" for name in _DETAILS}
    where = register.where.get(known, register.cohort)
    where = where if known.id is not None else f"{where} of this file"
    return Likely(known.email, known.name, where, tuple(evidence), details)


def _evidence(person: Person, known: Person) -> list[str]:
    """What speaks for it, in words; nothing where neither the name nor a part of it with the phone is the same."""
    digits = phone_key(person.phone)
    same_phone = bool(digits) and digits == phone_key(known.phone)
    if folded(known.name) == folded(person.name):
        told = ["the same name"]
    elif same_phone and set(folded(person.name).split()) & set(folded(known.name).split()):
        told = ["a part of the name"]
    else:
        return []
    if same_phone:
        told.append(f"the same phone {known.phone}")
    if person.organisation and folded(person.organisation) == folded(known.organisation or ""):
        told.append(f"the same organisation {known.organisation}")
    local = address_key(person.email)
    if local and local == address_key(known.email):
        told.append(f"e-mails that begin alike ({local}@)")
    return told


def _text(row: Row, column: int) -> str:
    cell = row.cells.get(column)
    if cell is not None:
        with suppress(Unreadable):
            return line(cell)
    return ""
