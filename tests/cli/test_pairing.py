"""`pair`, `why` and `unmatched`, as people and as JSON."""

import json
import os
from datetime import date
from pathlib import Path

from coordinator.services import participants
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.cli.conftest import Run

APPLICANTS = """Name,Email,Role,Capacity,Tags
Dina Osei,dina@osei.example,Mentor,1,"grants, finance"
Erik Holm,erik@holm.example,Mentor,1,finance
Ana Vale,ana@vale.example,Mentee,,"grants, marketing"
Ben Roy,ben@roy.example,Mentee,,finance
Cleo Hart,cleo@hart.example,Mentee,,volunteers
"""


def with_people(run: Run) -> Run:
    """Five applicants of Spring, all accepted."""
    assert run("import", "-", "--cohort", "Spring", "--kind", "applicants", stdin=APPLICANTS).exit_code == 0
    desk = Desk(Store(Path(os.environ["COORDINATOR_DB"])), "ruth", date(2026, 6, 15))
    participants.accept(desk, cohort="Spring")
    return run


def test_pair_prints_what_the_issue_promises(run: Run) -> None:
    with_people(run)
    done = run("pair", "--cohort", "spring", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert list(told) == [
        "run",
        "optimal",
        "matched",
        "unmatched",
        "total",
        "worst",
        "pairs",
        "capacity_used",
    ]
    assert told["optimal"] is True
    assert told["run"] == 1
    assert (told["matched"], told["capacity_used"], len(told["unmatched"])) == (2, 2, 1)
    assert told["total"] == sum(pair["score"] for pair in told["pairs"])
    assert told["worst"] == min(pair["score"] for pair in told["pairs"])
    by_mentee = {pair["mentee_email"]: pair for pair in told["pairs"]}
    assert by_mentee["ana@vale.example"]["mentor_email"] == "dina@osei.example"
    assert by_mentee["ana@vale.example"]["covered"] == ["Trusts and grants"]
    assert by_mentee["ana@vale.example"]["uncovered"] == ["Marketing and communications"]
    for pair in told["pairs"]:
        assert set(pair["parts"]) == {"needs", "background", "wishes", "time", "place"}
        assert pair["score"] == sum(points or 0 for points in pair["parts"].values())
        assert pair["rank_for_mentee"] == 1
        assert pair["locked"] is False
    for one in told["unmatched"]:
        assert one["reason"]
        assert all(way["what"] in ("rule", "place", "threshold") for way in one["relax"])


def test_pair_for_people_says_what_it_kept(run: Run) -> None:
    done = with_people(run)("pair", "--cohort", "Spring", "--fairness", "off")
    assert done.exit_code == 0
    assert "Kept as run 1." in done.stdout
    assert "is left over." in done.stdout
    seeded = run("pair", "--cohort", "Spring", "--seed-run", "7")
    assert seeded.exit_code == 4
    assert "There is no run 7 of Spring." in seeded.stderr


def test_a_threshold_is_for_quality(run: Run) -> None:
    refused = with_people(run)("pair", "--cohort", "Spring", "--mode", "most", "--min-score", "40")
    assert refused.exit_code == 2
    told = json.loads(run("pair", "--cohort", "Spring", "--min-score", "100", "--json").stdout)
    assert all(pair["score"] == 100 for pair in told["pairs"])


def test_why_says_why_not(run: Run) -> None:
    with_people(run)
    done = run("why", "erik", "ana@vale.example")
    assert done.exit_code == 0
    assert "Erik Holm & Ana Vale, Spring: score" in done.stdout
    assert "They are barred" in done.stdout
    told = json.loads(run("why", "dina", "ana", "--json").stdout)
    assert told["mentor_email"] == "dina@osei.example"
    assert told["covered"] == ["Trusts and grants"]
    assert told["uncovered"] == ["Marketing and communications"]
    missing = run("why", "nobody", "ana")
    assert missing.exit_code == 4
    assert "No cohort has a mentor 'nobody'" in missing.stderr


def test_unmatched_lists_who_and_why(run: Run) -> None:
    with_people(run)
    told = json.loads(run("unmatched", "--cohort", "Spring", "--json").stdout)
    assert "cleo@hart.example" in [one["email"] for one in told]
    assert "Cleo Hart (cleo@hart.example) is left over." in run("unmatched", "--cohort", "Spring").stdout
    assert run("unmatched", "--cohort", "Winter").exit_code == 4


def test_propose_makes_relationships_that_undo_takes_back(run: Run) -> None:
    done = with_people(run)("pair", "--cohort", "Spring", "--propose")
    assert done.exit_code == 0
    assert "2 pairs are proposed, R1 to R2." in done.stdout
    assert json.loads(run("pair", "--cohort", "Spring", "--json").stdout)["matched"] == 0
    assert run("undo").exit_code == 0
    assert run("undo").exit_code == 0
    assert json.loads(run("pair", "--cohort", "Spring", "--json").stdout)["matched"] == 2
