"""Fixtures of the screen tests. Importing `screens` switches animations off before Textual is imported."""

from pathlib import Path

import pytest

import screens  # noqa: F401
from coordinator.services.desk import Desk
from screens.widgets import rows
from tests.tui.driving import make_programme
from tests.tui.programme import make as full_programme


@pytest.fixture(autouse=True)
def _the_cursor_rests_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the clock: `driving.rest` says when the cursor has rested."""
    monkeypatch.setattr(rows, "REST_SECONDS", 3600.0)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The desk of ana at the small programme of `driving.PAIRS`."""
    return make_programme(tmp_path / "programme.duckdb")


@pytest.fixture
def programme(tmp_path: Path) -> Desk:
    """The desk of ruth at two cohorts with every health and standing."""
    return full_programme(tmp_path)
