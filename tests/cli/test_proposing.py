"""`coordinator propose` and `answer`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

APPLICANTS = """Name,Email,Role,Capacity,Tags
Priya Shah,priya@hive.org,Mentor,2,Strategy
Tom Lindqvist,tom@ash.org,Mentee,,Strategy
"""


@pytest.fixture
def accepted(run: Run) -> Run:
    """Priya and Tom applied, and everyone may be paired without being accepted first."""
    assert run("import", "-", "--cohort", "Spring", "--kind", "applicants", stdin=APPLICANTS).exit_code == 0
    assert run("accept", "--cohort", "Spring").exit_code == 0
    return run


def test_a_pair_is_proposed_and_answered(accepted: Run) -> None:
    done = accepted("propose", "priya", "tom@ash.org")
    assert done.exit_code == 0
    assert done.output.startswith("Priya Shah & Tom Lindqvist are proposed as R1, score 80.")
    assert accepted("answer", "R1", "mentor", "accepted").output.startswith(
        "Priya Shah & Tom Lindqvist: Priya Shah accepted."
    )
    told = json.loads(accepted("answer", "priya tom", "mentee", "accepted", "--json").output)
    assert told == {
        "relationship": "R1",
        "state": "proposed",
        "mentor": "Priya Shah",
        "mentee": "Tom Lindqvist",
        "mentor_answer": "accepted",
        "mentee_answer": "accepted",
        "ready_to_start": True,
        "message": told["message"],
        "change": told["change"],
    }


def test_a_decline_bars_the_pair_until_it_is_undone(accepted: Run) -> None:
    assert json.loads(accepted("propose", "priya", "tom", "--json").output)["state"] == "proposed"
    assert "kept apart" in accepted("answer", "R1", "mentee", "declined", "--reason", "too far").output
    again = accepted("propose", "priya", "tom")
    assert again.exit_code == 4
    assert "Priya Shah & Tom Lindqvist: on the never-pair register." in again.output
    assert accepted("undo").exit_code == 0
    assert "together in a relationship now" in accepted("propose", "priya", "tom").output


def test_those_not_accepted_yet_are_barred(run: Run) -> None:
    assert run("import", "-", "--cohort", "Spring", "--kind", "applicants", stdin=APPLICANTS).exit_code == 0
    refused = run("propose", "priya", "tom")
    assert refused.exit_code == 4
    assert "not accepted yet" in refused.output
    assert run("answer", "R1", "mentor", "perhaps").exit_code == 2


def test_brief_sheets_of_open_proposals(accepted: Run, tmp_path: Path) -> None:
    refused = accepted("brief", str(tmp_path / "pairs.xlsx"), "--cohort", "Spring")
    assert refused.exit_code == 4
    assert "no open proposal" in refused.output
    assert accepted("propose", "priya", "tom").exit_code == 0
    done = accepted("brief", str(tmp_path / "pairs.xlsx"), "R1")
    assert done.output == f"1 brief sheet written to {tmp_path / 'pairs.xlsx'}.\n"
    assert (tmp_path / "pairs.xlsx").stat().st_size > 1000
