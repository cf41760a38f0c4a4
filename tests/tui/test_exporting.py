"""A coordinator exports: what the screen shows, or a whole kind, to a file that is never overwritten unasked."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from coordinator.errors import CoordinatorError
from coordinator.services import exports
from coordinator.services.desk import Desk
from screens import transfer
from screens.dialogs import ConfirmDialog, ErrorDialog
from screens.export_view import choices, other_format, target
from screens.exporting import ExportDialog
from screens.messages import Shown
from screens.triage import TriageScreen
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList
from screens.written import WrittenDialog
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows, write

OFFERED = "triage-2026-11-23.xlsx"


def column(path: Path, header: str) -> list[Any]:
    """The values under a header of the sheet after About."""
    rows = list(openpyxl.load_workbook(path).worksheets[1].iter_rows(values_only=True))
    place = rows[0].index(header)
    return [row[place] for row in rows[1:]]


def path_input(pilot: Pilot[Any]) -> OneLineInput:
    return pilot.app.screen.query_one("#path", OneLineInput)


async def test_writes_the_rows_that_the_screen_shows(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        await write(pilot, "omar")
        await press(pilot, "enter")
        shown = [item.ref for item in pilot.app.screen.query_one("#items", RowList).rows]
        await press(pilot, "e")
        assert "triage, /omar: 1 row shown" in on_screen(pilot)
        assert path_input(pilot).value == str(tmp_path / OFFERED)
        await press(pilot, "enter")
        assert shows(pilot, WrittenDialog)
        assert "1 row of triage written" in " ".join(on_screen(pilot).split())
        await press(pilot, "y")
        assert pilot.app.clipboard == transfer.fetch(tmp_path / OFFERED)
        assert shows(pilot, TriageScreen)
        assert said(pilot) == "Copied the scp command."
    assert column(tmp_path / OFFERED, "Ref") == shown == ["R3"]


async def test_a_letter_or_an_arrow_chooses_another_kind_and_its_name_follows(
    desk: Desk, tmp_path: Path
) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e", "down", "down")
        assert path_input(pilot).value == str(tmp_path / "relationships-2026-11-23.xlsx")
        await press(pilot, "s", "enter")
        await press(pilot, "enter")
        assert shows(pilot, TriageScreen)
    assert len(column(tmp_path / "sessions-2026-11-23.xlsx", "Ref")) == 3


async def test_a_path_can_be_typed_and_csv_follows_from_its_name(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e", "tab")
        path_input(pilot).value = "sub report.csv"
        await press(pilot, "down")  # another kind leaves a typed name alone
        assert path_input(pilot).value == "sub report.csv"
        assert "format: CSV" in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, WrittenDialog)
    with (tmp_path / "sub report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["Ref"] for row in rows) == ["R1", "R2", "R3", "R4"]


async def test_a_file_that_is_there_is_kept_unless_told_otherwise(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / OFFERED).write_text("mine")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e", "enter")
        assert shows(pilot, ConfirmDialog)
        assert "That file is there already." in on_screen(pilot)
        await press(pilot, "n")
        assert shows(pilot, ExportDialog)
        assert (tmp_path / OFFERED).read_text() == "mine"
        await press(pilot, "enter", "y")
        assert shows(pilot, WrittenDialog)
    assert column(tmp_path / OFFERED, "Ref") == ["R3", "R1", "R2"]


async def test_a_failure_stays_and_the_path_can_be_mended(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise CoordinatorError("There is no room left on the disk.", "Make room, then try again.")

    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        with monkeypatch.context() as patched:
            patched.setattr(exports, "export", full)
            await press(pilot, "enter")
        assert shows(pilot, ErrorDialog)
        assert "There is no room left on the disk." in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, ExportDialog)
        assert "Nothing was written." in on_screen(pilot)
        path_input(pilot).value = "nowhere/report.xlsx"
        await press(pilot, "enter")
        assert shows(pilot, ErrorDialog)
        await press(pilot, "enter", "escape")
        assert shows(pilot, TriageScreen)
    assert not list(tmp_path.glob("*.xlsx*"))


async def test_f_changes_the_format_and_the_name_follows(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e", "f")
        assert path_input(pilot).value == str(tmp_path / "triage-2026-11-23.csv")
        await press(pilot, "m")
        assert path_input(pilot).value == str(tmp_path / "mail-merge-2026-11-23.csv")
        await press(pilot, "f", "enter")
        assert shows(pilot, WrittenDialog)
        assert "sftp " in on_screen(pilot)
    assert "First name" in [
        cell.value
        for cell in openpyxl.load_workbook(tmp_path / "mail-merge-2026-11-23.xlsx").worksheets[1][1]
    ]


async def test_notes_go_out_only_when_asked_for_and_only_where_there_are_some(
    desk: Desk, tmp_path: Path
) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "e", "s", "n")
        assert "There are no notes in these" in on_screen(pilot)
        await press(pilot, "c")
        assert "notes: left out" in on_screen(pilot)
        await press(pilot, "n")
        assert "can be disclosed" in on_screen(pilot)
        await press(pilot, "enter")
        assert "Notes can be disclosed" in " ".join(on_screen(pilot).split())
        await press(pilot, "enter", "e", "c", "enter", "y")
        assert shows(pilot, WrittenDialog)
    headers = [
        cell.value for cell in openpyxl.load_workbook(tmp_path / "check-ins-2026-11-23.xlsx").worksheets[1][1]
    ]
    assert "Note" not in headers


@pytest.mark.parametrize(
    ("keys", "offered", "header"),
    [
        (["2"], "cohorts-2026-11-23.xlsx", "Mentors"),
        (["3"], "pairing-2026-11-23.xlsx", "Stands"),
        (["enter"], "timeline-autumn-2026-2026-11-23.xlsx", "Summary"),
    ],
)
async def test_every_list_goes_out_as_it_is_shown(
    desk: Desk, tmp_path: Path, keys: list[str], offered: str, header: str
) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        await settle(pilot)
        await press(pilot, "e")
        assert path_input(pilot).value == str(tmp_path / offered)
        await press(pilot, "enter")
        assert shows(pilot, WrittenDialog)
    assert header in [cell.value for cell in openpyxl.load_workbook(tmp_path / offered).worksheets[1][1]]


async def test_a_change_goes_out_without_its_notes(desk: Desk, tmp_path: Path) -> None:
    with desk.store.writing("ana", "log", desk.today) as change:
        change.insert(
            "contact",
            [{"relationship": 1, "contacted_on": desk.today, "outcome": "reached", "note": "SECRET"}],
        )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "4", "enter", "n", "e")
        assert said(pilot) == "Press n first: the notes do not go out with a change."
        await press(pilot, "n", "e", "enter")
        assert shows(pilot, WrittenDialog)
    (path,) = tmp_path.glob("list-*.xlsx")
    rows = [row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    assert ("How", "What", "Column", "Before", "After") in rows
    assert "SECRET" not in str(rows)


async def test_a_blank_log_for_the_mentor_of_a_relationship(desk: Desk) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        await press(pilot, "e", "b", "f")
        assert "A blank log has lists to choose from: name it .xlsx." in on_screen(pilot)
        offered = Path(path_input(pilot).value)
        path_input(pilot).value = "log.csv"
        await press(pilot, "enter")
        assert shows(pilot, ExportDialog)
        path_input(pilot).value = str(offered)
        await press(pilot, "enter")
        assert shows(pilot, WrittenDialog)
        assert "A template for sessions with rows for" in " ".join(on_screen(pilot).split())
    assert offered.name.startswith("blank-log-")
    assert len(set(column(offered, "Mentor e-mail")) - {None}) == 1


async def test_marked_rows_go_out_alone(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "space", "e")
        assert "1 row shown" in on_screen(pilot)
        await press(pilot, "enter")
    assert len(column(tmp_path / OFFERED, "Ref")) == 1


def test_what_is_offered_follows_from_the_screen() -> None:
    told = choices(Shown("pairing", "pairing, Spring", "Spring", ("a", "b")))
    assert [(one.letter, one.kind) for one in told] == [
        ("w", "pairing"),
        ("t", "triage"),
        ("r", "relationships"),
        ("a", "applicants"),
        ("s", "sessions"),
        ("m", "mail-merge"),
        ("c", "check-ins"),
        ("b", "sessions"),
    ]
    assert [one.text for one in told[:2]] == ["pairing, Spring: 2 rows shown", "triage of Spring, everyone"]
    assert all(one.cohort == "Spring" for one in told)
    assert choices(Shown("triage", "triage, mine", None, ()))[0].text == "triage, mine: 0 rows shown"
    assert choices(Shown("cohorts", "cohorts", "Spring", ("a",)))[0].cohort is None


@pytest.mark.parametrize(
    ("name", "other"),
    [("a.xlsx", "a.csv"), ("a.CSV ", "a.xlsx"), ("a", "a.csv"), ("dir/a.XLSX", "dir/a.csv")],
)
def test_the_name_for_the_other_format(name: str, other: str) -> None:
    assert other_format(name) == other


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("x", "x.xlsx"),
        ("x.CSV", "x.CSV"),
        ("report.v2", "report.v2.xlsx"),
        ("there", "there/name.xlsx"),
        ("new/", "new/name.xlsx"),
        ("programme.duckdb", "programme.duckdb.xlsx"),
    ],
)
def test_the_file_that_was_typed(typed: str, written: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert target(typed, tmp_path, "name.xlsx") == tmp_path / written


def test_the_command_that_fetches_is_one_word_for_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "this_host", lambda: "ana@host")
    assert transfer.fetch(Path("/srv/my file.xlsx")) == "scp 'ana@host:/srv/my file.xlsx' ."
    assert transfer.bring(Path("/srv/inbox")) == "scp FILE.xlsx ana@host:/srv/inbox/"
