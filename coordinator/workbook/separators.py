"""Where several answers in one cell come apart. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from coordinator.workbook.cells import Cell
from coordinator.workbook.text import tidy

AS_WRITTEN = ""
"""Each cell by itself: at `;` and line breaks, at commas only where there is neither."""

SEPARATORS: dict[str, str] = {
    AS_WRITTEN: "as each cell is written",
    ";": "at ;",
    ",": "at commas",
    "\n": "at line breaks",
    "|": "at |",
    "/": "at /",
    "none": "not at all: one answer a cell",
}
"""Every choice, with what it is called."""

_MOST = 0.8


def usual_separator(cells: Sequence[Cell]) -> str:
    """The sign that most cells of a column hold, as form exports write it after every answer; else as written.

    One cell with a comma in it is no list where all others come apart at `;`.
    """
    texts = [str(cell.value) for cell in cells if cell.kind == "text"]
    for sign in (";", "\n"):
        if len(texts) > 1 and sum(sign in text for text in texts) >= _MOST * len(texts):
            return sign
    return AS_WRITTEN


@lru_cache(maxsize=4096)
def parts(text: str, separator: str = AS_WRITTEN) -> tuple[str, ...]:
    """The answers in a text, each once. A quoted answer may hold the separator: `"Marketing, PR", Law`."""
    if separator == "none":
        found = [text]
    elif separator == AS_WRITTEN:
        found = _apart(text, ";\n" if ";" in text or "\n" in text else ",")
    else:
        found = _apart(text, separator)
    once: dict[str, str] = {}
    for raw in found:
        if part := tidy(raw):
            once.setdefault(part.casefold(), part)
    return tuple(once.values())


def _apart(text: str, signs: str) -> list[str]:
    if '"' not in text:
        return re.split(f"[{re.escape(signs)}]", text)
    # An answer that begins with a quote ends with one; a quote elsewhere is a quote (`3.5" disks`).
    pattern = rf'\s*"((?:[^"]|"")*)"\s*(?=[{re.escape(signs)}]|$)|([^{re.escape(signs)}]+)'
    return [
        (found[1].replace('""', '"') if found[1] is not None else found[2])
        for found in re.finditer(pattern, text)
    ]
