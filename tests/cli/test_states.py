"""`set`, `close`, `reopen` and `rematch`: what they print, their exit codes, and that undo takes them back."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Run


def out(run: Run, *words: str) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_a_closing_says_what_becomes_of_both_people_and_undo_takes_it_back(programme: Run) -> None:
    dry = programme("close", "R1", "--reason", "moved", "--dry-run")
    assert "Tom Lindqvist leaves the programme. Nothing was changed (--dry-run)." in dry.stdout
    assert "Outstanding: exit survey of both." in dry.stdout
    told = out(programme, "close", "R1", "--reason", "Moved", "--note", "to Leeds", "--on", "2026-06-01")
    assert told == {
        "relationship": "R1",
        "mentor": "Priya Shah",
        "mentee": "Tom Lindqvist",
        "was": "active",
        "state": "closed",
        "outcome": "ended_early",
        "reason": "moved",
        "initiated_by": "mentee",
        "started_on": "2026-05-01",
        "closed_on": "2026-06-01",
        "consequences": [
            "Priya Shah is free again, 0 of 2 places taken",
            "Tom Lindqvist leaves the programme",
        ],
        "change": told["change"],
    }
    assert programme("check").exit_code == 0
    assert "set closed" in programme("undo").stdout
    assert json.loads(programme("triage", "--all", "--json").stdout)[0]["state"] == "active"


def test_pausing_coming_back_lapsing_and_reopening(programme: Run) -> None:
    assert out(programme, "set", "priya tom", "paused", "--until", "2026-07-01")["state"] == "paused"
    assert out(programme, "set", "R1", "active")["was"] == "paused"
    assert out(programme, "set", "R1", "lapsed", "--reason", "no answer for weeks")["state"] == "lapsed"
    assert out(programme, "close", "R1", "--reason", "a new baby")["reason"] == "a new baby"
    reopened = programme("reopen", "R1")
    assert "Cleared: ended early, “a new baby”, Mon 15 Jun 2026" in reopened.stdout
    assert "`coordinator undo` takes it back." in reopened.stdout
    assert programme("check").exit_code == 0


def test_a_rematch_puts_the_mentee_in_front(programme: Run) -> None:
    told = out(programme, "rematch", "R1", "--by", "both")
    assert (told["state"], told["outcome"], told["reason"]) == ("closed", "ended_early", "not_a_fit")
    assert "Tom Lindqvist waits again, first in line" in told["consequences"]
    assert "The two are kept apart" in told["consequences"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("set", "R1", "closed"), 2, "closed"),
        (("set", "R1", "active", "--until", "2026-07-01"), 2, "--until goes with paused."),
        (("set", "R1", "paused", "--by", "mentor"), 2, "--by goes with declined."),
        (("set", "R1", "paused", "--join-first"), 2, "--join-first goes with active."),
        (("close", "R1"), 2, "--reason"),
        (("set", "R1", "active"), 4, "coordinator: R1 is active already."),
        (("set", "R1", "paused", "--on", "2026-07-01"), 4, "has not come yet"),
        (("set", "R9", "paused"), 4, "There is no relationship R9"),
        (("reopen", "R1"), 4, "only a closed or declined one can be opened again"),
        (("close", "R1", "--reason", "never started"), 4, "held 2 sessions, so it did start"),
        (("close", "R1", "--reason", "no time", "--outcome", "completed"), 4, "does not go with completed"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_its_exit_code(
    programme: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = programme("history", "--json").stdout
    result = programme(*words)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert programme("history", "--json").stdout == before


def test_what_is_booked_is_cancelled_when_that_is_said(programme: Run) -> None:
    programme("log", "R1", "book 20/6")
    refused = programme("close", "R1", "--reason", "no time")
    assert refused.exit_code == 4
    assert "has a session booked for Sat 20 Jun 2026. --cancel-booked cancels it too." in refused.stderr
    told = out(programme, "close", "R1", "--reason", "no time", "--cancel-booked")
    assert "The session booked for Sat 20 Jun 2026 is cancelled" in told["consequences"]
