"""Undo: a whole change, exactly, unless later work stands on it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import CoordinatorError
from coordinator.policy import Policy
from coordinator.services import history
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.conftest import Copy

TODAY = date(2026, 3, 14)


@pytest.fixture
def desk(blank_file: Copy, tmp_path: Path) -> Desk:
    return Desk(Store(blank_file(tmp_path / "programme.duckdb")), "ruth", TODAY)


def write(desk: Desk, table: str, *rows: dict[str, object], who: str = "ruth") -> list[int]:
    with desk.store.writing(who, f"add {table}", TODAY) as change:
        return change.insert(table, rows)


def rewrite(desk: Desk, table: str, *rows: dict[str, object]) -> int:
    with desk.store.writing(desk.who, f"edit {table}", TODAY) as change:
        change.update(table, rows)
        assert change.number is not None
        return change.number


def contents(desk: Desk, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table, but for their version."""
    with desk.store.reading() as db:
        return db.execute(f"select * exclude (version) from {table} order by id").fetchall()


def person(name: str) -> dict[str, object]:
    return {"name": name, "email": f"{name.lower()}@example.org"}


def cohort() -> dict[str, object]:
    return {"name": "Spring", "starts_on": TODAY, **Policy().as_columns()}


def test_an_added_row_goes_and_the_undo_is_a_change_of_its_own(desk: Desk) -> None:
    write(desk, "person", person("Priya"))
    done = history.undo_last(desk)
    assert done.message == "Undone: add person."
    assert contents(desk, "person") == []
    first, second = reversed(history.history(desk))
    assert (first.command, first.undone_by, second.undoes) == ("add person", done.change, first.change)


def test_changed_rows_come_back_exactly_with_a_version_above_any_they_had(desk: Desk) -> None:
    (person_id,) = write(desk, "person", person("Priya"))
    application: dict[str, object] = {
        "cohort": write(desk, "cohort", cohort())[0],
        "person": person_id,
        "role": "mentee",
        "state": "applied",
        "tags": ["finance", "a \"quoted\" 'tag'", "naïve 🎈"],
        "about": "line one\nline two",
        "consent": None,
        "applied_on": date(2024, 2, 29),
    }
    (application_id,) = write(desk, "application", application)
    before = contents(desk, "application")
    rewrite(
        desk,
        "application",
        {"id": application_id, "version": 1, "tags": None, "about": "", "applied_on": None},
    )
    history.undo_last(desk)
    assert contents(desk, "application") == before
    with desk.store.reading() as db:
        assert db.execute("select version from application").fetchone() == (3,)


def test_u_goes_back_step_by_step_and_never_undoes_an_undo(desk: Desk) -> None:
    for name in ("Ann", "Ben", "Cem"):
        write(desk, "person", person(name))
    assert [history.undo_last(desk).message for _ in range(3)] == ["Undone: add person."] * 3
    assert contents(desk, "person") == []
    with pytest.raises(CoordinatorError, match="nothing of ruth to undo"):
        history.undo_last(desk)


def test_an_undone_change_can_be_done_again_by_undoing_the_undo(desk: Desk) -> None:
    write(desk, "person", person("Ann"))
    before = contents(desk, "person")
    undone = history.undo_last(desk)
    assert undone.change is not None
    history.undo_change(desk, undone.change)
    assert contents(desk, "person") == before
    assert history.undo_last(desk).message == "Undone: add person."


def test_only_my_own_changes_are_undone_by_u(desk: Desk) -> None:
    write(desk, "person", person("Ann"))
    write(desk, "person", person("Ben"), who="dele")
    history.undo_last(desk)
    assert [row[1] for row in contents(desk, "person")] == ["Ben"]


def test_a_row_changed_since_is_named_with_the_change_that_did_it(desk: Desk) -> None:
    (person_id,) = write(desk, "person", person("Ann"))
    later = rewrite(desk, "person", {"id": person_id, "version": 1, "phone": "01"})
    with pytest.raises(CoordinatorError, match=rf"person {person_id} was changed since by change {later}"):
        history.undo_change(desk, 1)
    history.undo_change(desk, later)
    history.undo_change(desk, 1)
    assert contents(desk, "person") == []


def test_a_change_is_undone_once(desk: Desk) -> None:
    write(desk, "person", person("Ann"))
    history.undo_change(desk, 1)
    with pytest.raises(CoordinatorError, match="already undone, by change 2"):
        history.undo_change(desk, 1)


def test_unknown_changes_and_imports_are_refused(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match="no change 7"):
        history.undo_change(desk, 7)
    with pytest.raises(CoordinatorError, match="no import 7"):
        history.undo_batch(desk, 7)


def test_rows_that_later_work_stands_on_stay_and_the_message_names_it(desk: Desk) -> None:
    people = write(desk, "person", person("Ann"), person("Ben"))
    cohort_id = write(desk, "cohort", cohort())[0]
    write(
        desk,
        "relationship",
        {"cohort": cohort_id, "mentor": people[0], "mentee": people[1], "state": "proposed"},
    )
    before = contents(desk, "person")
    with pytest.raises(CoordinatorError, match=r"cannot be undone: R1.* stand on it"):
        history.undo_change(desk, 1)
    assert contents(desk, "person") == before


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("add"), st.text(min_size=1, max_size=8)),
            st.tuples(st.just("edit"), st.text(max_size=8)),
            st.tuples(st.just("undo"), st.just("")),
        ),
        max_size=12,
    )
)
def test_undo_restores_each_earlier_state(blank_file: Copy, steps: list[tuple[str, str]]) -> None:
    """Any run of additions, edits and undos: each undo gives the table as it was before the change it takes back."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(blank_file(Path(folder) / "p.duckdb")), "ruth", TODAY)
        states = [contents(desk, "person")]
        versions: dict[int, int] = {}
        for step, text in steps:
            if step == "add":
                write(desk, "person", {"name": text, "email": "x"})
            elif step == "edit" and states[-1]:
                with desk.store.reading() as db:
                    versions = dict(db.execute("select id, version from person").fetchall())
                rewrite(
                    desk,
                    "person",
                    *({"id": key, "version": version, "name": text} for key, version in versions.items()),
                )
            elif step == "undo" and len(states) > 1:
                history.undo_last(desk)
                states.pop()
                assert contents(desk, "person") == states[-1]
                continue
            else:
                continue
            states.append(contents(desk, "person"))
