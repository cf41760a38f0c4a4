"""Lines that are kept compressed are a sequence like any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.workbook import stored
from coordinator.workbook.stored import Lines

LINES = st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=40)
PLACES = st.none() | st.integers(-45, 45)


@given(
    lines=LINES, together=st.integers(1, 7), room=st.integers(1, 60), start=PLACES, stop=PLACES, step=PLACES
)
def test_lines_are_what_a_list_of_them_is(
    lines: list[bytes], together: int, room: int, start: int | None, stop: int | None, step: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "LINES_TOGETHER", together)
        patch.setattr(stored, "BYTES_TOGETHER", room)
        kept = Lines(lines)
        assert (len(kept), list(kept), [kept[place] for place in range(len(lines))]) == (
            len(lines),
            lines,
            lines,
        )
        part = slice(start, stop, step or None)
        assert list(kept[part]) == lines[part]
        assert kept == Lines(lines)
        assert kept != Lines([*lines, b"more"])
        assert lines == [] or kept[-1] == lines[-1]
        with pytest.raises(IndexError):
            kept[len(lines)]
