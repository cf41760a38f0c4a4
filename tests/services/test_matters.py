"""Putting matters off and bringing them back: what is in the file, what is said, and undo."""

from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.errors import CoordinatorError
from coordinator.services import history, matters, overview, recording
from coordinator.services.desk import Desk
from tests.tui.driving import TODAY, make_programme, related


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_programme(tmp_path / "programme.duckdb")


def on_the_list(desk: Desk, days_on: int = 0) -> list[str | None]:
    later = Desk(desk.store, desk.who, desk.today + timedelta(days_on))
    return [item.mentor for item in overview.triage(later)]


def test_put_off_until_a_day_and_back(desk: Desk) -> None:
    all_three = on_the_list(desk)
    lucy = next(item for item in overview.triage(desk) if item.mentor == "Lucy Hale")
    done = matters.put_off(desk, [lucy], matters.until(desk, "in 3 days on a course"))
    assert done.message == "Lucy Hale & Ben Adeyemi, overdue: put off until Thu 26 Nov 2026."
    assert on_the_list(desk) == [name for name in all_three if name != "Lucy Hale"]
    (item,) = overview.triage(desk, put_off=True)
    assert (item.ref, item.put_off) == (lucy.ref, "until 26 Nov, by ana: on a course")
    assert set(on_the_list(desk, 3)) == set(all_three)
    assert matters.bring_back(desk, [item]).message == f"{lucy.ref}: back on the list."
    assert on_the_list(desk) == all_three
    history.undo_last(desk)
    history.undo_last(desk)
    assert on_the_list(desk) == all_three
    assert overview.triage(desk, put_off=True) == []


def test_what_gets_worse_by_itself_stays_put_off_until_its_day(desk: Desk) -> None:
    omar = next(item for item in overview.triage(desk) if item.mentor == "Omar Farah")
    assert omar.days_since == 40
    matters.put_off(desk, [omar], matters.until(desk, "in 40 days"))
    assert "Omar Farah" not in on_the_list(desk, 39)  # 79 days: twice as long, as expected
    assert "Omar Farah" in on_the_list(desk, 40)


def test_dismissed_it_comes_back_when_it_lasts_twice_as_long(desk: Desk) -> None:
    omar = next(item for item in overview.triage(desk) if item.mentor == "Omar Farah")
    done = matters.dismiss(desk, [omar], "  they met\n elsewhere ")
    assert done.message == "Omar Farah & Jo Lindqvist, never met: dismissed, they met elsewhere."
    assert "Omar Farah" not in on_the_list(desk, 22)
    assert "Omar Farah" in on_the_list(desk, 23)  # 63 days since the start


def test_a_try_in_vain_brings_it_back(desk: Desk) -> None:
    priya = next(item for item in overview.triage(desk) if item.mentor == "Priya Shah")
    matters.put_off(desk, [priya], matters.until(desk, "in 2 weeks"))
    ground = recording.ground(desk, related(priya))
    recording.record(desk, [recording.understand(desk, ground, "no answer")])
    (back,) = [item for item in overview.triage(desk) if item.mentor == "Priya Shah"]
    assert back.put_off is None  # so it is put off again, not brought back
    matters.put_off(desk, [back], matters.until(desk, "in 2 weeks"))
    assert "Priya Shah" not in on_the_list(desk)


def test_what_is_put_off_stands_among_everyone_and_comes_first_of_the_quiet(desk: Desk) -> None:
    before = overview.triage(desk)
    matters.put_off(desk, before[:1], matters.until(desk, "tomorrow"))
    everyone = overview.triage(desk, everything=True)
    quiet = next(item for item in everyone if not item.needs_someone)
    assert (quiet.ref, quiet.urgency, quiet.put_off) == (before[0].ref, 1000, "until 24 Nov, by ana")


def test_several_rows_are_one_change(desk: Desk) -> None:
    rows = overview.triage(desk)
    done = matters.put_off(desk, rows, matters.until(desk, "tomorrow"))
    assert done.message == "3 rows: put off until Tue 24 Nov 2026."
    assert on_the_list(desk) == []
    history.undo_last(desk)
    assert len(on_the_list(desk)) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "does not begin with a day"),
        ("", "does not begin with a day"),
        ("today", "is not to come"),
        ("31/2", "There is no day"),
    ],
)
def test_what_is_no_day_to_come_is_refused(desk: Desk, text: str, says: str) -> None:
    with pytest.raises(CoordinatorError, match=says):
        matters.until(desk, text)


def test_a_day_without_a_year_is_to_come(desk: Desk) -> None:
    assert matters.until(desk, "until 3/2").day.year == TODAY.year + 1
    assert matters.until(desk, 'thu "waits for the mentor"') == (
        TODAY + timedelta(3),
        "waits for the mentor",
    )


def test_nothing_is_written_without_a_reason_or_a_matter(desk: Desk) -> None:
    rows = overview.triage(desk)
    before = history.history(desk)
    with pytest.raises(CoordinatorError, match="why"):
        matters.dismiss(desk, rows, "  ")
    quiet = [item for item in overview.triage(desk, everything=True) if not item.needs_someone]
    with pytest.raises(CoordinatorError, match="Nothing is open"):
        matters.put_off(desk, quiet, matters.until(desk, "tomorrow"))
    with pytest.raises(CoordinatorError, match="Nothing is put off"):
        matters.bring_back(desk, rows)
    assert history.history(desk) == before
