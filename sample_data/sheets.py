"""A sheet to write, what is wrong in it on purpose, and its bytes: the same on every run."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MADE_AT = datetime(2026, 11, 16, 9, 0)  # noqa: DTZ001 - a workbook's dates carry no zone

Value = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is wrong on purpose. `row` and `column` as a spreadsheet shows them: 7, "D"."""

    file: str
    sheet: str
    row: int
    column: str
    value: str
    why: str


@dataclass(slots=True)
class Table:
    """A sheet: rows `above` the header, the header, `lines` of answers. `faults`: line -> column, reason."""

    title: str
    header: list[str]
    lines: list[list[Value]]
    above: list[list[Value]] = field(default_factory=list)
    blank_after: int = 0
    faults: dict[int, tuple[int, str]] = field(default_factory=dict)

    def add_bad(self, line: Sequence[Value], column: int, why: str) -> None:
        """Add a line that is wrong; `column` counts from 0."""
        self.faults[len(self.lines)] = (column, why)
        self.lines.append(list(line))

    def documented(self, file: str) -> list[Fault]:
        first = len(self.above) + 2
        return [
            Fault(
                file,
                self.title,
                first + line,
                get_column_letter(column + 1),
                shown(self.lines[line][column]),
                why,
            )
            for line, (column, why) in sorted(self.faults.items())
        ]


def shown(value: Value) -> str:
    """A value as it stands in a delimited file: days as shown in Britain."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    """An .xlsx of a sheet each."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        _fill(workbook.create_sheet(table.title), table)
    return _without_clock(workbook)


def csv_bytes(table: Table) -> bytes:
    """As Excel's "CSV UTF-8": byte order mark, CRLF, days as shown in Britain."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([shown(value) for value in line] for line in table.lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _fill(sheet: Worksheet, table: Table) -> None:
    header: list[Value] = [*table.header]
    for line in (*table.above, header, *table.lines):
        sheet.append(line)
    head = len(table.above) + 1
    for cell in sheet[head]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=head + 1):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = "dd/mm/yyyy hh:mm:ss"
            elif isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    for column in range(1, len(table.header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    end = head + len(table.lines)
    for number in range(end + 1, end + 1 + table.blank_after):
        # Formatted and empty, as forms leave them below the last answer.
        sheet.cell(number, 1).number_format = "dd/mm/yyyy"


def _without_clock(workbook: Workbook) -> bytes:
    """The workbook's bytes without the time of writing in them."""
    raw, tidy = io.BytesIO(), io.BytesIO()
    workbook.properties.creator = "Leaders Together"
    workbook.properties.created = MADE_AT
    workbook.save(raw)
    stamp = MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(tidy, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            entry = zipfile.ZipInfo(member.filename, MADE_AT.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return tidy.getvalue()
