"""Rows of sessions: a pair, a day, what became of it. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from coordinator.register import Register, Relationship, Session, folded
from coordinator.schemas import SessionRow
from coordinator.workbook import noted
from coordinator.workbook.cells import Cell
from coordinator.workbook.dates import long_day
from coordinator.workbook.refs import session_of
from coordinator.workbook.values import Unreadable, choice, email, plain, words, yes_no
from coordinator.workbook.verdicts import Reading, Verdict

SessionState = Literal["booked", "held", "missed", "cancelled"]
Mode = Literal["in_person", "video", "phone"]

_STATES: dict[str, SessionState] = {
    **dict.fromkeys(
        (
            "held",
            "completed",
            "complete",
            "attended",
            "yes",
            "y",
            "true",
            "done",
            "met",
            "took place",
            "happened",
        ),
        "held",
    ),
    **dict.fromkeys(
        (
            "missed",
            "no show",
            "noshow",
            "did not attend",
            "dna",
            "not attended",
            "did not take place",
            "no",
            "n",
            "false",
        ),
        "missed",
    ),
    **dict.fromkeys(("cancelled", "canceled", "called off"), "cancelled"),
    **dict.fromkeys(("booked", "scheduled", "planned", "upcoming", "arranged"), "booked"),
}
_MODES: dict[str, Mode] = {
    **dict.fromkeys(("in person", "face to face", "f2f", "in the office", "on site", "person"), "in_person"),
    **dict.fromkeys(
        ("video", "zoom", "teams", "ms teams", "microsoft teams", "online", "virtual", "video call", "google meet",
         "online zoom", "online teams", "video zoom", "video teams", "skype", "remote", "remote video"),
        "video",
    ),
    **dict.fromkeys(("phone", "telephone", "phone call", "by phone", "call", "telephone call"), "phone"),
}  # fmt: skip


class SessionJudge:
    """Judges rows of sessions against a register, which it changes."""

    def __init__(self, register: Register, today: date) -> None:
        self._register = register
        self._today = today

    def row(self, reading: Reading) -> Verdict:
        row = self._read(reading)
        found = self._found(reading, row) if row is not None else None
        if row is None or found is None:
            return reading.verdict("rejected")
        relationship, known = found
        reading.what = f"{relationship.mentor.name} & {relationship.mentee.name}, {long_day(row.held_on)}"
        state = self._state(reading, row, known)
        if known is None:
            return self._add(reading, row, relationship, state)
        return self._compare(reading, row, relationship, known, state)

    def _read(self, reading: Reading) -> SessionRow | None:
        mentor_email, mentor = _who(reading, "mentor")
        mentee_email, mentee = _who(reading, "mentee")
        reading.what = f"{mentor or mentor_email or '?'} & {mentee or mentee_email or '?'}"
        held_on = reading.day("held_on", self._today)
        state = reading.value("state", read_session_state)
        wants_length = state not in ("missed", "cancelled")
        length = reading.hours("hours") if wants_length else None
        mode = reading.value("mode", read_mode)
        plan_reviewed = reading.value("plan_reviewed", yes_no)
        if held_on is None and not reading.cells("held_on"):
            reading.reject("held_on", "the date is missing")
        for role, address, name in (("mentor", mentor_email, mentor), ("mentee", mentee_email, mentee)):
            if not (address or name) and reading.is_good():
                place = f"{role}_email" if f"{role}_email" in reading.table.columns else role
                reading.reject(place, f"the {role} is missing: write an e-mail or a name")
        if not reading.is_good() or held_on is None:
            return None
        return SessionRow(
            held_on=held_on,
            mentor_email=mentor_email,
            mentee_email=mentee_email,
            mentor=mentor,
            mentee=mentee,
            hours=length,
            state=state,
            mode=mode,
            plan_reviewed=plan_reviewed,
        )

    # -- which relationship

    def _found(self, reading: Reading, row: SessionRow) -> tuple[Relationship, Session | None] | None:
        """The relationship, and the session if it is known; None with a problem noted."""
        if reading.ref is not None:
            return session_of(reading, self._register, row.mentor_email, row.mentee_email)
        relationship = self._relationship(reading, row)
        return None if relationship is None else (relationship, relationship.sessions.get(row.held_on))

    def _relationship(self, reading: Reading, row: SessionRow) -> Relationship | None:
        """The relationship the row is about; None with a problem noted."""
        fitting = self._fitting(row)
        pairs = dict.fromkeys((known.mentor.email, known.mentee.email) for known in fitting)
        if len(pairs) == 1:
            relationship = _at(fitting, row.held_on)
            for person, name in ((relationship.mentor, row.mentor), (relationship.mentee, row.mentee)):
                if name and "@" not in name and folded(name) != folded(person.name):
                    reading.notes.append(noted.KNOWN_AS(email=person.email, known=person.name, name=name))
            return relationship
        place = next(
            name for name in ("mentor_email", "mentor", "mentee_email", "mentee") if reading.cells(name)
        )
        asked = f"{row.mentor_email or row.mentor} & {row.mentee_email or row.mentee}"
        if not pairs:
            reading.reject(
                place,
                f"no relationship of {asked} is known in {self._register.cohort}: "
                "correct it, or import the relationship first",
            )
            return None
        some = ", ".join(f"{mentor} & {mentee}" for mentor, mentee in list(pairs)[:3])
        more = f" and {len(pairs) - 3} more" if len(pairs) > 3 else ""
        reading.reject(
            place,
            f"{len(pairs)} pairs are called {asked} ({some}{more}): "
            "say which in columns Mentor e-mail and Mentee e-mail",
        )
        return None

    def _fitting(self, row: SessionRow) -> list[Relationship]:
        if row.mentor_email:
            of_mentor = self._register.by_mentor_email.get(self._register.email_of(row.mentor_email), [])
        else:
            of_mentor = self._register.by_mentor_name.get(folded(row.mentor or ""), [])
        if row.mentee_email:
            mentee_email = self._register.email_of(row.mentee_email)
            return [known for known in of_mentor if known.mentee.email == mentee_email]
        mentee = folded(row.mentee or "")
        return [known for known in of_mentor if folded(known.mentee.name) == mentee]

    # -- judging

    def _state(self, reading: Reading, row: SessionRow, known: Session | None) -> str:
        """What the row says became of the session.

        Without a status column a sheet is a log of sessions held; a blank cell in one says nothing about a known
        session, unless a length tells that it was held.
        """
        if row.state is not None:
            return row.state
        if known is None or "state" not in reading.table.columns:
            return "held"
        return "held" if row.hours is not None and row.held_on <= self._today else known.state

    def _add(self, reading: Reading, row: SessionRow, relationship: Relationship, state: str) -> Verdict:
        session = Session(
            held_on=row.held_on,
            state=state,
            hours=row.hours,
            mode=row.mode,
            plan_reviewed=row.plan_reviewed,
            reported_by="import",
        )
        self._check(reading, relationship, session.held_on, state, session.hours)
        if not reading.is_good():
            return reading.verdict("rejected")
        relationship.take_session(session)
        reading.told(session, "state", "hours", "mode", "plan_reviewed")
        reading.settle()
        return reading.verdict("added")

    def _compare(
        self, reading: Reading, row: SessionRow, relationship: Relationship, known: Session, state: str
    ) -> Verdict:
        moved = row.held_on != known.held_on
        if moved and row.held_on in relationship.sessions:
            reading.reject("held_on", "there is another session of that day: correct the date")
        reading.put(known, "held_on", row.held_on)
        reading.put(known, "state", state)
        if state not in ("missed", "cancelled"):
            reading.put(known, "hours", row.hours)
        elif state != known.state:
            reading.clear(known, "hours")
        reading.put(known, "mode", row.mode)
        reading.put(known, "plan_reviewed", row.plan_reviewed)
        if reading.is_good() and reading.changes_something:
            self._check(reading, relationship, row.held_on, state, row.hours or known.hours)
        if not reading.is_good():
            return reading.verdict("rejected")
        if moved:
            relationship.take_session(known, on=row.held_on)
        return reading.verdict("updated" if reading.settle() else "unchanged")

    def _check(
        self, reading: Reading, relationship: Relationship, on: date, state: str, length: float | None
    ) -> None:
        """Note what cannot be so."""
        if state in ("held", "missed") and on > self._today:
            reading.reject(
                "held_on",
                f"{long_day(on)} is ahead, so it cannot be {state} yet: correct the date, or write booked",
            )
        if state != "held":
            return
        if length is None:
            reading.reject("hours", "a session that was held needs its length")
        started_on = relationship.started_on
        if started_on is not None and on < started_on:
            reading.reject(
                "held_on",
                f"{long_day(on)} is before the relationship's start on {long_day(started_on)}: correct one",
            )


def _at(pair: Sequence[Relationship], on: date) -> Relationship:
    """Of one pair's relationships the one a day belongs to."""

    def fits(known: Relationship) -> tuple[bool, bool, bool, date]:
        began, ended = known.started_on, known.closed_on
        holds = began is not None and began <= on and (ended is None or on <= ended)
        return on in known.sessions, holds, not known.is_over, began or date.min

    return max(pair, key=fits)


def _who(reading: Reading, role: str) -> tuple[str | None, str | None]:
    """The e-mail and the name of one side; an e-mail in the column of names is one too."""
    address, name = reading.value(f"{role}_email", email), reading.text(role)
    if address is None and name is not None and "@" in name and reading.is_good():
        address = reading.value(role, email)
    return address, name


def read_session_state(cell: Cell) -> SessionState:
    """What became of a session; a tick says it was held."""
    if isinstance(cell.value, bool):
        return "held" if cell.value else "missed"
    return choice(cell, _STATES, "held, missed, cancelled or booked")


def read_mode(cell: Cell) -> Mode:
    """How the two met."""
    told = words(plain(cell))
    if told in _MODES:
        return _MODES[told]
    # A call may be of either kind, so the word means the phone only where it stands alone.
    found = {mode for phrase, mode in _MODES.items() if phrase != "call" and f" {phrase} " in f" {told} "}
    if len(found) == 1:
        return found.pop()
    raise Unreadable("this is not understood: write in person, video or phone")
