"""A key on any relationship records what a side says to its proposal."""

from typing import cast

from coordinator.services import overview, proposals
from coordinator.services.desk import Desk
from screens.triage import TriageScreen
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, write


def proposed(desk: Desk) -> int:
    """A relationship that waits for both answers."""
    items = overview.triage(desk, everything=True)
    return next(item.relationship for item in items if item.state == "proposed" and item.relationship)


async def test_both_sides_accept_with_a_key_and_a_number(programme: Desk) -> None:
    number = proposed(programme)
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(number)
        await settle(pilot)
        proposal = proposals.standing(programme, number)
        await press(pilot, "t")
        assert f"1  {proposal.mentor_name} (mentor) accepted" in on_screen(pilot)
        await press(pilot, "1")
        assert f"{proposal.mentor_name} accepted" in " ".join(said(pilot).split())
        assert "The mentor accepted the proposal" in on_screen(pilot)
        await press(pilot, "t", "escape", "t", "2")
        assert proposals.standing(programme, number).is_ready
        assert "ready to start, with an agreement to sign" in " ".join(said(pilot).split())


async def test_a_decline_asks_why(programme: Desk) -> None:
    number = proposed(programme)
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(number)
        await settle(pilot)
        await press(pilot, "t", "4")
        await write(pilot, "too far")
        await press(pilot, "enter")
        assert proposals.standing(programme, number).state == "declined"
        assert "declined (too far). They are kept apart from now on" in " ".join(said(pilot).split())
        await press(pilot, "t")
        assert "there is no proposal to answer" in said(pilot)
        await press(pilot, "u")
        assert proposals.standing(programme, number).state == "proposed"


async def test_keys_that_come_in_one_burst_are_not_lost_on_triage(programme: Desk) -> None:
    number = proposed(programme)
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "a")
        screen = cast(TriageScreen, pilot.app.screen)
        place = next(place for place, row in enumerate(screen.items.rows) if row.relationship == number)
        await press(pilot, "home", *["down"] * place, "t", "2")
        assert pilot.app.screen is screen
        assert proposals.standing(programme, number).mentee_answer == "accepted"
        await press(pilot, "home", "t")
        assert "there is no proposal to answer" in said(pilot)
