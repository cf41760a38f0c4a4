"""`coordinator log` and `contact`: one line, many lines from standard input, JSON, exit codes."""

import json

import pytest

from tests.cli.conftest import Run

LINES = """Priya & Tom 8/6 2h plan reviewed; next 20/6

> R1 no answer x2, try 18/6
Priya & Tom
mentor happy 5, mentee 3 "still deciding"
"""


def events(run: Run) -> int:
    return len(json.loads(run("history", "--json").stdout))


def test_many_lines_are_one_change(programme: Run) -> None:
    before = events(programme)
    found = programme("log", "-", stdin=LINES)
    assert found.exit_code == 0
    assert found.stdout.startswith(
        "Priya Shah & Tom Lindqvist: Session held Mon 8 Jun 2026, 2 h, plan reviewed;"
    )
    assert events(programme) == before + 1
    assert "Undone: log 3 lines." in programme("undo").stdout


def test_as_json_a_log_can_be_typed_again(programme: Run) -> None:
    told = json.loads(programme("log", "-", "--json", stdin=LINES).stdout)
    assert [line["relationship"] for line in told["lines"]] == ["R1", "R1", None, "R1"]
    assert told["change"] is not None
    assert all(line["refused"] is None for line in told["lines"])
    programme("undo")
    again = "\n".join(f"R1 {'; '.join(line['typed'])}" for line in told["lines"] if line["typed"])
    repeated = json.loads(programme("log", "-", "--json", stdin=again).stdout)
    assert [line["typed"] for line in repeated["lines"]] == [
        line["typed"] for line in told["lines"] if line["typed"]
    ]


def test_a_line_that_is_not_understood_keeps_all_out_unless_left(programme: Run) -> None:
    lines = f"{LINES}\nBest wishes\n"
    before = events(programme)
    found = programme("log", "-", stdin=lines)
    assert found.exit_code == 4
    assert "line 5 “Best wishes”: Nobody is called “Best”" in found.stderr
    assert (
        "1 line is not understood, so nothing was recorded. Mend them, or leave them with --leave-bad."
        in found.stderr
    )
    assert events(programme) == before
    told = json.loads(programme("log", "-", "--json", stdin=lines).stdout)
    assert (told["change"], told["lines"][-1]["understood"]) == (None, None)
    assert programme("log", "-", "--leave-bad", stdin=lines).exit_code == 3
    assert events(programme) == before + 1


def test_a_check_in(programme: Run) -> None:
    found = programme("contact", "R1", "no", "answer", "mentee", "phone", "x2", "try", "18/6", "--json")
    assert found.exit_code == 0
    (line,) = json.loads(found.stdout)["lines"]
    assert line["typed"] == ["no answer mentee phone 2026-06-15 x2 try 2026-06-18"]
    assert "no answer from the mentee" in programme("contact", "priya tom", "no answer Tom").stdout
    found = programme("contact", "R1", "14/6 2h")
    assert (
        found.exit_code,
        "That is no check-in. For anything else use: coordinator log R1" in found.stderr,
    ) == (4, True)


@pytest.mark.parametrize(
    ("words", "stdin", "code", "says"),
    [
        (("log", "R1"), None, 2, "Give a line"),
        (("log", "-", "14/6 2h"), "R1 2h today", 2, "With - give none"),
        (("log", "-"), "", 4, "There was nothing to record"),
        (("log", "-"), b"\xff\xfe\x00", 4, "not UTF-8"),
        (("log", "-"), "R1 no answer\n" * 90_000, 4, "longer than 1 MB"),
        (("log", "-"), "Zed 14/6 2h", 4, "Nobody is called “Zed”"),
        (("log", "R99", "14/6 2h"), None, 4, "There is no relationship R99"),
        (("contact", "R1", "spoke"), None, 0, ""),
    ],
)
def test_exit_codes(
    programme: Run, words: tuple[str, ...], stdin: str | bytes | None, code: int, says: str
) -> None:
    found = programme(*words, stdin=stdin)
    assert (found.exit_code, says in found.stderr) == (code, True)
