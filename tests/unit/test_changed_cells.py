"""Only changed cells are sent, and the terminal looks as if everything had been."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from screens.changed_cells import ChangedCells

ROWS, COLUMNS = 6, 24
Look = tuple[str, frozenset[str]]


class Terminal:
    """A slow, plain terminal: what it shows, letter by letter. Wide letters take two cells."""

    def __init__(self) -> None:
        self.cells = [[(" ", "")] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0
        self.style = ""
        self.top, self.bottom = 0, ROWS - 1
        self.received = 0

    def feed(self, text: str) -> None:
        self.received += len(text.encode())
        for found in re.finditer(r"\x1b\[(\d*)(?:;(\d*))?([A-Za-z])|\x1b\[([\d;]*)m|(.)", text, re.DOTALL):
            first, second, command, letter = found[1], found[2], found[3], found[5]
            if letter == "\n":
                self.row, self.column = self.row + 1, 0
            elif letter is not None:
                self.put(letter)
            elif command is None or command == "m":
                self.restyle(found[0][2:-1])
            else:
                self.obey(command, first, second)

    def restyle(self, style: str) -> None:
        parts = [part for part in style.split(";") if part]
        if not parts or parts[0] == "0":
            self.style, parts = "", parts[1:]
        self.style = ";".join(parts) or self.style

    def obey(self, command: str, first: str | None, second: str | None) -> None:
        many = int(first or 1)
        if command == "H":
            self.row, self.column = many - 1, int(second or 1) - 1
        elif command == "C":
            self.column += many
        elif command == "X":
            end = min(COLUMNS, self.column + many)
            self.cells[self.row][self.column : end] = [(" ", self.style)] * (end - self.column)
        elif command == "K":
            self.cells[self.row][self.column :] = [(" ", self.style)] * (COLUMNS - self.column)
        elif command == "r":
            self.top, self.bottom = many - 1, int(second or ROWS) - 1
            self.row = self.column = 0
        else:
            assert command in "ML"
            assert self.row == self.top
            taken, put = (self.top, self.bottom) if command == "M" else (self.bottom, self.top)
            del self.cells[taken]
            self.cells.insert(put, [(" ", self.style)] * COLUMNS)

    def put(self, letter: str) -> None:
        wide = letter in "日本語"
        for part in (letter, "")[: 1 + wide]:
            if self.column < COLUMNS:
                self.cells[self.row][self.column] = (part, self.style)
            self.column += 1

    def looks(self) -> Sequence[Sequence[Look]]:
        """What a person sees: a blank looks the same in every style that leaves blanks alone."""
        return [
            [
                (
                    letter,
                    frozenset(style.split(";")) - {""}
                    if letter != " "
                    else frozenset(style.split(";")) & {"7", "4"},
                )
                for letter, style in row
            ]
            for row in self.cells
        ]


def drawn(row: int, column: int, pieces: Sequence[tuple[str, str]]) -> str:
    """As Textual draws: go there, then each piece in its style."""
    text = "".join(f"\x1b[{style}m{letters}\x1b[0m" if style else letters for letters, style in pieces)
    return f"\x1b[{row + 1};{column + 1}H{text}"


LETTERS = st.text("ab │é", min_size=1, max_size=8) | st.just("日本") | st.just("    ") | st.just(" " * 16)
PIECES = st.lists(st.tuples(LETTERS, st.sampled_from(("", "1", "2", "7", "1;31"))), min_size=1, max_size=3)
PLACES = st.tuples(st.integers(0, ROWS - 1), st.sampled_from((0, 0, 0, 3, 9)), PIECES)
FRAMES = st.lists(st.lists(PLACES, min_size=1, max_size=6), min_size=1, max_size=6)


def whole(row: int, text: str) -> str:
    return drawn(row, 0, [(text.ljust(COLUMNS), "")])


@given(FRAMES)
def test_the_terminal_looks_as_if_everything_had_been_sent(
    frames: list[list[tuple[int, int, list[tuple[str, str]]]]],
) -> None:
    everything, changed = Terminal(), Terminal()
    shown = ChangedCells(ROWS, COLUMNS)
    for terminal in (everything, changed):
        first = "".join(whole(row, "") for row in range(ROWS))
        terminal.feed(first if terminal is everything else shown.sent(first))
    for frame in frames:
        text = "".join(drawn(row, column, pieces) for row, column, pieces in frame)
        everything.feed(text)
        changed.feed(shown.sent(text))
        assert changed.looks() == everything.looks()
        assert shown.sent(text) == "" or any(letters == "日本" for _, _, p in frame for letters, _ in p)


@given(st.permutations(range(5)), st.integers(0, 5))
def test_rows_that_move_are_moved(order: list[int], gone: int) -> None:
    names = [f"relationship {number} of Priya" for number in order]
    before = "".join(whole(row, name) for row, name in enumerate(names))
    left = names[:gone] + names[gone + 1 :]
    after = "".join(whole(row, name) for row, name in enumerate([*left, "", ""][:ROWS]))
    everything, changed = Terminal(), Terminal()
    shown = ChangedCells(ROWS, COLUMNS)
    for text in (before, after):
        everything.feed(text)
        changed.feed(shown.sent(text))
    assert changed.looks() == everything.looks()


def test_a_list_that_loses_a_row_costs_a_few_bytes() -> None:
    shown = ChangedCells(24, 80)
    rows = [f"{letter * 60:<80}" for letter in "abcdefghijkl"]
    shown.sent("".join(drawn(row, 0, [(text, "")]) for row, text in enumerate(rows)))
    sent = shown.sent("".join(drawn(row, 0, [(text, "")]) for row, text in enumerate([*rows[1:], " " * 80])))
    assert len(sent) < 40


def test_what_is_shown_already_is_not_sent_and_what_was_forgotten_is() -> None:
    shown = ChangedCells(ROWS, COLUMNS)
    text = whole(0, "who needs me today?")
    assert "who needs me today?" in shown.sent(text)
    assert shown.sent(text) == ""
    shown.forget()
    assert "who needs me today?" in shown.sent(text)
    shown.resize(ROWS, COLUMNS + 1)
    assert "who needs me today?" in shown.sent(text)


def test_other_sequences_go_through_in_their_order() -> None:
    shown = ChangedCells(ROWS, COLUMNS)
    assert shown.sent("\x1b[?1049h") == "\x1b[?1049h"
    assert shown.sent("\x1b]52;c;eA==\x07") == "\x1b]52;c;eA==\x07"
    sent = shown.sent(whole(0, "a") + "\x1b[2J" + whole(1, "b"))
    assert sent.index("a") < sent.index("\x1b[2J") < sent.index("b")


def test_what_the_pointer_looks_like_is_not_sent_and_forgets_nothing() -> None:
    shown = ChangedCells(ROWS, COLUMNS)
    text = whole(0, "who needs me today?")
    shown.sent(text)
    assert shown.sent(f"\x1b]22;default\x1b\\{text}") == ""


def test_many_blanks_within_a_row_cost_a_few_bytes() -> None:
    shown = ChangedCells(24, 80)
    shown.sent(drawn(0, 0, [("x" * 80, "")]))
    assert len(shown.sent(drawn(0, 0, [(f"|{' ' * 78}|", "")]))) < 30
