"""What is so: lists and figures, each as on the desk's day."""

import re
from collections.abc import Callable, Sequence

from coordinator.errors import CoordinatorError
from coordinator.models import (
    CohortFigures,
    Participant,
    RelationshipDetail,
    TimelineEntry,
    TriageItem,
)
from coordinator.services.desk import Desk
from coordinator.store import reads, to_do


def triage(
    desk: Desk,
    *,
    cohort: str | None = None,
    coordinator: str | None = None,
    figure: str | None = None,
    everything: bool = False,
    put_off: bool = False,
    limit: int | None = None,
) -> list[TriageItem]:
    """Who needs someone, most urgent first: relationships, and applicants who have waited for long.

    `everything` takes in the relationships that need nobody; `put_off` gives what is put off or dismissed instead;
    `figure` gives the relationships behind a figure of the dashboard, a `coordinator` only theirs, a blank one what is
    nobody's. Raises CoordinatorError for an unknown cohort.
    """
    with desk.store.reading() as db:
        return to_do.items(
            db,
            desk.today,
            cohort=known_cohort(reads.cohort_names(db), cohort),
            coordinator=coordinator,
            figure=figure,
            everything=everything,
            put_off=put_off,
            limit=limit,
        )


def send_first_rows(desk: Desk, limit: int, send: Callable[[list[TriageItem]], None]) -> None:
    """Hand the first rows of `triage` to `send` while the file is still open."""
    with desk.store.reading() as db:
        send(to_do.items(db, desk.today, limit=limit))


def cohorts(desk: Desk, cohort: str | None = None) -> list[CohortFigures]:
    """Each cohort's figures, or one cohort's. Raises CoordinatorError for an unknown cohort."""
    with desk.store.reading() as db:
        return reads.cohort_figures(db, desk.today, known_cohort(reads.cohort_names(db), cohort))


def participants(desk: Desk, *, cohort: str | None = None, figure: str | None = None) -> list[Participant]:
    """Everyone who applied, and where they stand; `figure` gives the people behind a figure of the dashboard."""
    with desk.store.reading() as db:
        return reads.participants(
            db, desk.today, cohort=known_cohort(reads.cohort_names(db), cohort), figure=figure
        )


def relationship(desk: Desk, relationship_id: int) -> RelationshipDetail:
    """Both people, the plan and its pace. Raises CoordinatorError for an unknown identifier."""
    with desk.store.reading() as db:
        detail = reads.relationship_detail(db, desk.today, relationship_id)
    if detail is None:
        raise CoordinatorError(
            f"There is no relationship R{relationship_id}.", "`coordinator triage --all` lists them."
        )
    return detail


def timeline(desk: Desk, relationship_id: int, limit: int | None = None) -> list[TimelineEntry]:
    """What happened in one relationship, newest first; booked sessions on top."""
    with desk.store.reading() as db:
        return reads.timeline(db, desk.today, relationship_id, limit)


def cohort_names(desk: Desk) -> list[str]:
    """The names of all cohorts, the latest to start first."""
    with desk.store.reading() as db:
        return reads.cohort_names(db)


def find_relationship(desk: Desk, text: str) -> int:
    """The relationship that people mean by `R12`, `12`, or enough of both names (`priya tom`, `Priya & Tom`).

    Raises CoordinatorError when none fits, or several do: the message names them.
    """
    from coordinator.store import lookup

    text = text.strip()
    if found := re.fullmatch(r"[Rr]?(\d{1,18})", text):
        return relationship(desk, int(found[1])).relationship
    words = [word for word in re.split(r"[\s&,/+]+", text) if word and word.casefold() != "and"]
    if not words:
        raise CoordinatorError("No relationship was named.", "Give R12, or enough of both names.")
    with desk.store.reading() as db:
        fitting = lookup.relationships_by_names(db, words)
    live = [fit for fit in fitting if fit.is_live]
    chosen = live if live else fitting
    if len(chosen) == 1:
        return chosen[0].relationship
    if not chosen:
        raise CoordinatorError(f"No relationship fits {text!r}.", "`coordinator triage --all` lists them.")
    some = ", ".join(f"R{fit.relationship} {fit.mentor} & {fit.mentee}" for fit in chosen[:5])
    more = f" and {len(chosen) - 5} more" if len(chosen) > 5 else ""
    raise CoordinatorError(
        f"{text!r} fits {len(chosen)} relationships: {some}{more}.", "Name one by its R number."
    )


def known_cohort(names: Sequence[str], cohort: str | None) -> str | None:
    """The cohort's name as it is written in the programme, whatever its case in the request; None stays None.

    Raises CoordinatorError, with those there are, for an unknown one.
    """
    if cohort is None:
        return None
    wanted = " ".join(cohort.split()).casefold()
    for name in names:
        if name.casefold() == wanted:
            return name
    listed = (
        f"The cohorts are: {', '.join(names)}."
        if names
        else "There are no cohorts yet: import a spreadsheet."
    )
    raise CoordinatorError(f"There is no cohort {cohort!r}.", listed)
