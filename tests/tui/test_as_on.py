"""As on a day: every screen shows the programme as it was recorded then, plainly marked, and changes nothing."""

import os
import pty
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import screens
from coordinator import scratch
from coordinator.services import recording
from coordinator.services.desk import Desk
from screens.dialogs import ErrorDialog
from screens.history import HistoryScreen
from screens.pairing import PairingScreen
from screens.relationship import RelationshipScreen
from screens.triage import TriageScreen
from tests.tui.driving import SMALL, TODAY, make_app, on_screen, press, said, settle, shows, write
from tests.tui.test_app import read_until

LATER = TODAY + timedelta(3)
MARK = "as recorded on 23 Nov 2026, read only"


def three_days_later(desk: Desk) -> Desk:
    """The desk three days on, when two relationships have ended and one began."""
    later = replace(desk, today=LATER)
    for relationship in (1, 2):
        line = recording.understand(later, recording.ground(later, relationship), "lapsed")
        recording.record(later, [line])
    with later.store.writing("ana", "pair", LATER) as change:
        change.insert(
            "relationship",
            [{"cohort": 1, "mentor": 1, "mentee": 4, "state": "active", "started_on": TODAY}],
        )
    return later


def copies() -> list[Path]:
    return sorted(scratch._folders)


async def test_a_day_is_typed_and_every_screen_shows_what_was_recorded_then(desk: Desk) -> None:
    async with make_app(three_days_later(desk)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Priya Shah & Tom Okafor" not in on_screen(pilot)
        await press(pilot, "d")
        await write(pilot, "23/11")
        assert "Mon 23 Nov 2026: enter shows all as recorded" in on_screen(pilot)
        await press(pilot, "enter")
        assert MARK in on_screen(pilot)
        assert "Priya Shah & Tom Okafor" in on_screen(pilot)
        assert said(pilot).startswith("As recorded on Mon 23 Nov 2026, read only.")
        (folder,) = copies()
        assert folder.stat().st_mode & 0o777 == 0o700
        await press(pilot, "4")
        assert shows(pilot, HistoryScreen)
        assert MARK in on_screen(pilot)
        assert "1 change" in on_screen(pilot)
        await press(pilot, "3")
        assert shows(pilot, PairingScreen)
        assert MARK in on_screen(pilot)
        await press(pilot, "1")
        await press(pilot, "d")
        await press(pilot, "enter")
        assert MARK not in on_screen(pilot)
        assert "Priya Shah & Tom Okafor" not in on_screen(pilot)
        assert copies() == []


async def test_nothing_can_be_changed_there_and_it_is_said(desk: Desk) -> None:
    later = three_days_later(desk)
    before = later.store.fingerprint()
    async with make_app(later).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        await write(pilot, "3 days ago")
        await press(pilot, "enter")
        for key in ("l", "i"):
            await press(pilot, key)
            assert shows(pilot, TriageScreen)
            assert "it can only be read" in said(pilot)
        await press(pilot, "u")
        assert shows(pilot, ErrorDialog)
        assert "it can only be read" in on_screen(pilot)
        await press(pilot, "enter")
        assert later.store.fingerprint() == before
    scratch.remove_all()


async def test_what_was_not_there_yet_goes_back_to_the_screen_before(desk: Desk) -> None:
    async with make_app(three_days_later(desk)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        app = pilot.app
        app.open_relationship(5)  # type: ignore[attr-defined]
        await settle(pilot)
        assert shows(pilot, RelationshipScreen)
        await press(pilot, "d")
        await write(pilot, "23/11")
        await press(pilot, "enter")
        assert "There is no relationship R5" in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, TriageScreen)
        assert MARK in on_screen(pilot)
    scratch.remove_all()


async def test_a_day_that_cannot_be_shown_says_why(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        await write(pilot, "2027-01-05")
        assert "is still to come" in on_screen(pilot)
        await press(pilot, "enter")
        assert "is still to come" in on_screen(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "soon")
        assert "“soon” is not a day" in on_screen(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "22/11")
        await press(pilot, "enter")
        assert "Nothing was recorded by Sun 22 Nov 2026" in on_screen(pilot)
        await press(pilot, "enter")
        assert "as recorded on" not in on_screen(pilot)
        await press(pilot, "d", "escape")
        assert shows(pilot, TriageScreen)
        assert copies() == []


async def test_the_screens_can_begin_at_a_day(desk: Desk) -> None:
    from screens.app import CoordinatorApp

    later = three_days_later(desk)
    app = CoordinatorApp(later, folder=later.store.path.parent, as_on=TODAY)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert MARK in on_screen(pilot)
    scratch.remove_all()
    assert copies() == []


def test_a_dropped_line_leaves_no_copy_of_the_past_behind(desk: Desk, tmp_path: Path) -> None:
    later = three_days_later(desk)
    private = tmp_path / "private"
    private.mkdir()
    ours, theirs = pty.openpty()
    words = ["--db", str(later.store.path), "--as", "ana", "--today", str(LATER), "--as-on", str(TODAY)]
    program = subprocess.Popen(
        [sys.executable, "-c", "from coordinator.cli import main; main()", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color", "TMPDIR": str(private)},
        cwd=Path(screens.__file__).parent.parent,
    )
    os.close(theirs)
    try:
        read_until(ours, b"read only")
        assert len(list(private.iterdir())) == 1
        program.send_signal(signal.SIGHUP)
        assert program.wait(10) == 128 + signal.SIGHUP
        assert list(private.iterdir()) == []
    finally:
        program.kill()
        program.wait(10)
        os.close(ours)
