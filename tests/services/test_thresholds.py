"""What can be typed for a setting, and what is refused in a sentence."""

import pytest

from coordinator.errors import CoordinatorError
from coordinator.models.matters import Setting
from coordinator.services import thresholds


def setting(name: str, own: float | None = None, usual: float | None = 2.0) -> Setting:
    return Setting(1, 1, 14, name, own, usual)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("at_risk_cadences", "21", 1.5),
        ("at_risk_cadences", "21 days", 1.5),
        ("at_risk_cadences", "1.5 cadences", 1.5),
        ("at_risk_cadences", "usual", None),
        ("too_early_days", "5 days", 5),
        ("catch_up_hours", "3,5", 3.5),
        ("catch_up_hours", "3.5 hours a fortnight", 3.5),
        ("target_hours", "20 h", 20),
    ],
)
def test_what_is_understood(name: str, text: str, value: float | None) -> None:
    assert thresholds.value_of(setting(name), text) == value


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("at_risk_cadences", "soon", "“soon” is not a number of days"),
        ("at_risk_cadences", "-3", "is not a number"),
        ("at_risk_cadences", "3 hours", "is in days"),
        ("too_early_days", "2 cadences", "is in days"),
        ("too_early_days", "2.5", "in whole days"),
        ("cadence_days", "0", "is 1 to 180 days, not 0"),
        ("cadence_days", "usual", "There is no usual value"),
        ("session_hours", "40", "is 0.25 to 12 hours, not 40"),
    ],
)
def test_what_is_refused(name: str, text: str, says: str) -> None:
    usual = None if name in ("cadence_days", "session_hours") else 2.0
    with pytest.raises(CoordinatorError, match=says):
        thresholds.value_of(setting(name, 14.0, usual), text)


def test_every_setting_has_a_meaning_and_is_told() -> None:
    for name in thresholds.MEANINGS:
        assert thresholds.told(setting(name, 2.0), 2.0).split()[0] in ("2", "28")
    assert thresholds.told(setting("waiting_days", None, 30), None) == "the usual 30 days"
