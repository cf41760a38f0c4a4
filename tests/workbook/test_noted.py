"""Notes about rows are counted by what they say, whomever they are about."""

import re

import pytest

from coordinator.workbook import noted
from coordinator.workbook.noted import Noted, counted


@pytest.mark.parametrize("kind", noted.ALL, ids=lambda kind: kind.sentence)
def test_a_note_is_known_by_its_sentence(kind: Noted) -> None:
    said = dict.fromkeys(re.findall(r"\{(\w+)", kind.sentence), "a {b}\nis known as c")
    assert counted([kind(**said)] * 2) == [f"2 {kind.many}"]


def test_the_most_come_first_and_an_unknown_one_is_told_as_it_is() -> None:
    emptied = [noted.EMPTIED(header=header) for header in ("Hours", "Mode")]
    assert counted(["odd", *emptied]) == ["2 of an emptied cell, which changes nothing", "1 odd"]
