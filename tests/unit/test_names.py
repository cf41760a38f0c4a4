"""The parts of a name, for letters that begin with one."""

import pytest

from coordinator.workbook.names import name_parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ann Lee", ("", "Ann", "Lee")),
        ("Ann Maria Lee", ("", "Ann Maria", "Lee")),
        ("Dr. Ann Lee", ("Dr", "Ann", "Lee")),
        ("Lee, Ann", ("", "Ann", "Lee")),
        ("Dr Lee, Ann", ("Dr", "Ann", "Lee")),
        ("Eve van der Dyk", ("", "Eve", "van der Dyk")),
        ("Sukarno", ("", "Sukarno", "")),
        ("Mx", ("", "Mx", "")),
        ("Van Morrison", ("", "Van", "Morrison")),
        ("Lee,", ("", "Lee,", "")),
    ],
)
def test_parts(name: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(name) == parts
