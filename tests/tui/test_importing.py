"""A coordinator imports a sheet: choose, look at what it would do, confirm, mend the rest, take it back."""

import os
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from coordinator.errors import FileRefused, StoreBusy
from coordinator.services import exports, history, imports, overview
from coordinator.services.desk import Desk
from screens import import_files
from screens.dialogs import ChoiceDialog, ErrorDialog
from screens.import_dialogs import CohortChoice, CohortDialog, choices
from screens.import_preview import PreviewScreen
from screens.importing import ImportScreen
from screens.reading import ReadingDialog
from screens.triage import TriageScreen
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, said, settle, shows

HEADERS = ("Name", "E-mail", "Role", "Telephone", "Shoe size")
GOOD = ("Una Nowak", "una@example.org", "Mentor", "0123", "39")
ALSO_GOOD = ("Vic Stone", "vic@example.org", "Mentee", "", "")
BAD = ("Wes Bad", "wes(at)example.org", "Mentee", "", "")


def make_sheet(path: Path, *rows: Sequence[object], headers: Sequence[str] = HEADERS) -> Path:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form1"
    for row in (headers, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def emails(desk: Desk, cohort: str | None = None) -> set[str]:
    return {person.email for person in overview.participants(desk, cohort=cohort)}


async def type_path(pilot: Pilot[Any], path: Path | str, *, then: str = "enter") -> None:
    """Press t and type a path as it is."""
    await press(pilot, "t")
    pilot.app.screen.query_one("#path-text", OneLineInput).value = str(path)
    await press(pilot, then)


async def open_preview(pilot: Pilot[Any], path: Path, cohort: str) -> PreviewScreen:
    """From anywhere to the preview of a file, into this cohort."""
    await press(pilot, "i")
    await type_path(pilot, path)
    pilot.app.screen.query_one("#cohort-text", OneLineInput).value = cohort
    await settle(pilot)
    await press(pilot, "enter")
    screen = pilot.app.screen
    assert isinstance(screen, PreviewScreen), on_screen(pilot)
    if screen.verdicts.shows_columns:
        await press(pilot, "enter")
    return screen


# -- the list --


async def test_lists_the_spreadsheets_of_both_folders_newest_first(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, path in enumerate(
        [
            tmp_path / "old.csv",
            inbox / "new.xlsx",
            tmp_path / "middle.tsv",
            tmp_path / "notes.pdf",
            inbox / "~$new.xlsx",
        ]
    ):
        path.write_text("x")
        day = {"old.csv": 1, "middle.tsv": 2}.get(path.name, 3 + number)
        os.utime(path, (day * 86400, day * 86400))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i")
        files = pilot.app.screen.query_one(RowList).rows
        assert [file.path.name for file in files] == ["new.xlsx", "middle.tsv", "old.csv"]
        assert "inbox/" in on_screen(pilot)


async def test_says_how_to_bring_a_file_when_there_is_none(desk: Desk, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=(200, 24)) as pilot:
        await press(pilot, "i")
        seen = on_screen(pilot)
        assert "No spreadsheet in" in seen
        assert "press t to type a path" in seen
        assert f":{tmp_path}/inbox/" in seen
        assert (tmp_path / "inbox").is_dir()


async def test_a_folder_that_cannot_be_looked_into_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("not a folder")
    async with make_app(desk).run_test(size=(200, 24)) as pilot:
        await press(pilot, "i")
        assert f"{tmp_path}/inbox could not be looked into: Not a directory." in said(pilot)


async def test_a_typed_path_is_completed_and_its_faults_are_said(desk: Desk, tmp_path: Path) -> None:
    make_sheet(tmp_path / "applicants one.xlsx", GOOD)
    make_sheet(tmp_path / "applicants two.xlsx", GOOD)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i")
        await type_path(pilot, "app", then="tab")
        assert pilot.app.screen.query_one("#path-text", OneLineInput).value == "applicants "
        assert "applicants one.xlsx   applicants two.xlsx" in on_screen(pilot)
        await press(pilot, "o", "tab")
        assert pilot.app.screen.query_one("#path-text", OneLineInput).value == "applicants one.xlsx"
        await press(pilot, "escape")
        for path, fault in (
            ("missing.xlsx", "There is no file"),
            (str(tmp_path), "is a folder"),
            (str(desk.store.path), "is the programme file itself"),
        ):
            await type_path(pilot, path)
            error = pilot.app.screen
            assert isinstance(error, ErrorDialog)
            assert fault in error.lines[0]
            await press(pilot, "enter", "escape")
        await type_path(pilot, "applicants one.xlsx")
        assert shows(pilot, CohortDialog)


# -- the cohort --


async def test_the_cohort_of_the_files_name_is_offered_and_a_new_one_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    make_sheet(tmp_path / "autumn-2026 mentors.xlsx", GOOD)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i", "enter")
        cohorts = pilot.app.screen.query_one("#cohorts", RowList)
        assert cohorts.row == CohortChoice("Autumn 2026", is_new=False)
        assert "a new cohort" not in on_screen(pilot)
        await press(pilot, "s", "p", "r")
        assert cohorts.row == CohortChoice("Spring 2026", is_new=False)
        await press(pilot, "down")
        assert cohorts.row == CohortChoice("spr", is_new=True)
        assert "a new cohort" in on_screen(pilot)
        await press(pilot, "escape")
        assert shows(pilot, ImportScreen)


async def test_the_cohort_that_the_rows_are_of_is_offered(desk: Desk, tmp_path: Path) -> None:
    exports.export(desk, "relationships", tmp_path / "spring-2026 list.xlsx", cohort="Autumn 2026")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i", "enter")
        assert "its rows are of Autumn 2026" in on_screen(pilot)
        await press(pilot, "enter")
        assert "spring-2026 list.xlsx → Autumn 2026" in on_screen(pilot)


# -- preview and import --


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_imports_the_good_rows_then_takes_them_back(
    desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD, BAD, ALSO_GOOD)
    async with make_app(desk).run_test(size=size) as pilot:
        await open_preview(pilot, path, "Winter 2026")
        seen = on_screen(pilot)
        assert "people.xlsx → Winter 2026 · a new cohort" in seen
        assert "3 rows: 2 added, 0 updated, 0 unchanged, 1 rejected" in seen
        assert "1 ignored: Shoe size" in seen
        assert "enter import 2 rows" in seen
        assert "wes(at)example.org" in seen
        assert "column B “E-mail”" in seen
        assert sorted(overview.cohort_names(desk)) == ["Autumn 2026", "Spring 2026"]

        await press(pilot, "enter")
        assert said(pilot) == "2 added, 0 updated. 1 row stays out: w writes it. u takes it back."
        assert emails(desk, "Winter 2026") == {"una@example.org", "vic@example.org"}
        assert history.history(desk)[0].command == "import applicants"
        assert "enter triage" in on_screen(pilot)

        await press(pilot, "u")
        assert "Winter 2026" not in overview.cohort_names(desk)
        assert emails(desk) == set()
        assert "enter import 2 rows" in on_screen(pilot)

        await press(pilot, "y")  # the yes of a question that is no longer there imports nothing
        assert emails(desk) == set()
        await press(pilot, "enter")
        assert emails(desk, "Winter 2026") == {"una@example.org", "vic@example.org"}
        await press(pilot, "enter")
        assert shows(pilot, TriageScreen)


async def test_leaving_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD)
    before = desk.store.path.read_bytes()
    names = sorted(one.name for one in tmp_path.iterdir())
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_preview(pilot, path, "Spring 2026")
        await press(pilot, "escape")
        assert shows(pilot, ImportScreen)
        assert said(pilot) == "Nothing was imported."
    assert desk.store.path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*names, "inbox"])


async def test_the_same_file_again_has_nothing_to_import(desk: Desk, tmp_path: Path) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD, ALSO_GOOD)
    imports.commit(desk, imports.preview(desk, path, cohort="Spring 2026"))
    before = desk.store.path.read_bytes()
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_preview(pilot, path, "Spring 2026")
        assert "enter nothing to import" in on_screen(pilot)
        await press(pilot, "enter")
        assert "No row adds or changes anything" in said(pilot)
        await press(pilot, "w")
        assert "there is nothing to write" in said(pilot)
        assert screen.state == "asked"
    assert desk.store.path.read_bytes() == before


async def test_the_views_show_every_row_and_the_columns(desk: Desk, tmp_path: Path) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD, BAD, ALSO_GOOD)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_preview(pilot, path, "Spring 2026")
        seen = []
        for _ in range(3):
            seen.append((screen.verdicts.view, len(screen.verdicts.current.rows)))
            await press(pilot, "v")
        assert seen == [("rejected", 1), ("added", 2), ("all", 3)]
        assert screen.verdicts.view == "rejected"
        await press(pilot, "c")
        told = {line.header: line.fills for line in screen.verdicts.current.rows}
        assert told == {
            "Name": "Name",
            "E-mail": "E-mail",
            "Role": "Role",
            "Telephone": "Phone",
            "Shoe size": "",
        }
        await press(pilot, "c")
        assert not screen.verdicts.shows_columns


async def test_the_rejected_rows_are_written_beside_the_file_and_import_once_mended(
    desk: Desk, tmp_path: Path
) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD, BAD)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_preview(pilot, path, "Spring 2026")
        await press(pilot, "enter", "w")
        assert said(pilot).startswith("1 row in people rejected.xlsx")
        first = (tmp_path / "people rejected.xlsx").read_bytes()
        await press(pilot, "w")
    assert (tmp_path / "people rejected.xlsx").read_bytes() == first
    assert (tmp_path / "people rejected 2.xlsx").exists()
    book = openpyxl.load_workbook(tmp_path / "people rejected.xlsx")
    sheet = book.worksheets[0]
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert any("e-mail address" in text for text in cells)
    cells["wes(at)example.org"].value = "wes@example.org"
    book.save(tmp_path / "mended.xlsx")
    report = imports.commit(desk, imports.preview(desk, tmp_path / "mended.xlsx", cohort="Spring 2026"))
    assert (report.added, len(report.rejected)) == (1, 0)
    assert emails(desk) == {"una@example.org", "wes@example.org"}


async def test_the_kind_can_be_changed_and_one_that_does_not_fit_keeps_the_preview(
    desk: Desk, tmp_path: Path
) -> None:
    both = ("Mentor e-mail", "Mentee e-mail", "Start date", "Date", "Length")
    row = ("mentor3@example.org", "mentee3@example.org", date(2026, 10, 24), date(2026, 11, 2), "2h")
    path = make_sheet(tmp_path / "either.xlsx", row, headers=both)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_preview(pilot, path, "Spring 2026")
        first = screen.preview.kind
        other = {"relationships": "sessions", "sessions": "relationships"}[first]
        place = [kind for kind in ("applicants", "relationships", "sessions") if kind != first].index(other)
        await press(pilot, "t", *["down"] * place, "enter")
        assert screen.preview.kind == other
        assert f"Taken for {other}" in on_screen(pilot)
        await press(pilot, "t", "enter")
        assert shows(pilot, ChoiceDialog)
        seen = " ".join(on_screen(pilot).split())
        assert "not recognised as applicants" in seen
        assert "map its columns by hand, as applicants" in seen
        await press(pilot, "escape")
        assert screen.preview.kind == other


# -- what goes wrong --


async def test_a_file_that_cannot_be_read_is_refused_in_a_dialog_that_stays(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook at all")
    before = desk.store.path.read_bytes()
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i")
        await type_path(pilot, path)
        assert shows(pilot, ErrorDialog)
        assert "broken.xlsx" in on_screen(pilot)
        await press(pilot, "enter")
        assert shows(pilot, ImportScreen)
    assert desk.store.path.read_bytes() == before


async def test_escape_stops_the_reading(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_sheet(tmp_path / "long.xlsx", GOOD)
    began, stopped = threading.Event(), threading.Event()

    def endless(
        *_: object, progress: Callable[[int], None], cancelled: Callable[[], bool], **__: object
    ) -> None:
        progress(3200)
        began.set()
        while not cancelled():
            threading.Event().wait(0.01)
        stopped.set()
        raise FileRefused("Reading was cancelled; nothing was imported.")

    monkeypatch.setattr(imports, "opened", endless)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i")
        await pilot.press("enter")
        while not began.is_set():
            await pilot.pause()
        await pilot.pause()
        assert shows(pilot, ReadingDialog)
        assert "3,200 rows read" in on_screen(pilot)
        await press(pilot, "escape")
        assert shows(pilot, ImportScreen)
        assert said(pilot) == "Reading was cancelled. Nothing was changed."
        assert stopped.wait(30)
        await settle(pilot)
        assert shows(pilot, ImportScreen)


async def test_an_import_that_fails_says_so_and_can_be_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD)

    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("The programme file is in use.", "Try again.")

    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_preview(pilot, path, "Spring 2026")
        with monkeypatch.context() as patched:
            patched.setattr(imports, "commit", busy)
            await press(pilot, "enter")
        assert shows(pilot, ErrorDialog)
        assert "The programme file is in use." in on_screen(pilot)
        await press(pilot, "enter")
        assert screen.state == "asked"
        assert emails(desk) == set()
        await press(pilot, "enter")
        assert emails(desk) == {"una@example.org"}


async def test_hostile_names_and_cells_are_only_text(desk: Desk, tmp_path: Path) -> None:
    name = "x[@click=app.quit]y\x1b]52;c;ZXZpbA==\x07.csv"
    evil = "[/red] [@click=app.quit]x[/] \x1b[31m'); drop table person"
    (tmp_path / name).write_text(
        f'Name,E-mail,Role,[b]what[/b]\n"{evil}",no address,{evil},{evil}\n"{evil}",evil@example.org,mentor,\n',
        encoding="utf-8",
    )
    async with make_app(desk).run_test(size=WIDE) as pilot:
        await press(pilot, "i")
        assert "x[@click=app.quit]y" in on_screen(pilot)
        await press(pilot, "enter")
        pilot.app.screen.query_one("#cohort-text", OneLineInput).value = "[red]New[/] cohort"
        await settle(pilot)
        assert "\x1b" not in on_screen(pilot)
        await press(pilot, "enter")
        for key in ("c", "c", "v", "v", "enter"):
            assert shows(pilot, PreviewScreen), on_screen(pilot)
            seen = on_screen(pilot)
            assert "\x1b" not in seen
            assert "[red]New[/] cohort" in seen
            await press(pilot, key)
        assert "\x1b" not in on_screen(pilot)
        (person,) = overview.participants(desk, cohort="[red]New[/] cohort")
        assert "[@click=app.quit]x[/]" in person.name


# -- pure --


@pytest.mark.parametrize(
    ("file", "cohorts", "used", "expected"),
    [
        ("spring-2026-applicants.xlsx", ["Autumn 2026", "Spring 2026"], None, ("Spring 2026", "")),
        ("autumn-2026-applicants.xlsx", ["Spring 2026"], "Spring 2026", ("", "Autumn 2026")),
        (
            "Spring 2026 north mentors.csv",
            ["Spring 2026", "Spring 2026 North"],
            None,
            ("Spring 2026 North", ""),
        ),
        ("responses.csv", ["Autumn 2026", "Spring 2026"], "Spring 2026", ("Spring 2026", "")),
        ("responses.csv", ["Autumn 2026", "Spring 2026"], None, ("Autumn 2026", "")),
        ("responses.csv", [], None, ("", "")),
        ("a.csv", ["—"], None, ("—", "")),
        ("autumn pairs back.xlsx", ["Spring 2026", "Autumn 2026", "Autumn 2025"], None, ("Autumn 2026", "")),
        ("autumn 2027.xlsx", ["Autumn 2026"], None, ("", "Autumn 2027")),
        ("summer mentors.xlsx", ["Autumn 2026"], None, ("", "Summer")),
    ],
)
def test_likely_cohort(file: str, cohorts: list[str], used: str | None, expected: tuple[str, str]) -> None:
    assert import_files.likely_cohort(file, cohorts, used) == expected


@pytest.mark.parametrize(
    ("told", "expected"), [("autumn 2026", ("Autumn 2026", "")), ("Winter 2027", ("", "Winter 2027"))]
)
def test_what_the_file_says_goes_before_its_name(told: str, expected: tuple[str, str]) -> None:
    cohorts = ["Spring 2026", "Autumn 2026"]
    assert import_files.likely_cohort("spring-2026.xlsx", cohorts, "Spring 2026", told) == expected


def test_a_cohort_named_whole_is_not_offered_as_new() -> None:
    cohorts = ["Autumn 2026", "Spring 2026"]
    assert choices("spring  2026 ", cohorts, "Autumn 2026") == [CohortChoice("Spring 2026", False)]
    assert choices("", cohorts, "Spring 2026") == [
        CohortChoice("Spring 2026", False),
        CohortChoice("Autumn 2026", False),
    ]
    assert choices(" Summer  2027", cohorts, "") == [CohortChoice("Summer 2027", True)]


@pytest.mark.parametrize(
    ("many", "told"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1234, "1.2 kB"),
        (56_789, "57 kB"),
        (2_345_678, "2.3 MB"),
        (5e9, "5,000 MB"),
    ],
)
def test_size(many: int, told: str) -> None:
    assert import_files.size(int(many)) == told


def test_when_leaves_this_year_out() -> None:
    moment = datetime(2026, 3, 14, 9, 5, tzinfo=UTC)
    assert import_files.when(moment, date(2026, 11, 1)) == "14 Mar 09:05"
    assert import_files.when(moment, date(2027, 1, 1)) == "14 Mar 2026 09:05"


def test_completion_goes_as_far_as_is_certain(tmp_path: Path) -> None:
    (tmp_path / "Sheets").mkdir()
    (tmp_path / "Sheets" / "b.csv").write_text("")
    (tmp_path / "photo.png").write_text("")
    assert import_files.complete("s", tmp_path) == ("Sheets/", ["Sheets/"])
    assert import_files.complete("Sheets/", tmp_path) == ("Sheets/b.csv", ["b.csv"])
    assert import_files.complete("p", tmp_path) == ("p", ())
    assert import_files.complete("nowhere/x", tmp_path) == ("nowhere/x", ())
    assert import_files.complete(f"{tmp_path}/Sh", Path("/")) == (f"{tmp_path}/Sheets/", ["Sheets/"])


def test_a_dropped_path_may_be_quoted(tmp_path: Path) -> None:
    assert import_files.named("'a b.csv' ", tmp_path) == tmp_path / "a b.csv"
    assert import_files.named("~/x.csv", tmp_path) == Path.home() / "x.csv"


async def test_the_cohort_last_imported_into_is_offered_for_the_next_file(desk: Desk, tmp_path: Path) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        for cohort in ("Autumn 2026", "Spring 2026"):
            await open_preview(pilot, path, cohort)
            await press(pilot, "enter", "enter", "i", "enter")
            assert pilot.app.screen.query_one("#cohorts", RowList).row == CohortChoice(cohort, is_new=False)
            await press(pilot, "escape", "1")


async def test_the_previews_help_says_once_what_enter_does(desk: Desk, tmp_path: Path) -> None:
    path = make_sheet(tmp_path / "people.xlsx", GOOD)
    async with make_app(desk).run_test(size=(80, 70)) as pilot:
        await open_preview(pilot, path, "Spring 2026")
        await press(pilot, "question_mark")
        shown = on_screen(pilot)
        assert "   enter      From the columns to the rows; there, import the good ones;" in shown
        assert "Open the highlighted row." not in shown


def test_a_command_to_be_typed_is_shown_whole() -> None:
    command = f"scp FILE.xlsx ana@host:/{'srv' * 60}/"
    lines = import_files.way("From your own machine:", command, 80)
    assert all(len(line) <= 80 for line in lines)
    assert "".join(line.strip() for line in lines[1:]).replace(" ", "") == command.replace(" ", "")
    assert import_files.way("Here:", "scp x", 80) == [" Here:  scp x"]
