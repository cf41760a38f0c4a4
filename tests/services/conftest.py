"""A small programme: one cohort, one pair in each state an action can start from."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from coordinator.policy import Policy
from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.conftest import Copy

TODAY = date(2026, 6, 15)
START = TODAY - timedelta(days=30)


@pytest.fixture(scope="session")
def template(blank_file: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = blank_file(tmp_path_factory.mktemp("services") / "programme.duckdb")
    names = ["Priya Shah", "Tom Lindqvist", "Ada Obi", "Ben Nwosu", "Eve Müller"]
    with Store(path).writing("setup", "set up", TODAY) as change:
        (cohort,) = change.insert("cohort", [{"name": "Spring", "starts_on": START, **Policy().as_columns()}])
        priya, tom, ada, ben, eve = change.insert(
            "person",
            [{"name": name, "email": f"{name.split()[0].lower()}@example.org"} for name in names],
        )
        change.insert(
            "relationship",
            [
                _pair(cohort, priya, tom, "active", START),
                _pair(cohort, ada, ben, "proposed", None),
                _pair(cohort, eve, tom, "closed", START) | {"outcome": "ended_early", "closed_on": TODAY},
            ],
        )
    return path


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Desk:
    """A desk at a programme with Priya & Tom (R1, active), Ada & Ben (R2, proposed), Eve & Tom (R3, closed)."""
    return Desk(Store(Path(shutil.copy(template, tmp_path / "programme.duckdb"))), "ruth", TODAY)


def _pair(cohort: int, mentor: int, mentee: int, state: str, started_on: date | None) -> dict[str, object]:
    return {
        "cohort": cohort,
        "mentor": mentor,
        "mentee": mentee,
        "state": state,
        "outcome": None,
        "started_on": started_on,
        "closed_on": None,
    }
