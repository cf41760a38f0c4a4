"""An import that was begun is kept with all that was said of it, and taken up after a dropped line."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError
from coordinator.services import drafts, history, imports, upkeep
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from coordinator.workbook.cells import Book, Cell, Row, Sheet
from coordinator.workbook.decisions import mend, same, say
from coordinator.workbook.mapping import used_for, with_answer, with_constant
from coordinator.workbook.packed import packed, unpacked
from tests.workbook.books import TODAY
from tests.workbook.making import workbook

FORM: list[list[object]] = [
    ["Name", "E-mail", "Role", "What do you know?"],
    ["Ann", "ann(at)x.org", "Mentor", "Law; HR"],
    ["Bo", "bo@x.org", "Mentee", "Finance"],
    ["Cy", "cy@x.org", "Mentee", None],
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)


def half_done(desk: Desk) -> imports.Preview:
    preview = imports.preview(desk, workbook({"Form": FORM}), name="people.xlsx", cohort="Spring")
    mapping = used_for(preview.mapping, "Form", 4, "tags")
    mapping = with_answer(with_constant(mapping, "location", "Leeds"), "tags", "HR", "People")
    decisions = mend(preview.decisions, [("Form", 2, 2)], "ann@x.org")
    decisions = say(decisions, [("Form", 3)], "skip")
    return imports.again(desk, preview, mapping=mapping, decisions=decisions)


def test_it_is_taken_up_as_it_stood(desk: Desk) -> None:
    preview = half_done(desk)
    number = drafts.keep(desk, preview, "/inbox/people.xlsx", None)
    (draft,) = drafts.kept(desk)
    assert (draft.file, draft.cohort, draft.row_count, draft.looked_at) == ("people.xlsx", "Spring", 3, 2)
    taken = drafts.take_up(desk, draft)
    assert (taken.verdicts, taken.mapping, taken.decisions) == (
        preview.verdicts,
        preview.mapping,
        preview.decisions,
    )
    assert imports.commit(desk, taken).added == 2
    drafts.drop(desk, number)
    assert drafts.kept(desk) == []
    assert upkeep.check(desk) == []


def test_keeping_it_is_no_change_of_the_programme(desk: Desk) -> None:
    preview = half_done(desk)
    number = drafts.keep(desk, preview, "people.xlsx", None)
    later = imports.again(desk, preview, decisions=same(preview.decisions, ("Form", 4), "bo@x.org"))
    assert drafts.keep(desk, later, "people.xlsx", number) == number
    assert [one.looked_at for one in drafts.kept(desk)] == [3]
    assert history.history(desk, limit=10) == []
    assert imports.commit(desk, preview).added == 2


def test_one_of_the_same_file_takes_the_place_of_the_other(desk: Desk) -> None:
    preview = half_done(desk)
    first = drafts.keep(desk, preview, "people.xlsx", None)
    second = drafts.keep(desk, preview, "people.xlsx", None)
    assert [one.id for one in drafts.kept(desk)] == [second] != [first]


def test_one_that_was_dropped_meanwhile_says_so_and_can_be_kept_again(desk: Desk) -> None:
    preview = half_done(desk)
    number = drafts.keep(desk, preview, "people.xlsx", None)
    (draft,) = drafts.kept(desk)
    drafts.drop(desk, number)
    with pytest.raises(CoordinatorError, match="finished or dropped meanwhile"):
        drafts.take_up(desk, draft)
    assert drafts.keep(desk, preview, "people.xlsx", number) != number


def test_a_table_mapped_by_hand_is_found_again(desk: Desk) -> None:
    rows = [["Wer", "Wo"], ["Ann", "ann@x.org"]]
    preview = imports.preview(
        desk,
        workbook({"Blatt": rows}),
        name="f.xlsx",
        cohort="Spring",
        kind="applicants",
        constants={"role": "mentee"},
        by_hand=True,
    )
    assert preview.rejected == 1
    mapping = used_for(used_for(preview.mapping, "Blatt", 1, "name"), "Blatt", 2, "email")
    preview = imports.again(desk, preview, mapping=mapping)
    assert preview.added == 1
    drafts.keep(desk, preview, "f.xlsx", None)
    assert drafts.take_up(desk, drafts.kept(desk)[0]).verdicts == preview.verdicts


def test_a_packed_book_is_the_book() -> None:
    cells = {
        1: Cell("text", "a\nb | ä"),
        2: Cell("number", 2),
        3: Cell("number", 2.5),
        4: Cell("date", date(2026, 1, 2)),
        5: Cell("datetime", datetime(2026, 1, 2, 3, 4)),
        6: Cell("time", time(3, 4)),
        7: Cell("duration", 1.5),
        8: Cell("bool", True),
        9: Cell("error", "#N/A"),
        10: Cell("formula", "=A1"),
    }
    book = Book(
        "f.xlsx", "0" * 64, [Sheet("Öne", False, [Row(1, cells), Row(9, {3: Cell("text", "x")})])], ["n"]
    )
    again = unpacked(packed(book))
    assert (again.name, again.checksum, list(again.notes)) == (book.name, book.checksum, ["n"])
    assert [(one.title, one.hidden, list(one.rows)) for one in again.sheets] == [
        (one.title, one.hidden, list(one.rows)) for one in book.sheets
    ]
