"""Books, registers and judgements for tests, by hand."""

from collections.abc import Sequence
from datetime import date, datetime, time

from coordinator.models import Kind
from coordinator.register import Application, Person, Register, Relationship
from coordinator.workbook.cells import Book, Cell, CellKind, Row, Sheet
from coordinator.workbook.judge import Judgement, judge
from coordinator.workbook.recognise import recognise
from coordinator.workbook.verdicts import Verdict

TODAY = date(2026, 11, 16)

Plain = str | int | float | bool | date | datetime | time | Cell | None


def cell(value: str | int | float | bool | date | datetime | time, kind: CellKind | None = None) -> Cell:
    """A cell of the kind that the value suggests."""
    return Cell(kind or _kind(value), value)


def _kind(value: object) -> CellKind:
    for of, kind in _KINDS:
        if isinstance(value, of):
            return kind
    raise TypeError(value)


_KINDS: Sequence[tuple[type | tuple[type, ...], CellKind]] = (
    (str, "text"),
    (bool, "bool"),
    ((int, float), "number"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
)


def sheet(rows: Sequence[Sequence[Plain]], title: str = "Sheet1", *, hidden: bool = False) -> Sheet:
    """A sheet of these rows; None and rows of nothing are blank."""
    made = []
    for number, row in enumerate(rows, 1):
        cells = {
            column: value if isinstance(value, Cell) else cell(value)
            for column, value in enumerate(row, 1)
            if value is not None
        }
        if cells:
            made.append(Row(number, cells))
    return Sheet(title, hidden, made)


def book(*sheets: Sheet, name: str = "file.xlsx") -> Book:
    return Book(name, "0" * 64, sheets, ())


def judged(
    rows: Sequence[Sequence[Plain]],
    register: Register | None = None,
    *,
    kind: Kind | None = None,
    title: str = "Sheet1",
    today: date = TODAY,
) -> Judgement:
    """The judgement of one sheet against a register, else an empty cohort."""
    return judge(recognise(book(sheet(rows, title)), kind), register or empty(), today)


def only(judgement: Judgement) -> Verdict:
    """The verdict of the only row."""
    (verdict,) = judgement.verdicts
    return verdict


def outcomes(judgement: Judgement) -> list[str]:
    return [verdict.judged for verdict in judgement.verdicts]


def empty() -> Register:
    return Register(cohort="Spring 2026", cohort_id=1)


def known_person(register: Register, name: str, email: str, *roles: str) -> Person:
    """A person of the cohort, with an application for each role."""
    person = Person(id=len(register.people) + 1, name=name, email=email)
    register.add_person(person)
    for role in roles:
        state = "applied"
        number = len(register.applications) + 1
        register.add_application(person, Application(id=number, role=role, state=state))
    return person


def paired(register: Register | None = None, **columns: object) -> tuple[Register, Relationship]:
    """A register with Ann mentoring Tom since 1 September 2026, active unless `columns` say otherwise."""
    register = register or empty()
    mentor = register.people.get("ann@x.org") or known_person(register, "Ann Lee", "ann@x.org", "mentor")
    mentee = register.people.get("tom@x.org") or known_person(register, "Tom Day", "tom@x.org", "mentee")
    told: dict[str, object] = {"state": "active", "started_on": date(2026, 9, 1), **columns}
    relationship = Relationship(id=len(register.relationships) + 1, mentor=mentor, mentee=mentee, **told)  # type: ignore[arg-type]
    register.add_relationship(relationship)
    return register, relationship
