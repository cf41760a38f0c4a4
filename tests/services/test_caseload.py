"""Handing over: for good or until a day, whole or in part, back again; and the page on each."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coordinator.errors import CoordinatorError
from coordinator.models.caseload import Handover
from coordinator.services import caseload, history, overview, recording
from coordinator.services.desk import Desk
from tests.services.conftest import TODAY

UNTIL = TODAY + timedelta(7)
PRIYA, ADA, EVE = 1, 2, 3


def looks_after(desk: Desk) -> dict[int | None, str | None]:
    return {item.relationship: item.coordinator for item in overview.triage(desk, everything=True)}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("ben", Handover("ben")),
        ("Ben Shaw until 22/6", Handover("Ben Shaw", UNTIL)),
        ("ben until 1/1", Handover("ben", date(2027, 1, 1))),
        ("Nobody", Handover(None)),
        ("back", Handover(back=True)),
    ],
)
def test_it_is_understood(text: str, means: Handover) -> None:
    assert caseload.understand(text, TODAY) == means


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Nobody is named"),
        ("until 3/4", "is not a day|Nobody is named"),
        ("ben until soon", "is not a day"),
        ("ben until 31/2", "no day"),
        ("ben until 2026-06-14", "is over"),
        ("nobody until 22/6", "cannot cover"),
    ],
)
def test_what_cannot_be_is_said(text: str, says: str) -> None:
    with pytest.raises(CoordinatorError, match=says):
        caseload.understand(text, TODAY)


def test_assigning_is_one_change_and_one_undo(desk: Desk) -> None:
    done = caseload.hand_over(desk, Handover("ben"), relationships=[PRIYA, ADA])
    assert done.message == "ben looks after 2 relationships from now on. ben is new here: check the spelling."
    assert looks_after(desk) == {PRIYA: "ben", ADA: "ben", EVE: None}
    assert history.undo_last(desk).message == "Undone: assign. 2 rows are as they were."
    assert set(looks_after(desk).values()) == {None}


def test_a_cover_ends_by_itself_after_its_day(desk: Desk) -> None:
    caseload.hand_over(desk, Handover("ana"), relationships=[PRIYA, ADA])
    done = caseload.hand_over(desk, Handover("Ben", UNTIL), whose="ANA", cohort="spring")
    assert done.message.startswith("Ben looks after 2 relationships until Mon 22 Jun 2026, then ana again.")
    assert looks_after(replace(desk, today=UNTIL))[PRIYA] == "Ben"
    assert looks_after(replace(desk, today=UNTIL + timedelta(1)))[PRIYA] == "ana"


def test_it_is_handed_back_at_once_too(desk: Desk) -> None:
    caseload.hand_over(desk, Handover("ana"), relationships=[PRIYA, ADA])
    caseload.hand_over(desk, Handover("ben", UNTIL), relationships=[PRIYA])
    done = caseload.hand_over(desk, Handover(back=True), relationships=[PRIYA])
    assert done.message == "Handed back: R1 Priya Shah & Tom Lindqvist, to ana."
    assert looks_after(desk)[PRIYA] == "ana"
    with pytest.raises(CoordinatorError, match="covered by nobody"):
        caseload.hand_over(desk, Handover(back=True), relationships=[PRIYA])


def test_what_is_only_covered_is_passed_on_as_cover_and_no_longer(desk: Desk) -> None:
    caseload.hand_over(desk, Handover("ana"), relationships=[PRIYA])
    caseload.hand_over(desk, Handover("ben"), relationships=[ADA])
    caseload.hand_over(desk, Handover("ben", UNTIL), relationships=[PRIYA])
    caseload.hand_over(desk, Handover("cem"), whose="ben")
    assert looks_after(desk) == {PRIYA: "cem", ADA: "cem", EVE: None}
    assert looks_after(replace(desk, today=UNTIL + timedelta(1))) == {PRIYA: "ana", ADA: "cem", EVE: None}


def test_a_whole_caseload_leaves_out_what_is_over_and_refusals_say_why(desk: Desk) -> None:
    caseload.hand_over(desk, Handover("ana"), relationships=[PRIYA, EVE])
    assert [
        row.relationship for row in caseload.hand_over(desk, Handover("ben"), whose="ana").relationships
    ] == [PRIYA]
    for handover, given, says in (
        (Handover("BEN"), {"relationships": [PRIYA]}, "looked after by ben already"),
        (Handover("ben"), {"whose": "zoe"}, "zoe looks after no relationship"),
        (Handover("ben"), {"relationships": [99]}, "no relationship R99"),
        (Handover("ben"), {"whose": "ana", "cohort": "Winter"}, "no cohort 'Winter'"),
        (Handover(None), {"relationships": [ADA]}, "looked after by nobody already"),
    ):
        with pytest.raises(CoordinatorError, match=says):
            caseload.hand_over(desk, handover, **given)


def log(desk: Desk, text: str) -> None:
    recording.record(desk, [recording.understand(desk, recording.ground(desk, PRIYA), text)])


def test_the_briefs_tell_state_reason_rung_events_and_next_step_but_no_note(
    desk: Desk, tmp_path: Path
) -> None:
    for line in (
        "20/5 2h",
        "27/5 1h",
        "3/6 2h",
        'no answer mentor 10/6 "worried about the lease"',
        "next 28/6",
    ):
        log(desk, line)
    text, book = tmp_path / "brief.txt", tmp_path / "brief.xlsx"
    caseload.hand_over(desk, Handover("ben", UNTIL), relationships=[PRIYA, ADA], brief=text)
    caseload.hand_over(desk, Handover("cem"), relationships=[PRIYA, ADA], brief=book)
    told = text.read_text(encoding="utf-8")
    page = told[told.index("R1 Priya") : told.index("R2 Ada")]
    for part in (
        "Ladder           1st try; 1 try unanswered, last on 10 Jun",
        "Looked after by  ben until Mon 22 Jun 2026, for nobody",
        "5 of 24 h held",
        "priya@example.org",
        "Wed 3 Jun 2026: Session held",
        "Booked           Sun 28 Jun 2026",
        "Next step  ",
    ):
        assert part in page
    assert "lease" not in told
    assert page.count("2026: ") == 3
    opened = load_workbook(book)
    assert [sheet.title for sheet in opened.worksheets] == ["About", "Handover", "R1", "R2"]
    cells = [str(cell.value) for sheet in opened.worksheets for row in sheet for cell in row]
    assert "cem" in cells
    assert not any("lease" in cell for cell in cells)


def test_where_the_brief_cannot_be_written_nothing_is_handed_over(desk: Desk, tmp_path: Path) -> None:
    for target in (tmp_path / "no folder" / "brief.xlsx", tmp_path / "brief.pdf"):
        with pytest.raises(CoordinatorError, match=r"cannot be written|neither a workbook nor text"):
            caseload.hand_over(desk, Handover("ben"), relationships=[PRIYA], brief=target)
    assert looks_after(desk)[PRIYA] is None


def test_the_timeline_tells_who_looked_after_it(desk: Desk) -> None:
    for handover in (Handover("ana"), Handover("ben", UNTIL), Handover(back=True), Handover(None)):
        caseload.hand_over(desk, handover, relationships=[PRIYA])
    told = [entry.summary for entry in overview.timeline(desk, PRIYA) if entry.what == "caseload"]
    assert told == [
        "Looked after by nobody",
        "Back with ana",
        "Covered by ben until 22 Jun",
        "Looked after by ana",
    ]
