"""Rows that are kept as compressed lines are a sequence like any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.workbook import stored
from coordinator.workbook.cells import Cell, Row
from coordinator.workbook.stored import StoredRows, kept, lined

TEXTS = st.lists(st.text(max_size=12), max_size=40)
PLACES = st.none() | st.integers(-45, 45)


@given(
    texts=TEXTS, together=st.integers(1, 7), room=st.integers(1, 60), start=PLACES, stop=PLACES, step=PLACES
)
def test_rows_are_what_a_list_of_them_is(
    texts: list[str], together: int, room: int, start: int | None, stop: int | None, step: int | None
) -> None:
    rows = [Row(number, {1: Cell("text", text)}) for number, text in enumerate(texts, start=1)]
    lines = [kept(lined(row)) for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "LINES_TOGETHER", together)
        patch.setattr(stored, "BYTES_TOGETHER", room)
        found = StoredRows(lines)
        assert (len(found), list(found), [found[place] for place in range(len(rows))]) == (
            len(rows),
            rows,
            rows,
        )
        part = slice(start, stop, step or None)
        assert list(found[part]) == rows[part]
        assert list(found[part][1:]) == rows[part][1:]
        assert found == StoredRows(lines)
        assert found != StoredRows([*lines, kept([99, 1, "s", "more"])])
        assert rows == [] or found[-1] == rows[-1]
        with pytest.raises(IndexError):
            found[len(rows)]
