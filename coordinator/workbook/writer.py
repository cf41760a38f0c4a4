"""Rows -> an .xlsx that is safe to open and imports again, or a .csv. Text is always text, never a formula.

    write_workbook(path, [SheetOut("Sessions", headers, rows)], About(lines))

gives a table with filters under a frozen header, widths that fit, real dates and numbers, ready to print, and first a
sheet that says what the file is. `SheetOut.columns` says more of single columns: width, number format, long text on
several lines, what may be typed there. All of `coordinator.workbook.out` may be had from here.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, BinaryIO

from coordinator.workbook.cellxml import LONGEST_CELL, shortened
from coordinator.workbook.files import write_whole
from coordinator.workbook.out import FORMAT_VERSION, About, Check, Column, SheetOut, Value
from coordinator.workbook.text import clean, guarded

__all__ = [
    "FORMAT_VERSION",
    "LONGEST_CELL",
    "About",
    "Check",
    "Column",
    "SheetOut",
    "Value",
    "shortened",
    "write_csv",
    "write_workbook",
]


def write_workbook(target: Path | BinaryIO, sheets: Sequence[SheetOut], about: About | None = None) -> None:
    """Write an .xlsx. Raises CoordinatorError, in one sentence, when `target` cannot be written."""
    from coordinator.workbook.xlsx import save

    write_whole(target, lambda file: save(file, sheets, about))


def write_csv(target: Path | BinaryIO, sheet: SheetOut) -> None:
    """Write one sheet as UTF-8 with commas; text that a spreadsheet would run as a formula gets a leading `'`."""

    def save(file: IO[bytes]) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        rows = csv.writer(text)
        rows.writerow([_csv_value(header) for header in sheet.headers])
        rows.writerows([_csv_value(value) for value in row] for row in sheet.rows)
        text.flush()
        text.detach()

    write_whole(target, save)


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, str):
        return guarded(clean(value))
    return str(value)
