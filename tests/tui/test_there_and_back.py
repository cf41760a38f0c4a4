"""A workbook goes out, is filled in elsewhere while someone works on here, and comes back: what clashes is asked."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from coordinator.services import exports, overview
from coordinator.services.desk import Desk
from screens.dialogs import ChoiceDialog
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows
from tests.tui.test_importing import open_preview

PRIYA = 1


def came_back(desk: Desk, folder: Path) -> Path:
    """R1 closed in the workbook, and lapsed here meanwhile."""
    path = folder / "back.xlsx"
    cohort = overview.relationship(desk, PRIYA).cohort
    exports.export(desk, "relationships", path, cohort=cohort)
    with desk.store.writing("ana", "lapse", desk.today) as change:
        ((version,),) = change.db.execute("select version from relationship where id = 1").fetchall()
        lapsed_on = desk.today - timedelta(days=1)
        change.update(
            "relationship", [{"id": PRIYA, "version": version, "state": "lapsed", "lapsed_on": lapsed_on}]
        )
    book = openpyxl.load_workbook(path)
    sheet = book["Relationships"]
    at = {str(cell.value): cell.column - 1 for cell in sheet[1] if cell.column}
    (row,) = [row for row in sheet.iter_rows(min_row=2) if row[at["Ref"]].value == "R1"]
    row[at["State"]].value, row[at["Outcome"]].value = "closed", "completed"
    row[at["Closing date"]].value = desk.today
    book.save(path)
    return path


@pytest.mark.parametrize(("keys", "state"), [(["enter"], "closed"), ([], "lapsed")])
async def test_a_clash_waits_until_it_is_said_which_is_right(
    desk: Desk, tmp_path: Path, keys: list[str], state: str
) -> None:
    path = came_back(desk, tmp_path)
    cohort = overview.relationship(desk, PRIYA).cohort
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await open_preview(pilot, path, cohort)
        assert "changed in both: 1 row" in on_screen(pilot)
        seen = on_screen(pilot)
        assert ["state", "active", "lapsed", "closed"] in [line.split()[-4:] for line in seen.splitlines()]
        assert "d which is right" in seen
        await press(pilot, "d")
        assert shows(pilot, ChoiceDialog)
        sides = next(line for line in on_screen(pilot).splitlines() if "state  " in line)
        assert sides.split()[-5:-1] == ["state", "closed", "lapsed", "active"]
        await press(pilot, *(keys or ["escape"]))
        await press(pilot, "enter")
    assert overview.relationship(desk, PRIYA).state == state


@pytest.mark.parametrize("keys", [["a"], ["space", "d"]])
async def test_what_was_said_of_a_clash_is_taken_back_by_u_which_leaves_the_programme_alone(
    desk: Desk, tmp_path: Path, keys: list[str]
) -> None:
    path = came_back(desk, tmp_path)
    cohort = overview.relationship(desk, PRIYA).cohort
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await open_preview(pilot, path, cohort)
        await press(pilot, *keys, "down", "enter")
        assert said(pilot).startswith("1 row: keep what is here.")
        assert "0 rejected" in on_screen(pilot)
        assert "changed in both" not in on_screen(pilot)
        await press(pilot, "u")
        assert said(pilot).startswith("What you said last is taken back.")
        assert "0 rejected, 1 changed in both" in on_screen(pilot)
        await press(pilot, "u")
        assert "Nothing you said of this file is left to take back" in said(pilot)
    assert overview.relationship(desk, PRIYA).state == "lapsed"
