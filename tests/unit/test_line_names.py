"""Whose line it is: names at its beginning, by beginnings of words, told apart from what was learnt."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.entry import parse
from coordinator.entry.names import Directory, address, can_become_a_phrase, completions
from coordinator.entry.reading import cleaned
from coordinator.errors import NotUnderstood
from coordinator.models.care import Pair

PAIRS = [
    Pair(1, "Priya Shah", "Tom Lindqvist", is_live=True),
    Pair(2, "Priya Rao", "Ada Obi", is_live=True),
    Pair(3, "Noah Bookman", "Anne-Marie Müller", is_live=True),
    Pair(4, "Tomas Berg", "Sun Li", is_live=True),
    Pair(5, "Priya Shah", "Ada Obi", is_live=False),
    Pair(6, "Will May", "Will May", is_live=True),
    Pair(7, "Kim Doe", "Jo Roe", is_live=True),
    Pair(8, "Kim Doe", "Jo Roe", is_live=True),
]
DIRECTORY = Directory(PAIRS)


def understood(text: str) -> bool:
    try:
        parse(text, today=date(2026, 3, 20))
    except NotUnderstood:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("priya tom", [1]),
        ("Tom & Priya", [1]),
        ("tom", [1]),
        ("toma", [4]),
        ("PRI", [1, 2]),
        ("priya shah", [1]),
        ("priya shah ada", [5]),
        ("priya & ada", [2]),
        ("marie", [3]),
        ("anne-m mull", [3]),
        ("müller", [3]),
        ("MULLER and noah", [3]),
        ("shah & priya", []),
        ("will & may", [6]),
        ("nobody", []),
        ("&", []),
    ],
)
def test_names_fit(text: str, numbers: Sequence[int]) -> None:
    assert [pair.relationship for pair in DIRECTORY.fitting(text.split())] == numbers


@pytest.mark.parametrize(
    ("line", "names", "rest", "numbers"),
    [
        ("Priya & Tom 14/3 2h", "Priya & Tom", "14/3 2h", [1]),
        ("Priya&Tom: 14/3 2h", "Priya&Tom", "14/3 2h", [1]),
        ("priya shah, tom 14/3 2h", "priya shah, tom", "14/3 2h", [1]),
        ("Priya 14/3 2h", "Priya", "14/3 2h", [1, 2]),
        ("Noah no answer x2", "Noah", "no answer x2", [3]),
        ("Sun Li & Tomas 14/3 2h", "Sun Li & Tomas", "14/3 2h", [4]),
        ("Priya & Tom", "Priya & Tom", "", [1]),
        ("tom 14/3 2h bananas", "tom", "14/3 2h bananas", [1]),
        ("no answr", "", "no answr", []),
        ("priya sha", "", "priya sha", []),
        ("no", "", "no", []),
        ("14/3 2h", "", "14/3 2h", []),
        ("book 28/3 noon", "", "book 28/3 noon", []),
        ('"Priya" 14/3', "", '"Priya" 14/3', []),
        ("R12 14/3 2h", "R12", "14/3 2h", []),
        ("r12: 14/3 2h", "r12", "14/3 2h", []),
    ],
)
def test_names_are_parted_from_the_rest(line: str, names: str, rest: str, numbers: Sequence[int]) -> None:
    found = address(line, DIRECTORY, understood, has_subject=True)
    assert (found.names, found.rest, [pair.relationship for pair in found.pairs]) == (names, rest, numbers)
    assert found.number == (12 if line.lower().startswith("r12") else None)


def test_a_number_needs_no_directory() -> None:
    assert address("R7 2h today", None, understood, has_subject=False).number == 7
    assert address("Priya 2h today", None, understood, has_subject=False).pairs == ()


def test_names_are_completed_whole_or_by_their_number() -> None:
    assert [text for _, text in completions("pri 14/3 2h", DIRECTORY)] == [
        "Priya Shah & Tom Lindqvist 14/3 2h",
        "Priya Rao & Ada Obi 14/3 2h",
    ]
    assert [text for _, text in completions("kim", DIRECTORY)] == ["R7 ", "R8 "]
    assert completions("14/3", DIRECTORY) == ()


@pytest.mark.parametrize(("text", "can"), [("mis", True), ("Tom", True), ("tomx", False), ("priya", False)])
def test_a_word_of_the_grammar_may_be_on_its_way(text: str, can: bool) -> None:
    assert can_become_a_phrase(text) is can


@given(st.sampled_from(PAIRS), st.integers(1, 12), st.sampled_from(["14/3 2h", "no answer x2", "lapsed"]))
def test_whole_names_lead_to_their_relationship(pair: Pair, letters: int, rest: str) -> None:
    cut = " & ".join(" ".join(word[:letters] for word in name.split()) for name in (pair.mentor, pair.mentee))
    assert pair in DIRECTORY.fitting(cut.split()) or not pair.is_live
    found = address(f"{pair.names} {rest}", DIRECTORY, understood, has_subject=True)
    assert (found.rest, pair in found.pairs) == (rest, True)


@given(st.text(max_size=30))
def test_any_line_is_parted_without_losing_a_word(line: str) -> None:
    found = address(line, DIRECTORY, understood, has_subject=False)
    kept, typed = (
        [letter for letter in text if letter not in " :,"]
        for text in (f"{found.names}{found.rest}", cleaned(line))
    )
    assert kept == typed
