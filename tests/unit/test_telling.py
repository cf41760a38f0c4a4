"""What people say about themselves for a match, as sheets and coordinators write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import telling

WEEKDAY_MORNINGS = tuple(f"{day}_morning" for day in telling.DAYS[:5])


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Weekday mornings", WEEKDAY_MORNINGS),
        ("Weekday mornings; Sat am", (*WEEKDAY_MORNINGS, "sat_morning")),
        ("Tues pm and Thursday evenings", ("tue_afternoon", "thu_evening")),
        ("Wednesday and Friday afternoons", ("wed_afternoon", "fri_afternoon")),
        ("Monday", ("mon_morning", "mon_afternoon", "mon_evening")),
        ("evenings", tuple(f"{day}_evening" for day in telling.DAYS)),
        ("I am flexible", tuple(telling.TIMES)),
        ("when the moon is full", None),
        ("never at all", None),
        ("", None),
    ],
)
def test_times_of_the_week(text: str, slots: tuple[str, ...] | None) -> None:
    assert telling.times(text) == slots


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("1", "1"),
        ("just me", "1"),
        ("2-5", "2-5"),
        ("6 to 10 people", "6-20"),
        ("20", "6-20"),
        ("50", "21-50"),
        ("50+", "over 50"),
        ("more than 50", "over 50"),
        ("1,200", "over 50"),
        ("quite a few", None),
    ],
)
def test_sizes(text: str, band: str | None) -> None:
    assert telling.size(text) == band


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Just starting", "starting"),
        ("Growing fast", "growing"),
        ("Well established", "established"),
        ("in transition", "changing"),
        ("purple", None),
    ],
)
def test_stages(text: str, stage: str | None) -> None:
    assert telling.stage(text) == stage


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Zoom or face to face", ("video", "in_person")),
        ("By telephone", ("phone",)),
        ("either", ("video", "phone", "in_person")),
        ("carrier pigeon", None),
    ],
)
def test_ways_of_meeting(text: str, modes: tuple[str, ...] | None) -> None:
    assert telling.modes(text) == modes


def test_several_answers_and_none() -> None:
    assert telling.several("English; Welsh; english") == ("english", "Welsh")
    assert telling.several("English, Welsh") == ("English", "Welsh")
    assert telling.several("Lindqvist, Tom; Obi") == ("Lindqvist, Tom", "Obi")
    assert telling.several("n/a") is telling.several("None") is None
    assert telling.one("  -  ") is None
    assert telling.one(" Arts  and culture ") == "Arts and culture"


@given(st.sets(st.sampled_from(telling.TIMES)), st.sets(st.sampled_from(telling.MODES)))
def test_what_is_written_is_read_again(times: set[str], modes: set[str]) -> None:
    kept_times = tuple(slot for slot in telling.TIMES if slot in times) or None
    kept_modes = tuple(mode for mode in telling.MODES if mode in modes) or None
    assert telling.times(telling.written(kept_times)) == kept_times
    assert telling.modes(telling.written(kept_modes)) == kept_modes


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    for read in telling.READERS.values():
        assert read(text) == read(f" {text} ")
