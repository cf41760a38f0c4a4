"""Which cohort a file itself says it is of. Pure."""

import json
from collections.abc import Sequence

from coordinator.workbook.cells import Book, Row, Sheet
from coordinator.workbook.columns import meaning
from coordinator.workbook.finding import LOOKED_AT, ROWS_SEARCHED
from coordinator.workbook.roundtrip import MARK, is_furniture
from coordinator.workbook.text import tidy


def cohort_told(book: Book) -> str:
    """The one cohort that a file is of, as it was exported or as its Cohort column says; "" for none or several."""
    for sheet in book.sheets:
        told = _as_exported(sheet)
        if told is not None:
            return told
    shown = [sheet for sheet in book.sheets if not sheet.hidden and not is_furniture(sheet)]
    named = {name for sheet in shown for name in _in_column(sheet.rows)}
    return named.pop() if len(named) == 1 else ""


def _as_exported(sheet: Sheet) -> str | None:
    """The cohort of all rows when they went out; None where the sheet is not the one that keeps what did."""
    first = sheet.rows[0].cells if sheet.rows else {}
    if 1 not in first or first[1].value != MARK:
        return None
    try:
        return str(json.loads(str(first[2].value))["cohort"])
    except (KeyError, TypeError, ValueError):
        return None  # somebody wrote into it


def _in_column(rows: Sequence[Row]) -> set[str]:
    """What the first rows say below the header Cohort."""
    for index, row in enumerate(rows[:ROWS_SEARCHED]):
        for column, cell in row.cells.items():
            if meaning("relationships", cell.text) == "cohort":
                below = (one.cells.get(column) for one in rows[index + 1 : index + 1 + LOOKED_AT])
                return {tidy(one.text) for one in below if one is not None} - {""}
    return set()
