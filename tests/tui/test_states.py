"""`s`: a letter says what, a letter why, what it means for both people is shown, enter makes it so."""

from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.services import history, overview, transitions, upkeep
from coordinator.services.desk import Desk
from coordinator.states import Move
from screens.app import CoordinatorApp
from screens.triage import TriageScreen
from screens.widgets.state_panel import StatePanel
from tests.tui.driving import (
    SMALL,
    TODAY,
    WIDE,
    Pair,
    make_app,
    make_programme,
    on_screen,
    press,
    said,
    settle,
    write,
)


def state(desk: Desk, relationship: int) -> str:
    return overview.relationship(desk, relationship).state


def first(desk: Desk) -> int:
    found = overview.triage(desk)[0].relationship
    assert found is not None
    return found


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_closing_takes_four_keys_and_shows_what_it_means_first(
    desk: Desk, size: tuple[int, int]
) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert "p pause" in on_screen(pilot)
        assert "r reopen" not in on_screen(pilot)
        await press(pilot, "c")
        for told in ("t  no time", "m  moved or left the organisation", "y  in your own words"):
            assert told in on_screen(pilot)
        await press(pilot, "t")
        shown = " ".join(on_screen(pilot).split())
        assert "no time, by the mentee" in shown
        assert "leaves the programme" in shown
        assert "Outstanding: exit survey of both." in shown
        assert state(desk, relationship) == "active"
        await press(pilot, "enter")
        assert state(desk, relationship) == "closed"
        assert not pilot.app.screen.query(StatePanel)
        assert said(pilot).endswith("u undoes it")
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        assert screen.focused is screen.items
        await press(pilot, "u")
        assert state(desk, relationship) == "active"


async def test_what_is_proposed_can_be_changed_by_a_letter(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", "c", "m", "b", "b", "b", "w")
        shown = " ".join(on_screen(pilot).split())
        assert "by the mentor" in shown or "by both" in shown or "by the programme" in shown
        await press(pilot, "enter")
    (after,) = transitions.standings(desk, [relationship])
    assert (after.reason_code, after.initiated_by) == ("moved", "mentor")
    assert after.mentee_next is None


async def test_own_words_a_day_and_back_again(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", "c", "y")
        await write(pilot, 'a new baby" yesterday')
        assert "“a new baby”, from Sun 22 Nov 2026" in " ".join(on_screen(pilot).split())
        await press(pilot, "escape", "escape")
        assert "t  no time" in on_screen(pilot)
        await press(pilot, "escape", "escape")
        assert not pilot.app.screen.query(StatePanel)
        assert state(desk, relationship) == "active"
        await press(pilot, "s", "c", "y")
        await write(pilot, 'a new baby" yesterday')
        await press(pilot, "enter")
    (after,) = transitions.standings(desk, [relationship])
    assert (after.state, after.reason, after.closed_on) == ("closed", "a new baby", TODAY - timedelta(1))


async def test_a_pause_asks_until_when(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", "p")
        assert "no day of return" in on_screen(pilot)
        await write(pilot, '1/12 "illness"')
        assert "until Tue 1 Dec 2026" in on_screen(pilot)
        await press(pilot, "enter")
        assert state(desk, relationship) == "paused"
        await press(pilot, "a")
        assert "paused" in on_screen(pilot)


async def test_what_cannot_be_read_or_done_is_said_and_enter_does_nothing(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        before = history.history(desk)
        await press(pilot, "s", "r")
        assert "only a closed or declined one can be opened again" in " ".join(on_screen(pilot).split())
        await press(pilot, "l", "t")
        await write(pilot, "1/1/2020")
        assert "is before" in on_screen(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query(StatePanel)
        await write(pilot, " xyzzy")
        assert "“xyzzy” is not understood" in on_screen(pilot)
        await press(pilot, "enter")
        assert history.history(desk) == before


async def test_what_is_booked_is_asked_about_and_cancelled_with_it(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, "tomorrow 14:00")
        await press(pilot, "enter", "home", "s", "c", "f", "enter")
        assert state(desk, relationship) == "active"
        assert "has a session booked for Tue 24 Nov 2026. x cancels it too." in on_screen(pilot)
        await press(pilot, "x")
        assert "is cancelled" in on_screen(pilot)
        await press(pilot, "enter")
        assert state(desk, relationship) == "closed"
    assert upkeep.check(desk) == []


async def test_all_marked_are_changed_together_and_undone_together(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        await press(pilot, "asterisk", "s", "p")
        assert "Pause 3 relationships" in on_screen(pilot)
        await press(pilot, "enter")
        assert "3 relationships: paused" in said(pilot)
        assert screen.items.marks == set()
        assert overview.triage(desk) == []
        await press(pilot, "u")
        assert len(overview.triage(desk)) == 3


async def test_triaging_takes_four_keys_a_row_and_the_list_keeps_its_place(tmp_path: Path) -> None:
    pairs = [Pair(f"Mentor {letter}", f"Mentee {letter}", 90, (60,)) for letter in "abcdefgh"]
    desk = make_programme(tmp_path / "many.duckdb", pairs)
    keys = (("s", "c", "r", "enter"), ("s", "p", "enter"), ("s", "l", "enter"), ("s", "m", "enter"))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        await press(pilot, "slash")
        await write(pilot, "mentor")
        await press(pilot, "enter", "down")
        for pressed in keys:
            place = screen.items.cursor
            acted, following = (item.relationship for item in screen.items.rows[place : place + 2])
            assert acted is not None
            await press(pilot, *pressed)
            assert state(desk, acted) in ("closed", "paused", "lapsed")
            assert screen.items.row is not None
            assert screen.items.row.relationship == following
            assert screen.text == "mentor"


async def test_opened_or_nudged_a_row_takes_four_keys_and_the_next_is_highlighted(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        one, two, three = screen.items.rows
        await press(pilot, "enter", "c")
        await write(pilot, "no answer")
        await press(pilot, "enter", "escape")
        assert screen.items.row is not None
        assert (screen.items.rows[0].ref, screen.items.row.ref) == (one.ref, two.ref)
        await press(pilot, "n", "y", "y")
        assert screen.items.row is not None
        assert screen.items.row.ref == three.ref
        await press(pilot, "up", "enter", "escape")
        assert screen.items.row is not None
        assert screen.items.row.ref == two.ref  # nothing was done there


async def test_those_that_cannot_are_left_out_and_named(desk: Desk) -> None:
    transitions.change_state(desk, {first(desk): 1}, Move("lapsed", TODAY))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "a", "asterisk", "s", "p")
        shown = " ".join(on_screen(pilot).split())
        assert "Left out, 1: R3 is lapsed; only an active relationship can be paused." in shown
        await press(pilot, "enter")
        assert "3 relationships: paused" in said(pilot)


async def test_keys_that_come_before_the_relationships_are_read_count(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("s", "c", "w", "enter")
        await settle(pilot)
        assert state(desk, relationship) == "closed"


async def test_after_acting_the_cursor_is_on_the_next_row_though_the_row_stays(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        await press(pilot, "a", "slash")
        await write(pilot, "2026")
        await press(pilot, "enter")
        one, two = screen.items.rows[:2]
        await press(pilot, "s", "l", "enter")
        assert one.relationship in {item.relationship for item in screen.items.rows}
        assert screen.items.row is not None
        assert screen.items.row.relationship == two.relationship
        assert screen.text == "2026"


async def test_a_closed_one_is_opened_again_or_followed_by_a_rematch(desk: Desk) -> None:
    relationship = first(desk)
    transitions.change_state(desk, {relationship: 1}, Move("closed", TODAY, code="no_time"))
    app = make_app(desk)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(relationship)
        await settle(pilot)
        await press(pilot, "s", "r")
        assert "Cleared: never started, no time, by mentee" in " ".join(on_screen(pilot).split())
        await press(pilot, "enter")
        assert state(desk, relationship) == "active"
        await press(pilot, "s", "m")
        shown = " ".join(on_screen(pilot).split())
        assert "waits again, first in line. The two are kept apart." in shown
        await press(pilot, "enter")
        assert state(desk, relationship) == "closed"
    assert upkeep.check(desk) == []


async def test_someone_who_was_faster_is_not_overwritten(desk: Desk) -> None:
    relationship = first(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s", "l")
        transitions.change_state(desk, {relationship: 1}, Move("paused", TODAY))
        await press(pilot, "enter")
        assert "was changed by someone else" in " ".join(on_screen(pilot).split())
        await press(pilot, "enter", "enter")
        assert state(desk, relationship) == "lapsed"


async def test_where_nobody_is_highlighted_it_says_so(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "calm.duckdb", [Pair("Grace Obi", "Sam Reed", 30, (3,))])
    app: CoordinatorApp = make_app(desk)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert "Nobody" in said(pilot)


async def test_the_hours_with_an_earlier_mentor_are_on_the_next_relationship(desk: Desk) -> None:
    relationship = next(
        item.relationship
        for item in overview.triage(desk)
        if item.mentor == "Priya Shah" and item.relationship
    )
    transitions.change_state(desk, {relationship: 1}, Move("rematched", TODAY))
    with desk.store.writing("ana", "pair", TODAY) as change:
        found = change.db.execute(
            "select cohort, mentee from relationship where id = $id", {"id": relationship}
        ).fetchone()
        assert found is not None
        cohort, mentee = found
        (mentor,) = change.insert("person", [{"name": "Ada Obi", "email": "ada@example.org"}])
        follows = transitions.follows(change, cohort, [mentee])
        (new,) = change.insert(
            "relationship",
            [
                {
                    "cohort": cohort,
                    "mentor": mentor,
                    "mentee": mentee,
                    "state": "active",
                    "started_on": TODAY,
                    "rematch_of": follows[mentee],
                }
            ],
        )
    app = make_app(desk)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(new)
        await settle(pilot)
        assert "Plan · plus 2 h with Priya Shah" in on_screen(pilot)
