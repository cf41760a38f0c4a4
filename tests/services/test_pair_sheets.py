"""The brief sheets of proposed pairs: both profiles and the reasons, and nothing that one side must not see."""

import io

import pytest
from openpyxl import load_workbook

from coordinator.errors import CoordinatorError
from coordinator.services import apart, pair_sheets
from coordinator.services.desk import Desk
from tests.services.conftest import TODAY


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    """R2: Ada & Ben, both with much to tell."""
    with desk.store.writing("setup", "set up", TODAY) as change:
        told = {"cohort": 1, "state": "accepted", "consent": True, "rather_not": ["Eve Müller"]}
        change.insert(
            "application",
            [
                {**told, "person": 3, "role": "mentor", "capacity": 2, "tags": ["Grants"]}
                | {"lead_tags": ["grants"], "languages": ["English"], "about": "=1+1 I like to help."},
                {**told, "person": 4, "role": "mentee", "capacity": 1, "tags": ["Donors", "Boards"]}
                | {"lead_tags": None, "languages": ["English"], "about": None},
            ],
        )
    return desk


def test_a_workbook_has_an_overview_and_a_sheet_a_pair(proposed: Desk) -> None:
    apart.set_aside(proposed, 3, 4, "no_room", "Ben may have two")
    file = io.BytesIO()
    assert pair_sheets.write(proposed, file, cohort="Spring").message == "1 brief sheet written."
    book = load_workbook(io.BytesIO(file.getvalue()))
    assert book.sheetnames[:3] == ["About", "Pairs", "R2"]
    overview = [[cell.value for cell in row] for row in book["Pairs"].iter_rows()]
    assert overview[1][:7] == [
        "R2",
        "Spring",
        "Ada Obi",
        "ada@example.org",
        "Ben Nwosu",
        "ben@example.org",
        30,
    ]
    told = [(row[0].value, row[1].value) for row in book["R2"].iter_rows()]
    assert ("Score", "30 of 100, from 60 % of the criteria") in told
    assert ("Need", "Donors: covered by Trusts and grants, near it, lead") not in told
    assert ("Need", "Donors and appeals: covered by Trusts and grants, near it, lead") in told
    assert ("Need", "Governance and trustees: not covered") in told
    assert ("Knows", "Grants (lead)") in told
    assert ("All the same", "no room left: Ben may have two (ruth)") in told
    assert ("In their words", "=1+1 I like to help.") in told
    assert not any("Eve" in str(said) for _, said in told)


def test_without_an_open_proposal_it_says_so(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match="no open proposal"):
        pair_sheets.write(desk, io.BytesIO())
    with pytest.raises(CoordinatorError, match="no open proposal"):
        pair_sheets.write(desk, io.BytesIO(), relationships=[1])
