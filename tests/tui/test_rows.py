"""The virtual list: any number of rows at the cost of a screenful, and nothing on the line but what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from screens.presentation import Cell, clean, fit, wrap
from screens.widgets.columns import Column, lay_out
from screens.widgets.rows import RowList
from tests.tui.driving import on_screen


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of the test lists."""

    number: int
    name: str


class Watched(Sequence[Thing]):
    """A hundred thousand rows that notes which were looked at."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.looked_at: set[int] = set()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self.length))]
        if not 0 <= index < self.length:
            raise IndexError(index)
        self.looked_at.add(index)
        return Thing(index, f"thing {index}")


COLUMNS: Sequence[Column[Thing]] = (
    Column("No", lambda thing: str(thing.number), 6, right=True),
    Column("Name", lambda thing: Cell(thing.name, "bad"), 10, grow=1),
    Column("Far", lambda _: "far", 5, needs=100),
)


class ListApp(App[None]):
    """One list, and what it said."""

    def __init__(self, rows: Sequence[Thing], empty: str = "") -> None:
        super().__init__()
        self.things = rows
        self.empty = empty
        self.heard: list[Any] = []

    def compose(self) -> ComposeResult:
        yield RowList(COLUMNS, lambda thing: thing.number, marking=True, empty=self.empty)

    def on_mount(self) -> None:
        self.rows.set_rows(self.things)
        self.rows.focus()

    @property
    def rows(self) -> RowList[Thing]:
        return self.query_one(RowList)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.heard.append(("chosen", message.row.number))

    def on_row_list_rested(self, message: RowList.Rested) -> None:
        self.heard.append(("rested", message.row.number if message.row else None))


def things(*numbers: int) -> list[Thing]:
    return [Thing(number, f"thing {number}") for number in numbers]


async def test_only_rows_on_the_screen_are_looked_at() -> None:
    rows = Watched(100_000)
    app = ListApp(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert "thing 99999" in on_screen(pilot)
        assert "thing 99977" in on_screen(pilot)
        assert len(rows.looked_at) < 60
        await pilot.press("home", "pagedown")
        await pilot.pause()
        assert app.rows.cursor == 22
        assert len(rows.looked_at) < 120


async def test_a_move_repaints_two_lines_and_standing_still_none() -> None:
    app = ListApp(things(*range(100)))
    async with app.run_test(size=(80, 24)) as pilot:
        drawn: list[int] = []
        draw = app.rows.render_line

        def noting(y: int) -> Any:
            drawn.append(y)
            return draw(y)

        await pilot.pause()
        app.rows.render_line = noting  # type: ignore[method-assign]
        await pilot.press("down")
        await pilot.pause()
        assert sorted(set(drawn)) == [1, 2]
        drawn.clear()
        app.rows.set_rows(things(*range(100)))
        await pilot.pause()
        assert drawn == []


async def test_the_keys_move_the_cursor_and_the_screen() -> None:
    app = ListApp(things(*range(50)))
    async with app.run_test(size=(80, 11)) as pilot:  # a heading and ten rows
        for keys, cursor, top in (
            (["j", "j", "k"], 1, 0),
            (["pagedown"], 10, 9),
            (["down"] * 9, 19, 10),
            (["pageup"], 10, 1),
            (["G"], 49, 40),
            (["down"], 49, 40),
            (["g"], 0, 0),
            (["up"], 0, 0),
        ):
            await pilot.press(*keys)
            assert (app.rows.cursor, app.rows.scroll_offset.y) == (cursor, top), keys


async def test_rows_that_come_again_keep_the_cursor_the_marks_and_the_place() -> None:
    app = ListApp(things(*range(50)))
    async with app.run_test(size=(80, 11)) as pilot:
        await pilot.press(*["down"] * 20, "space")
        assert app.rows.cursor == 21
        app.rows.set_rows(things(*range(10, 50)))
        assert app.rows.row == Thing(21, "thing 21")
        assert [row.number for row in app.rows.marked_rows] == [20]
        await pilot.pause()
        assert "▌  " in on_screen(pilot)
        assert "●" in on_screen(pilot)


async def test_where_the_row_left_the_cursor_is_on_the_next() -> None:
    app = ListApp(things(1, 2, 3, 4))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        app.rows.set_rows(things(1, 3, 4))
        assert app.rows.row == Thing(3, "thing 3")
        app.rows.set_rows(things(1))
        assert app.rows.row == Thing(1, "thing 1")
        app.rows.set_rows(())
        assert app.rows.row is None
        await pilot.press("down", "enter", "space", "end", "pagedown")
        app.rows.set_rows(things(7, 8))
        assert app.rows.row == Thing(7, "thing 7")


async def test_a_row_that_goes_far_off_after_something_was_done_is_not_followed() -> None:
    rows = things(*range(100))
    far = [*rows[:1], *rows[2:], rows[1]]
    app = ListApp(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down")
        app.rows.set_rows(far, stay=True)
        assert app.rows.row == rows[2]
        app.rows.set_rows(rows, stay=True)
        assert app.rows.row == rows[2], "a row in sight is"
        await pilot.press("up")
        app.rows.set_rows(far)
        assert app.rows.row == rows[1], "what someone else moved is followed"


async def test_enter_chooses_and_resting_is_told() -> None:
    app = ListApp(things(5, 6))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        app.rows.rest_now()
        await pilot.pause()
        assert app.heard == [("chosen", 6), ("rested", 6)]


async def test_an_empty_list_says_what_to_do() -> None:
    app = ListApp((), empty="Nothing yet.\n\nPress i.")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "  Nothing yet.\n\n  Press i." in on_screen(pilot)


HOSTILE = (
    "[@click=app.quit]x[/]",
    "[/red]",
    "\x1b[2J\x1b]0;owned\x07",
    "a\u202eb\u2066c",
    "tab\tline\nreturn\r",
    "日本語の名前" * 20,
    "e" + "\u0301" * 5_000,
    "x" * 32_000,
    "\ud800 half",
    "'); drop table person; --",
)


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_people_wrote_is_only_text(name: str) -> None:
    app = ListApp([Thing(1, name), Thing(2, "next")])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        shown = on_screen(pilot).splitlines()
        for line in shown:
            assert cell_len(line) <= 80
            assert line == clean(line)
        assert clean(name)[:8].strip() in shown[1]
        assert shown[2].endswith("next")


@given(st.text(max_size=60), st.integers(1, 40))
def test_fitted_text_fills_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(clean(text), width)) == width
    assert cell_len(fit(clean(text), width, right=True)) == width


@given(st.text(max_size=200), st.integers(5, 40), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_room(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, most)
    assert len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)


def test_columns_share_the_room_and_far_ones_wait_for_it() -> None:
    assert [(column.title, room) for column, room in lay_out(COLUMNS, 80)] == [("No", 6), ("Name", 71)]
    assert [(column.title, room) for column, room in lay_out(COLUMNS, 100)] == [
        ("No", 6),
        ("Name", 85),
        ("Far", 5),
    ]


def test_in_a_narrow_list_the_columns_that_grow_give_way() -> None:
    columns = (Column("A", str, 18), Column("B", str, 24, grow=1), Column("C", str, 11))
    assert [room for _, room in lay_out(columns, 55)] == [18, 22, 11]
    assert [room for _, room in lay_out(columns, 20)] == [18, 8, 11]
