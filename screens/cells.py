"""The cells of a terminal's row: what one is, which letters take one, and where two rows differ. Pure."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from rich.cells import get_character_cell_size

Cell = tuple[str, str]
"""A letter and its style, as the numbers of the escape sequence; ("", "") is not known."""

UNKNOWN: Cell = ("", "")
BLANK: Cell = (" ", "")

GAP = 5
"""So many unchanged cells between two changed ones are sent along: going past them costs as much."""


def blank_from(cells: Sequence[Cell]) -> int:
    """Where the blank end of a row begins."""
    end = len(cells)
    while end > 0 and cells[end - 1] == BLANK:
        end -= 1
    return end


def spans(now: Sequence[Cell], wanted: Sequence[Cell], end: int) -> list[tuple[int, int]]:
    """Stretches of cells before `end` that differ, those close together as one. What is not known is never among them."""
    found: list[tuple[int, int]] = []
    for place in range(end):
        if now[place] == wanted[place]:
            continue
        if found and place - found[-1][1] <= GAP and UNKNOWN not in wanted[found[-1][1] : place]:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def is_simple(text: str) -> bool:
    """Whether each letter takes one cell of its own."""
    return text.isascii() or all(
        letter.isascii()
        or (get_character_cell_size(letter) == 1 and unicodedata.category(letter)[0] not in "MC")
        for letter in text
    )


@cache
def in_short(style: str) -> str:
    """A style without what is so by default: behind a dialog Textual says the terminal's own colours by name."""
    parts = style.split(";")
    if "38" in parts or "48" in parts:  # a number among many colours may follow
        return style
    return ";".join(part for part in parts if part not in ("", "0", "39", "49"))


def shows_on_blanks(style: str) -> bool:
    """Whether a blank in this style looks like anything: underlined, reversed, struck through or on a colour."""
    parts = style.split(";")
    if "38" in parts:  # a colour of many numbers, among which any may stand
        return True
    return any(part in ("4", "7", "9", "21", "53") or part[:1] == "4" or part[:2] == "10" for part in parts)
