"""A coordinator maps a form nobody has seen, mends its rows, says who is who, and takes it up after a dropped line."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from coordinator.models.importing import Draft
from coordinator.services import drafts, history, imports, mappings, overview, tags
from coordinator.services.desk import Desk
from screens.answer_line import AnswerLine
from screens.dialogs import ChoiceDialog, ConfirmDialog
from screens.import_preview import PreviewScreen
from screens.importing import ImportScreen
from screens.likely_dialog import LikelyDialog, side_by_side
from screens.mappings import MappingsScreen
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList
from tests.tui.driving import SMALL, make_app, on_screen, press, said, settle, shows, write

FORM = (
    "Timestamp",
    "Email Address",
    "What is your full name?",
    "What are your pronouns?",
    "What is the best number to reach you on?",
    "Which organisation do you lead?",
    "What is its registered charity number?",
    "What is your role there?",
    "How many staff does it have?",
    "Where are you based?",
    "Would you like to be a mentor or a mentee?",
    "What would you like help with? (tick all that apply)",
    "Which of these could you bring to someone else?",
    "How many mentees could you support at a time?",
    "Tell us about yourself",
    "What do you hope to gain from this?",
    "Have you been mentored before?",
    "Do you have access needs?",
    "When are you usually free?",
    "Which days suit you?",
    "Would you travel to meet?",
    "How did you hear about us?",
    "May we add you to our newsletter?",
    "I consent to Leaders Together keeping my answers",
    "Is there anything we should know?",
)


def answers(number: int, **told: object) -> tuple[object, ...]:
    """A row of the form, everything filled."""
    row: dict[str, object] = dict.fromkeys(FORM, "something")
    row |= {
        FORM[0]: datetime(2026, 10, 1, 9, number),
        FORM[1]: f"person{number}@example.org",
        FORM[2]: f"Person Number{number}",
        FORM[4]: f"020 7946 {number:04d}",
        FORM[5]: f"Organisation {number}",
        FORM[10]: "Mentor" if number % 2 else "Mentee",
        FORM[11]: "Finance, Fundraising",
        FORM[12]: "Strategy, Law",
        FORM[13]: 2 if number % 2 else None,
        FORM[23]: "I consent",
    }
    return tuple({**row, **told}.values())


def form(path: Path, *rows: Sequence[object], headers: Sequence[str] = FORM) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form Responses 1"
    for row in (headers, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


PEOPLE = ("Name", "E-mail", "Role", "Organisation", "How many mentees?", "Tags")


def people(path: Path, *rows: Sequence[object]) -> Path:
    return form(path, *rows, headers=PEOPLE)


class Keys:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.count = 0

    async def __call__(self, *keys: str) -> None:
        self.count += len(keys)
        await press(self.pilot, *keys)


def workbench(pilot: Pilot[Any]) -> PreviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, PreviewScreen), on_screen(pilot)
    return screen


async def open_file(pilot: Pilot[Any], cohort: str = "Spring 2026") -> PreviewScreen:
    """The newest file of the folder, into a cohort."""
    await press(pilot, "i")
    files = pilot.app.screen.query_one("#files", RowList)
    place = next(number for number, row in enumerate(files.rows) if not isinstance(row, Draft))
    await press(pilot, *["down"] * place, "enter")
    pilot.app.screen.query_one("#cohort-text", OneLineInput).value = cohort
    await settle(pilot)
    await press(pilot, "enter")
    return workbench(pilot)


async def type_answer(pilot: Pilot[Any], text: str) -> None:
    """Type over the line below."""
    pilot.app.screen.query_one("#answer-text", OneLineInput).value = text
    await press(pilot, "enter")


# -- mapping --


async def test_an_unseen_form_of_25_columns_is_mapped_and_imported_in_under_30_keys(
    desk: Desk, tmp_path: Path
) -> None:
    assert len(FORM) == 25
    form(tmp_path / "Spring 2026 responses.xlsx", *(answers(number) for number in range(1, 7)))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        keys = Keys(pilot)
        await keys("i", "enter", "enter")
        screen = workbench(pilot)
        assert screen.verdicts.shows_columns
        told = {column.header: column.use for _, column in screen.mapping.columns}
        assert (told[FORM[1]], told[FORM[2]], told[FORM[5]], told[FORM[10]], told[FORM[11]]) == (
            "email",
            "name",
            "organisation",
            "role",
            "needs",
        )
        wanted = {FORM[4]: "ph", FORM[12]: "ex", FORM[16]: "ab", FORM[24]: "ab"}
        columns = screen.verdicts.current
        while columns.row is not None and columns.row.column.is_open:
            letters = wanted.get(columns.row.header)
            await keys(*(("f", *letters, "enter") if letters else ("x",)))
        assert screen.mapping.is_clear
        await keys("enter")
        assert not screen.verdicts.shows_columns
        assert "6 rows: 6 added" in on_screen(pilot)
        await keys("enter")
        assert said(pilot).startswith("6 rows: 6 added")
        assert keys.count < 30
    people_in = overview.participants(desk, cohort="Spring 2026")
    assert {person.phone for person in people_in} >= {"020 7946 0001", "020 7946 0006"}
    assert {tag for person in people_in for tag in person.tags} >= {
        "Finance",
        "Fundraising",
        "Strategy",
        "Law",
    }


async def go_to_column(keys: Keys, header: str) -> None:
    """With the arrows, as someone who looks down the list."""
    columns = workbench(keys.pilot).verdicts.current
    place = next(n for n, line in enumerate(columns.rows) if line.header == header)
    steps = place - columns.cursor
    await keys(*(["down"] * steps if steps > 0 else ["up"] * -steps))


async def test_the_mapping_is_remembered_and_the_next_file_goes_straight_to_its_rows(
    desk: Desk, tmp_path: Path
) -> None:
    form(tmp_path / "first.xlsx", answers(1))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.verdicts.shows_columns
        await press(pilot, "enter", "enter")
        assert said(pilot) == "1 row: 1 added, 0 updated, 0 unchanged, 0 rejected. u takes it back."
        assert [one.name for one in mappings.kept(desk)] == ["first"]
        assert [one.command for one in history.history(desk)][:2] == ["import applicants", "remember mapping"]
        (tmp_path / "first.xlsx").unlink()
        form(tmp_path / "second.xlsx", answers(2))
        await press(pilot, "1")
        screen = await open_file(pilot)
        assert not screen.verdicts.shows_columns
        assert "Mapped as remembered: first." in on_screen(pilot)


async def test_leaving_the_rows_of_a_file_of_which_nothing_was_said_keeps_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    form(tmp_path / "first.xlsx", answers(1))
    before = desk.store.path.read_bytes()
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "enter", "escape")
        assert shows(pilot, ImportScreen)
        assert said(pilot) == "Nothing was imported."
    assert desk.store.path.read_bytes() == before


async def test_a_column_is_joined_ignored_and_split_and_a_constant_set(desk: Desk, tmp_path: Path) -> None:
    headers = ("Who are they?", "E-mail", "Town", "Land", "Name")
    form(
        tmp_path / "mentees.xlsx",
        ("Obi, Rita", "rita@example.org", "Leeds", "England", "x"),
        headers=headers,
    )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.verdicts.shows_columns
        await press(pilot, "home", "f")
        await write(pilot, "surname first")
        await press(pilot, "enter")
        keys = Keys(pilot)
        await go_to_column(keys, "Name")
        await press(pilot, "x")
        await go_to_column(keys, "Land")
        await press(pilot, "f")
        await write(pilot, "join loc")
        await press(pilot, "enter", "equals_sign")
        await write(pilot, "phone")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(AnswerLine)
        await type_answer(pilot, "020 1")
        assert "in every row: phone = 020 1" in on_screen(pilot)
        await press(pilot, "enter", "enter")
    (person,) = overview.participants(desk, cohort="Spring 2026")
    assert (person.name, person.phone, person.role) == ("Rita Obi", "020 1", "mentee")
    with desk.store.reading() as db:
        assert db.execute("select location from person where name = 'Rita Obi'").fetchall() == [
            ("Leeds, England",)
        ]


async def test_where_answers_come_apart_is_shown_with_what_comes_of_it(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", ("Ann", "ann@x.org", "Mentor", None, 1, "Law, tax"))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "c", "end", "p")
        assert "at commas: Law | tax" in on_screen(pilot)
        assert "not at all: one answer a cell: Law, tax" in on_screen(pilot)
        await press(pilot, "end", "enter", "enter", "enter")
    assert [list(person.tags) for person in overview.participants(desk, cohort="Spring 2026")] == [
        ["Law, tax"]
    ]


async def test_a_file_whose_headers_mean_nothing_is_mapped_by_hand(desk: Desk, tmp_path: Path) -> None:
    form(tmp_path / "liste.xlsx", ("Ann Lee", "ann@x.org", "Mentor"), headers=("Wer", "Wo", "Als was"))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i", "enter", "enter")
        assert shows(pilot, ChoiceDialog)
        await press(pilot, "enter")
        screen = workbench(pilot)
        assert "No column fills E-mail, Role" in on_screen(pilot)
        for letters in ("na", "e-m", "ro"):
            await press(pilot, "f")
            await write(pilot, letters)
            await press(pilot, "enter")
        assert "No column fills" not in on_screen(pilot)
        await press(pilot, "enter")
        assert screen.preview.added == 1
        await press(pilot, "enter")
    assert [person.email for person in overview.participants(desk)] == ["ann@x.org"]


# -- rows --


async def test_a_cell_is_mended_in_place_and_judged_again(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", ("Ann", "ann(at)x.org", "Mentor", None, 1, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.verdicts.view == "rejected"
        await press(pilot, "m")
        assert pilot.app.screen.query_one("#answer-text", OneLineInput).value == "ann(at)x.org"
        await type_answer(pilot, "ann@x.org")
        assert said(pilot) == "B2 is mended."
        assert (screen.preview.added, screen.verdicts.view) == (1, "added")
        await press(pilot, "enter")  # perhaps typed twice for the cell
        assert said(pilot) == "Enter once more imports 1 row."
        assert overview.participants(desk, cohort="Spring 2026") == []
        await press(pilot, "enter")
    assert [person.email for person in overview.participants(desk, cohort="Spring 2026")] == ["ann@x.org"]
    assert drafts.kept(desk) == []


async def test_an_answer_is_mended_once_for_all_rows_and_remembered(desk: Desk, tmp_path: Path) -> None:
    rows = [(f"P{n}", f"p{n}@x.org", "Mentor", None, "1-2", None) for n in range(3)]
    people(tmp_path / "p.xlsx", *rows)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.preview.rejected == 3
        await press(pilot, "m")
        await type_answer(pilot, "2")
        assert "all 3 rows that say “1-2”" in on_screen(pilot)
        await press(pilot, "down", "enter")
        assert screen.preview.added == 3
        await press(pilot, "enter")
    later = imports.preview(
        desk, people(tmp_path / "q.xlsx", ("Q", "q@x.org", "Mentor", None, "1-2", None)), cohort="Spring 2026"
    )
    assert later.added == 1


async def test_an_answer_that_is_understood_is_mended_in_its_row_alone(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", *((f"P{n}", f"p{n}@x.org", "Mentor", None, 1, None) for n in range(3)))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        await press(pilot, "m", "down", "down", "enter")
        await type_answer(pilot, "Mentee")
        assert said(pilot) == "C2 is mended."
        assert [verdict.judged for verdict in screen.preview.verdicts] == ["added"] * 3
        assert len(screen.decisions.mends) == 1
        await press(pilot, "u")
        assert not screen.decisions.mends


async def test_a_row_that_is_added_is_shown_as_the_file_has_it(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", *((f"P{n}", f"p{n}@x.org", "Mentor", None, n, None) for n in (1, 2)))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.verdicts.view == "added"
        await press(pilot, "down")
        screen.verdicts.current.rest_now()
        await settle(pilot)
        assert "E-mail: p2@x.org · Role: Mentor · How many mentees? 2" in " ".join(on_screen(pilot).split())


async def test_splitting_a_name_is_found_by_that_word(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", ("Lee, Ann", "ann@x.org", "Mentor", None, 1, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        await press(pilot, "c", "home", "f")
        await write(pilot, "split sur")
        await press(pilot, "enter", "enter")
        assert screen.preview.verdicts[0].what.startswith("Ann Lee")


async def test_rows_are_left_out_and_taken_in_again(desk: Desk, tmp_path: Path) -> None:
    rows = [(f"P{n}", f"p{n}@x.org", "Mentor", None, 1, None) for n in range(3)]
    people(tmp_path / "p.xlsx", *rows)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        await press(pilot, "space", "space", "s")
        assert (screen.preview.added, screen.preview.set_aside) == (1, 2)
        assert said(pilot) == "2 rows left out."
        while screen.verdicts.view != "set_aside":
            await press(pilot, "v")
        assert "left out by you" in on_screen(pilot)
        await press(pilot, "s")
        assert (screen.preview.added, screen.preview.set_aside) == (2, 1)


async def test_rows_without_consent_are_taken_all_at_once_when_someone_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [answers(1), answers(2, **{FORM[23]: None}), answers(3, **{FORM[23]: "No"})]
    form(tmp_path / "p.xlsx", *rows)
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        await press(pilot, "enter")
        assert (screen.preview.added, screen.preview.set_aside) == (1, 2)
        assert "consent was not given" in on_screen(pilot)
        await press(pilot, "a")
        assert shows(pilot, ConfirmDialog)
        await press(pilot, "y")
        assert screen.preview.added == 3


def test_long_e_mails_stand_side_by_side_in_full() -> None:
    told = {"e-mail": "a" * 30 + "@example.org", "name": "Ann"}
    known = {"name": "ANN", "e-mail": "b" * 20 + "@example.org"}
    lines = side_by_side(told, known, "Spring 2026")
    assert max(map(len, lines)) <= 66
    assert lines[1].split() == ["name", "Ann", "=", "ANN"]
    both = [(line[13:38].strip(), line[41:].strip()) for line in lines[2:]]
    assert ["".join(side) for side in zip(*both, strict=True)] == [told["e-mail"], known["e-mail"]]


async def test_the_same_person_is_shown_side_by_side_and_merged_when_said(desk: Desk, tmp_path: Path) -> None:
    known = people(tmp_path / "known.xlsx", ("Ann Lee", "ann@x.org", "Mentor", "Acorn", 1, None))
    imports.commit(desk, imports.preview(desk, known, cohort="Autumn 2026"))
    known.unlink()
    people(tmp_path / "p.xlsx", ("Ann Lee", "lee@y.org", "Mentor", "Acorn", 1, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        assert screen.verdicts.view == "duplicate"
        await press(pilot, "d")
        assert shows(pilot, LikelyDialog)
        seen = on_screen(pilot)
        assert "known: Autumn 2026" in seen
        assert "lee@y.org" in seen
        assert "ann@x.org" in seen
        assert "For it speak: the same name, the same organisation Acorn." in seen
        await press(pilot, "escape")
        assert screen.preview.duplicates == 1
        await press(pilot, "d", "s")
        assert (screen.preview.duplicates, screen.preview.added) == (0, 1)
        await press(pilot, "d")
        assert said(pilot) == "What was said of this row is taken back."
        assert screen.preview.duplicates == 1
        await press(pilot, "d", "d")
        assert (screen.preview.duplicates, screen.preview.added) == (0, 1)
        await press(pilot, "d", "d", "s", "enter")
    assert len({person.person for person in overview.participants(desk)}) == 1


async def test_what_changes_is_shown_old_beside_new(desk: Desk, tmp_path: Path) -> None:
    known = people(tmp_path / "known.xlsx", ("Ann Lee", "ann@x.org", "Mentor", "Acorn", 1, None))
    imports.commit(desk, imports.preview(desk, known, cohort="Spring 2026"))
    known.unlink()
    people(tmp_path / "p.xlsx", ("Ann Leigh", "ann@x.org", "Mentor", "Beech", 2, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        screen = await open_file(pilot)
        lines = [(line.field, line.old, line.new, line.column) for line in screen.verdicts.current.rows]
        assert lines == [
            ("name", "Ann Lee", "Ann Leigh", "A"),
            ("organisation", "Acorn", "Beech", "D"),
            ("capacity", "1", "2", "E"),
        ]
        assert "Is now" in on_screen(pilot)
        await press(pilot, "m")
        await type_answer(pilot, "Ann Lee")
        assert len(screen.verdicts.current.rows) == 2


async def test_all_or_nothing(desk: Desk, tmp_path: Path) -> None:
    people(
        tmp_path / "p.xlsx",
        ("Ann", "ann@x.org", "Mentor", None, 1, None),
        ("Bo", "no", "Mentor", None, 1, None),
    )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "o")
        assert "all or nothing" in " ".join(on_screen(pilot).split())
        await press(pilot, "enter", "s", "o")
        assert said(pilot).startswith("2 rows: 1 added")


async def test_an_answer_that_is_nearly_a_tag_is_asked_about_once(desk: Desk, tmp_path: Path) -> None:
    name = tags.vocabulary(desk)[0].name
    wrong = name[:-2] + name[-1] + name[-2]
    people(tmp_path / "p.xlsx", ("Ann", "ann@x.org", "Mentor", None, 1, wrong))
    if tags.understand(desk, wrong).how != "offered":
        pytest.fail(f"{wrong!r} is not nearly {name!r}")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        assert "1 answer nearly a tag you know" in on_screen(pilot)
        await press(pilot, "n")
        assert shows(pilot, ConfirmDialog)
        assert wrong in on_screen(pilot)
        await press(pilot, "y")
        assert "nearly a tag" not in on_screen(pilot)
    assert tags.understand(desk, wrong).how == "exact"


# -- taken up --


async def test_an_import_is_taken_up_where_the_line_dropped(desk: Desk, tmp_path: Path) -> None:
    people(
        tmp_path / "p.xlsx",
        ("Ann", "ann(at)x.org", "Mentor", None, 1, None),
        ("Bo", "bo(at)x.org", "Mentor", None, 1, None),
    )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "m")
        await type_answer(pilot, "ann@x.org")
    (tmp_path / "p.xlsx").unlink()
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i")
        assert "p.xlsx → Spring 2026" in on_screen(pilot)
        assert "1 of 2" in on_screen(pilot)
        await press(pilot, "enter")
        assert "Take up p.xlsx → Spring 2026?" in on_screen(pilot)
        await press(pilot, "enter")
        screen = workbench(pilot)
        assert (screen.preview.added, screen.preview.rejected) == (1, 1)
        await press(pilot, "enter")
        assert said(pilot).startswith("1 added, 0 updated. 1 row stays out: w writes it.")
    assert drafts.kept(desk) == []
    assert [person.email for person in overview.participants(desk, cohort="Spring 2026")] == ["ann@x.org"]


async def test_the_cohort_of_an_import_that_was_begun_is_seen_beside_a_long_name(
    desk: Desk, tmp_path: Path
) -> None:
    people(
        tmp_path / "Application form of all who apply (Responses).xlsx",
        ("Ann", "a", "Mentor", None, 1, None),
    )
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "s", "escape")
        assert "… → Spring 2026" in on_screen(pilot)


async def test_an_import_that_was_begun_can_be_dropped(desk: Desk, tmp_path: Path) -> None:
    people(tmp_path / "p.xlsx", ("Ann", "ann(at)x.org", "Mentor", None, 1, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "s", "escape")
        assert said(pilot) == "Nothing was imported. What you said of it is kept: it is first in the list."
        await press(pilot, "home", "enter", "down", "enter")
        assert said(pilot) == "The unfinished import is dropped."
        assert "p.xlsx →" not in on_screen(pilot)
    assert drafts.kept(desk) == []


async def test_the_file_of_an_import_that_was_begun_takes_it_up_or_begins_anew(
    desk: Desk, tmp_path: Path
) -> None:
    people(tmp_path / "p.xlsx", ("Ann", "ann(at)x.org", "Mentor", None, 1, None))
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await open_file(pilot)
        await press(pilot, "s", "escape", "end", "enter")
        assert "Take up p.xlsx → Spring 2026?" in on_screen(pilot)
        await press(pilot, "down", "enter")
        assert "Which cohort does it go into?" in on_screen(pilot)
        await press(pilot, "escape", "enter", "enter")
        assert workbench(pilot).preview.set_aside == 1


async def test_remembered_mappings_are_renamed_written_and_deleted(desk: Desk, tmp_path: Path) -> None:
    preview = imports.preview(desk, form(tmp_path / "f.xlsx", answers(1)), cohort="Spring 2026")
    mappings.remember(desk, preview.mapping, "Applications")
    async with make_app(desk).run_test(size=SMALL) as pilot:
        await press(pilot, "i", "m")
        assert shows(pilot, MappingsScreen)
        await press(pilot, "n")
        await type_answer(pilot, "Spring form")
        assert said(pilot).startswith("Applications is now called Spring form.")
        await press(pilot, "w")
        assert (tmp_path / "Spring form.json").exists()
        await press(pilot, "x")
        assert mappings.kept(desk) == []
        await press(pilot, "u")
        assert [one.name for one in mappings.kept(desk)] == ["Spring form"]
