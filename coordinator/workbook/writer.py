"""Rows -> an .xlsx that is safe to open and imports again, or a .csv. Text is always text, never a formula.

A file is written under another name in its folder and then given its own, so that it is there whole or not at all.
"""

import csv
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any, BinaryIO

from coordinator.errors import CoordinatorError
from coordinator.workbook.text import clean

# openpyxl's stubs know little of write-only sheets, so its objects go without types here.
Value = str | int | float | bool | date | datetime | time | timedelta | None

LONGEST_CELL = 32_767
FORMAT_VERSION = 1

_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 60, 200
_FORMATS: Sequence[tuple[type, str]] = (
    (datetime, "yyyy-mm-dd hh:mm"),
    (date, "yyyy-mm-dd"),
    (time, "hh:mm"),
    (timedelta, "[h]:mm"),
)


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write: its headers (a blank one is ""), rows as long as those, and `marked` cells to colour.

    `marked` are (index of the row, index of the column), both from 0.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    marked: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class About:
    """What a file is, for whoever opens it later: pairs of words for its last sheet."""

    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)


def write_workbook(target: Path | BinaryIO, sheets: Sequence[SheetOut], about: About | None = None) -> None:
    """Write an .xlsx. Raises CoordinatorError, in one sentence, when `target` cannot be written."""
    _write(target, lambda file: _workbook(sheets, about).save(file))


def write_csv(target: Path | BinaryIO, sheet: SheetOut) -> None:
    """Write one sheet as UTF-8 with commas; text that a spreadsheet would run as a formula gets a leading `'`."""

    def save(file: IO[bytes]) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        rows = csv.writer(text)
        rows.writerow([_csv_value(header) for header in sheet.headers])
        rows.writerows([_csv_value(value) for value in row] for row in sheet.rows)
        text.flush()
        text.detach()

    _write(target, save)


def shortened(sheets: Sequence[SheetOut]) -> int:
    """How many texts are longer than a cell of an .xlsx can hold and end in `…` there."""
    return sum(
        isinstance(value, str) and len(value) > LONGEST_CELL and len(_text(value)) == LONGEST_CELL
        for sheet in sheets
        for row in sheet.rows
        for value in row
    )


# -- files ----------------------------------------------------------------------------------------------------------


def _write(target: Path | BinaryIO, save: Callable[[IO[bytes]], None]) -> None:
    if not isinstance(target, Path):
        whole = io.BytesIO()
        save(whole)
        target.write(whole.getvalue())
        target.flush()
        return
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as file:  # a pipe or a device: nothing to replace
                save(file)
            return
        with _replacing(target.resolve()) as file:
            save(file)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise CoordinatorError(
            f"{target} cannot be written: {reason}.",
            "Name another file or folder, or make room; nothing was changed.",
        ) from error


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file beside `path` that takes its place when all went well."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    handle, made = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(made).chmod(path.stat().st_mode & 0o777)
        os.replace(made, path)  # noqa: PTH105 - the same, on names
    except BaseException:
        with suppress(FileNotFoundError):
            Path(made).unlink()
        raise


# -- .xlsx ----------------------------------------------------------------------------------------------------------


def _workbook(sheets: Sequence[SheetOut], about: About | None) -> Any:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    titles: list[str] = []
    for sheet in sheets:
        titles.append(_title(sheet.title, titles))
        _fill(book.create_sheet(titles[-1]), sheet)
    if about is not None:
        _fill_about(book.create_sheet(_title("About", titles)), about)
    return book


def _fill(made: Any, sheet: SheetOut) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(_widths(sheet), 1):
        made.column_dimensions[get_column_letter(column)].width = width
    made.freeze_panes = "A2"
    made.auto_filter.ref = f"A1:{get_column_letter(max(1, len(sheet.headers)))}{len(sheet.rows) + 1}"
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9  # A4
    made.page_setup.fitToWidth = 1
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    made.oddFooter.center.text = "Page &P of &N"
    bold, filled = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")
    wrapped = Alignment(vertical="top", wrap_text=True)
    heads = []
    for header in sheet.headers:
        cell = _cell(made, header)
        if cell is not None:
            cell.font, cell.fill, cell.alignment = bold, filled, wrapped
        heads.append(cell)
    made.append(heads)
    to_mend = PatternFill("solid", fgColor="FFD9A0")
    for index, row in enumerate(sheet.rows):
        cells = [_cell(made, value) for value in row]
        for column in range(len(cells)) if sheet.marked else ():
            if (index, column) in sheet.marked:
                cells[column] = _blank(made) if cells[column] is None else cells[column]
                cells[column].fill = to_mend
        made.append(cells)


def _fill_about(made: Any, about: About) -> None:
    from openpyxl.styles import Alignment, Font

    made.column_dimensions["A"].width, made.column_dimensions["B"].width = 28, 90
    for told, value in (("About this file", ""), ("Format version", str(FORMAT_VERSION)), *about.lines):
        first, second = _cell(made, told), _cell(made, value)
        if first is not None:
            first.font = Font(bold=True)
        if second is not None:
            second.alignment = Alignment(wrap_text=True, vertical="top")
        made.append([first, second])


def _cell(sheet: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = _text(value)
        if not text:
            return None
        cell: Any = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # openpyxl takes `=...` for a formula and `#N/A` for an error
        cell.quotePrefix = True
        return cell
    if isinstance(value, bool):
        return WriteOnlyCell(sheet, "yes" if value else "no")
    cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    for kind, number_format in _FORMATS:
        if isinstance(value, kind):
            cell.number_format = number_format
            break
    return cell


def _blank(sheet: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    return WriteOnlyCell(sheet, None)


def _text(value: str) -> str:
    """Text as it may stand in an .xlsx: no control characters, `_x0041_` meant literally, no longer than a cell."""
    text = _ESCAPE_LOOKALIKE.sub("_x005F_", clean(value))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _title(wanted: str, taken: Sequence[str]) -> str:
    """A sheet's title as Excel allows it: unlike the others, at most 31 characters."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(wanted)).strip().strip("'") or "Sheet"
    if plain.casefold() == "history":
        plain = "History sheet"
    title, number = plain[:31], 1
    while title.casefold() in (known.casefold() for known in taken):
        number += 1
        title = f"{plain[: 31 - len(f' {number}')]} {number}"
    return title


def _widths(sheet: SheetOut) -> list[int]:
    """Widths in characters by the longest line of the first rows."""
    widths = [min(len(header), 30) for header in sheet.headers]
    for row in sheet.rows[:_ROWS_MEASURED]:
        for column, value in enumerate(row):
            if value is not None:
                long = max(map(len, str(value)[:500].split("\n")))
                widths[column] = max(widths[column], 16 if isinstance(value, datetime) else long)
    return [max(_NARROWEST, min(_WIDEST, width + 2)) for width in widths]


# -- .csv -----------------------------------------------------------------------------------------------------------


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
        text = clean(value)
        return f"'{text}" if re.match(r"'*[=+\-@]", text) else text
    return str(value)
