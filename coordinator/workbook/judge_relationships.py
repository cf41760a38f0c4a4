"""Rows of relationships: two people, a start, a state. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.models import Outcome, Role, State
from coordinator.register import Application, Pause, Person, Register, Relationship, folded
from coordinator.schemas import RelationshipRow
from coordinator.workbook import noted
from coordinator.workbook.cells import Cell
from coordinator.workbook.columns import header
from coordinator.workbook.dates import long_day
from coordinator.workbook.refs import relationship_of
from coordinator.workbook.values import cadence, choice, email
from coordinator.workbook.verdicts import Reading, Verdict

_OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys(("completed", "complete", "completed as planned", "successful"), "completed"),
    **dict.fromkeys(
        ("ended early", "early end", "stopped early", "closed early", "finished early"), "ended_early"
    ),
    **dict.fromkeys(("never started", "did not start", "not started", "never began"), "never_started"),
}
_STATES: dict[str, tuple[State, Outcome | None]] = {
    **dict.fromkeys(("proposed", "suggested", "proposal"), ("proposed", None)),
    **dict.fromkeys(
        ("active", "ongoing", "open", "in progress", "live", "current", "started", "matched", "paired"),
        ("active", None),
    ),
    **dict.fromkeys(("paused", "on hold", "on pause", "pause"), ("paused", None)),
    **dict.fromkeys(("lapsed", "lapse"), ("lapsed", None)),
    **dict.fromkeys(("closed", "ended", "finished"), ("closed", None)),
    **dict.fromkeys(("declined", "turned down"), ("declined", None)),
    **{word: ("closed", outcome) for word, outcome in _OUTCOMES.items()},
    **{f"closed {word}": ("closed", outcome) for word, outcome in _OUTCOMES.items()},
}
_STATE_WORDS = "proposed, active, paused, lapsed, declined, completed, ended early or never started"
_OUTCOME_WORDS = "completed, ended early or never started"
_PLAIN_COLUMNS = ("started_on", "cadence_days", "coordinator")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a relationship will be once the row is in."""

    state: str
    outcome: str | None
    started_on: date | None
    closed_on: date | None


class RelationshipJudge:
    """Judges rows of relationships against a register, which it changes."""

    def __init__(self, register: Register, today: date) -> None:
        self._register = register
        self._today = today

    def row(self, reading: Reading) -> Verdict:
        row = self._read(reading)
        if row is None:
            return reading.verdict("rejected")
        mentor = self._person(reading, row.mentor_email, row.mentor, "mentor")
        mentee = self._person(reading, row.mentee_email, row.mentee, "mentee")
        if mentor is None or mentee is None:
            return reading.verdict("rejected")
        reading.what = f"{mentor.name} & {mentee.name}"
        if reading.ref is not None:
            known = relationship_of(reading, self._register, mentor, mentee)
        else:
            known = _matching(self._register.of_pair(mentor.email, mentee.email), row)
        if not reading.is_good():
            return reading.verdict("rejected")
        if known is None:
            return self._add(reading, row, mentor, mentee)
        return self._compare(reading, row, known)

    # -- reading

    def _read(self, reading: Reading) -> RelationshipRow | None:
        mentor_email, mentee_email = (
            reading.value("mentor_email", email),
            reading.value("mentee_email", email),
        )
        mentor, mentee = reading.text("mentor"), reading.text("mentee")
        reading.what = f"{mentor or mentor_email or '?'} & {mentee or mentee_email or '?'}"
        told = reading.value("state", read_state)
        state, implied = told or (None, None)
        outcome = reading.value("outcome", read_outcome)
        if implied and outcome and implied != outcome:
            reading.reject("outcome", f"the state says {_spoken(implied)}: make the two agree")
        started_on, paused_on = reading.day("started_on", self._today), reading.day("paused_on", self._today)
        returns_on, closed_on = reading.day("returns_on", self._today), reading.day("closed_on", self._today)
        every = reading.value("cadence_days", cadence)
        coordinator = reading.text("coordinator")
        for name, value in (("mentor_email", mentor_email), ("mentee_email", mentee_email)):
            if value is None and reading.is_good():
                reading.reject(name, "the e-mail is missing: it says who this is")
        if mentor_email and mentor_email == mentee_email:
            reading.reject(
                "mentee_email", "mentor and mentee are the same person: correct one of the e-mails"
            )
        if not reading.is_good() or mentor_email is None or mentee_email is None:
            return None
        return RelationshipRow(
            mentor_email=mentor_email,
            mentee_email=mentee_email,
            mentor=mentor,
            mentee=mentee,
            state=state,
            outcome=outcome or implied,
            cadence_days=every,
            coordinator=coordinator,
            started_on=started_on,
            paused_on=paused_on,
            returns_on=returns_on,
            closed_on=closed_on,
        )

    def _person(self, reading: Reading, address: str, name: str | None, role: Role) -> Person | None:
        """The person with this e-mail, or a new one, not yet registered; None with a problem noted."""
        known = self._register.people.get(address)
        if known is not None:
            if name is not None and folded(name) != folded(known.name):
                reading.notes.append(noted.NAME_LEFT(email=address, known=known.name, name=name))
            return known
        if name is None:
            reading.reject(
                f"{role}_email",
                f"no one with the e-mail {address} is known: import applicants first, "
                f"or fill in the column {header('relationships', role)}",
            )
            return None
        if namesake := self._register.namesake(name):
            reading.reject(
                f"{role}_email",
                f"{name} is known here with the e-mail {namesake.email}: use that one, "
                "or import this person as an applicant first if they are two people",
            )
            return None
        return Person(name=name, email=address)

    # -- judging

    def _add(self, reading: Reading, row: RelationshipRow, mentor: Person, mentee: Person) -> Verdict:
        plan = self._plan(reading, row, None)
        if row.started_on is None and plan.state == "closed" and plan.outcome != "never_started":
            reading.reject("started_on", "a relationship that is new here needs its start date")
        self._check(reading, row, plan)
        if not reading.is_good():
            return reading.verdict("rejected")
        relationship = Relationship(
            mentor=mentor,
            mentee=mentee,
            state=plan.state,
            outcome=plan.outcome,
            proposed_on=min(plan.started_on or self._today, self._today)
            if plan.state == "proposed"
            else None,
            started_on=plan.started_on,
            lapsed_on=self._today if plan.state == "lapsed" else None,
            closed_on=plan.closed_on,
            cadence_days=row.cadence_days,
            coordinator=row.coordinator,
            pause=self._new_pause(reading, row) if plan.state == "paused" else None,
        )
        if (ended := self._ended_pause(row, plan)) is not None:
            relationship.ended_pauses += (ended,)
        reading.told(relationship, "state", "outcome", "closed_on", *_PLAIN_COLUMNS)
        if relationship.pause is not None:
            reading.told(relationship.pause, "paused_on", "returns_on")
        for person in (mentor, mentee):
            if person.email not in self._register.people:
                self._register.add_person(person)
                reading.adds.append(f"adds {person.name}")
        self._register.add_relationship(relationship)
        self._accept(mentor, mentee)
        reading.settle()
        return reading.verdict("added")

    def _compare(self, reading: Reading, row: RelationshipRow, known: Relationship) -> Verdict:
        plan = self._plan(reading, row, known)
        if not reading.is_good():
            return reading.verdict("rejected")
        for column in _PLAIN_COLUMNS:
            reading.put(known, column, getattr(row, column))
        said_state = row.state or (plan.state if plan.state != known.state else None)
        reading.put(known, "state", said_state)
        reading.put(known, "outcome", row.outcome)
        reading.put(known, "closed_on", plan.closed_on if row.closed_on else None)
        ended = self._ended_pause(row, plan)
        if known.pause is not None and plan.state == "paused":
            reading.put(known.pause, "paused_on", row.paused_on)
            reading.put(known.pause, "returns_on", row.returns_on)
        elif ended is not None:
            ended = self._compare_ended(reading, known, ended)
        if reading.is_good() and not reading.changes_something and ended is None:
            reading.settle()
            return reading.verdict("unchanged")
        self._check(reading, row, plan)
        if not reading.is_good():
            return reading.verdict("rejected")
        pause = self._new_pause(reading, row) if plan.state == "paused" and known.pause is None else None
        if plan.state != known.state:
            self._follow(reading, row, known, plan)
        if ended is not None:
            known.ended_pauses += (ended,)
            reading.adds.append(f"adds the pause that began on {long_day(ended.paused_on)}")
        self._accept(known.mentor, known.mentee)
        reading.settle()
        if pause is not None:
            known.pause = pause
            reading.told(pause, "paused_on", "returns_on")
        return reading.verdict("updated")

    def _plan(self, reading: Reading, row: RelationshipRow, known: Relationship | None) -> _Plan:
        """What the row says the relationship is; blank cells say what is known."""
        was_over = known is not None and known.is_over
        state: str
        if row.state is not None:
            state = row.state
        elif row.outcome is not None or (
            row.closed_on is not None and row.closed_on <= self._today and not was_over
        ):
            state = "closed"
        elif (
            row.paused_on is not None
            and not was_over
            and (row.returns_on is None or row.returns_on > self._today)
        ):
            state = "paused"
        else:
            state = known.state if known is not None else "active"
        stays_closed = known is not None and known.state == state == "closed"
        outcome = row.outcome or (known.outcome if known is not None and stays_closed else None)
        closed_on = row.closed_on or (known.closed_on if known is not None and known.state == state else None)
        if row.closed_on is not None and state not in ("closed", "declined"):
            closed_on = None
            if row.closed_on > self._today:
                reading.notes.append(noted.CLOSES_LATER(day=long_day(row.closed_on)))
            else:
                reading.reject(
                    "closed_on", f"it has a closing date but is {state}: correct the state, or blank the date"
                )
        started_on = row.started_on or (known.started_on if known is not None else None)
        if row.outcome is not None and state != "closed":
            reading.reject(
                "outcome",
                f"an outcome goes with closed, but it is {state}: write closed, or blank the outcome",
            )
        if state == "closed" and outcome is None:
            blamed = (
                "outcome" if "outcome" in reading.table.columns else "state" if row.state else "closed_on"
            )
            reading.reject(blamed, f"closed needs an outcome: write {_OUTCOME_WORDS}")
        return _Plan(state, outcome, started_on, closed_on)

    def _check(self, reading: Reading, row: RelationshipRow, plan: _Plan) -> None:
        """Note what cannot be so."""
        started_on = plan.started_on
        if started_on is None and plan.state in ("active", "paused", "lapsed"):
            reading.reject("started_on", f"a relationship that is {plan.state} needs its start date")
        if plan.closed_on and started_on and plan.closed_on < started_on:
            reading.reject(
                "closed_on" if row.closed_on else "started_on",
                f"it closed on {long_day(plan.closed_on)}, before it started on {long_day(started_on)}: correct one",
            )
        if plan.state == "closed" and plan.closed_on and plan.closed_on > self._today:
            reading.reject("closed_on", "the closing date is ahead: write the day it closed")
        self._check_pause(reading, row, plan)

    def _check_pause(self, reading: Reading, row: RelationshipRow, plan: _Plan) -> None:
        paused_on, returns_on = row.paused_on, row.returns_on
        if paused_on is not None and paused_on > self._today:
            reading.reject("paused_on", "the pause is ahead: write the day it began")
        elif plan.started_on is not None and paused_on is not None and paused_on < plan.started_on:
            reading.reject(
                "paused_on", f"this is before the start on {long_day(plan.started_on)}: correct one"
            )
        elif returns_on is not None and paused_on is not None and returns_on <= paused_on:
            reading.reject(
                "returns_on", f"the return must be after {long_day(paused_on)}, when the pause began"
            )
        elif plan.state == "paused":
            if returns_on is not None and paused_on is None and returns_on <= self._today:
                reading.reject(
                    "returns_on", "the return has passed: write active, or the day the pause began too"
                )
        elif plan.state in ("active", "lapsed") and paused_on is not None:
            if returns_on is None:
                reading.reject("returns_on", f"it is {plan.state} again: write the day the pause ended")
            elif returns_on > self._today:
                reading.reject("returns_on", f"the return is ahead but it is {plan.state}: write paused")
        elif paused_on is not None and returns_on is None:
            reading.notes.append(noted.PAUSE_NOT_KEPT(state=plan.state))

    def _new_pause(self, reading: Reading, row: RelationshipRow) -> Pause:
        if row.paused_on is None:
            reading.notes.append(noted.PAUSED_TODAY(day=long_day(self._today)))
        return Pause(paused_on=row.paused_on or self._today, returns_on=row.returns_on)

    def _ended_pause(self, row: RelationshipRow, plan: _Plan) -> Pause | None:
        """The pause that a row tells of when it is over."""
        if (
            plan.state == "paused"
            or row.paused_on is None
            or row.returns_on is None
            or row.returns_on > self._today
        ):
            return None
        return Pause(paused_on=row.paused_on, returned_on=row.returns_on)

    def _compare_ended(self, reading: Reading, known: Relationship, ended: Pause) -> Pause | None:
        """Note what changes of the known pause of that day; None: it is known, or the one that is on ends."""
        if known.pause is not None and known.pause.paused_on == ended.paused_on:
            return None
        same = [pause for pause in known.ended_pauses if pause.paused_on == ended.paused_on]
        if not same:
            return ended
        if all(pause.returned_on != ended.returned_on for pause in same):
            reading.put(same[-1], "returned_on", ended.returned_on, "returns_on")
        return None

    def _follow(self, reading: Reading, row: RelationshipRow, known: Relationship, plan: _Plan) -> None:
        """What a change of state brings with it."""
        if known.state == "closed":
            reading.clear(known, "outcome")
            if plan.state != "declined":
                reading.clear(known, "closed_on")
        if known.state == "lapsed":
            reading.clear(known, "lapsed_on")
        if plan.state == "lapsed":
            reading.put(known, "lapsed_on", self._today)
        if known.pause is not None:
            told = row.returns_on if row.paused_on in (None, known.pause.paused_on) else None
            ended_on = min(told or plan.closed_on or self._today, self._today)
            reading.put(known.pause, "returned_on", max(ended_on, known.pause.paused_on))
            reading.notes.append(noted.PAUSE_ENDS(day=long_day(known.pause.paused_on)))
            known.ended_pauses += (known.pause,)
            known.pause = None

    def _accept(self, mentor: Person, mentee: Person) -> None:
        """Whoever is in a relationship has been accepted in that role."""
        roles: Sequence[tuple[Person, Role]] = ((mentor, "mentor"), (mentee, "mentee"))
        for person, role in roles:
            application = self._register.applications.get((person.email, role))
            if application is None:
                self._register.add_application(person, Application(role=role, state="accepted"))
            elif application.state == "applied":
                application.put("state", "accepted")


def _matching(pair: Sequence[Relationship], row: RelationshipRow) -> Relationship | None:
    """The relationship of a pair that a row is about; None: a new one.

    The one with the row's start date; else the live one, unless the row tells of an earlier time that closed before
    that began; without a start date a closed one too. One without a start date in the same state comes before others.
    """
    live = [known for known in pair if not known.is_over]
    if row.started_on is not None:
        same = [known for known in pair if known.started_on == row.started_on]
        if same:
            return max(same, key=lambda known: (known.state == row.state, not known.is_over))
        current = live[-1] if live else None
        if current and row.closed_on and current.started_on and row.closed_on <= current.started_on:
            return None
        return current
    undated = [known for known in pair if known.started_on is None and known.state == row.state]
    if undated or live:
        return undated[0] if undated else live[-1]
    fitting = [
        known
        for known in pair
        if row.state in (None, known.state)
        and row.outcome in (None, known.outcome)
        and row.closed_on in (None, known.closed_on)
    ]
    return fitting[0] if fitting else None


def read_outcome(cell: Cell) -> Outcome:
    """How a relationship ended."""
    return choice(cell, _OUTCOMES, _OUTCOME_WORDS)


def read_state(cell: Cell) -> tuple[State, Outcome | None]:
    """The state of a relationship, with the outcome that its word implies."""
    return choice(cell, _STATES, _STATE_WORDS)


def _spoken(code: str) -> str:
    return code.replace("_", " ")
