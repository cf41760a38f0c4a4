"""Two people who turn out to be one: all that is theirs moves, both e-mails stay, and undo parts them again."""

from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError
from coordinator.services import history, imports, merging, upkeep
from coordinator.services.desk import Desk
from coordinator.sql import query
from coordinator.store import replay
from coordinator.store.connection import Store
from coordinator.store.merging import references
from tests.workbook.books import TODAY
from tests.workbook.making import workbook

START = TODAY - timedelta(60)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(Store(tmp_path / "programme.duckdb"), "ruth", TODAY)
    people: list[list[object]] = [
        ["Name", "E-mail", "Role", "Phone", "Tags", "Organisation"],
        ["Ann Lee", "ann@x.org", "Mentor", None, None, "Acorn"],
        ["Ann Lea", "lea@y.org", "Mentor", "020 1", "Law", "Beech"],
        ["Tom Day", "tom@x.org", "Mentee", None, None, None],
    ]
    pairs: list[list[object]] = [
        ["Mentor e-mail", "Mentee e-mail", "Start date"],
        ["lea@y.org", "tom@x.org", START],
    ]
    for rows in (people, pairs):
        imports.commit(desk, imports.preview(desk, workbook({"A": rows}), cohort="Spring"))
    return desk


def rows_of(desk: Desk, text: str) -> list[tuple[object, ...]]:
    with desk.store.reading() as db:
        return db.execute(text).fetchall()


def everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    """Every row of people and what is theirs, but for versions, which only count writes."""
    tables = ("person", "application", "relationship", "person_email")
    return [rows_of(desk, f"select * exclude (version) from {table} order by id") for table in tables]


def test_all_that_is_theirs_moves_and_both_e_mails_stay(desk: Desk) -> None:
    done = merging.merge(desk, " Ann@x.org", "lea@y.org")
    assert done.message == ("Ann Lea (lea@y.org) is one with Ann Lee (ann@x.org), who keeps both e-mails.")
    assert rows_of(desk, "select name, email, phone, organisation from person order by id") == [
        ("Ann Lee", "ann@x.org", "020 1", "Acorn"),
        ("Tom Day", "tom@x.org", None, None),
    ]
    assert rows_of(desk, "select person, role, tags, state from application where role = 'mentor'") == [
        (1, "mentor", ["Law"], "accepted")
    ]
    assert rows_of(desk, "select mentor from relationship") == [(1,)]
    assert upkeep.check(desk) == []
    with desk.store.reading() as db:
        assert replay.differing(db) == []


def test_sheets_with_the_other_e_mail_find_the_person(desk: Desk) -> None:
    merging.merge(desk, "ann@x.org", "lea@y.org")
    sessions: list[list[object]] = [
        ["Mentor e-mail", "Mentee e-mail", "Date", "Length"],
        ["lea@y.org", "tom@x.org", START, 2],
    ]
    assert imports.preview(desk, workbook({"A": sessions}), cohort="Spring").added == 1
    people: list[list[object]] = [["Name", "E-mail", "Role"], ["Ann Lee", "LEA@y.org", "Mentor"]]
    assert imports.preview(desk, workbook({"A": people}), cohort="Spring").unchanged == 1


def test_undo_parts_them_again(desk: Desk) -> None:
    before = everything(desk)
    merging.merge(desk, "ann@x.org", "lea@y.org")
    history.undo_last(desk)
    assert everything(desk) == before
    assert upkeep.check(desk) == []


def test_what_cannot_be_one_is_refused(desk: Desk) -> None:
    for kept, other, said in (
        ("ann@x.org", "nobody@x.org", "Nobody has the e-mail nobody@x.org"),
        ("ann@x.org", "ann@x.org", "both Ann Lee's already"),
        ("tom@x.org", "lea@y.org", r"paired with each other \(R1\)"),
    ):
        with pytest.raises(CoordinatorError, match=said):
            merging.merge(desk, kept, other)
    assert len(rows_of(desk, "select * from person")) == 3


def test_every_reference_to_a_person_moves() -> None:
    found = references()
    assert set(found) >= {("relationship", "mentor"), ("exclusion", "other"), ("person_email", "person")}
    assert len(found) == query("check/dangling").count("', 'person', ")
