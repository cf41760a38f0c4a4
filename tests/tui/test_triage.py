"""The first screen: what it shows, how it narrows, and what is in the file after typing."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from coordinator.services import history, overview, recording
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from screens import first_rows
from screens.app import CoordinatorApp
from screens.dialogs import ErrorDialog
from screens.triage import TriageScreen
from screens.triage_view import COLUMNS, Filter, Found, hours_cell, nothing
from screens.widgets.entry_line import EntryLine
from screens.widgets.lines import Line
from tests.tui.driving import (
    PAIRS,
    SMALL,
    TODAY,
    WIDE,
    Pair,
    make_app,
    make_programme,
    on_screen,
    press,
    related,
    rest,
    said,
    settle,
    write,
)

AT_RISK, OVERDUE, NEVER_MET = (
    "Priya Shah & Tom Okafor",
    "Lucy Hale & Ben Adeyemi",
    "Omar Farah & Jo Lindqvist",
)
ON_TRACK = "Grace Obi & Sam Reed"
A_DAY = f"{(TODAY - timedelta(5)).day}/{(TODAY - timedelta(5)).month}"


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_shows_who_needs_someone_and_why(desk: Desk, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        await settle(pilot)
        shown = on_screen(pilot)
        assert "Who needs me today?  3 need someone" in shown
        assert "Mon 23 Nov 2026" in shown
        for pair, why in ((AT_RISK, "at risk"), (OVERDUE, "overdue"), (NEVER_MET, "never met")):
            assert any(pair in line and why in line for line in shown.splitlines())
        assert ON_TRACK not in shown
        assert "enter open" in shown.splitlines()[-1]
        assert "? help" in shown.splitlines()[-1]


async def test_the_detail_follows_the_cursor_once_it_rests(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        first, second = overview.triage(desk)[:2]
        assert f"{first.ref} · 1 of 3 · {first.mentor}" in on_screen(pilot)
        assert str(first.mentor_email) in on_screen(pilot)
        await press(pilot, "down")
        assert f"{first.ref} · 1 of 3 · {first.mentor}" in on_screen(pilot)
        await rest(pilot)
        assert f"── {second.ref} · 2 of 3 · {second.mentor}" in on_screen(pilot)
        assert second.reason in on_screen(pilot)


async def test_moving_never_touches_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        opened: list[str] = []
        monkeypatch.setattr(Store, "reading", lambda _: opened.append("reading"))
        await press(pilot, "down", "up", "pagedown", "home", "end", "j", "k")
        assert opened == []


async def test_the_reason_and_the_next_step_are_columns_where_there_is_room(desk: Desk) -> None:
    first = overview.triage(desk)[0]
    async with make_app(desk).run_test(size=WIDE) as pilot:
        await settle(pilot)
        heading, row = on_screen(pilot).splitlines()[1:3]
        assert "Next step" in heading
        assert first.next_step in row
        assert "Reason" not in heading
    async with make_app(desk).run_test(size=(240, 40)) as pilot:
        await settle(pilot)
        heading, row = on_screen(pilot).splitlines()[1:3]
        assert "Reason" in heading
        assert first.reason in row
    async with make_app(desk).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        assert "Reason" not in on_screen(pilot).splitlines()[1]
        assert f"── {overview.triage(desk)[0].ref}" in on_screen(pilot).splitlines()[1]


async def test_typing_filters_and_escape_takes_the_filter_away(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "lucy overdue")
        shown = on_screen(pilot)
        assert OVERDUE in shown
        assert AT_RISK not in shown
        assert "1 of 3 that need someone · /lucy overdue" in shown
        await press(pilot, "enter")
        assert OVERDUE in on_screen(pilot)
        await press(pilot, "escape")
        assert AT_RISK in on_screen(pilot)
        await press(pilot, "slash", "z", "z")
        assert "Nobody here with: /zz" in on_screen(pilot)
        assert "Press escape" in on_screen(pilot)
        await press(pilot, "escape")
        assert "Who needs me today?  3 need someone " in on_screen(pilot)


async def test_what_is_typed_right_after_the_key_belongs_to_the_filter(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash", "o", "m", "a", "r", "enter", "down")
        assert "1 of 3 that need someone · /omar" in on_screen(pilot)
        assert NEVER_MET in on_screen(pilot)


async def test_keys_narrow_by_cohort_health_and_caseload(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        for key, pairs in (
            ("o", {NEVER_MET}),  # Autumn 2026
            ("o", {AT_RISK, OVERDUE}),  # Spring 2026
            ("o", {AT_RISK, OVERDUE, NEVER_MET}),
            ("h", {NEVER_MET}),
            ("h", {AT_RISK}),
            ("h", {OVERDUE}),
            ("h", {AT_RISK, OVERDUE, NEVER_MET}),
            ("m", {AT_RISK, NEVER_MET}),
            ("a", {AT_RISK, NEVER_MET, ON_TRACK}),
            ("m", set()),  # nobody's
            ("m", {AT_RISK, OVERDUE, NEVER_MET, ON_TRACK}),
            ("a", {AT_RISK, OVERDUE, NEVER_MET}),
        ):
            await press(pilot, key)
            assert {f"{item.mentor} & {item.mentee}" for item in screen.items.rows} == pairs, key


async def test_the_heading_says_the_place_again_when_the_filters_go(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "o")
        await rest(pilot)
        assert f"· 1 of 1 · {NEVER_MET}" in on_screen(pilot)
        await press(pilot, "escape")
        assert f"· 1 of 3 · {NEVER_MET}" in on_screen(pilot)


async def test_a_session_is_logged_in_one_line_and_undone(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "priya")
        await press(pilot, "enter", "l")
        assert "for instance:" in on_screen(pilot)
        await write(pilot, f"{A_DAY} 2h")
        assert "✓ Session held" in on_screen(pilot)
        assert "enter records it" in on_screen(pilot)
        (item,) = [item for item in overview.triage(desk) if item.mentor == "Priya Shah"]
        assert item.sessions_held == 1
        await press(pilot, "enter")
        assert overview.relationship(desk, related(item)).sessions_held == 2
        assert "Session held" in said(pilot)
        assert said(pilot).endswith("u undoes it")
        assert "/priya" in on_screen(pilot)  # the filter was kept; she needs nobody now
        assert "Nobody here with: /priya" in on_screen(pilot)
        await press(pilot, "u")
        assert overview.relationship(desk, related(item)).sessions_held == 1
        assert "Undone" in said(pilot)
        assert f"{AT_RISK}  " in on_screen(pilot)


async def test_keys_that_come_all_at_once_act_one_after_the_other(desk: Desk) -> None:
    """As over a slow line: `j`, then a whole entry, before the screen has done anything."""
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        second = overview.triage(desk)[1]
        names = {"/": "slash", " ": "space", "\r": "enter"}
        for letter in f"jl{A_DAY} 2h\r":
            pilot.app.post_message(events.Key(names.get(letter, letter), letter))
        await settle(pilot)
        assert overview.relationship(desk, related(second)).sessions_held == second.sessions_held + 1
        assert "Session held" in said(pilot)


async def test_after_logging_the_cursor_is_on_the_next_row(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        first, second, *_ = screen.items.rows
        await press(pilot, "l")
        await write(pilot, f"{A_DAY} 2h")
        await press(pilot, "enter")
        assert first not in screen.items.rows
        assert screen.items.row is not None
        assert screen.items.row.relationship == second.relationship
        assert screen.focused is screen.items


async def test_what_cannot_be_read_is_said_before_enter_and_nothing_is_recorded(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        before = history.history(desk)
        await press(pilot, "l")
        await write(pilot, "xyzzy")
        assert "? “xyzzy” is not understood." in on_screen(pilot)
        await press(pilot, "enter")
        assert "? “xyzzy” is not understood." in on_screen(pilot)
        await press(pilot, "escape")
        assert history.history(desk) == before
        assert not pilot.app.screen.query(EntryLine)


async def test_booking_begins_with_the_word(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, "tomorrow 14:00")
        assert "✓" in pilot.app.screen.query_one("#entry-understood", Line).text
        await press(pilot, "enter")
        assert TODAY + timedelta(1) in [item.next_session for item in overview.triage(desk, everything=True)]


async def test_a_note_says_who_may_read_it(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        await write(pilot, 'reached mentor "well"')
        assert "can be disclosed to the person it is about" in " ".join(on_screen(pilot).split())
        assert "enter records it" in on_screen(pilot)


async def test_a_failure_stays_and_the_typing_is_kept(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "l")
        await write(pilot, "lapsed")
        with desk.store.writing("ben", "set lapsed", TODAY) as change:
            rows = change.db.execute("select id, version from relationship").fetchall()
            change.update("relationship", [{"id": i, "version": v, "state": "lapsed"} for i, v in rows])
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert "That did not work" in on_screen(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(EntryLine).text == "lapsed"


async def test_what_someone_else_saved_appears_and_the_cursor_stays(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        await press(pilot, "end")
        last = screen.items.row
        assert last is not None
        other = screen.items.rows[0].relationship
        with desk.store.writing("ben", "log session", TODAY) as change:
            change.insert(
                "session", [{"relationship": other, "held_on": TODAY, "hours": 2.0, "state": "held"}]
            )
        screen.look()
        await settle(pilot)
        assert len(screen.items.rows) == 2
        assert screen.items.row is not None
        assert screen.items.row.relationship == last.relationship


async def test_both_addresses_are_copied_and_those_of_all_marked(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        item = overview.triage(desk)[0]
        await press(pilot, "y")
        assert pilot.app.clipboard == f"{item.mentor_email}, {item.mentee_email}"
        assert str(item.mentor_email) in said(pilot)
        await press(pilot, "space", "space", "y")
        assert len(pilot.app.clipboard.split(", ")) == 4
        assert "Copied 4 addresses" in said(pilot)
        await press(pilot, "escape", "y")
        assert len(pilot.app.clipboard.split(", ")) == 2


async def test_an_empty_programme_says_how_to_begin(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "new.duckdb"), "ana", TODAY)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "No programme yet." in on_screen(pilot)
        assert "Press i to import" in on_screen(pilot)
        await press(pilot, "b")
        assert "Nobody is highlighted" in said(pilot)
        await press(pilot, "y")
        assert "no address to copy" in said(pilot)


async def test_when_nobody_needs_you_it_says_so(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "calm.duckdb", [Pair("Grace Obi", "Sam Reed", 30, (3,))])
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Nobody needs you today." in on_screen(pilot)
        await press(pilot, "a")
        assert ON_TRACK in on_screen(pilot)


HOSTILE = (
    "[@click=app.quit]x[/]",
    "[/red] Red",
    "\x1b]52;c;AAAA\x07\x1b[2J",
    "ab\u202egnp.exe",
    "日本語" * 30,
)


async def test_hostile_names_are_shown_and_harmless(tmp_path: Path) -> None:
    pairs = [Pair(name, f"{name} too", 60, (40,)) for name in HOSTILE]
    desk = make_programme(tmp_path / "hostile.duckdb", pairs)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        for _ in pairs:
            await rest(pilot)
            shown = on_screen(pilot)
            assert "[@click=app… & [@click=app…" in shown
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            await press(pilot, "l", "escape", "y", "down")
            assert "\x1b" not in pilot.app.clipboard
        assert pilot.app.is_running


async def test_more_than_the_first_rows_follow_without_moving_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.first_rows.FIRST_ROWS", 2)
    monkeypatch.setattr("screens.triage.FIRST_ROWS", 2)
    desk = make_programme(tmp_path / "more.duckdb", PAIRS)
    first = first_rows.start(desk)
    async with CoordinatorApp(desk, folder=tmp_path, first=first).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, TriageScreen)
        assert len(pilot.app.screen.items.rows) == 3
        assert "today?  3 need someone " in on_screen(pilot)


def test_first_rows_are_as_the_service_gives_them(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "few.duckdb", PAIRS)
    assert first_rows.start(desk).wait() == overview.triage(desk)


def test_a_child_that_fails_leaves_the_reading_to_the_screen(tmp_path: Path) -> None:
    (tmp_path / "broken.duckdb").write_text("shopping")
    desk = Desk(Store(tmp_path / "broken.duckdb"), "ana", TODAY)
    assert first_rows.start(desk).wait() is None


async def test_rows_that_someone_changed_meanwhile_are_read_again(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "meanwhile.duckdb", PAIRS)
    first = first_rows.start(desk)
    ground = recording.ground(desk, related(overview.triage(desk)[0]))
    recording.record(desk, [recording.understand(desk, ground, "today 2h")])
    async with CoordinatorApp(desk, folder=tmp_path, first=first).run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, TriageScreen)
        assert [item.relationship for item in pilot.app.screen.items.rows] == [
            item.relationship for item in overview.triage(desk)
        ]


def test_every_empty_list_says_which_key_goes_on(desk: Desk) -> None:
    items = overview.triage(desk)
    for filters, everything, found, key in (
        ([], False, Found((), ()), "Press i"),
        ([], False, Found((), ("Spring",)), "Press a"),
        ([], True, Found((), ("Spring",)), "Press i"),
        (["mine"], False, Found(items, ("Spring",)), "Press m"),
        (["mine", "/x"], False, Found(items, ("Spring",)), "Press escape"),
    ):
        assert key in nothing(filters, found, Filter(everything=everything))


async def test_hours_are_whole_and_each_name_has_its_share(tmp_path: Path) -> None:
    pairs = [
        Pair("Bartholomew Featherstonehaugh", "Ann Lee", 60, (40,)),
        Pair("Bartholomew Featherstonehaugh", "Wilhelmina Cholmondeley", 60, (40,)),
    ]
    async with make_app(make_programme(tmp_path / "long.duckdb", pairs)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        shown = on_screen(pilot)
        assert "… & Ann Lee " in shown
        assert "… & Wilhelmin" in shown
        assert "Spring 2026" in shown
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "Hours" in on_screen(pilot).splitlines()[1]
    for held, expected in ((12.5, 20.8), (100.0, 182.5)):
        item = overview.triage(make_programme(tmp_path / f"{held}.duckdb"))[0]
        made = hours_cell(item._replace(hours_held=held, hours_expected=expected, behind_on_hours=True)).text
        assert len(made) <= next(column.width for column in COLUMNS if column.title == "Hours"), made


async def test_what_is_still_being_read_is_not_exported_in_part(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TriageScreen)
        items = overview.triage(desk)
        screen.show(Found(items[:2], (), whole=False))
        await press(pilot, "e")
        assert "2 or more need someone" in on_screen(pilot)
        assert pilot.app.screen is screen
        assert "still being read" in said(pilot)


async def test_all_that_was_understood_is_shown_before_enter(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "l")
        await write(pilot, f"{A_DAY} 2h plan reviewed mentee; next tomorrow 14:00 video")
        shown = " ".join(on_screen(pilot).split())
        assert "told by the mentee; Session booked" in shown
        assert "at 14:00, video enter records it" in shown


@pytest.mark.parametrize("note", ['"not closed', "“curly”"])
async def test_a_note_being_typed_says_that_it_can_be_disclosed(desk: Desk, note: str) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        pilot.app.post_message(events.Paste(f"reached mentor {note}"))
        await settle(pilot)
        assert "can be disclosed to the person it is about" in " ".join(on_screen(pilot).split())
