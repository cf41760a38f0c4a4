"""Who looks after which relationships: assigning them, covering them for a while, handing them back."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models.caseload import CaredFor, Coordinator, HandedOver, Handover
from coordinator.services.desk import Desk
from coordinator.services.overview import known_cohort
from coordinator.store import caseload_reads, reads

_TYPED = re.compile(rf"(?P<to>.*?)(?:\s+until\s+(?P<until>{days.PATTERN}))?", re.VERBOSE | re.IGNORECASE)
LONGEST_NAME = 200


def understand(text: str, today: date) -> Handover:
    """What is typed: `ben`, `ben until 3/4`, `nobody`, `back`. Raises CoordinatorError, saying what is off."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    to = found["to"].strip() if found else ""
    if not found or not to:
        raise CoordinatorError("Nobody is named.", "Type a name, and until when: ben until 3/4.")
    if " until" in f" {to.casefold()}":
        raise CoordinatorError("That is not a day.", "Type it like: ben until 3/4, or ben until 2026-04-03.")
    if to.casefold() == "back":
        return Handover(back=True)
    if not found["until"]:
        return Handover(None if to.casefold() == "nobody" else to)
    try:
        until = days.resolve(found, today, ahead=True)
    except ValueError as error:
        raise CoordinatorError(str(error), "Type it like: ben until 3/4.") from error
    return checked(Handover(None if to.casefold() == "nobody" else to, until), today)


def checked(handover: Handover, today: date) -> Handover:
    """The same, if it can be. Raises CoordinatorError."""
    if handover.until is not None and handover.until < today:
        raise CoordinatorError(f"{days.spell(handover.until)} is over.", "Give a day from today on.")
    if handover.until is not None and handover.to is None:
        raise CoordinatorError("“Nobody” cannot cover for a while.", "Leave the day out, or name who covers.")
    if handover.to is not None and len(handover.to) > LONGEST_NAME:
        raise CoordinatorError(f"A name has at most {LONGEST_NAME} characters.", "Give a shorter one.")
    return handover


def coordinators(desk: Desk) -> list[Coordinator]:
    """Everyone who looks after relationships or has made a change, and how many they look after."""
    with desk.store.reading() as db:
        return caseload_reads.coordinators(db, desk.today)


def hand_over(
    desk: Desk,
    handover: Handover,
    *,
    relationships: Sequence[int] | None = None,
    whose: str | None = None,
    cohort: str | None = None,
    brief: Path | None = None,
) -> HandedOver:
    """Hand over the named relationships, else all that `whose` looks after (of a cohort), as one change.

    For good, `to` becomes their coordinator; until a day, `to` covers them up to and with it, then they are their own
    coordinator's again by themselves. What `whose` only covers is passed on as cover, no longer than it was given.
    With `brief`, a page on each is written to that `.xlsx` or `.txt` file; where it cannot be, nothing is changed.

    Raises CoordinatorError for what cannot be, and when nothing would change.
    """
    from coordinator.services import briefs

    checked(handover, desk.today)
    with desk.store.writing(desk.who, _command(handover), desk.today) as change:
        if cohort is not None:
            cohort = known_cohort(reads.cohort_names(change.db), cohort)
        known = caseload_reads.coordinators(change.db, desk.today)
        called = _as_known(handover.to, known)
        found = caseload_reads.cared_for(
            change.db, desk.today, relationships=relationships, coordinator=whose, cohort=cohort
        )
        _refuse_missing(found, relationships, whose, cohort)
        rows = [row for one in found if (row := _handed(one, handover._replace(to=called), whose))]
        if not rows:
            raise CoordinatorError(_nothing_to_do(found, handover._replace(to=called)))
        change.update("relationship", rows)
        numbers = {row["id"] for row in rows}
        handed = [one for one in found if one.relationship in numbers]
        message = told = said(handover._replace(to=called), handed)
        if called is not None and not any(one.name == called for one in known):
            message += f" {called} is new here: check the spelling."
        if brief is not None:
            briefs.write(change, desk, [one.relationship for one in handed], brief, told)
            message += f" The briefs are in {brief}."
        return HandedOver(message, change.number, handed)


def said(handover: Handover, rows: Sequence[CaredFor]) -> str:
    """What it does, in a sentence."""
    many = rows[0].called if len(rows) == 1 else f"{len(rows):,} relationships"
    if handover.back:
        return f"Handed back: {many}, to {_owners(rows)}."
    if handover.to is None:
        return f"Nobody looks after {many} now."
    if handover.until is None:
        return f"{handover.to} looks after {many} from now on."
    again = _owners(rows)
    return f"{handover.to} looks after {many} until {days.spell(handover.until)}, then {again} again."


def _owners(rows: Sequence[CaredFor]) -> str:
    names = sorted({one.coordinator or "nobody" for one in rows})
    return " or ".join(names) if len(names) <= 2 else "whoever it was"


def _command(handover: Handover) -> str:
    """What the history calls it."""
    if handover.back:
        return "hand back"
    return "hand over" if handover.until else "assign"


def _as_known(name: str | None, known: Sequence[Coordinator]) -> str | None:
    """The name as it is written in the programme, whatever the case."""
    if name is None:
        return None
    return next((one.name for one in known if one.name.casefold() == name.casefold()), name)


def _handed(one: CaredFor, handover: Handover, whose: str | None) -> dict[str, object] | None:
    """The row as it is to be; None where that is how it is."""
    coordinator, covered_by, until = one.coordinator, one.covered_by, one.covered_until
    if handover.back:
        covered_by, until = None, None
    elif whose is not None and one.covered:
        covered_by = handover.to
        until = min(until or handover.until or date.max, handover.until or date.max)
    elif handover.until is not None:
        covered_by, until = handover.to, handover.until
    else:
        coordinator, covered_by, until = handover.to, None, None
    if covered_by is None or covered_by == coordinator:
        covered_by, until = None, None
    if (coordinator, covered_by, until) == (one.coordinator, one.covered_by, one.covered_until):
        return None
    return {
        "id": one.relationship,
        "version": one.version,
        "coordinator": coordinator,
        "covered_by": covered_by,
        "covered_until": until,
    }


def _refuse_missing(
    found: Sequence[CaredFor], relationships: Sequence[int] | None, whose: str | None, cohort: str | None
) -> None:
    missing = sorted(set(relationships or ()) - {one.relationship for one in found})
    if missing and whose is None:
        raise CoordinatorError(
            f"There is no relationship R{missing[0]}.", "`coordinator triage --all` lists them."
        )
    if missing:
        by = f"not looked after by {whose}" if whose else "looked after"
        raise CoordinatorError(f"R{missing[0]} is {by}.", "Leave --from out.")
    if not found:
        where = f" in {cohort}" if cohort else ""
        raise CoordinatorError(
            f"{whose} looks after no relationship{where}."
            if whose
            else f"Every relationship{where} is looked after.",
            "Name the relationships, or whose they are.",
        )


def _nothing_to_do(found: Sequence[CaredFor], handover: Handover) -> str:
    many = found[0].called if len(found) == 1 else f"All {len(found):,}"
    verb = "is" if len(found) == 1 else "are"
    if handover.back:
        return f"{many} {verb} covered by nobody: there is nothing to hand back."
    if handover.to is None:
        return f"{many} {verb} looked after by nobody already."
    return f"{many} {verb} looked after by {handover.to} already."
