"""Many lines at once: whose each is, what is asked and refused, and one change for all of them."""

import pytest

from coordinator.errors import CoordinatorError
from coordinator.services import history, lines, recording
from coordinator.services.desk import Desk
from coordinator.services.lines import Line, Reader

ACTIVE, PROPOSED, CLOSED = 1, 2, 3


def read(desk: Desk, text: str, subject: int | None = None) -> list[Line]:
    reader = Reader(desk, subject, lines.directory(desk))
    texts = text.splitlines()
    for _ in range(2):
        reader.learn({line.waiting for line in reader.read(texts) if line.waiting})
    return reader.read(texts)


def count(desk: Desk, table: str) -> int:
    with desk.store.reading() as db:
        ((number,),) = db.execute(f"select count(*) from {table}").fetchall()
    return int(number)


PASTED = """
> Priya & Tom 1/6 2h
> - no answer x2, try 18/6
mentor happy 5, mentee 3 "still deciding"

Ada & Ben:
active 1/6
* 8/6 2h plan reviewed; next 20/6 14:00 video
Best wishes
"""


def test_an_email_is_read_line_by_line(desk: Desk) -> None:
    found = read(desk, PASTED, subject=ACTIVE)
    told = [
        (line.understood.footing.relationship, len(line.understood.facts)) if line.understood else None
        for line in found
    ]
    assert told == [None, (1, 1), (1, 1), (1, 2), None, None, (2, 1), (2, 2), None]
    assert [line.text for line in found if line.refused and line.text.strip()] == ["Best wishes"]
    assert [line.heading.names for line in found if line.heading] == ["Ada Obi & Ben Nwosu"]


def test_all_lines_are_one_change(desk: Desk) -> None:
    good = [line.understood for line in read(desk, PASTED, subject=ACTIVE) if line.understood]
    done = recording.record(desk, good)
    assert done.message == "5 lines recorded for 2 relationships: R1, R2."
    assert (count(desk, "session"), count(desk, "contact"), count(desk, "feedback")) == (3, 2, 2)
    assert history.undo_last(desk).message.startswith("Undone: log 5 lines.")
    assert (count(desk, "session"), count(desk, "contact"), count(desk, "feedback")) == (0, 0, 0)


def test_a_line_is_judged_after_those_before_it(desk: Desk) -> None:
    first, second = read(desk, "R1 1/6 2h\nPriya & Tom 1/6 1h")
    assert first.is_good
    assert "logged already" in str(second.refused)


def test_one_that_is_taken_meanwhile_keeps_all_out_and_is_named(desk: Desk) -> None:
    good = [line.understood for line in read(desk, "R1 1/6 2h\nR1 2/6 2h") if line.understood]
    recording.record(desk, good[1:])
    with pytest.raises(CoordinatorError, match=r"Priya Shah & Tom Lindqvist: A session on Tue 2 Jun 2026"):
        recording.record(desk, good)
    assert count(desk, "session") == 1


def test_names_that_fit_two_are_asked_about(desk: Desk) -> None:
    with desk.store.writing("x", "x", desk.today) as change:
        change.insert("relationship", [{"cohort": 1, "mentor": 1, "mentee": 4, "state": "active"}])
    (line,) = read(desk, "Priya 1/6 2h")
    assert [pair.names for pair in line.fitting] == ["Priya Shah & Tom Lindqvist", "Priya Shah & Ben Nwosu"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1/6 2h", "Whose line is it"),
        ("Zed 1/6 2h", "Nobody is called “Zed”. Begin with R12"),
        ("R99 1/6 2h", "There is no relationship R99"),
        ("R1 1/6 2h bananas", "“bananas” is not understood"),
    ],
)
def test_without_a_subject_each_line_names_its_own(desk: Desk, text: str, reason: str) -> None:
    (line,) = read(desk, text)
    assert reason in str(line.refused)


def test_names_are_only_looked_up_where_they_may_stand(desk: Desk) -> None:
    reader = Reader(desk, ACTIVE)
    reader.learn([ACTIVE])
    for text in ("", "14/3 2h", "miss", "no answer Tom", "R3 reached both", 'reached "Zed"'):
        assert not reader.needs_directory(text)
    assert reader.needs_directory("pri")
    assert reader.needs_directory("Ada & Ben 14/3 2h")


@pytest.mark.parametrize("line", ["> - 14/3 2h", "• 14/3 2h", ">> 14/3 2h", "  * 14/3 2h", "14/3 2h"])
def test_marks_of_quoting_are_no_part_of_a_line(line: str) -> None:
    assert lines.unquoted(line) == "14/3 2h"
