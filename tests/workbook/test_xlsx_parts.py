"""What Excel would "repair": our workbooks have none of it. Read from the XML, part by part."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from coordinator.workbook.reader import read
from coordinator.workbook.writer import About, Check, Column, SheetOut, Value, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

MANY = [f"choice number {number:03}, as long as a name may well be" for number in range(200)]
CHECKS = {
    "State": Column(check=Check("choice", "Choose one of the list.", ("active", "paused"))),
    "Who": Column(check=Check("choice", "Choose one of the list.", MANY), tip="From the list"),
    "On": Column(check=Check("day", "Write a day.", least=date(2000, 1, 1)), width=14),
    "Hours": Column(check=Check("decimal", "0 to 24.", least=0, most=24), number_format="0.0#"),
    "Why": Column(wraps=True, tip="In a few words"),
}
ROWS: Sequence[Sequence[Value]] = [
    ["active", "=1+1", date(2026, 3, 1), 1.5, "two\nlines"],
    [None, "x" * 40_000, date(1890, 3, 1), float("inf"), "_x0041_ & <b>"],
]


def parts(*sheets: SheetOut) -> dict[str, bytes]:
    into = io.BytesIO()
    write_workbook(into, sheets, About((("What", "a test"),), (("hours", "of sessions"),)))
    with zipfile.ZipFile(into) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def worksheets(made: dict[str, bytes]) -> list[Element]:
    names = sorted(name for name in made if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
    return [fromstring(made[name]) for name in names]


def tables(made: dict[str, bytes]) -> list[Element]:
    return [fromstring(part) for name, part in made.items() if name.startswith("xl/tables/")]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Two sheets of one title with checks and spare rows, one with headers no table may have, one without rows."""
    whole = SheetOut("Sessions", list(CHECKS), ROWS, frozenset({(1, 0)}), CHECKS, spare=3)
    odd = SheetOut("Rejects", ["A", "a", "", "two\nlines", "E"], ROWS)
    return parts(whole, whole, odd, SheetOut("Nothing yet", ["A", "B"], []))


def test_every_part_is_well_formed_and_of_a_stated_type(made: dict[str, bytes]) -> None:
    types = fromstring(made["[Content_Types].xml"])
    stated = {(part.get("PartName") or "").lstrip("/") for part in types}
    for name, part in made.items():
        fromstring(part)
        assert name in stated or name.endswith(".rels") or name == "[Content_Types].xml"


def test_tables_have_names_and_numbers_of_their_own(made: dict[str, bytes]) -> None:
    found = tables(made)
    assert len(found) == 3  # the sheet whose headers are not fit for a table has plain filters
    assert len({table.get("id") for table in found}) == 3
    names = [table.get("displayName") or "" for table in found]
    assert len({name.casefold() for name in names}) == 3
    assert all(re.fullmatch(r"[A-Za-z]+_\d+", name) for name in names)
    assert all(table.get("ref") == (table.find(f"{MAIN}autoFilter") or table).get("ref") for table in found)


def test_the_headers_of_a_table_are_those_of_its_cells_and_it_has_a_row(made: dict[str, bytes]) -> None:
    told = {table.get("ref"): table for table in tables(made)}
    checked = 0
    for sheet in worksheets(made):
        if sheet.find(f"{MAIN}tableParts") is None:
            continue
        dimension = sheet.find(f"{MAIN}dimension")
        assert dimension is not None
        table = told[dimension.get("ref")]
        heads = ["".join(cell.itertext()) for cell in sheet.findall(f"{MAIN}sheetData/{MAIN}row[@r='1']/*")]
        assert [column.get("name") for column in table.iter(f"{MAIN}tableColumn")] == heads
        assert int(re.split(r"\D+", table.get("ref") or "")[-1]) >= 2
        checked += 1
    assert checked == 3


def test_no_cell_is_a_formula_and_every_style_is_there(made: dict[str, bytes]) -> None:
    styles = fromstring(made["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    assert styles is not None
    for sheet in worksheets(made):
        assert sheet.find(f".//{MAIN}f") is None
        cells = list(sheet.iter(f"{MAIN}c"))
        assert all(int(cell.get("s") or 0) < len(styles) for cell in cells)
        assert all(len("".join(cell.itertext())) <= 32_767 for cell in cells)
        references = [cell.get("r") for cell in cells]
        assert len(set(references)) == len(references)


def test_checks_reach_over_the_rows_to_fill_in_and_point_at_lists(made: dict[str, bytes]) -> None:
    sheet = worksheets(made)[1]
    checks = {check.get("sqref"): check for check in sheet.iter(f"{MAIN}dataValidation")}
    assert set(checks) == {"A2:A6", "B2:B6", "C2:C6", "D2:D6", "E2:E6"}
    formulas = {place: [f.text for f in check] for place, check in checks.items()}
    assert formulas == {
        "A2:A6": ["Lists!$A$2:$A$3"],
        "B2:B6": ["Lists!$B$2:$B$201"],
        "C2:C6": ["DATE(2000,1,1)"],
        "D2:D6": ["0", "24"],
        "E2:E6": [],
    }
    assert all(len(text or "") <= 255 for told in formulas.values() for text in told)
    book = fromstring(made["xl/workbook.xml"])
    states = {sheet.get("name"): sheet.get("state") for sheet in book.iter(f"{MAIN}sheet")}
    assert states["Lists"] == "hidden"
    assert next(iter(states)) == "About"


def test_blank_cells_to_be_filled_in_show_days_and_numbers_as_the_others_do() -> None:
    into = io.BytesIO()
    rows: list[list[Value]] = [
        ["active", "Ann", date(2026, 3, 1), 1.5, None],
        ["paused", "Tom", None, None, None],
    ]
    write_workbook(into, [SheetOut("S", list(CHECKS), rows, columns=CHECKS, spare=2)])
    sheet = load_workbook(into)["S"]
    assert [sheet[f"C{row}"].number_format for row in (2, 3, 5)] == ["yyyy-mm-dd"] * 3
    assert [sheet[f"D{row}"].number_format for row in (2, 3, 5)] == ["0.0#"] * 3
    assert (sheet["C5"].value, sheet["A5"].quotePrefix) == (None, False)
    assert [row.number for row in read(into.getvalue(), name="s.xlsx").sheets[0].rows] == [1, 2, 3]


def test_the_rows_to_choose_from_are_those_of_the_list(made: dict[str, bytes]) -> None:
    lists = worksheets(made)[-1]
    column = ["".join(cell.itertext()) for cell in lists.iter(f"{MAIN}c") if (cell.get("r") or "")[0] == "B"]
    assert column[1:] == MANY


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**50), 2**50),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.integers(0, 10**6).map(lambda minutes: timedelta(minutes=minutes)),
    st.text(max_size=30),
)


@settings(max_examples=3, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=5, max_size=5), min_size=20, max_size=60))
def test_our_own_reader_reads_what_was_written(rows: list[list[Value]]) -> None:
    into = io.BytesIO()
    write_workbook(into, [SheetOut("S", list("ABCDE"), [["first", 1, None, None, None], *rows])])
    sheet = read(into.getvalue(), name="s.xlsx").sheets[0]
    found = {(row.number, column): cell for row in sheet.rows for column, cell in row.cells.items()}
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = found.get((number, column))
            if isinstance(value, bool):
                assert cell is not None
                assert cell.value == ("yes" if value else "no")
            elif isinstance(value, (date, datetime, time)):
                assert cell is not None
                assert cell.text.removesuffix(" 00:00") == _told(value).removesuffix(" 00:00")
            elif isinstance(value, timedelta):
                assert cell is not None
                assert cell.value == pytest.approx(value.total_seconds() / 3600, abs=1e-6)
            elif isinstance(value, (int, float)):
                assert cell is not None
                assert cell.value == value


def _told(value: date | datetime | time) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()
