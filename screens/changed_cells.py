"""What goes down the line: of all that is drawn, only the cells that differ from what the terminal shows.

Textual repaints whole regions; over a slow line that is most of the waiting. `ChangedCells` keeps a picture of the
terminal, reads what Textual would send and gives back what is needed to get there. Pure: text in, text out.

Letters that take no cell or two, and those that join, are not told apart from what a terminal makes of them: a row
that holds one is sent as it comes, unless the same was sent last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from screens.cells import BLANK, UNKNOWN, Cell, blank_from, in_short, is_simple, shows_on_blanks, spans

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<style>[\d;:]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<line>\r?\n)"
    r"|(?P<other>\x1b\[[?>=<]?[\d;:$ ]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.|.)",
    re.DOTALL,
)
_KEEPS = re.compile(r"\x07|\x1b\[\?25[hl]|\x1b\[[\d;]*q|\x1b\]52;.*", re.DOTALL)
"""Sequences that leave every cell as it is: the bell, the cursor's looks, the clipboard."""
_POINTER = re.compile(r"\x1b\]22;.*", re.DOTALL)
"""What the mouse's pointer looks like. Textual says it with every screen; without mouse reports nothing comes of it."""

CLEARS = 4
"""So many cells that become blank to the end of a row are cleared instead."""
ERASES = 14
"""So many blanks side by side are erased instead: that and going past them costs less."""

FEWEST_MOVED, LEAST_SAVED = 3, 60
"""Rows are moved where that saves sending so many cells."""

Run = tuple[int, str, str, bool]
"""Where a piece of text begins, the text, its style, and whether the cursor was put there for it."""


@dataclass(slots=True)
class ChangedCells:
    """The picture of a terminal of this size, and where its cursor is (None: not known)."""

    rows: int = 0
    columns: int = 0
    _cells: list[list[Cell]] = field(default_factory=list, init=False)
    _as_sent: dict[int, Sequence[Run]] = field(default_factory=dict, init=False)
    _cursor: tuple[int, int] | None = field(default=None, init=False)
    _style: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.forget()

    def resize(self, rows: int, columns: int) -> None:
        """The terminal has this size now: what it shows is not known if that is another."""
        if (rows, columns) != (self.rows, self.columns):
            self.rows, self.columns = rows, columns
            self.forget()

    def forget(self) -> None:
        """What the terminal shows is not known: all that comes is sent."""
        self._cells = [[UNKNOWN] * self.columns for _ in range(self.rows)]
        self._as_sent.clear()
        self._cursor = None
        self._style = ""

    def sent(self, drawn: str) -> str:
        """What is to be sent of what was drawn; nothing where the terminal shows it already."""
        out: list[str] = []
        row, column, style, placed, moved = 0, 0, "", False, True
        runs: dict[int, list[Run]] = {}
        for token in _TOKEN.finditer(drawn):
            if token["text"] is not None:
                runs.setdefault(row, []).append((column, token["text"], style, moved))
                moved = False
                column += len(token["text"])  # a row in which that is wrong is sent as it comes
            elif token["row"] is not None:
                row, column = int(token["row"]) - 1, int(token["column"]) - 1
                placed = moved = True
            elif token["style"] is not None:
                style = in_short(token["style"])
            elif token["line"] is not None:
                row, column, moved = row + 1, 0, True
            elif _KEEPS.fullmatch(token["other"]):
                out.append(token["other"])
            elif not _POINTER.fullmatch(token["other"]):
                self._draw(runs, out)
                runs.clear()
                out.append(token["other"])
                self.forget()
        self._draw(runs, out)
        if self._style:
            out.append(self._restyled(""))
        if out and placed and (row, column) != self._cursor:
            self._cursor = (row, column)
            out.append(f"\x1b[{row + 1};{column + 1}H")
        return "".join(out)

    def _draw(self, runs: dict[int, list[Run]], out: list[str]) -> None:
        plain: dict[int, list[Cell]] = {}
        for row, pieces in sorted(runs.items()):
            if row >= self.rows or any(not is_simple(text) for _, text, *_ in pieces):
                self._draw_as_it_comes(row, pieces, out)
            else:
                plain[row] = self._drawn(row, pieces)
        if len(plain) > FEWEST_MOVED:
            self._move_rows(plain, out)
        for row, wanted in plain.items():
            self._draw_cells(row, wanted, out)

    def _drawn(self, row: int, runs: Sequence[Run]) -> list[Cell]:
        """The cells of a row once these pieces are drawn on it."""
        wanted = list(self._cells[row])
        for column, text, style, _ in runs:
            blank = (" ", style) if shows_on_blanks(style) else BLANK
            letters = text[: max(0, self.columns - column)]
            cells = [blank if letter == " " else (letter, style) for letter in letters]
            wanted[column : column + len(cells)] = cells
        return wanted

    def _move_rows(self, wanted: dict[int, list[Cell]], out: list[str]) -> None:
        """Move rows that are wanted where they are not: a list from which a row has gone moves up by one."""
        best: tuple[int, int, int] = (0, 0, 0)  # cells saved, the first row, how many rows
        by = 0
        for shift in (1, -1):
            first, saved = 0, 0
            for row in range(self.rows + 1):
                gain = self._gain(row, row + shift, wanted)
                if gain is None:
                    if saved > best[0]:
                        best, by = (saved, first, row - first), shift
                    first, saved = row + 1, 0
                else:
                    saved += gain
        saved, first, many = best
        if saved < LEAST_SAVED or many < FEWEST_MOVED:
            return
        top, bottom = min(first, first + by), max(first, first + by) + many - 1
        # In a region of its own, a line taken out or put in at the top moves the rest. The style is plain for blanks.
        out += (
            self._restyled(""),
            f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H",
            "\x1b[M" if by > 0 else "\x1b[L",
        )
        out.append("\x1b[r")
        self._cursor = None
        blank = [[BLANK] * self.columns]
        moved = self._cells[top + 1 : bottom + 1] + blank if by > 0 else blank + self._cells[top:bottom]
        self._cells[top : bottom + 1] = moved
        for row in range(top, bottom + 1):
            self._as_sent.pop(row, None)

    def _gain(self, row: int, source: int, wanted: dict[int, list[Cell]]) -> int | None:
        """How many cells need not be sent when a row moves here; None: it is not what is wanted here."""
        if not (0 <= row < self.rows and 0 <= source < self.rows):
            return None
        there, now = self._cells[source], self._cells[row]
        if UNKNOWN in there or UNKNOWN in now or wanted.get(row, now) != there:
            return None
        return sum(before != after for before, after in zip(now, there, strict=True))

    def _draw_as_it_comes(self, row: int, runs: Sequence[Run], out: list[str]) -> None:
        """Send a row's pieces whole, and know nothing of the row but that."""
        if self._as_sent.get(row) == runs:
            return
        first = min(column for column, *_ in runs)
        for column, text, style, moved in runs:
            if moved:
                out.append(f"\x1b[{row + 1};{column + 1}H")
            out += (self._restyled(style), text)
        self._cursor = None
        if row < self.rows:
            self._cells[row][first:] = [UNKNOWN] * len(self._cells[row][first:])
            self._as_sent[row] = list(runs)

    def _draw_cells(self, row: int, wanted: list[Cell], out: list[str]) -> None:
        now = self._cells[row]
        if wanted == now:
            return
        self._as_sent.pop(row, None)
        end = blank_from(wanted)
        clears = sum(now[place] != BLANK for place in range(end, self.columns)) >= CLEARS
        for first, last in spans(now, wanted, end if clears else self.columns):
            self._draw_span(row, first, wanted[first:last], out)
        if clears:
            self._go(row, end, out)
            out += (self._restyled(""), "\x1b[K")
        self._cells[row] = wanted

    def _draw_span(self, row: int, first: int, cells: Sequence[Cell], out: list[str]) -> None:
        """Send cells that stand side by side; many blanks among them are erased instead, and gone past."""
        place = first
        for blank, together in groupby(cells, BLANK.__eq__):
            run = list(together)
            self._go(row, place, out)
            if blank and len(run) >= ERASES:
                out += (self._restyled(""), f"\x1b[{len(run)}X")
                place += len(run)
                continue
            for letter, style in run:
                if not blank or shows_on_blanks(self._style):
                    out.append(self._restyled(style))
                out.append(letter)
            place += len(run)
            # At the right edge the cursor waits beyond the last cell; where, terminals differ.
            self._cursor = (row, place) if place < self.columns else None

    def _go(self, row: int, column: int, out: list[str]) -> None:
        if self._cursor == (row, column):
            return
        if self._cursor is not None and self._cursor[0] == row and self._cursor[1] < column:
            out.append(f"\x1b[{column - self._cursor[1]}C")
        else:
            out.append(f"\x1b[{row + 1};{column + 1}H")
        self._cursor = (row, column)

    def _restyled(self, style: str) -> str:
        """What makes the text after it look so."""
        if style == self._style:
            return ""
        before, self._style = self._style, style
        if not style:
            return "\x1b[m"
        return f"\x1b[0;{style}m" if before else f"\x1b[{style}m"
