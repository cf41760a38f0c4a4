"""The history: what was changed, before and after, filtered, a page at a time, and taken back."""

from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.services import history, recording
from coordinator.services.desk import Desk
from screens import history as history_screen
from screens.change import ChangeScreen
from screens.dialogs import ConfirmDialog
from screens.history import HistoryScreen
from screens.history_view import lines
from screens.relationship import RelationshipScreen
from tests.tui.driving import (
    SMALL,
    TODAY,
    WIDE,
    make_app,
    make_programme,
    on_screen,
    press,
    said,
    settle,
    shows,
    write,
)

PRIYA, LUCY = 1, 2


def log(desk: Desk, text: str, relationship: int = PRIYA, who: str = "ana") -> int:
    theirs = Desk(desk.store, who, desk.today)
    line = recording.understand(theirs, recording.ground(theirs, relationship), text)
    change = recording.record(theirs, [line]).change
    assert change is not None
    return change


async def test_every_change_is_listed_and_opens_on_what_was_before_and_after(desk: Desk) -> None:
    log(desk, "lapsed")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert shows(pilot, HistoryScreen)
        assert "What was changed, and by whom?  2 changes" in on_screen(pilot)
        assert "set lapsed" in on_screen(pilot)
        assert "R1 Priya" in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, ChangeScreen)
        assert "~ changed R1 Priya Shah & Tom Okafor" in on_screen(pilot)
        assert "state: active → lapsed" in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, RelationshipScreen)
        await press(pilot, "escape", "escape", "escape")
        assert not shows(pilot, HistoryScreen)


async def test_my_own_change_is_taken_back_at_once_and_the_undo_too(desk: Desk) -> None:
    log(desk, "lapsed")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        await press(pilot, "u")
        assert said(pilot) == "Undone: set lapsed. R1 is as it was."
        assert "x set lapsed" in on_screen(pilot)
        await press(pilot, "home", "u")
        assert said(pilot) == "Done again: set lapsed. R1 is as it was."
        assert [change.command for change in history.history(desk)][:2] == [
            "redo set lapsed",
            "undo set lapsed",
        ]


async def test_what_someone_else_did_is_taken_back_after_a_yes(desk: Desk) -> None:
    number = log(desk, "lapsed", who="ben")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        await press(pilot, "u")
        assert shows(pilot, ConfirmDialog)
        assert "Take back what ben did?" in on_screen(pilot)
        await press(pilot, "n")
        assert history.history(desk)[0].change == number
        await press(pilot, "u", "y")
        assert history.history(desk)[0].undoes == number


async def test_a_change_that_stands_fast_says_why_and_leads_to_the_later_one(desk: Desk) -> None:
    log(desk, "lapsed")
    later = log(desk, "active")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        await press(pilot, "down", "u")
        assert f"R1 was changed since by change {later} (set active, ana)" in " ".join(
            on_screen(pilot).replace("│", " ").split()
        )
        await press(pilot, "y")
        assert shows(pilot, ChangeScreen)
        assert f"{later} · set active · ana" in on_screen(pilot)
        await press(pilot, "u")
        assert said(pilot) == "Undone: set active. R1 is as it was."
        assert "taken back by change" in on_screen(pilot)
        await press(pilot, "escape")
        await press(pilot, "home", "down", "u")
        assert "was already undone" in on_screen(pilot)


async def test_the_filter_takes_who_what_names_days_and_numbers_together(desk: Desk) -> None:
    log(desk, "lapsed", who="ben")
    log(desk, "lapsed", LUCY)
    async with make_app(desk).run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "4", "slash")
        await write(pilot, "ben lapsed r1 23/11")
        await press(pilot, "enter")
        assert "1 change · /ben lapsed r1 23/11" in on_screen(pilot)
        await press(pilot, "slash", *["backspace"] * 30)
        await write(pilot, "adeyemi lapsed")
        await press(pilot, "enter")
        assert "1 change · /adeyemi lapsed" in on_screen(pilot)
        await press(pilot, "slash", "z", "enter")
        assert "No change fits." in on_screen(pilot)
        await press(pilot, "escape")
        assert "3 changes" in on_screen(pilot)


async def test_older_changes_follow_when_the_cursor_comes_near_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_screen, "PAGE", 4)
    for number in range(9):
        with desk.store.writing("ana", f"add {number}", TODAY) as change:
            change.insert("person", [{"name": f"P{number}", "email": f"p{number}"}])
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "the latest 4 changes" in on_screen(pilot)
        await press(pilot, "end")
        assert "the latest 8 changes" in on_screen(pilot)
        await press(pilot, "end")
        assert "10 changes" in on_screen(pilot)
        await press(pilot, "end")
        screen = pilot.app.screen
        assert isinstance(screen, HistoryScreen)
        assert [change.change for change in screen.changes.rows] == list(range(10, 0, -1))
        assert screen.change() is not None
        await press(pilot, "r")
        assert "10 changes" in on_screen(pilot)


async def test_notes_are_masked_until_n(desk: Desk) -> None:
    log(desk, 'reached mentor "worried about the lease"')
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        await press(pilot, "enter")
        assert "note: a note, masked" in on_screen(pilot)
        await press(pilot, "n")
        assert "note: worried about the lease" in on_screen(pilot)
        await press(pilot, "n")
        assert "lease" not in on_screen(pilot)


def test_a_batch_is_told_in_counts_and_its_first_rows(desk: Desk) -> None:
    with desk.store.writing("ana", "log many", TODAY) as change:
        change.insert(
            "session",
            [
                {"relationship": 3, "held_on": TODAY - timedelta(days), "hours": 1.5, "state": "held"}
                for days in range(500)
            ],
        )
        number = change.number
    assert number is not None
    detail = history.change(desk, number, most=100)
    made = lines(detail, 78)
    assert detail.counts == ["500 sessions added"]
    assert made[-1].text.text == "… and 400 more rows."
    assert len({(line.row, line.line) for line in made}) == len(made)


async def test_an_empty_history_says_what_to_do(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "empty.duckdb", ())
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "Nothing was changed yet." in on_screen(pilot)
        await press(pilot, "u")
        assert said(pilot) == "No change is highlighted: there is nothing to take back."


async def test_u_on_any_screen_leads_to_what_stands_on_my_last_change(desk: Desk) -> None:
    log(desk, "lapsed")
    later = log(desk, "active", who="ben")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert f"y shows change {later}" in on_screen(pilot)
        await press(pilot, "y")
        assert shows(pilot, ChangeScreen)
        assert f"{later} · set active · ben" in on_screen(pilot)
