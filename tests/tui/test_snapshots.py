"""How the main screens look. A difference is looked at, then accepted with `pytest tests/tui/test_snapshots.py
--snapshot-update`."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.driving import SMALL, WIDE, make_app, press, settle
from tests.tui.programme import make


def after(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Wait for the first screen, then press these keys."""

    async def run(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for key in keys:
            await press(pilot, key)

    return run


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param(SMALL, (), id="triage"),
        pytest.param(WIDE, (), id="triage-wide"),
        pytest.param(SMALL, ("2", "right"), id="cohorts"),
        pytest.param(SMALL, ("3",), id="pairing"),
        pytest.param(SMALL, ("down", "down", "enter"), id="relationship"),
        pytest.param(SMALL, ("question_mark",), id="help"),
    ],
)
def test_it_looks_as_it_did(
    snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    assert snap_compare(make_app(make(tmp_path)), terminal_size=size, run_before=after(*keys))
