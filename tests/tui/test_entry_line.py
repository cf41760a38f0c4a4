"""The entry line: names of others, one-key choices, many pasted lines, the grammar beside it."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coordinator.services import overview
from coordinator.services.desk import Desk
from screens.pasting import PasteScreen
from screens.picking import PickDialog
from screens.widgets.entry_line import EntryLine
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput
from tests.tui.driving import (
    PAIRS,
    SMALL,
    WIDE,
    Pair,
    make_app,
    make_programme,
    on_screen,
    press,
    said,
    settle,
    shows,
    write,
)

MORE = (*PAIRS, Pair("Priya Rao", "Ann Lee", 60, (40,)))
PRIYA, LUCY = 1, 2


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_programme(tmp_path / "programme.duckdb", MORE)


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


async def open_line(pilot: Pilot[Any], relationship: int = LUCY) -> None:
    app: Any = pilot.app
    await settle(pilot)
    app.open_relationship(relationship)
    await settle(pilot)
    await press(pilot, "l")


async def paste(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


def understood(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#entry-understood", Said).text


def typed(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one(OneLineInput).value


async def test_a_line_may_name_another_relationship(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await write(pilot, "Priya & Tom today 2h")
        assert understood(pilot).startswith(
            " ✓ R1 Priya Shah & Tom Okafor: Session held Mon 23 Nov 2026, 2 h"
        )
        await press(pilot, "enter")
        assert "Priya Shah & Tom Okafor: Session held" in said(pilot)
        assert rows(desk, "select relationship from session where held_on = '2026-11-23'") == [(PRIYA,)]
        await press(pilot, "u")
        assert rows(desk, "select relationship from session where held_on = '2026-11-23'") == []


async def test_where_nobody_is_highlighted_a_line_names_its_own(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "zzz")
        await press(pilot, "enter", "l")
        assert "for instance:  Priya & Tom 14/3 2h" in understood(pilot)
        await write(pilot, "today 1h")
        assert "Whose line is it?" in understood(pilot)
        await press(pilot, *["backspace"] * 8)
        await write(pilot, "R4 today 1h")
        assert understood(pilot).startswith(" ✓ R4 Grace Obi & Sam Reed: Session held")
        await press(pilot, "enter")
        assert rows(desk, "select relationship from session where held_on = '2026-11-23'") == [(4,)]


async def test_when_two_people_fit_one_key_chooses(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await write(pilot, "Priya today 2h")
        assert "“Priya” fits 2: R1 Priya Shah & Tom Okafor · R5 Priya Rao & Ann Lee" in understood(pilot)
        await press(pilot, "enter")
        assert shows(pilot, PickDialog)
        await press(pilot, "9", "2")
        assert typed(pilot) == "R5 today 2h"
        assert rows(desk, "select count(*) from session where held_on = '2026-11-23'") == [(0,)]
        await press(pilot, "enter")
        assert rows(desk, "select relationship from session where held_on = '2026-11-23'") == [(5,)]


async def test_tab_completes_names_one_after_the_other(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await write(pilot, "pri")
        assert understood(pilot) == "   tab completes: R1 Priya Shah & Tom Okafor · R5 Priya Rao & Ann Lee"
        await press(pilot, "tab")
        assert typed(pilot) == "Priya Shah & Tom Okafor "
        await press(pilot, "tab")
        assert typed(pilot) == "Priya Rao & Ann Lee "
        await write(pilot, "no answer")
        assert understood(pilot).startswith(" ✓ R5 Priya Rao & Ann Lee: Check-in")


async def test_the_file_is_not_asked_for_each_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        asked: list[str] = []
        reading = type(desk.store).reading

        def counted(store: Any) -> Any:
            asked.append("reading")
            return reading(store)

        monkeypatch.setattr(type(desk.store), "reading", counted)
        await write(pilot, "priya shah & tom today 2h plan reviewed")
        assert len(asked) == 2  # the names, then what is on record of the one that was named


async def test_what_cannot_be_is_said_before_enter(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot, PRIYA)
        await write(pilot, "14/10 2h")
        assert "A session on Wed 14 Oct 2026 is logged already" in understood(pilot)
        await press(pilot, "enter")
        assert rows(desk, "select count(*) from session where relationship = 1") == [(1,)]


async def test_the_grammar_is_shown_beside_the_line(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await write(pilot, "today")
        await press(pilot, "question_mark")
        assert "a session held; the day comes before the month" in on_screen(pilot)
        assert typed(pilot) == "today"
        await press(pilot, *["pagedown"] * 9)
        assert "3 days ago 90m" in on_screen(pilot)
        await press(pilot, "question_mark")
        assert "3 days ago 90m" not in on_screen(pilot)
        await write(pilot, ' "')
        await press(pilot, "question_mark")
        assert typed(pilot).endswith('"?')


PASTED = """> Hi Ana,
Priya & Tom 1/11 2h
no answer x2, try thu
Omar & Jo
14/11 2h
"""


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_pasted_lines_have_a_view_of_their_own(desk: Desk, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        await open_line(pilot)
        await paste(pilot, PASTED)
        assert shows(pilot, PasteScreen)
        shown = on_screen(pilot)
        assert "5 lines · 3 understood · 1 to mend" in shown
        assert "“Hi” is not understood" in shown
        assert "R2 Check-in Mon 23 Nov" in shown
        assert "R3 Omar Farah & Jo Lindqvist: the lines" in shown
        await press(pilot, "d")
        assert "5 lines · 3 understood · 1 left out" in on_screen(pilot)
        assert "enter records 3 lines" in on_screen(pilot)
        await press(pilot, "enter")
        assert not shows(pilot, PasteScreen)
        assert not pilot.app.screen.query(EntryLine)
        assert "3 lines recorded for 3 relationships: R1, R2, R3." in said(pilot)
        assert rows(desk, "select relationship from contact") == [(2,), (2,)]
        await press(pilot, "u")
        assert rows(desk, "select relationship from contact") == []


async def test_nothing_is_recorded_until_all_is_understood(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await paste(pilot, "today 2h bananas\nPriya yesterday 1h\nR9 today 1h\n")
        await press(pilot, "enter")  # mends the first
        await press(pilot, *["backspace"] * len(" bananas"), "enter")
        assert "1 understood · 2 to mend" in on_screen(pilot)
        await press(pilot, "enter", "1", "enter")  # asks which Priya, then mends the third
        assert rows(desk, "select count(*) from event where command like 'log%'") == [(0,)]
        await press(pilot, "escape", "D", "enter")
        assert "2 lines recorded for 2 relationships: R2, R1." in said(pilot)
        assert overview.relationship(desk, LUCY).sessions_held == 2


async def test_leaving_keeps_the_line_and_records_nothing(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await write(pilot, "today ")
        await paste(pilot, "2h\nyesterday 1h")
        assert "Mon 23 Nov 2026, 2 h" in on_screen(pilot)
        await press(pilot, "e", "x", "escape", "escape")
        assert typed(pilot) == "today "
        assert rows(desk, "select count(*) from event where command like 'log%'") == [(0,)]
        await paste(pilot, "  2h\n")
        assert typed(pilot) == "today 2h"


async def test_text_from_an_email_is_harmless(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_line(pilot)
        await paste(pilot, "\x1b]52;c;eA==\x07 [red]x[/]\n\u202e[@click=app.quit]x[/]\n")
        assert all(letter.isprintable() or letter == "\n" for letter in on_screen(pilot))
        assert "2 to mend" in pilot.app.screen.query_one("#pasted-title", Line).text
