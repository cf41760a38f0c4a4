"""Suggested pairs on the screens: look, decide, try out; everything is in the file and can be undone."""

import asyncio
import shutil
import threading
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coordinator.matching.problem import Poll
from coordinator.services import apart, pairing, pairing_decisions, pairing_scenarios
from coordinator.services import suggested as suggested_sheet
from coordinator.services.desk import Desk
from coordinator.services.pairing_board import Board
from coordinator.store.connection import Store
from screens.cohort_pairing import CohortPairingScreen
from screens.every_mentor import EveryMentorScreen
from screens.export_view import choices
from screens.messages import Shown
from screens.scenarios import ScenariosScreen
from screens.suggested_pair import SuggestedPairScreen
from screens.suggestions import SuggestionsScreen
from tests.conftest import Copy
from tests.matching.people import TODAY, write_people
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows, write


@pytest.fixture(scope="module")
def people(blank_file: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = blank_file(tmp_path_factory.mktemp("suggestions") / "programme.duckdb")
    write_people(path)
    return path


@pytest.fixture
def desk(people: Path, tmp_path: Path) -> Desk:
    return Desk(Store(Path(shutil.copy(people, tmp_path / "programme.duckdb"))), "ruth", TODAY)


async def open_pairs(pilot: Pilot[Any]) -> SuggestionsScreen:
    """From the first screen to the suggested pairs."""
    await settle(pilot)
    await press(pilot, "3", "p")
    return cast(SuggestionsScreen, pilot.app.screen)


def suggested(desk: Desk) -> dict[str, str]:
    """First names as they would be suggested now: mentee -> mentor."""
    board = pairing.suggest(desk, "Spring")
    return {board.name(pair.mentee).split()[0]: board.name(pair.mentor).split()[0] for pair in board.pairs}


def go_to(screen: SuggestionsScreen, name: str) -> None:
    """Highlight the pair of the mentee with this first name."""
    assert screen.board is not None
    pair = next(pair for pair in screen.board.pairs if screen.board.name(pair.mentee).startswith(name))
    assert screen.pairs.go_to(pair.mentee)


async def test_pairs_stand_beside_those_left_over_with_why(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        shown = on_screen(pilot)
        assert "Spring: 4 pairs, 1 left over" in shown
        assert "Dina Osei" in shown
        assert "Cleo Hart" in shown
        await press(pilot, "tab")
        assert screen.out.has_focus
        shown = on_screen(pilot)
        assert "── Cleo Hart is left over" in shown
        assert "All 3 mentors are barred: no need covered (2), same organisation (1)." in shown
        assert "setting aside “same organisation” pairs them with Fay Moss" in shown


async def test_enter_says_why_and_what_others_cost(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        go_to(screen, "Ana")
        await press(pilot, "enter")
        assert shows(pilot, SuggestedPairScreen)
        shown = on_screen(pilot)
        assert "They are suggested: the best for the cohort as a whole." in shown
        assert "needs       ██" in shown
        assert "wishes      ····················  not told" in shown
        assert "✓ Trusts and grants: solid" in shown
        assert "2nd of 2 eligible for this mentee" in shown
        assert "Ana Vale to Erik Lindqvist, " in shown
        await press(pilot, "enter")
        assert "Choosing them: Ana Vale to Erik Lindqvist" in on_screen(pilot)
        await press(pilot, "h")
        assert suggested(desk)["Ana"] == "Erik"
        await press(pilot, "u")
        assert suggested(desk)["Ana"] == "Dina"


async def test_a_refusal_asks_why_and_what_moved_is_marked(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        go_to(screen, "Ben")
        await press(pilot, "n")
        assert "Ben Roy are kept apart" in on_screen(pilot)
        await write(pilot, "friends")
        await press(pilot, "enter")
        assert suggested(desk)["Ben"] == "Erik"
        assert "Dina Osei & Ben Roy refused. 3 pairs" in said(pilot)
        moved = next(line for line in on_screen(pilot).splitlines() if "Ben Roy" in line and "Erik" in line)
        assert "→" in moved
        await press(pilot, "n", "escape")
        assert suggested(desk)["Ben"] == "Erik"
        await press(pilot, "u")
        assert suggested(desk)["Ben"] == "Dina"


async def test_a_lock_that_keeps_nothing_now_is_said(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    pair = next(pair for pair in board.pairs if board.name(pair.mentee).startswith("Ana"))
    pairing_decisions.lock(desk, board, [(pair.mentor, pair.mentee)])
    mentor, mentee = board.people[pair.mentor].person, board.people[pair.mentee].person
    apart.keep_apart(desk, mentor, mentee, "old dispute")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        go_to(screen, "Ana")
        await settle(pilot)
        shown = on_screen(pilot)
        assert "locked with Dina Osei, but something bars that pair now" in shown
        assert "locked by" not in shown


async def test_lock_and_unlock(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        go_to(screen, "Eli")
        await press(pilot, "l")
        assert [pair.locked for pair in pairing.suggest(desk, "Spring").pairs].count(True) == 1
        assert "■" in next(line for line in on_screen(pilot).splitlines() if "Eli Wood" in line)
        await press(pilot, "l")
        assert not any(pair.locked for pair in pairing.suggest(desk, "Spring").pairs)


async def test_by_hand_asks_where_an_exclusion_is_broken(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_pairs(pilot)
        await press(pilot, "tab", "enter")
        screen = cast(EveryMentorScreen, pilot.app.screen)
        assert shows(pilot, EveryMentorScreen)
        fay = next(one for one in screen.mentors.rows if one.barred == ["same organisation"])
        screen.mentors.go_to(fay.scored.mentor)
        await press(pilot, "h")
        assert "barred: same organisation" in on_screen(pilot)
        await write(pilot, "never met")
        await press(pilot, "enter")
        assert suggested(desk)["Cleo"] == "Fay"
        assert pairing.suggest(desk, "Spring").decisions[0].reason == "never met"
        await press(pilot, "escape")
        assert "1 left over" in on_screen(pilot)


async def test_take_above_and_swap_need_a_number_and_two(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        await press(pilot, "x")
        assert "Mark one pair" in said(pilot)
        await press(pilot, "t")
        await write(pilot, "high")
        await press(pilot, "enter")
        assert "'high' is not a score" in said(pilot)
        await press(pilot, "t", "0", "enter")
        assert all(pair.locked for pair in pairing.suggest(desk, "Spring").pairs)
        await press(pilot, "u")
        go_to(screen, "Ana")
        await press(pilot, "space")
        go_to(screen, "Dov")
        await press(pilot, "x")
        # Dina covers no need of Dov's: the swap is refused in a sentence and nothing changed.
        assert "no need covered" in on_screen(pilot)
        await press(pilot, "enter")
        assert suggested(desk)["Ana"] == "Dina"


async def test_propose_makes_relationships(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        go_to(screen, "Ana")
        await press(pilot, "p", "y")
        assert "Ana" not in suggested(desk)
        assert screen.board is not None
        assert len(screen.board.pairs) == 3


async def test_the_cohort_says_what_it_lacks(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_pairs(pilot)
        await press(pilot, "c")
        assert shows(pilot, CohortPairingScreen)
        shown = on_screen(pilot)
        assert "fairness concave" in shown
        assert "Weights: needs 45" in shown
        assert "Worst pairs" in shown
        assert "Pricing and margins: 1 need it, 1 place; one more would pair Cleo Hart" in shown


async def test_scenarios_are_tried_compared_and_adopted(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_pairs(pilot)
        await press(pilot, "s", "n")
        assert shows(pilot, ScenariosScreen)
        await write(pilot, "softer")
        await press(pilot, "enter")
        assert "Write a name, a colon" in said(pilot)
        await press(pilot, "n")
        await press(pilot, *"two:", "space")
        await write(pilot, "fay@moss.example 2")
        await press(pilot, "comma", "space", *"same")
        await pilot.press("underscore")
        await press(pilot, *"organisation", "space", *"off", "enter")
        shown = on_screen(pilot)
        assert "+1" in shown
        assert "Cleo Hart to Fay Moss" in shown
        assert "Cleo" not in suggested(desk)
        await press(pilot, "a")
        assert suggested(desk)["Cleo"] == "Fay"
        assert pairing_scenarios.scenarios(desk, "Spring") == []


async def test_weights_and_rules_are_changed_in_a_line(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_pairs(pilot)
        await press(pilot, "a")
        await press(pilot, *"fairness", "space", *"floor", "enter")
        assert pairing.suggest(desk, "Spring").rules.fairness == "floor"
        assert "how Spring is paired from now on" in said(pilot)


async def test_where_nobody_waits_it_says_so(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.push_screen(SuggestionsScreen("Empty"))
        await settle(pilot)
        assert "Nobody waits for a mentor in this cohort." in on_screen(pilot)
        await press(pilot, "l")
        assert "No pair is highlighted." in said(pilot)
        await press(pilot, "w")
        assert "Nobody is highlighted." in said(pilot)


async def test_escape_stops_solving_and_r_solves_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = threading.Event()
    first = [True]
    solve = pairing.suggest

    def slow(*given: Any, poll: Poll, **options: Any) -> Board:
        while first[0]:
            poll(25, 1000)  # raises when it is stopped
            at_work.set()
        return solve(*given, poll=poll, **options)

    monkeypatch.setattr(pairing, "suggest", slow)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.push_screen(SuggestionsScreen("Spring"))
        await asyncio.to_thread(at_work.wait)
        await pilot.pause()
        assert "Solving: 25 of 1000 mentees placed …" in said(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "Stopped. r solves again." in said(pilot)
        assert shows(pilot, SuggestionsScreen)
        first[0] = False
        await press(pilot, "r")
        assert "Spring: 4 pairs" in on_screen(pilot)


async def test_what_goes_out_are_the_pairs_with_their_reasons_and_those_left_over(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_pairs(pilot)
        shown = screen.shown()
        assert isinstance(shown, Shown)
        (here, *_) = choices(shown)
        board = screen.board
        assert board is not None
        assert here.text == f"suggested pairs, Spring: {len(board.pairs) + len(board.left_over)} rows shown"
        sheet = suggested_sheet.listing(desk, board)
        pairs, out = sheet.rows[: len(board.pairs)], sheet.rows[len(board.pairs) :]
        assert [row[0] for row in pairs] == [pair.score for pair in board.pairs]
        assert [row[3] for row in out] == [board.name(mentee) for mentee in board.left_over]
        assert all(len(row) == len(sheet.headers) for row in sheet.rows)
        assert all(row[-2] for row in out)
        assert not any(row[-2] for row in pairs)
