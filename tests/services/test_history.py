"""What was changed, in people's words; what is asked for; undo, redo, and what stands fast."""

from datetime import date, timedelta

import pytest

from coordinator.errors import CoordinatorError, NotUndoable
from coordinator.models.history import Asked, ChangedField
from coordinator.services import history, imports, recording
from coordinator.services.desk import Desk
from tests.services.conftest import TODAY

ACTIVE = 1


def log(desk: Desk, text: str, relationship: int = ACTIVE) -> int:
    line = recording.understand(desk, recording.ground(desk, relationship), text)
    change = recording.record(desk, [line]).change
    assert change is not None
    return change


def at(desk: Desk, who: str, day: date) -> Desk:
    return Desk(desk.store, who, day)


def test_an_added_session_is_told_with_its_pair_and_no_number(desk: Desk) -> None:
    number = log(desk, "14/6 2h video plan reviewed")
    detail = history.change(desk, number)
    assert detail.counts == ["1 session added"]
    (row,) = detail.rows
    assert (row.how, row.name) == ("added", "session Sun 14 Jun 2026, R1 Priya Shah & Tom Lindqvist")
    assert {field.column: field.after for field in row.fields} == {
        "hours": "2",
        "mode": "video",
        "state": "held",
        "reported by": "coordinator",
        "plan reviewed": "yes",
    }


def test_of_a_changed_row_only_what_differs_is_told(desk: Desk) -> None:
    number = log(desk, 'lapsed "moved away"')
    (row,) = history.change(desk, number).rows
    assert (row.how, row.name) == ("changed", "R1 Priya Shah & Tom Lindqvist")
    assert set(row.fields) == {
        ChangedField("state", "active", "lapsed"),
        ChangedField("lapsed on", "nothing", "Mon 15 Jun 2026"),
        ChangedField("reason", "nothing", "moved away"),
    }


def test_people_and_cohorts_are_named_even_when_they_are_gone(desk: Desk) -> None:
    with desk.store.writing("ruth", "apply", TODAY) as change:
        (person,) = change.insert("person", [{"name": "Zoë Marsh", "email": "zoe@example.org"}])
        change.insert(
            "application",
            [{"cohort": 1, "person": person, "role": "mentee", "state": "applied", "tags": ["a, b", "c"]}],
        )
        number = change.number
    assert number is not None
    history.undo_change(desk, number)
    detail = history.change(desk, number)
    assert detail.counts == ["1 application added", "1 person added"]
    assert [row.name for row in detail.rows] == ["person Zoë Marsh", "application Zoë Marsh, mentee, Spring"]
    assert ChangedField("tags", "", "a, b, c") in detail.rows[1].fields
    assert detail.summary.undone_by == number + 1


def test_a_note_is_masked_until_it_is_asked_for(desk: Desk) -> None:
    number = log(desk, 'reached mentor "worried about the lease"')
    masked, shown = history.change(desk, number), history.change(desk, number, notes=True)
    assert masked.has_notes
    assert "lease" not in str(masked)
    assert ChangedField("note", "", "worried about the lease") in shown.rows[0].fields


def test_a_large_batch_is_counted_whole_and_told_in_part(desk: Desk) -> None:
    with desk.store.writing("ruth", "log many", TODAY) as change:
        change.insert(
            "session",
            [
                {"relationship": 1, "held_on": TODAY - timedelta(days), "hours": 1.5, "state": "held"}
                for days in range(500)
            ],
        )
        number = change.number
    assert number is not None
    detail = history.change(desk, number, most=20)
    assert detail.counts == ["500 sessions added"]
    assert (len(detail.rows), detail.left_out) == (20, 480)


def test_every_filter_narrows_and_pages_follow_each_other(desk: Desk) -> None:
    first = log(desk, "14/6 2h")
    second = log(at(desk, "Dele", TODAY + timedelta(1)), "lapsed")
    third = log(at(desk, "dele", TODAY + timedelta(2)), "active", 2)

    def numbers(asked: Asked) -> list[int]:
        return [change.change for change in history.history(desk, asked)]

    assert numbers(Asked(who="dele")) == [third, second]
    assert numbers(Asked(since=TODAY + timedelta(1), until=TODAY + timedelta(1))) == [second]
    assert numbers(Asked(command="SESSION")) == [first]
    assert numbers(Asked(relationship=1, since=TODAY + timedelta(1))) == [second]
    assert numbers(Asked(words=("muller",))) == [1]  # who set up touched Eve Müller's
    assert numbers(Asked(words=("lindqvist", "dele"))) == [second]
    everything = numbers(Asked())
    assert everything == [third, second, first, 1]
    page = history.history(desk, limit=2)
    rest = history.history(desk, before=page[-1].change, limit=2)
    assert [change.change for change in (*page, *rest)] == everything


def test_redo_and_undo_of_redo_are_named_and_what_stands_is_known(desk: Desk) -> None:
    number = log(desk, "14/6 2h")
    undone = history.undo_last(desk)
    assert undone.change is not None
    redone = history.undo_change(desk, undone.change)
    assert redone.message == "Done again: log session. R1 is as it was."
    assert redone.change is not None
    again = history.undo_change(desk, redone.change)
    assert again.message == "Undone: log session. R1 is as it was."
    told = {change.change: change for change in history.history(desk)}
    assert [told[number + step].command for step in range(4)] == [
        "log session",
        "undo log session",
        "redo log session",
        "undo log session",
    ]
    assert [told[number + step].undone_by for step in range(4)] == [undone.change, None, again.change, None]
    with pytest.raises(CoordinatorError, match="nothing of ruth to undo"):
        history.undo_last(desk)


def test_why_a_change_stands_fast_names_the_later_one(desk: Desk) -> None:
    first = log(desk, "lapsed")
    second = log(desk, "active")
    with pytest.raises(NotUndoable) as refused:
        history.undo_change(desk, first)
    assert refused.value.later == second
    done = history.undo_change(desk, second)
    with pytest.raises(NotUndoable, match="already undone") as refused:
        history.undo_change(desk, second)
    assert refused.value.later == done.change


def test_rows_that_stand_on_an_added_one_are_named_with_their_change(desk: Desk) -> None:
    session = log(desk, "14/6 2h")
    with pytest.raises(NotUndoable, match="stand on it") as refused:
        history.undo_change(desk, 1)
    assert refused.value.later == session


def test_what_is_kept_as_names_and_values_is_told_in_words(desk: Desk) -> None:
    with desk.store.writing("ruth", "weigh", TODAY) as change:
        change.insert(
            "matching_policy",
            [{"cohort": 1, "weights": '{"goals": 2, "ways": []}', "rules": str(list(range(50)))}],
        )
        number = change.number
    assert number is not None
    (row,) = history.change(desk, number).rows
    assert row.name == "matching policy Spring"
    assert ChangedField("weights", "", "goals: 2, ways: ") in row.fields
    assert row.fields[-1].after.endswith("18, 19, …")


def test_an_import_that_was_taken_back_is_still_told_with_its_file(desk: Desk) -> None:
    sheet = b"Name,E-mail,Role\nAda Bell,ada@x.org,mentor\n"
    preview = imports.preview(desk, sheet, name="people.csv", cohort="Spring 2026")
    batch = imports.commit(desk, preview).batch
    assert batch is not None
    history.undo_batch(desk, batch)
    assert [change.about for change in history.history(desk, limit=2)][1] == f"import {batch}, people.csv"
