"""What a row of triage says in the room it has."""

import pytest

from coordinator.models import TriageItem
from screens.triage_view import WHY_ROOM, why_cell

SILENT = TriageItem(
    relationship=1,
    application=None,
    cohort="Spring 2026",
    mentor="Priya Shah",
    mentee="Tom Okafor",
    mentor_email="priya@example.org",
    mentee_email="tom@example.org",
    state="active",
    outcome=None,
    health="at_risk",
    needs_someone=True,
    matter="at_risk",
    urgency=5,
    more=0,
    put_off=None,
    reason="30 days since the last session",
    days_since=30,
    last_session=None,
    next_session=None,
    sessions_held=1,
    hours_held=2.0,
    hours_expected=6.0,
    hours_forecast=8.0,
    behind_on_hours=True,
    next_step="Call both, ask how it goes",
    coordinator=None,
    rung=0,
)


@pytest.mark.parametrize(
    ("matter", "rung", "says"),
    [
        ("at_risk", 0, "!! at risk"),
        ("at_risk", 2, "!! at risk · 2nd"),
        ("never_met", 4, "!! never met · 3rd"),
        ("lapse_suggested", 0, "!! lapse suggested"),
        ("lapse_suggested", 1, "!! lapse sugg… 1st"),
    ],
)
def test_a_row_says_how_often_they_were_tried_whatever_the_matter(matter: str, rung: int, says: str) -> None:
    shown = why_cell(SILENT._replace(matter=matter, rung=rung)).text
    assert shown == says
    assert len(shown) <= WHY_ROOM
