"""One relationship: the people, the plan, the timeline and its notes, and what is in the file after typing."""

from typing import cast

import pytest

from coordinator.models import RelationshipDetail, TimelineEntry
from coordinator.services import overview
from coordinator.services.desk import Desk
from screens.relationship import RelationshipScreen
from screens.relationship_view import MASKED, judged, plan, timeline_rows
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, related, said, settle, write
from tests.tui.programme import TODAY

LENA, BETH, MO = 5, 3, 6
"""At risk with a note on record; never met; overdue."""


def detail_of(desk: Desk, relationship: int = LENA) -> RelationshipDetail:
    return overview.relationship(desk, relationship)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_shows_the_people_the_plan_and_why(programme: Desk, size: tuple[int, int]) -> None:
    detail = detail_of(programme)
    app = make_app(programme)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.open_relationship(LENA)
        await settle(pilot)
        shown = on_screen(pilot)
        for told in (
            "R5 Spring 2026 · active · joan",
            "Mentor  Walter Dietrich",
            "Mentee  Lena Lindqvist",
            "Dietrich & Sons",
            "The Repair Café",
            "walter@example.org",
            "lena@example.org",
            "no phone number",
            "at risk: 33 days since the last session, none booked; cadence 14",
            f"→ {detail.next_step}",
            "5 of 12 sessions · 9 of 24 h",
            "expected 13.2 · forecast 16.4",
            "started 6 Jun · ends 5 Dec · 2 h every 14 days · 0 paused days",
            "last session 12 Aug · none booked",
            "Timeline · 7 entries",
            "12 Aug",
        ):
            assert told in shown


async def test_notes_are_masked_until_asked_for(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(LENA)
        await settle(pilot)
        assert MASKED in on_screen(pilot)
        assert "lease" not in on_screen(pilot)
        await press(pilot, "n")
        assert "Worried about the lease" in on_screen(pilot)
        assert "can be disclosed to the person it is about" in said(pilot)
        await press(pilot, "n")
        assert "lease" not in on_screen(pilot)
        app.go_back()
        app.open_relationship(LENA)
        await settle(pilot)
        assert "lease" not in on_screen(pilot)


async def test_without_a_note_n_says_how_one_is_written(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(BETH)
        await settle(pilot)
        await press(pilot, "n")
        assert "There is no note here." in said(pilot)


async def test_a_session_is_logged_shown_and_undone(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(LENA)
        await settle(pilot)
        await press(pilot, "l")
        await write(pilot, "yesterday 1.5h video")
        await press(pilot, "enter")
        assert detail_of(programme).sessions_held == 6
        assert "6 of 12 sessions · 10.5 of 24 h" in on_screen(pilot)
        assert "on track" in on_screen(pilot)
        assert said(pilot).startswith("Walter Dietrich & Lena Lindqvist: Session held")
        assert "u undoes it" in on_screen(pilot)
        await press(pilot, "u")
        assert detail_of(programme).sessions_held == 5
        assert "5 of 12 sessions" in on_screen(pilot)
        assert "Undone: log session." in said(pilot)


async def test_a_booking_a_check_in_and_a_state_go_in(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(MO)
        await settle(pilot)
        await press(pilot, "b")
        await write(pilot, "20/9 14:00")
        await press(pilot, "enter")
        assert "booked 20 Sep" in on_screen(pilot)
        await press(pilot, "c")
        await write(pilot, 'no answer mentee "voicemail is full"')
        await press(pilot, "enter")
        assert MASKED in on_screen(pilot)
        assert (
            "voicemail" not in cast(RelationshipScreen, app.screen).query_one("#timeline").render_line(1).text
        )
        await press(pilot, "s", "p")
        await write(pilot, "1/10")
        await press(pilot, "enter")
        assert detail_of(programme, MO).state == "paused"
        assert "R6 Spring 2026 · paused" in on_screen(pilot)


async def test_escape_leaves_the_line_then_the_screen(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(LENA)
        await settle(pilot)
        screen = app.screen
        await press(pilot, "l", "escape")
        assert app.screen is screen
        await press(pilot, "escape")
        assert app.screen is not screen
        assert detail_of(programme).sessions_held == 5


async def test_y_copies_both_addresses(programme: Desk) -> None:
    app = make_app(programme)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        app.open_relationship(LENA)
        await settle(pilot)
        await press(pilot, "y")
        assert app.clipboard == "walter@example.org, lena@example.org"


def test_a_long_summary_and_a_long_note_are_whole() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    entry = TimelineEntry(TODAY, "contact", words, words[::-1], "ruth", "coordinator")
    for width in (80, 120):
        rows = timeline_rows([entry], TODAY, notes=True, width=width)
        assert " ".join(row.text.text for row in rows) == f"{words} {words[::-1]}"
        assert [row.line for row in rows] == list(range(len(rows)))
    masked = timeline_rows([entry], TODAY, notes=False, width=80)
    assert masked[-1].text.text == MASKED


def test_text_from_people_is_harmless() -> None:
    entry = TimelineEntry(TODAY, "contact", "\x1b]52;c;eA==\x07hi", "a\u202eb\x9b2J", "ruth", None)
    shown = "".join(row.text.text for row in timeline_rows([entry], TODAY, notes=True, width=80))
    assert all(letter.isprintable() for letter in shown)


def test_a_word_is_not_said_twice_and_what_is_missing_is_said(programme: Desk) -> None:
    lapsed = detail_of(programme, 10)
    assert judged(lapsed, (), 80)[0].text == " x lapsed on 15 Aug 2026; last session on 7 May 2026"
    proposed = overview.triage(programme, figure="proposed")[0]
    lines = [line.text for line in plan(detail_of(programme, related(proposed)), TODAY, 80)]
    assert "no forecast yet" in lines[0]
    assert "not started yet" in lines[1]
    assert "no session yet · none booked" in lines[2]
    assert all(len(line) <= 80 for line in lines)
