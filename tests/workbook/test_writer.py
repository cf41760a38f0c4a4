"""What is written opens safely: text is text, dates are dates, and the file is there whole or not at all."""

import csv
import io
import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.errors import CoordinatorError
from coordinator.workbook.text import clean, unescape
from coordinator.workbook.writer import About, SheetOut, Value, shortened, write_csv, write_workbook


def written(rows: Sequence[Sequence[Value]], headers: Sequence[str] = ("A", "B"), **more: Any) -> Worksheet:
    """The sheet as openpyxl reads it back."""
    into = io.BytesIO()
    write_workbook(into, [SheetOut("Things", headers, rows, **more)])
    return openpyxl.load_workbook(into).worksheets[0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-3", "@x", "#N/A", "#REF!", "0123", "TRUE", "2026-03-04", "'quoted"]
)
def test_text_is_text_whatever_it_looks_like(text: str) -> None:
    cell = written([[text, None]])["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_characters_are_cleaned_and_escape_lookalikes_meant_literally() -> None:
    sheet = written([["a\x1b]52;c;x\x07b", "_x0041_"]])
    assert sheet["A2"].value == "a]52;c;xb"
    assert sheet["B2"].value == "_x005F_x0041_"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_back_as_an_importer_reads_it(text: str) -> None:
    sheet = written([[text, "end"]])
    assert sheet["B2"].value == "end"
    assert clean(unescape(str(sheet["A2"].value or ""))) == clean(text)


def test_dates_are_dates_and_lengths_lengths() -> None:
    sheet = written([[date(2026, 3, 4), timedelta(hours=1.5)], [datetime(2026, 3, 4, 9, 30), True]])
    assert (sheet["A2"].value, sheet["A2"].number_format) == (datetime(2026, 3, 4), "yyyy-mm-dd")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (timedelta(hours=1.5), "[h]:mm")
    assert (sheet["A3"].value, sheet["B3"].value) == (datetime(2026, 3, 4, 9, 30), "yes")


def test_the_sheet_is_ready_to_read_and_print() -> None:
    sheet = written([["x" * 100, 1]], ["A long header", "B"])
    assert (sheet.freeze_panes, sheet.tables["Things_1"].ref, sheet.print_title_rows) == (
        "A2",
        "A1:B2",
        "$1:$1",
    )
    assert sheet["A1"].font.b
    assert sheet["A1"].fill.fill_type == "solid"
    assert sheet.column_dimensions["A"].width == 60
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_marked_cells_are_coloured_blank_ones_too() -> None:
    sheet = written([["a", None]], marked=frozenset({(0, 1)}))
    assert sheet["B2"].fill.fgColor.rgb == "00FFD9A0"
    assert sheet["A2"].fill.fill_type is None


def test_titles_are_made_fit_for_excel() -> None:
    into = io.BytesIO()
    titles = ["a/b:c[d]", "x" * 40, "X" * 40, "History", "", "'q'"]
    write_workbook(into, [SheetOut(title, ["A"], []) for title in titles], About((("Rows", "0"),)))
    made = openpyxl.load_workbook(into).sheetnames
    assert made == ["About", "a b c d", "x" * 31, f"{'X' * 29} 2", "History sheet", "Sheet", "q"]


def test_a_text_too_long_for_a_cell_ends_visibly_and_is_counted() -> None:
    rows: list[list[Value]] = [["y" * 40_000, "y" * 32_767]]
    sheet = written(rows)
    assert str(sheet["A2"].value) == "y" * 32_766 + "…"
    assert len(str(sheet["B2"].value)) == 32_767
    assert shortened([SheetOut("T", ["A", "B"], rows)]) == 1


def test_csv_guards_formulas_and_keeps_the_rest(tmp_path: Path) -> None:
    row: list[Value] = ["=1+1", "-2", 'a,b\n"c"', date(2026, 3, 4), 1.5, False, None, "'=x"]
    write_csv(tmp_path / "o.csv", SheetOut("T", list("ABCDEFGH"), [row]))
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [
            "'=1+1",
            "'-2",
            'a,b\n"c"',
            "2026-03-04",
            "1.5",
            "no",
            "",
            "''=x",
        ]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "o.xlsx"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        CoordinatorError, match=r"o\.xlsx cannot be written: no space left on device\. Name another"
    ):
        write_workbook(target, [SheetOut("T", ["A"], [["x"]])])
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("name", "reason"), [("no/such/o.xlsx", "no such file"), ("", "folder")])
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(CoordinatorError, match=reason):
        write_workbook(tmp_path / name, [SheetOut("T", ["A"], [])])


def test_a_link_keeps_leading_to_the_file_it_led_to(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_csv(link, SheetOut("T", ["A"], []))
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8-sig") == "A\n".replace("\n", "\n")
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_into_not_replaced() -> None:
    write_csv(Path("/dev/null"), SheetOut("T", ["A"], []))
    assert not Path("/dev/null").is_file()
