"""w says who looks after them: the marked ones, this one, or all of mine; for good, until a day, or back."""

from pathlib import Path

from coordinator.services import overview
from coordinator.services.desk import Desk
from screens.handing_over import HandoverDialog
from screens.triage import TriageScreen
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows, write


def looks_after(desk: Desk) -> dict[int | None, str | None]:
    return {item.relationship: item.coordinator for item in overview.triage(desk, everything=True)}


def seen(text: str) -> str:
    """The words of a screen without the lines of its boxes."""
    return " ".join(text.replace("│", " ").split())


async def test_the_marked_ones_are_handed_over_until_a_day_in_one_change(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space", "w")
        assert shows(pilot, HandoverDialog)
        assert "2 marked relationships" in on_screen(pilot)
        assert "all that ana looks after: 3 relationships" in on_screen(pilot)
        await write(pilot, "BEN until 1/12")
        assert "ben (has 1 now) covers them until Tue 1 Dec 2026" in seen(on_screen(pilot))
        await press(pilot, "enter")
        assert shows(pilot, TriageScreen)
        assert said(pilot).startswith("ben looks after 2 relationships until Tue 1 Dec 2026, then ana again.")
        assert looks_after(desk) == {1: "ben", 3: "ben", 2: "ben", 4: "ana"}
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        assert not screen.items.marks
        await press(pilot, "u")
        assert looks_after(desk) == {1: "ana", 3: "ana", 2: "ben", 4: "ana"}


async def test_all_of_mine_with_a_brief_and_back_by_a_key(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "w", "down")
        await write(pilot, "cem until 1/12")
        assert "cem (new here: check the spelling)" in seen(on_screen(pilot))
        await press(pilot, "tab")
        await write(pilot, "handover.txt")
        await press(pilot, "enter")
        assert "R1 Priya Shah & Tom Okafor" in (tmp_path / "handover.txt").read_text(encoding="utf-8")
        assert looks_after(desk) == {1: "cem", 3: "cem", 2: "ben", 4: "cem"}
        await press(pilot, "w", "ctrl+r")
        assert said(pilot).startswith("Handed back: R3 Omar Farah & Jo Lindqvist, to ana.")
        assert looks_after(desk)[3] == "ana"


async def test_what_cannot_be_keeps_the_typing_and_says_why(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "w", "enter")
        assert "Nobody is named" in on_screen(pilot)
        await write(pilot, "ben until 31/2")
        assert "no day" in on_screen(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "ana")
        await press(pilot, "enter")
        assert "is looked after by ana already" in seen(on_screen(pilot))
        await press(pilot, "enter")
        assert shows(pilot, HandoverDialog)
        await press(pilot, "escape")
        assert shows(pilot, TriageScreen)


async def test_from_one_relationship_and_a_name_completed_with_the_arrow(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await press(pilot, "w")
        assert "R3 Omar Farah & Jo Lindqvist" in on_screen(pilot)
        await press(pilot, "b")
        await press(pilot, "right", "enter")
        assert looks_after(desk)[3] == "ben"
        assert "ben" in on_screen(pilot).splitlines()[0]
