"""A programme with people to pair."""

import shutil
from pathlib import Path

import pytest

from coordinator.services.desk import Desk
from coordinator.store.connection import Store
from tests.conftest import Copy
from tests.matching.people import TODAY, write_people


@pytest.fixture(scope="session")
def to_pair(blank_file: Copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = blank_file(tmp_path_factory.mktemp("pairing") / "programme.duckdb")
    write_people(path)
    return path


@pytest.fixture
def desk(to_pair: Path, tmp_path: Path) -> Desk:
    return Desk(Store(Path(shutil.copy(to_pair, tmp_path / "programme.duckdb"))), "ruth", TODAY)
