"""What several kinds of tests share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.store.connection import Store

Copy = Callable[[Path], Path]


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Puts a programme file without rows at a path: a copy of one, for making it takes five times as long."""
    template = tmp_path_factory.mktemp("blank") / "programme.duckdb"
    with Store(template).reading():
        pass
    return lambda path: Path(shutil.copy(template, path))
