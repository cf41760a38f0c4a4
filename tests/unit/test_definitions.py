"""Every figure that a cohort shows is defined in words, once."""

import pytest

from coordinator.definitions import FIGURES, HEALTH, meaning, meanings
from coordinator.models import CohortFigures

NOT_FIGURES = {"cohort", "starts_on", "sessions_by_fortnight"}


def test_every_figure_of_a_cohort_is_defined() -> None:
    defined = {name for names, _ in (*FIGURES, *HEALTH) for name in names.split(", ")}
    assert {name.replace("_", " ") for name in CohortFigures._fields if name not in NOT_FIGURES} <= defined


def test_one_name_of_several_on_a_line_is_found_and_an_unknown_one_is_an_error() -> None:
    assert meaning("hours held") == meaning("sessions held")
    assert meaning("at risk", HEALTH).startswith("two cadences")
    with pytest.raises(KeyError):
        meaning("at risk")


def test_headers_are_explained_in_their_order_as_they_are_written() -> None:
    assert [name for name, _ in meanings(["Ref", "Hours held", "Days since"])] == ["Hours held", "Days since"]
