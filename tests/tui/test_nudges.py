"""Nudging from triage: marked rows, a draft for each person, files, contacts once sent, texts that can be edited."""

from pathlib import Path
from typing import Any

import pytest

from coordinator.services.desk import Desk
from screens.nudges import NudgeScreen
from screens.template_editor import BodyText, TemplateScreen
from screens.triage import TriageScreen
from tests.tui.driving import (
    SMALL,
    WIDE,
    make_app,
    make_programme,
    on_screen,
    press,
    said,
    settle,
    shows,
    write,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_programme(tmp_path / "programme.duckdb")


def rows(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.store.reading() as db:
        return db.execute(sql).fetchall()


CONTACTS = "select relationship, person, outcome, template from contact order by id"


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_marked_rows_are_nudged_in_four_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "space", "down", "space", "n")
        shown = on_screen(pilot)
        assert "4 drafts · as fits each · both sides · text file" in shown
        assert "Subject: How is the mentoring going?" in shown
        assert "Dear Omar," in shown
        await press(pilot, "enter")
        assert shows(pilot, NudgeScreen)
        assert "nothing was sent" in on_screen(pilot)
        assert "Who needs me today?" in on_screen(pilot), "the list above the sheet stays"
        path = desk.store.path.parent / "messages-2026-11-23.txt"
        assert path.read_text(encoding="utf-8").count("To: ") == 4
        assert rows(desk, CONTACTS) == []
        await press(pilot, "y")
        assert shows(pilot, TriageScreen)
        assert "Recorded as sent: 4 people, 2 relationships." in said(pilot)
        assert {row[2:] for row in rows(desk, CONTACTS)} == {("sent", "first_reminder")}
        assert len(rows(desk, CONTACTS)) == 4
        assert "never met · 1st" in on_screen(pilot)
        await press(pilot, "u")
        assert rows(desk, CONTACTS) == []


async def test_the_message_the_side_and_the_file_are_one_key_each(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "t", "t", "w", "w", "f", "f")
        assert "1 draft · second reminder · mentees · .eml files" in on_screen(pilot)
        await press(pilot, "enter", "n")
        assert len(list((desk.store.path.parent / "messages-2026-11-23").iterdir())) == 1
        assert rows(desk, CONTACTS) == []
        await press(pilot, "enter")
        assert "That folder is there already." in on_screen(pilot)
        await press(pilot, "n", "y", "y")
        assert len(rows(desk, CONTACTS)) == 1


async def test_the_place_is_typed_and_kept_for_every_kind_of_file(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "p")
        await write(pilot, "/elsewhere")
        await press(pilot, "enter")
        assert "Enter writes" in said(pilot)
        await press(pilot, "enter", "n", "f", "enter", "n", "f", "enter", "n")
        written = ["messages-2026-11-23", "messages-2026-11-23.txt", "messages-2026-11-23.xlsx"]
        assert sorted(path.name for path in elsewhere.iterdir()) == written
        await press(pilot, "f", "p", "end")
        await write(pilot, "/reminders")
        await press(pilot, "escape", "p")
        await write(pilot, "/reminders")
        await press(pilot, "enter", "enter", "n")
        assert (elsewhere / "reminders.txt").read_text(encoding="utf-8").count("To: ") == 2


async def test_a_person_is_left_out(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "d")
        assert "1 draft" in on_screen(pilot)
        await press(pilot, "d", "enter")
        assert "Nobody is left to write to" in said(pilot)
        await press(pilot, "y")
        assert "Nobody is left." in on_screen(pilot)
        assert rows(desk, CONTACTS) == []


async def test_a_text_is_edited_checked_and_undone(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "x")
        assert shows(pilot, TemplateScreen)
        assert "placeholders: {name} {first_name}" in on_screen(pilot)
        body = pilot.app.screen.query_one(BodyText)
        body.text = "Hello {frist_name}"
        await settle(pilot)
        assert "Did you mean {first_name}?" in on_screen(pilot)
        await press(pilot, "escape")
        assert "It cannot be saved so." in on_screen(pilot)
        await press(pilot, "n")
        body.text = "Hello {first_name}"
        await press(pilot, "escape", "y")
        assert shows(pilot, NudgeScreen)
        assert "Hello Omar" in on_screen(pilot)
        assert "The first reminder is saved." in said(pilot)
        await press(pilot, "u")
        assert "Dear Omar," in on_screen(pilot)


async def test_the_palette_leads_to_every_text(desk: Desk) -> None:
    app = make_app(desk)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        (found,) = [one for one in app.get_system_commands(app.screen) if one.title == "texts of messages"]
        found.callback()
        await settle(pilot)
        assert "welcome          Welcome to {cohort}" in on_screen(pilot)
        await press(pilot, "down", "enter")
        assert "The second reminder" in on_screen(pilot)
        await press(pilot, "end")
        await write(pilot, " Hi")
        await press(pilot, "escape", "y")
        assert on_screen(pilot).count("edited") == 1
        await press(pilot, "escape")
        assert shows(pilot, TriageScreen)
        await press(pilot, "u")
        assert rows(desk, "select * from template") == []


async def test_typing_in_the_text(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n", "x", "end")
        await write(pilot, " Hi")
        await press(pilot, "enter", "tab", "end")
        await write(pilot, "!")
        await press(pilot, "escape", "y")
        ((subject, body),) = rows(desk, "select subject, body from template")
        assert subject.endswith("?!")
        assert body.startswith("Dear {first_name}, Hi\n\n")


async def test_without_a_row_n_says_what_to_do(tmp_path: Path) -> None:
    desk = make_programme(tmp_path / "empty.duckdb", ())
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        assert "There is nobody to write to" in said(pilot)
