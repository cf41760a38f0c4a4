"""From the list: put off until a day, dismiss with a reason, see what is off the list, bring it back."""

from coordinator.services import history, overview
from coordinator.services.desk import Desk
from screens.pairing import PairingScreen
from screens.triage import TriageScreen
from tests.tui.driving import SMALL, TODAY, make_app, on_screen, press, said, settle, shows, write


async def test_put_off_shown_apart_and_brought_back(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "z")
        assert "Back sooner if it gets worse." in on_screen(pilot)
        await write(pilot, "in 3 days on a course")
        assert "Enter takes the row off the list until Thu 26 Nov 2026: on a course." in on_screen(pilot)
        await press(pilot, "enter")
        assert "Omar Farah & Jo Lindqvist, never met: put off until Thu 26 Nov 2026." in said(pilot)
        assert "2 need someone" in on_screen(pilot)
        await press(pilot, "p")
        assert "1 is put off" in on_screen(pilot)
        assert "= put off until 26 Nov, by ana: on a course" in on_screen(pilot)
        await press(pilot, "x")
        assert "z brings it back" in said(pilot)
        await press(pilot, "z")
        assert "back on the list" in said(pilot)
        assert "Nothing is put off or dismissed." in on_screen(pilot)
        await press(pilot, "p")
        assert "3 need someone" in on_screen(pilot)


async def test_dismissed_with_a_reason_and_undone(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "x", "enter")
        assert "Why it is no matter" in on_screen(pilot)
        await write(pilot, "they met elsewhere")
        await press(pilot, "enter")
        assert "never met: dismissed, they met elsewhere." in said(pilot)
        assert "2 need someone" in on_screen(pilot)
        await press(pilot, "p")
        assert " = dismissed on 23 Nov by ana: they met elsewhere" in on_screen(pilot)
        await press(pilot, "p", "u")
        assert "3 need someone" in on_screen(pilot)


async def test_all_marked_rows_are_put_off_in_one_change(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space", "z")
        await write(pilot, "tomorrow")
        await press(pilot, "enter")
        assert "2 rows: put off until Tue 24 Nov 2026." in said(pilot)
        assert [item.mentor for item in overview.triage(desk)] == ["Lucy Hale"]
        assert isinstance(pilot.app.screen, TriageScreen)
        assert pilot.app.screen.items.marks == set()


async def test_leaving_the_line_and_what_is_no_day_change_nothing(desk: Desk) -> None:
    before = history.history(desk)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "z")
        await write(pilot, "soon")
        assert "does not begin with a day" in on_screen(pilot)
        await press(pilot, "enter", "escape")
        await press(pilot, "a")
        await press(pilot, "end", "z")
        assert "needs nobody today" in said(pilot)
    assert history.history(desk) == before


async def test_an_applicant_who_waits_is_opened_and_put_off_and_nothing_else(desk: Desk) -> None:
    with desk.store.writing("ana", "import", TODAY) as change:
        (person,) = change.insert("person", [{"name": "Ada Waits", "email": "ada@example.org"}])
        change.insert(
            "application",
            [
                {
                    "cohort": 1,
                    "person": person,
                    "role": "mentee",
                    "state": "accepted",
                    "applied_on": TODAY.replace(month=9),
                }
            ],
        )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "end")
        assert "waiting" in on_screen(pilot)
        await press(pilot, "b")
        assert "Ada Waits has no relationship yet" in said(pilot)
        await press(pilot, "enter")
        assert shows(pilot, PairingScreen)
        assert "Ada Waits" in on_screen(pilot)
        await press(pilot, "escape", "z")
        await write(pilot, "tomorrow")
        await press(pilot, "enter")
        assert "Ada Waits, waiting: put off until" in said(pilot)
        assert "3 need someone" in on_screen(pilot)
