"""What the screen tests share: a small programme, and waiting for what goes on in the background."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from coordinator.models import TriageItem
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from screens.app import CoordinatorApp
from screens.key_order import OrderedKeys
from screens.widgets.lines import Said
from screens.widgets.rows import RowList

TODAY = date(2026, 11, 23)
SMALL = (80, 24)
WIDE = (120, 40)


@dataclass(frozen=True, slots=True)
class Pair:
    """One relationship to be made: who, how long ago it began, and how long ago its sessions were held."""

    mentor: str
    mentee: str
    began: int = 60
    sessions: Sequence[int] = ()
    coordinator: str = "ana"
    cohort: str = "Spring 2026"


PAIRS = (
    Pair("Priya Shah", "Tom Okafor", 60, (40,)),  # at risk: 40 days, cadence 14
    Pair("Lucy Hale", "Ben Adeyemi", 60, (20,), coordinator="ben"),  # overdue
    Pair("Omar Farah", "Jo Lindqvist", 40, (), cohort="Autumn 2026"),  # never met
    Pair("Grace Obi", "Sam Reed", 30, (3,)),  # on track
)


def make_programme(path: Path, pairs: Sequence[Pair] = PAIRS) -> Desk:
    """A programme file with these pairs, at the desk of ana."""
    desk = Desk(Store(path), "ana", TODAY)
    with desk.store.writing("ana", "import", TODAY) as change:
        cohorts: dict[str, int] = {}
        for name in dict.fromkeys(pair.cohort for pair in pairs):
            (cohorts[name],) = change.insert(
                "cohort",
                [
                    {
                        "name": name,
                        "starts_on": TODAY - timedelta(90),
                        "duration_days": 182,
                        "target_hours": 24.0,
                        "session_hours": 2.0,
                        "cadence_days": 14,
                        "first_session_days": 14,
                    }
                ],
            )
        for number, pair in enumerate(pairs):
            people = [
                {"name": pair.mentor, "email": f"mentor{number}@example.org"},
                {"name": pair.mentee, "email": f"mentee{number}@example.org"},
            ]
            mentor, mentee = change.insert("person", people)
            (relationship,) = change.insert(
                "relationship",
                [
                    {
                        "cohort": cohorts[pair.cohort],
                        "mentor": mentor,
                        "mentee": mentee,
                        "state": "active",
                        "started_on": TODAY - timedelta(pair.began),
                        "coordinator": pair.coordinator,
                    }
                ],
            )
            held = [
                {
                    "relationship": relationship,
                    "held_on": TODAY - timedelta(ago),
                    "hours": 2.0,
                    "state": "held",
                    "reported_by": "coordinator",
                }
                for ago in pair.sessions
            ]
            change.insert("session", held)
    return desk


def make_app(desk: Desk) -> CoordinatorApp:
    """The application at this desk."""
    return CoordinatorApp(desk, folder=desk.store.path.parent)


def related(item: TriageItem) -> int:
    """The relationship of a row that has one."""
    assert item.relationship is not None
    return item.relationship


QUIET_LOOKS = 10
"""A message may lead to another in another widget's queue, that to a worker, and so on: as many steps are seen out."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no key is pending, no worker runs and every message was handled, many looks in a row.

    A look waits for what every widget has in its queue, not for the clock: how busy the machine is does not matter.
    A worker that failed has had its dialog.
    """
    quiet = 0
    while quiet < QUIET_LOOKS:
        await pilot.pause(0)
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        for worker in running:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()
        busy = running or (isinstance(pilot.app, OrderedKeys) and pilot.app.keys_pending)
        quiet = 0 if busy else quiet + 1


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when all is done that the one before it led to."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type text as it is."""
    names = {
        " ": "space",
        "/": "slash",
        ".": "full_stop",
        ":": "colon",
        ";": "semicolon",
        '"': "quotation_mark",
    }
    await pilot.press(*(names.get(letter, letter) for letter in text))
    await settle(pilot)


async def rest(pilot: Pilot[Any]) -> None:
    """Let the cursor rest on its row."""
    pilot.app.screen.query_one(RowList).rest_now()
    await settle(pilot)


def on_screen(pilot: Pilot[Any]) -> str:
    """The text on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def said(pilot: Pilot[Any]) -> str:
    """What the status line says, with its kept right part."""
    status = pilot.app.screen.query_one("#status", Said)
    return f"{status.text.strip()}  {status.right.strip()}".strip()


def shows(pilot: Pilot[Any], kind: type[Screen[Any]]) -> bool:
    """Whether the screen on top is one of this kind."""
    return isinstance(pilot.app.screen, kind)
