"""A small made-up programme with every health and standing in it, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from coordinator.policy import Policy
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from coordinator.store.writes import Change

TODAY = date(2026, 9, 14)
SPRING, AUTUMN = "Spring 2026", "Autumn 2026"

MENTORS = (
    ("Ruth Adeyemi", "Harbour Trust"),
    ("Colm Byrne", "Northside Credit Union"),
    ("Priya Chandra", None),
    ("Walter Dietrich", "Dietrich & Sons"),
    ("Niamh Ennis", "Ennis Community Radio"),
    ("Ángel Fuentes", "Casa Abierta"),
    ("Grace Githinji", "Two Rivers Food Bank"),
)
MENTEES = (
    ("Tom Hale", "Hale Bakery Co-op"),
    ("Amina Idris", "Idris Youth Theatre"),
    ("Beth Jones", None),
    ("Kwame Kusi", "Kusi Bikes"),
    ("Lena Lindqvist", "The Repair Café"),
    ("Mo Malik", "Malik Boxing Club"),
    ("Nora Nolan", "Saltmarsh Gardens"),
    ("Owen Price", "Price Advice"),
    ("Quentin Quaye", "Second Chance Choir"),
    ("Rosa Ruiz", "Ruiz Language School"),
    ("Sam Stone", None),
    ("Tess Turner", "[@click=app.quit]Turner's[/] Lunch Club"),
    ("Uma Underhill", "Underhill Toy Library"),
    ("Vic Vance", "Vance Street Market"),
    ("Will Wyatt", "Wyatt Allotments"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A relationship by the places of its people. `held` are days before today; days ahead are negative."""

    mentor: int
    mentee: int
    state: str
    started: int | None
    held: Sequence[int] = ()
    booked: int | None = None
    outcome: str | None = None
    closed: int | None = None
    paused: int | None = None


IN_SPRING = (
    Pair(0, 0, "active", 196, (180, 166, 150)),  # past end
    Pair(1, 1, "active", 178, (160, 140, 120, 100, 80, 60, 40, 20)),  # ending
    Pair(2, 2, "active", 90),  # never met
    Pair(3, 3, "active", 100, (86, 70, 50)),  # lapse suggested
    Pair(3, 4, "active", 100, (90, 76, 62, 48, 33)),  # at risk
    Pair(4, 5, "active", 120, (100, 86, 60, 45, 19)),  # overdue
    Pair(5, 6, "active", 120, (106, 92, 78, 64, 50, 36, 22, 17), booked=-2),  # due, as one is booked
    Pair(5, 7, "active", 90, (80, 66, 52, 38, 24, 4), booked=-10),  # on track
    Pair(0, 8, "paused", 110, (96, 82), paused=40),
    Pair(1, 9, "lapsed", 150, (130,)),
    Pair(2, 10, "closed", 160, (150, 130), outcome="ended_early", closed=60),
    Pair(4, 11, "closed", 190, (176, 162, 148, 134, 120, 106, 92, 78), outcome="completed", closed=14),
    Pair(6, 12, "closed", 150, outcome="never_started", closed=100),
)
IN_AUTUMN = (
    Pair(0, 12, "active", 6),  # too early
    Pair(1, 13, "active", 12),  # due: the first session
    Pair(6, 10, "proposed", None),
)


def _email(name: str) -> str:
    return f"{name.split()[0].casefold().replace('á', 'a')}@example.org"


def _ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days)


def empty_desk(folder: Path) -> Desk:
    """A desk at a file with nothing in it."""
    store = Store(folder / "programme.duckdb", clock=lambda: datetime(2026, 9, 14, 9, 30))
    return Desk(store, "ruth", TODAY)


def make(folder: Path, cohorts: Sequence[str] = (SPRING, AUTUMN)) -> Desk:
    """A desk at a new file with these cohorts."""
    desk = empty_desk(folder)
    with desk.store.writing("importer", "import sample", TODAY) as change:
        people = change.insert(
            "person",
            [
                {
                    "name": name,
                    "email": _email(name),
                    "phone": f"020 7946 0{place:03}" if place % 3 else None,
                    "organisation": organisation,
                }
                for place, (name, organisation) in enumerate((*MENTORS, *MENTEES))
            ],
        )
        mentors, mentees = people[: len(MENTORS)], people[len(MENTORS) :]
        for name, begun, pairs in ((SPRING, 196, IN_SPRING), (AUTUMN, 20, IN_AUTUMN)):
            if name not in cohorts:
                continue
            (cohort,) = change.insert(
                "cohort", [{"name": name, "starts_on": _ago(begun), **Policy().as_columns()}]
            )
            applied = [(person, "mentor", 2) for person in mentors]
            applied += [(person, "mentee", 1) for person in (mentees if name == SPRING else mentees[10:])]
            change.insert(
                "application",
                [
                    {
                        "cohort": cohort,
                        "person": person,
                        "role": role,
                        "state": "withdrawn" if person == mentors[2] and name == AUTUMN else "accepted",
                        "applied_on": _ago(begun + 30 - place),
                        "capacity": capacity,
                        "tags": ["fundraising", "governance"] if place % 2 else ["finance"],
                    }
                    for place, (person, role, capacity) in enumerate(applied)
                ],
            )
            for pair in pairs:
                _insert(change, cohort, mentors[pair.mentor], mentees[pair.mentee], pair)
    return desk


def _insert(change: Change, cohort: int, mentor: int, mentee: int, pair: Pair) -> None:
    (relationship,) = change.insert(
        "relationship",
        [
            {
                "cohort": cohort,
                "mentor": mentor,
                "mentee": mentee,
                "state": pair.state,
                "outcome": pair.outcome,
                "proposed_on": _ago((pair.started or 3) + 5),
                "started_on": _ago(pair.started),
                "lapsed_on": _ago(30) if pair.state == "lapsed" else None,
                "closed_on": _ago(pair.closed),
                "coordinator": "ruth" if mentor % 2 else "joan",
            }
        ],
    )
    sessions = [
        {
            "relationship": relationship,
            "held_on": _ago(days),
            "hours": 2.0 if days % 4 else 1.5,
            "state": "held",
            "mode": "video" if days % 3 else "in_person",
            "reported_by": "mentee" if days % 2 else "mentor",
        }
        for days in pair.held
    ]
    if pair.booked is not None:
        sessions.append({**sessions[0], "held_on": _ago(pair.booked), "hours": None, "state": "booked"})
    change.insert("session", sessions)
    if pair.paused is not None:
        change.insert(
            "pause",
            [{"relationship": relationship, "paused_on": _ago(pair.paused), "returns_on": _ago(-7)}],
        )
    if pair.mentee == 4:
        change.insert(
            "contact",
            [
                {
                    "relationship": relationship,
                    "person": mentee,
                    "contacted_on": _ago(5),
                    "channel": "phone",
                    "outcome": "reached",
                    "next_on": _ago(-3),
                    "note": "Worried about the lease; asked us not to tell the mentor yet. " * 3,
                }
            ],
        )
