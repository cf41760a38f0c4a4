"""How each cohort stands, and that what is behind a figure is what the figure says."""

from pathlib import Path
from typing import cast

import pytest

from coordinator.models import CohortFigures
from coordinator.services import overview
from coordinator.services.desk import Desk
from screens.cohorts import CohortsScreen
from screens.figures import COLUMNS, FIGURES
from screens.pairing import PairingScreen
from screens.relationship import RelationshipScreen
from screens.relationship_list import RelationshipListScreen
from screens.triage import TriageScreen
from screens.widgets.figure_grid import FigureGrid
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, rest, said, settle, write
from tests.tui.programme import AUTUMN, SPRING, empty_desk, make


def test_every_figure_of_the_dashboard_is_in_the_grid() -> None:
    told = {figure.name for figure in FIGURES} | {"cohort", "starts_on", "sessions_by_fortnight"}
    assert told == set(CohortFigures._fields)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_row_a_cohort_and_the_figures_of_the_highlighted_one(
    programme: Desk, size: tuple[int, int]
) -> None:
    async with make_app(programme).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        shown = on_screen(pilot).splitlines()
        spring = overview.cohorts(programme, SPRING)[0]
        row = next(line for line in shown if line.startswith("▌ Spring 2026"))
        assert f"{spring.hours_held:.0f}/{spring.hours_expected:.0f}" in row
        assert "█" in row
        assert any(line.strip().startswith(AUTUMN) for line in shown)
        for figure in FIGURES:
            assert any(f"{figure.text(spring)} {figure.label}" in line for line in shown), figure.name
        assert "enter open" in shown[-1]


async def test_the_rows_behind_every_figure_are_what_it_says(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        screen = cast(CohortsScreen, pilot.app.screen)
        in_autumn = [
            figure for figure in FIGURES if figure.name in ("proposed", "due", "too_early", "waiting")
        ]
        for cohort, chosen in ((SPRING, FIGURES), (AUTUMN, in_autumn)):
            (row,) = overview.cohorts(programme, cohort)
            screen.cohorts.go_to(row.cohort)
            await press(pilot, "right")
            for figure in chosen:
                screen.grid.go_to(figure.name)
                await press(pilot, "enter")
                value = figure.of(row)
                opened = pilot.app.screen
                if isinstance(opened, PairingScreen):
                    people = opened.people.rows
                    counted = sum(person.capacity for person in people) if figure.adds_up else len(people)
                elif isinstance(opened, RelationshipListScreen):
                    items = opened.items.rows
                    counted = (
                        sum(getattr(item, figure.name) for item in items) if figure.adds_up else len(items)
                    )
                    assert {item.cohort for item in items} <= {row.cohort}
                else:
                    assert opened is screen
                    assert f"{figure.label} is 0" in said(pilot)
                    counted = 0
                assert counted == pytest.approx(value), (row.cohort, figure.name)
                if opened is not screen:
                    await press(pilot, "escape")
                assert pilot.app.screen is screen
            await press(pilot, "escape")


async def test_what_needs_someone_is_what_triage_lists(programme: Desk) -> None:
    (needs,) = [figures for column in COLUMNS for name, figures in column if name == "Needs someone"]
    for row in overview.cohorts(programme):
        names = {figure.name for figure in needs}
        listed = [item for item in overview.triage(programme, cohort=row.cohort) if item.health in names]
        assert sum(figure.of(row) for figure in needs) == len(listed), row.cohort


async def test_one_cohort_takes_few_keys_to_a_relationship(tmp_path: Path) -> None:
    async with make_app(make(tmp_path, (SPRING,))).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert isinstance(pilot.app.focused, FigureGrid)
        await press(pilot, "right", "down", "down", "enter")
        assert "Which are they?  Spring 2026: paused" in on_screen(pilot)
        await press(pilot, "enter")
        opened = pilot.app.screen
        assert isinstance(opened, RelationshipScreen)
        assert "Ruth Adeyemi" in on_screen(pilot)
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(pilot.app.screen, TriageScreen)


async def test_the_arrows_reach_every_figure_and_leave_at_the_edges(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2", "enter")
        grid = cast(CohortsScreen, pilot.app.screen).grid
        reached = {grid.figure.name}
        for _ in COLUMNS:
            for key in ("down", "up"):
                before = None
                while grid.figure is not before and grid.has_focus:
                    before = grid.figure
                    reached.add(before.name)
                    await pilot.press(key)
            # Going up from the top leaves the grid for the list.
            assert not grid.has_focus
            await pilot.press("right", "right")
        assert reached == {figure.name for figure in FIGURES}
        grid.go_to("applicants")
        grid.focus()
        await press(pilot, "left")
        assert pilot.app.focused is cast(CohortsScreen, pilot.app.screen).cohorts


async def test_the_figures_follow_the_highlighted_cohort(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2", "down")
        await rest(pilot)
        assert "── Autumn 2026" in on_screen(pilot)
        await press(pilot, "o")
        assert "── Spring 2026" in on_screen(pilot)


async def test_slash_narrows_the_cohorts_and_escape_widens_them(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2", "slash")
        await write(pilot, "autu")
        await press(pilot, "enter")
        assert "1 of 2 cohorts · /autu" in on_screen(pilot)
        assert "── Autumn 2026" in on_screen(pilot)
        await press(pilot, "escape")
        assert "2 cohorts" in on_screen(pilot)


async def test_without_a_cohort_it_says_what_to_do(tmp_path: Path) -> None:
    async with make_app(empty_desk(tmp_path)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert "No cohort yet." in on_screen(pilot)
        assert "Press i to import" in on_screen(pilot)
        await press(pilot, "right")
        assert "There is no cohort to look at" in said(pilot)


async def test_typing_ahead_of_the_load_goes_to_the_figures(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.app.push_screen(screen := CohortsScreen())
        screen.action_to_figures()
        assert said(pilot) == ""
        await settle(pilot)
        assert pilot.app.focused is screen.grid
