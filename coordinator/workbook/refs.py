"""Which record a row's Ref names: `R12` a relationship, `S34` a session. Pure."""

import re

from coordinator.register import Person, Register, Relationship, Session
from coordinator.workbook.verdicts import Reading


def relationship_of(
    reading: Reading, register: Register, mentor: Person, mentee: Person
) -> Relationship | None:
    """The relationship that a row's Ref names; None, with a problem noted, where it is not of these two people."""
    known = register.relationship_numbered(_number(reading, "R"))
    if known is None:
        _reject_unknown(reading, register, "relationship")
        return None
    if (known.mentor, known.mentee) == (mentor, mentee):
        return known
    reading.reject(
        "ref",
        f"{reading.ref} is {known.mentor.name} & {known.mentee.name}, the row names {mentor.name} & {mentee.name}: "
        "correct the e-mails, or blank the Ref for a new relationship",
    )
    return None


def session_of(
    reading: Reading, register: Register, mentor_email: str | None, mentee_email: str | None
) -> tuple[Relationship, Session] | None:
    """The session that a row's Ref names, and its relationship; None, with a problem noted, where it is of others."""
    found = register.session_numbered(_number(reading, "S"))
    if found is None:
        _reject_unknown(reading, register, "session")
        return None
    known = found[0]
    for stated, person in ((mentor_email, known.mentor), (mentee_email, known.mentee)):
        if stated is not None and register.people.get(stated) is not person:
            reading.reject(
                "ref",
                f"{reading.ref} is of {known.mentor.name} & {known.mentee.name}, the row names {stated}: "
                "correct the e-mails, or blank the Ref for a new session",
            )
            return None
    return found


def _number(reading: Reading, letter: str) -> int | None:
    found = re.fullmatch(rf"{letter}(\d{{1,18}})", reading.ref or "")
    return int(found[1]) if found else None


def _reject_unknown(reading: Reading, register: Register, what: str) -> None:
    reading.reject(
        "ref",
        f"there is no {what} {reading.ref} in {register.cohort}: blank the Ref if it is new, "
        "or import the row into its own cohort",
    )
