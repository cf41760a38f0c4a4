"""Sheets -> an .xlsx. openpyxl makes the book without its rows; they are put in as XML, ten times as fast.

Every visible sheet is a table with filters under a frozen header, and prints on A4 across, one page wide. Lists to
choose from stand on a sheet of their own, for a check may not hold more than 255 characters.
"""

import io
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from coordinator.workbook.cells import column_letter
from coordinator.workbook.cellxml import StyleOf, rows_xml, text
from coordinator.workbook.out import (
    ABOUT,
    ABOUT_HEADING,
    FORMAT_VERSION,
    LISTS,
    About,
    Check,
    Column,
    SheetOut,
    Value,
)
from coordinator.workbook.text import clean

# openpyxl's stubs know little of what is used here, so its objects go without types.
Made = Any

_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 60, 200
_FORMATS: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm",
    timedelta: "[h]:mm",
}
_NUMBERS = (int, float)
_CHECK_TYPES = {"choice": "list", "day": "date", "whole": "whole", "decimal": "decimal"}
_PLAIN_HEADER = re.compile(r"[^\x00-\x1f]{1,255}")
_FONT = "Calibri"
_TO_MEND, _HEADER = "FFD9A0", "DDE6EE"


def save(file: IO[bytes], sheets: Sequence[SheetOut], about: About | None) -> None:
    """Write the workbook: About first, then the sheets, then the lists that they choose from."""
    book, written = _book(sheets, about)
    skeleton = io.BytesIO()
    styles = [_styles(made, sheet) for made, sheet in written]
    heads = [_header_style(made) for made, _ in written]
    book.save(skeleton)
    rows = {
        f"xl/worksheets/sheet{number}.xml": (sheet, rows_xml(sheet, style, head))
        for number, ((_, sheet), style, head) in enumerate(zip(written, styles, heads, strict=True), 1)
    }
    with ZipFile(skeleton) as bare, ZipFile(file, "w", ZIP_DEFLATED) as whole:
        for name in bare.namelist():
            with bare.open(name) as source, whole.open(name, "w", force_zip64=name in rows) as part:
                if name in rows:
                    sheet, pieces = rows[name]
                    _fill(part, source.read(), sheet, pieces)
                else:
                    shutil.copyfileobj(source, part)


def _fill(part: IO[bytes], bare: bytes, sheet: SheetOut, pieces: Iterator[bytes]) -> None:
    """Put the rows where openpyxl left none, and the range that they take where it stated one of nothing."""
    head, found, tail = bare.partition(b"<sheetData />")
    if not found:
        head, found, tail = bare.partition(b"<sheetData></sheetData>")
    if not found:
        raise AssertionError("openpyxl writes an empty sheet otherwise than it did")
    part.write(re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % _range(sheet).encode(), head))
    part.write(b"<sheetData>")
    for piece in pieces:
        part.write(piece)
    part.write(b"</sheetData>" + tail)


# -- the book without its rows --------------------------------------------------------------------------------------


def _book(sheets: Sequence[SheetOut], about: About | None) -> tuple[Made, list[tuple[Made, SheetOut]]]:
    """The book, and its worksheets in order with what belongs on each."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Coordinator"
    written: list[tuple[Made, SheetOut]] = []
    titles: list[str] = [ABOUT] if about is not None else []
    choices = _lists(sheets)
    if about is not None:
        told = _about_sheet(about)
        made = book.create_sheet(ABOUT)
        _lay_out_about(made, told)
        written.append((made, told))
    for sheet in sheets:
        titles.append(title_fit_for_excel(sheet.title, titles))
        made = book.create_sheet(titles[-1])
        _lay_out(made, sheet, number=len(written) + 1, choices=choices)
        written.append((made, sheet))
    if choices:
        lists = _list_sheet(choices)
        made = book.create_sheet(LISTS)
        made.sheet_state = "hidden"
        written.append((made, lists))
    book.active = 1 if about is not None and sheets else 0
    return book, written


def _lay_out(made: Made, sheet: SheetOut, number: int, choices: Mapping[Sequence[str], str]) -> None:
    made.sheet_state = sheet.state
    for column, width in enumerate(_widths(sheet), 1):
        made.column_dimensions[column_letter(column)].width = width
    if sheet.state != "visible":
        return
    made.freeze_panes = "A2"
    _make_printable(made)
    made.print_title_rows = "1:1"
    _add_filters(made, sheet, number)
    for place, header in enumerate(sheet.headers, 1):
        told = sheet.columns.get(header)
        if told is not None and (told.check is not None or told.tip):
            letter = column_letter(place)
            check = _validation(told, choices)
            check.add(f"{letter}2:{letter}{max(2, 1 + len(sheet.rows) + sheet.spare)}")
            made.add_data_validation(check)


def _make_printable(made: Made) -> None:
    """A4 across, one page wide, pages numbered."""
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9  # A4
    made.page_setup.fitToWidth = 1
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.oddFooter.left.text = made.title.replace("&", "&&")
    made.oddFooter.center.text = "Page &P of &N"


def _add_filters(made: Made, sheet: SheetOut, number: int) -> None:
    """Make the sheet a table; where its headers are not fit for one, only filters."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    if not _can_be_table(sheet.headers):
        made.auto_filter.ref = _range(sheet)
        return
    plain = re.sub(r"[^A-Za-z]", "", sheet.title) or "Sheet"
    table: Made = Table(displayName=f"{plain}_{number}", ref=_range(sheet))
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table._initialise_columns()
    for column, header in zip(table.tableColumns, sheet.headers, strict=True):
        column.name = text(header)
    made.add_table(table)


def _can_be_table(headers: Sequence[str]) -> bool:
    """A table's headers are texts, on one line, each unlike the others whatever their case."""
    told = [text(header).casefold() for header in headers]
    return bool(told) and len(set(told)) == len(told) and all(map(_PLAIN_HEADER.fullmatch, told))


def _range(sheet: SheetOut) -> str:
    """All cells of a sheet; a table without rows has a blank one."""
    last = max(2, 1 + len(sheet.rows) + sheet.spare)
    return f"A1:{column_letter(max(1, len(sheet.headers)))}{last}"


def title_fit_for_excel(wanted: str, taken: Sequence[str]) -> str:
    """A sheet's title as Excel allows it: unlike the others, at most 31 characters."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(wanted)).strip().strip("'") or "Sheet"
    if plain.casefold() == "history":
        plain = "History sheet"
    title, number = plain[:31], 1
    while title.casefold() in (known.casefold() for known in (*taken, LISTS)):
        number += 1
        title = f"{plain[: 31 - len(f' {number}')]} {number}"
    return title


def _widths(sheet: SheetOut) -> list[int]:
    """Widths in characters: as asked, else by the longest line of the first rows."""
    widths = [min(len(header) + 2, 30) for header in sheet.headers]
    for row in sheet.rows[:_ROWS_MEASURED]:
        for column, value in enumerate(row):
            if value is not None:
                widths[column] = max(widths[column], _length(value))
    asked = (sheet.columns.get(header, Column()).width for header in sheet.headers)
    return [
        told or max(_NARROWEST, min(_WIDEST, width + 2)) for told, width in zip(asked, widths, strict=True)
    ]


def _length(value: Value) -> int:
    if isinstance(value, datetime):
        return 16
    if isinstance(value, float):
        return len(f"{value:.2f}")
    return max(map(len, str(value)[:500].split("\n")))


# -- the sheets that go with them -----------------------------------------------------------------------------------


def _about_sheet(about: About) -> SheetOut:
    lines: list[tuple[str, str]] = [("Format version", str(FORMAT_VERSION)), *about.lines]
    if about.meanings:
        lines += [("", ""), ("What it means", ""), *about.meanings]
    return SheetOut(ABOUT, (ABOUT_HEADING, ""), lines, columns={"": Column(wraps=True)})


def _lay_out_about(made: Made, told: SheetOut) -> None:
    _make_printable(made)
    made.column_dimensions["A"].width = min(40, max(28, *(len(str(first)) + 2 for first, _ in told.rows)))
    made.column_dimensions["B"].width = 90


def _lists(sheets: Sequence[SheetOut]) -> dict[Sequence[str], str]:
    """Every list that a check chooses from, and where it stands on the sheet of lists."""
    found: dict[Sequence[str], str] = {}
    for sheet in sheets:
        for column in sheet.columns.values():
            choices = tuple(column.check.choices) if column.check is not None else ()
            if choices and choices not in found:
                letter = column_letter(len(found) + 1)
                found[choices] = f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}"
    return found


def _list_sheet(choices: Mapping[Sequence[str], str]) -> SheetOut:
    longest = max(map(len, choices))
    rows = [[known[row] if row < len(known) else None for known in choices] for row in range(longest)]
    return SheetOut(LISTS, [f"List {number}" for number in range(1, len(choices) + 1)], rows, state="hidden")


def _validation(column: Column, choices: Mapping[Sequence[str], str]) -> Made:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.check is None:
        made = DataValidation(type=None, allow_blank=True)
    else:
        made = DataValidation(allow_blank=True, **_rule(column.check, choices))
        made.errorTitle, made.error, made.showErrorMessage = "Not taken", column.check.said[:250], True
    if column.tip:
        made.prompt, made.showInputMessage = column.tip[:250], True
    return made


def _rule(check: Check, choices: Mapping[Sequence[str], str]) -> dict[str, Any]:
    if check.kind == "choice":
        return {"type": "list", "formula1": choices[tuple(check.choices)]}
    least, most = check.least, check.most
    low = f"DATE({least.year},{least.month},{least.day})" if isinstance(least, date) else f"{least or 0:g}"
    bounds = {"operator": "greaterThanOrEqual", "formula1": low}
    if most is not None:
        bounds = {"operator": "between", "formula1": low, "formula2": f"{most:g}"}
    return {"type": _CHECK_TYPES[check.kind], **bounds}


# -- styles ---------------------------------------------------------------------------------------------------------


def _header_style(made: Made) -> int:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = Cell(made, 1, 1)
    cell.font, cell.fill = Font(name=_FONT, size=11, bold=True), PatternFill("solid", fgColor=_HEADER)
    cell.alignment, cell.number_format, cell.quotePrefix = (
        Alignment(vertical="top", wrap_text=True),
        "@",
        True,
    )
    return cell.style_id


def _styles(made: Made, sheet: SheetOut) -> StyleOf:
    """The style of every value a sheet may hold, told to the book before it is saved."""
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill

    def number(kind: type, column: Column, marked: bool, bold: bool) -> int:
        cell = Cell(made, 1, 1)
        cell.alignment = Alignment(vertical="top", wrap_text=True if column.wraps else None)
        if kind is str:
            cell.quotePrefix = True
        elif kind in _NUMBERS or kind is type(None):
            is_day = kind is type(None) and column.check is not None and column.check.kind == "day"
            cell.number_format = _FORMATS[date] if is_day else column.number_format or "General"
        else:
            cell.number_format = _FORMATS.get(kind, "General")
        if marked:
            cell.fill = PatternFill("solid", fgColor=_TO_MEND)
        if bold:
            cell.font = Font(name=_FONT, size=11, bold=True)
        return cell.style_id

    known = [
        {
            (kind, marked): number(
                kind, sheet.columns.get(header, Column()), marked, sheet.title == ABOUT and not place
            )
            for kind in (str, *_NUMBERS, *_FORMATS, type(None))
            for marked in ((False, True) if sheet.marked else (False,))
        }
        for place, header in enumerate(sheet.headers)
    ]

    def style(kind: type, column: int, marked: bool) -> int:
        styles = known[column]
        return styles.get((str if kind is bool else kind, marked)) or styles[str, marked]

    return style
