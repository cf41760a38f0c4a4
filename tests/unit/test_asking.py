"""One line of typing says which changes are asked for."""

from datetime import date

import pytest

from coordinator.models.history import Asked
from coordinator.services.asking import asked

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", Asked()),
        ("ruth close", Asked(words=("ruth", "close"))),
        ("r12 Ángel", Asked(relationship=12, words=("angel",))),
        ("14/3", Asked(since=date(2026, 3, 14), until=date(2026, 3, 14))),
        ("since 14/3 x", Asked(since=date(2026, 3, 14), words=("x",))),
        ("from 1/3 to 14 mar", Asked(since=date(2026, 3, 1), until=date(2026, 3, 14))),
        ("until yesterday", Asked(until=date(2026, 11, 22))),
        ("import 3 since 2026-01-05", Asked(batch=3, since=date(2026, 1, 5))),
        ("import relationships", Asked(words=("import", "relationships"))),
        ("35/3", Asked(words=("35/3",))),
        ("import 14/3", Asked(since=date(2026, 3, 14), until=date(2026, 3, 14), words=("import",))),
    ],
)
def test_it_means(text: str, means: Asked) -> None:
    assert asked(text, TODAY) == means
