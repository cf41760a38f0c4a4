"""A cohort's thresholds: what others would do is shown before anything is saved."""

from textual import events

from coordinator.services import history, overview, thresholds
from coordinator.services.desk import Desk
from screens.cohorts import CohortsScreen
from screens.thresholds import ThresholdsScreen
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows, write

SPRING = "Spring 2026"
LUCY = "Lucy Hale & Ben Adeyemi"
"""Overdue: 20 days since the last session, cadence 14."""


def value(desk: Desk, name: str) -> float | None:
    (found,) = [one.own for one in thresholds.settings(desk, SPRING) if one.name == name]
    return found


def health_of_lucy(desk: Desk) -> str:
    (item,) = [one for one in overview.triage(desk) if one.mentor == "Lucy Hale"]
    return item.health


async def test_what_it_would_do_is_shown_saved_and_undone(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        cohorts = pilot.app.screen
        assert isinstance(cohorts, CohortsScreen)
        cohorts.cohorts.go_to(SPRING)
        await press(pilot, "t")
        assert "From when on?  Spring 2026" in on_screen(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ThresholdsScreen)
        screen.settings.go_to("at_risk_cadences")
        await press(pilot, "enter")
        assert "Now 28 days. Type days, or 1.5 cadences; usual is 28 days." in on_screen(pilot)
        await write(pilot, "18 days")
        await press(pilot, "enter")
        assert "at risk from 28 to 18 days: 1 more at risk, 1 fewer overdue" in on_screen(pilot)
        assert any(LUCY in line and "at risk" in line for line in on_screen(pilot).splitlines())
        assert value(desk, "at_risk_cadences") is None
        assert health_of_lucy(desk) == "overdue"
        await press(pilot, "y")
        assert "Spring 2026: at risk from 28 to 18 days." in said(pilot)
        assert health_of_lucy(desk) == "at_risk"
        await press(pilot, "u")
        assert value(desk, "at_risk_cadences") is None
        assert health_of_lucy(desk) == "overdue"
        await press(pilot, "escape")
        assert shows(pilot, CohortsScreen)


async def test_a_number_typed_straight_after_enter_is_not_lost(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.push_screen(ThresholdsScreen(SPRING))
        await settle(pilot)
        for key in ("enter", "2", "1", "enter"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert shows(pilot, ThresholdsScreen)
        assert "lasts 182 to 21 days" in on_screen(pilot)


async def test_what_does_not_go_together_says_so_and_is_not_saved(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = ThresholdsScreen(SPRING)
        pilot.app.push_screen(screen)
        await settle(pilot)
        screen.settings.go_to("at_risk_cadences")
        await press(pilot, "enter")
        await write(pilot, "60")
        await press(pilot, "enter")
        assert "must be less than" in on_screen(pilot)
        before = history.history(desk)
        await press(pilot, "y")
        assert "must be less than" in on_screen(pilot)
        await press(pilot, "escape")
        assert history.history(desk) == before
        await press(pilot, "d")
        assert "Nothing is changed" in on_screen(pilot)
        await press(pilot, "d", "y")
        assert "Nothing is changed" in said(pilot)


async def test_a_value_that_cannot_be_is_not_taken(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = ThresholdsScreen(SPRING)
        pilot.app.push_screen(screen)
        await settle(pilot)
        screen.settings.go_to("too_early_days")
        await press(pilot, "enter")
        await write(pilot, "3.5")
        assert "in whole days" in on_screen(pilot)
        await press(pilot, "enter", "escape")
        assert screen.values == {}
