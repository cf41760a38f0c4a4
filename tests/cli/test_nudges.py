"""Messages from the command line: their texts listed, edited, written out, and drafts recorded as sent."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def edited(run: Run) -> list[str]:
    return [one["name"] for one in json.loads(run("nudges", "list", "--json").stdout) if one["edited"]]


def test_a_text_goes_out_is_edited_and_comes_back(programme: Run) -> None:
    assert "second-reminder  as it ships" in programme("nudges").stdout
    assert programme("nudges", "export", "texts").stdout == "6 texts written to texts.\n"
    path = Path("texts/welcome.txt")
    assert path.read_text(encoding="utf-8") == programme("nudges", "show", "welcome").stdout
    assert programme("nudges", "edit", "welcome", str(path)).stdout == "The welcome is as it was.\n"
    path.write_bytes("\ufeffsubject: Hé {first_name}\r\n\r\nCome in.\r\n".encode())
    assert "`coordinator undo` takes it back." in programme("nudges", "edit", "welcome", str(path)).stdout
    shown = json.loads(programme("nudges", "show", "Welcome", "--json").stdout)
    assert shown == {"name": "welcome", "subject": "Hé {first_name}", "body": "Come in.", "edited": True}
    assert programme("undo").exit_code == 0
    assert edited(programme) == []


def test_the_text_that_ships_is_taken_again(programme: Run) -> None:
    assert programme("nudges", "edit", "last", "-", stdin="Subject: a\n\nb\n").exit_code == 0
    assert edited(programme) == ["last_reminder"]
    assert programme("nudges", "edit", "last reminder", "--shipped").exit_code == 0
    assert edited(programme) == []


@pytest.mark.parametrize(
    ("words", "given", "code", "told"),
    [
        (("edit", "goodbye", "-"), "Subject: a\n\nb", 4, "There are: first-reminder"),
        (("edit", "welcome", "-"), "Hello", 4, "Begin it with a line: Subject:"),
        (("edit", "welcome", "-"), "Subject: a\n\nDear {frist_name}", 4, "Did you mean {first_name}?"),
        (("edit", "welcome", "-"), b"Subject: \xff", 4, "is not UTF-8"),
        (("edit", "welcome", "-"), "x" * 200_000, 4, "far too long"),
        (("edit", "welcome", "none.txt"), "", 4, "none.txt cannot be read"),
        (("edit", "welcome"), "", 2, "--shipped"),
        (("write", "out.txt", "R99"), "", 4, "R99"),
    ],
)
def test_what_is_refused_changes_nothing(
    programme: Run, words: tuple[str, ...], given: str | bytes, code: int, told: str
) -> None:
    done = programme("nudges", *words, stdin=given)
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr
    assert edited(programme) == []
    assert not Path("out.txt").exists()


def test_drafts_are_written_and_count_as_sent_only_when_asked(programme: Run) -> None:
    told = programme("nudges", "write", "out.txt", "R1").stdout
    assert told == "2 drafts written to out.txt. Nothing was sent.\n"
    assert json.loads(programme("triage", "--json").stdout)[0]["rung"] == 0
    done = programme("nudges", "write", "mails", "priya tom", "--only", "mentee", "--sent", "--json")
    out = json.loads(done.stdout)
    assert [(one["name"], one["relationships"]) for one in out["drafts"]] == [("Tom Lindqvist", ["R1"])]
    assert out["change"] is not None
    assert len(list(Path("mails").iterdir())) == 1
    assert json.loads(programme("triage", "--json").stdout)[0]["rung"] == 1
    assert programme("undo").exit_code == 0
    assert json.loads(programme("triage", "--json").stdout)[0]["rung"] == 0
    printed = programme("nudges", "write", "-", "R1", "--text", "check-in").stdout
    assert printed.count("Subject: A short check-in") == 2
