"""The events alone rebuild the tables, now and as they were on any day."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import CoordinatorError
from coordinator.policy import Policy
from coordinator.services import history
from coordinator.services.desk import Desk
from coordinator.store import past, replay
from coordinator.store.connection import Store, changing_freely
from tests.conftest import Copy

START = date(2026, 3, 14)

Contents = dict[str, list[tuple[Any, ...]]]


def contents(store: Store) -> Contents:
    """Every table whose rows have events, every column."""
    with store.reading() as db:
        return {
            table: db.execute(f"select * from {table} order by id").fetchall() for table in replay.tables(db)
        }


def a_cohort(name: str) -> dict[str, object]:
    return {"name": name, "starts_on": START, **Policy().as_columns()}


class Work:
    """Random work of two people on a programme file, a day at a time."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.today = START
        self.days: dict[date, Contents] = {}

    def do(self, step: str, text: str, number: int, who: str) -> None:
        if step == "undo":
            try:
                history.undo_last(Desk(self.store, who, self.today))
            except CoordinatorError:
                return
        elif step == "redo":
            undone = [one.change for one in history.history(Desk(self.store, who, self.today)) if one.undoes]
            try:
                history.undo_change(Desk(self.store, who, self.today), undone[0] if undone else 0)
            except CoordinatorError:
                return
        elif step == "next day":
            self.days[self.today] = contents(self.store)
            self.today += timedelta(number)
        else:
            with self.store.writing(who, step, self.today) as change:
                getattr(self, step)(change, text, number)

    def add(self, change: Any, text: str, number: int) -> None:
        people = change.insert(
            "person", [{"name": text, "email": f"{place}", "phone": text or None} for place in range(number)]
        )
        (cohort,) = change.insert("cohort", [a_cohort(text)])
        change.insert(
            "application",
            [
                {
                    "cohort": cohort,
                    "person": person,
                    "role": "mentee",
                    "state": "applied",
                    "tags": [text, 'a "b"'] if number % 2 else None,
                    "applied_on": self.today,
                    "consent": bool(number % 2),
                }
                for person in people
            ],
        )
        change.insert(
            "relationship",
            [
                {"cohort": cohort, "mentor": people[0], "mentee": person, "state": "proposed", "reason": text}
                for person in people[1:]
            ],
        )

    def edit(self, change: Any, text: str, number: int) -> None:
        for table, column, value in (
            ("person", "name", text),
            ("application", "tags", [text] * number),
            ("cohort", "target_hours", number / 3),
            ("relationship", "started_on", self.today),
        ):
            known = change.db.execute(
                f"select id, version from {table} where id % $number = 0", {"number": number}
            ).fetchall()
            change.update(
                table, [{"id": row_id, "version": version, column: value} for row_id, version in known]
            )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "edit", "undo", "redo", "next day"]),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
        st.integers(1, 3),
        st.sampled_from(["ruth", "dele"]),
    ),
    max_size=10,
)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(steps=STEPS)
def test_after_any_work_the_events_give_the_tables_of_today_and_of_every_day(
    blank_file: Copy, steps: list[tuple[str, str, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = Work(blank_file(folder / "p.duckdb"))
        for step in [("add", "x", 2, "ruth"), *steps]:
            work.do(*step)
        work.days[work.today] = contents(work.store)
        with work.store.reading() as db:
            assert replay.differing(db) == []
        for day, then in work.days.items():
            private = folder / day.isoformat()
            private.mkdir()
            assert contents(past.take_back(work.store, day, private)) == then
        emptied = Path(shutil.copy(work.store.path, folder / "emptied.duckdb"))
        with changing_freely(emptied) as db:
            for table in replay.tables(db):
                db.execute(f"delete from {table}")
            replay.rebuild(db)
        assert contents(Store(emptied)) == work.days[work.today]


@pytest.fixture
def store(blank_file: Copy, tmp_path: Path) -> Store:
    return Store(blank_file(tmp_path / "programme.duckdb"))


def write(store: Store, day: date, name: str) -> None:
    with store.writing("ruth", "add person", day) as change:
        change.insert("person", [{"name": name, "email": name}])


def test_the_past_can_only_be_read_and_ends_with_its_day(store: Store, tmp_path: Path) -> None:
    write(store, START, "Ann")
    write(store, START + timedelta(2), "Ben")
    private = tmp_path / "private"
    private.mkdir()
    told: list[str] = []
    then = past.take_back(store, START + timedelta(1), private, told.append)
    assert told[0] == "copying the programme"
    assert "person" in told
    with then.reading() as db:
        assert db.execute("select name from person").fetchall() == [("Ann",)]
        assert db.execute("select count(*) from event where change > 0").fetchone() == (1,)
    with (
        pytest.raises(CoordinatorError, match=r"as recorded on Sun 15 Mar 2026: it can only be read"),
        then.writing("ruth", "x", START),
    ):
        raise AssertionError
    with store.reading() as db:
        assert db.execute("select count(*) from person").fetchone() == (2,)


def test_before_the_first_entry_there_is_nothing_to_show(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CoordinatorError, match="Nothing was recorded by Fri 13 Mar 2026"):
        past.take_back(store, START - timedelta(1), tmp_path)
    write(store, START, "Ann")
    with pytest.raises(CoordinatorError, match="The first entry is of Sat 14 Mar 2026"):
        past.take_back(store, START - timedelta(1), tmp_path)


def test_an_event_older_than_a_column_has_what_the_column_began_with(store: Store) -> None:
    write(store, START, "Ann")
    with changing_freely(store.path) as db:
        db.execute("alter table person add column pronouns varchar default 'not asked'")
        db.execute("alter table person add column score double")
        assert replay.differing(db) == []
        db.execute("delete from person")
        replay.rebuild(db)
        assert db.execute("select name, pronouns, score from person").fetchall() == [
            ("Ann", "not asked", None)
        ]


def test_what_is_kept_as_json_is_compared_by_what_it_says(store: Store) -> None:
    with store.writing("ruth", "weigh", START) as change:
        (cohort,) = change.insert("cohort", [a_cohort("Spring")])
        change.insert(
            "matching_policy",
            [{"cohort": cohort, "weights": '{ "goals" : 2.50, "ways": [1, 2] }', "rules": "{}"}],
        )
        number = change.number
    assert number is not None
    with store.reading() as db:
        assert replay.differing(db) == []
    desk = Desk(store, "ruth", START)
    history.undo_change(desk, number)
    history.undo_change(desk, number + 1)
    with store.reading() as db:
        assert db.execute("select weights from matching_policy").fetchall() == [
            ('{"goals":2.5,"ways":[1,2]}',)
        ]
        assert replay.differing(db) == []


def test_a_row_that_was_changed_without_an_event_is_named(store: Store) -> None:
    write(store, START, "Ann")
    write(store, START, "Ben")
    with changing_freely(store.path) as db:
        db.execute("update person set phone = '1' where name = 'Ben'")
        assert replay.differing(db) == ["person 2"]
