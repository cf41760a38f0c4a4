"""Putting off and thresholds from the command line."""

import json

from tests.cli.conftest import Run


def test_put_off_listed_apart_and_brought_back(programme: Run) -> None:
    done = programme("put-off", "R1", "in", "3", "days", "on a course")
    assert done.exit_code == 0
    assert "Priya Shah & Tom Lindqvist, at risk" in done.stdout
    assert programme("triage").stdout == "Nobody needs you today.\n"
    (item,) = json.loads(programme("triage", "--put-off", "--json").stdout)
    assert item["relationship"] == "R1"
    assert item["put_off"].startswith("until ")
    assert item["put_off"].endswith(": on a course")
    assert "on a course" in programme("triage", "--put-off").stdout
    again = programme("put-off", "R1", "tomorrow")
    assert again.exit_code == 4
    assert "R1 is not on the list today." in again.stderr
    assert programme("bring-back", "priya tom").exit_code == 0
    assert programme("bring-back", "R1").exit_code == 4
    assert "R1" in programme("triage").stdout


def test_a_caseload_and_what_nobody_looks_after(programme: Run) -> None:
    assert "R1" in programme("triage", "--coordinator", "nobody").stdout
    programme("handover", "ruth", "R1")
    assert programme("triage", "--coordinator", "nobody").stdout == "Nobody needs you today.\n"
    assert "R1" in programme("triage", "--coordinator", "Ruth").stdout
    assert programme("triage", "--coordinator", "ben").stdout == "Nobody needs you today.\n"


def test_dismissed_and_undone(programme: Run) -> None:
    assert "dismissed, both are on leave" in programme("dismiss", "R1", "both", "are on leave").stdout
    assert programme("triage").stdout == "Nobody needs you today.\n"
    assert programme("undo").exit_code == 0
    assert "R1" in programme("triage").stdout


def test_thresholds_are_told_tried_and_set(programme: Run) -> None:
    assert "at_risk_cadences" in programme("thresholds", "spring").stdout
    told = json.loads(programme("thresholds", "Spring", "--json").stdout)
    assert {"name": "at_risk_cadences", "value": None, "usual": 2.0} in told
    tried = programme("thresholds", "Spring", "at-risk-cadences=30 days", "--dry-run")
    assert "at risk from 28 to 30 days: 1 more overdue, 1 fewer at risk. Nothing was changed" in tried.stdout
    assert json.loads(programme("triage", "--json").stdout)[0]["health"] == "at_risk"
    saved = json.loads(programme("thresholds", "Spring", "at_risk_cadences=30", "--json").stdout)
    assert (saved["saved"], saved["moved"][0]["now"]) == (True, "overdue")
    assert json.loads(programme("triage", "--json").stdout)[0]["health"] == "overdue"
    assert programme("undo").exit_code == 0
    assert json.loads(programme("triage", "--json").stdout)[0]["health"] == "at_risk"


def test_what_cannot_be_is_refused(programme: Run) -> None:
    for words, says in (
        (("thresholds", "Sprung"), "There is no cohort"),
        (("thresholds", "Spring", "at_risk=3"), "is no setting"),
        (("thresholds", "Spring", "cadence_days=often"), "is not a number of days"),
        (("thresholds", "Spring", "lapse_cadences=20"), "must be less than"),
        (("put-off", "R1", "soon"), "does not begin with a day"),
        (("dismiss", "A9", "why"), "A9 is not on the list today."),
    ):
        result = programme(*words)
        assert result.exit_code == 4, words
        assert says in result.stderr
