"""A key on any relationship records what a side says to its proposal."""

from coordinator.services import overview, proposals
from coordinator.services.desk import Desk
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
        await press(pilot, "p")
        proposal = proposals.standing(programme, number)
        assert f"1  {proposal.mentor_name} (mentor) accepted" in on_screen(pilot)
        await press(pilot, "1")
        assert f"{proposal.mentor_name} accepted" in " ".join(said(pilot).split())
        assert "The mentor accepted the proposal" in on_screen(pilot)
        await press(pilot, "p", "escape", "p", "2")
        assert proposals.standing(programme, number).is_ready
        assert "ready to start, with an agreement to sign" in " ".join(said(pilot).split())


async def test_a_decline_asks_why(programme: Desk) -> None:
    number = proposed(programme)
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(number)
        await settle(pilot)
        await press(pilot, "p", "4")
        await write(pilot, "too far")
        await press(pilot, "enter")
        assert proposals.standing(programme, number).state == "declined"
        assert "declined (too far). They are kept apart from now on" in " ".join(said(pilot).split())
        await press(pilot, "p")
        assert "there is no proposal to answer" in said(pilot)
        await press(pilot, "u")
        assert proposals.standing(programme, number).state == "proposed"
