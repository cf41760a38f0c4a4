"""Several hundred workbooks, made by openpyxl and then broken on purpose; the same ones on every run.

An honest workbook comes with what is in it; a broken one with what it may still yield: nothing that was not there.
"""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.making import parts_of, zipped

Place = tuple[str, int, int]
"""A sheet's title, a row and a column."""

ROWS: tuple[tuple[object, ...], ...] = (
    ("Name", "E-mail", "Role", "Applied on", "Capacity"),
    ("Ada Óbi", "ada@example.org", "Mentor", date(2026, 3, 14), 2),
    ("=not a formula", "tom@example.org", "Mentee", datetime(2026, 3, 15, 9, 30), 1),
    ("Zoë 李", "zoe@example.org", "Mentee", time(14, 5), 0.5),
    (True, -3, 1e15, timedelta(hours=26), "  kept  as it is "),
)


@dataclass(frozen=True)
class Made:
    """A workbook and what stands in it, cell by cell."""

    name: str
    data: bytes
    truth: Mapping[Place, object]


def _titles(_: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Applicants of spring"
    sheet.merge_cells("A1:E2")


def _hidden(book: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Old").sheet_state = "veryHidden"


def _decorated(_: Workbook, sheet: Worksheet) -> None:
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet["A1"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["D5"].comment = Comment("when?", "ruth")
    sheet["B5"].hyperlink = "mailto:tom@example.org"
    sheet.conditional_formatting.add("E1:E9", CellIsRule(operator="lessThan", formula=["1"]))  # type: ignore[no-untyped-call]


def _chart(book: Workbook, sheet: Worksheet) -> None:
    for place in (sheet, book.create_chartsheet("Chart")):
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=4))
        place.add_chart(chart)


def _guarded(_: Workbook, sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    validation = DataValidation(type="list", formula1='"Mentor,Mentee"')
    validation.add("C2:C100")
    sheet.add_data_validation(validation)


def _named(book: Workbook, sheet: Worksheet) -> None:
    book.defined_names["People"] = DefinedName("People", attr_text="'List'!$A$1:$E$9")
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = "A1:E5"
    sheet.freeze_panes = "B2"


def _many_sheets(book: Workbook, _: Worksheet) -> None:
    for number in range(4):
        book.create_sheet(f"Notes {number}").append([f"note {number}"])


def _since_1904(book: Workbook, _: Worksheet) -> None:
    book.epoch = CALENDAR_MAC_1904


def _far(_: Workbook, sheet: Worksheet) -> None:
    sheet["XFD1"] = "last column"
    sheet["A1048576"] = "last row"


def _table(_: Workbook, sheet: Worksheet) -> None:
    for place, value in (("J1", "A"), ("K1", "B"), ("J2", "1"), ("K2", "2")):
        sheet[place] = value
    sheet.add_table(Table(displayName="T1", ref="J1:K2"))


FEATURES: tuple[Callable[[Workbook, Worksheet], None], ...] = (
    _titles, _hidden, _decorated, _chart, _guarded, _named, _many_sheets, _since_1904, _far, _table,
)  # fmt: skip


def honest() -> Iterator[Made]:
    """A workbook for every three features out of ten, and one with them all."""
    for features in (*combinations(FEATURES, 3), FEATURES):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "List"
        if _since_1904 in features:
            book.epoch = CALENDAR_MAC_1904
        for row in ROWS:
            sheet.append(list(row))
        sheet["A3"].data_type = "s"  # text that only looks like a formula
        for feature in features:
            feature(book, sheet)
        truth = {
            (each.title, row, column): cell.value
            for each in book.worksheets
            for (row, column), cell in each._cells.items()
            if cell.value is not None
        }
        out = io.BytesIO()
        book.save(out)
        yield Made("+".join(feature.__name__.strip("_") for feature in features), out.getvalue(), truth)


def broken(seed: int = 20261125) -> Iterator[Made]:
    """Workbooks cut short, with bytes changed, and with each part gone, empty, cut short or of another kind."""
    chance = random.Random(seed)
    whole = next(made for made in honest() if made.name.startswith("titles+hidden+decorated"))
    for number in range(80):
        cut = chance.randrange(1, len(whole.data))
        yield Made(f"cut short {number}", whole.data[:cut], whole.truth)
    for number in range(160):
        flipped = bytearray(whole.data)
        for _ in range(chance.choice((1, 1, 1, 4, 32))):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        yield Made(f"changed bytes {number}", bytes(flipped), whole.truth)
    parts = parts_of(whole.data)
    others = {
        "empty": b"",
        "another root": b"<x/>",
        "no XML": b"\x00\x01\x02 not XML",
        "deep": b"<a>" * 20_000 + b"</a>" * 20_000,
    }
    for part, content in parts.items():
        without = {name: each for name, each in parts.items() if name != part}
        yield Made(f"{part} gone", zipped(without), whole.truth)
        yield Made(f"{part} cut short", zipped({**parts, part: content[: len(content) // 2]}), whole.truth)
        for what, other in others.items():
            yield Made(f"{part} {what}", zipped({**parts, part: other}), whole.truth)
