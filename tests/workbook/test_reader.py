"""Reading .xlsx: what stands in the file is what comes out, cell by cell, with its kind and place."""

import hashlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook import reader, text
from coordinator.workbook.cells import Book, Cell, Row
from coordinator.workbook.stored import StoredRows, is_row, kept
from tests.workbook.making import MAIN, by_hand, changed, children, parts_of, workbook, zipped

HALF_PAST_NINE = datetime.fromisoformat("2026-03-14T09:30")


def rows_of(data: bytes) -> dict[int, dict[int, Cell]]:
    (sheet,) = reader.read(data, name="list.xlsx").sheets
    return {row.number: dict(row.cells) for row in sheet.rows}


def inline(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def test_every_kind_of_cell_keeps_its_kind() -> None:
    data = workbook(
        {
            "S": [
                [
                    "Ada",
                    3,
                    2.5,
                    True,
                    date(2026, 3, 14),
                    HALF_PAST_NINE,
                    time(14, 5),
                    0.0625,
                    None,
                ],
            ]
        },
        formats={"H1": "[h]:mm", "I1": "0"},
    )
    assert rows_of(data)[1] == {
        1: Cell("text", "Ada"),
        2: Cell("number", 3),
        3: Cell("number", 2.5),
        4: Cell("bool", True),
        5: Cell("date", date(2026, 3, 14)),
        6: Cell("datetime", HALF_PAST_NINE),
        7: Cell("time", time(14, 5)),
        8: Cell("duration", 1.5),
    }


def test_a_long_duration_is_hours() -> None:
    assert rows_of(workbook({"S": [[timedelta(hours=26, minutes=15)]]}))[1] == {1: Cell("duration", 26.25)}


def test_1904_dates_are_the_days_meant() -> None:
    data = workbook({"S": [[date(2026, 3, 14)]]}, since_1904=True)
    assert b'date1904="1"' in parts_of(data)["xl/workbook.xml"]
    assert rows_of(data)[1] == {1: Cell("date", date(2026, 3, 14))}


def test_sheets_keep_order_title_and_hiddenness() -> None:
    book = reader.read(
        workbook({"Mentors": [["a"]], "Lists": [["b"]], "Empty": []}, hidden=["Lists"]), name="x.xlsx"
    )
    assert [(sheet.title, sheet.hidden, len(sheet.rows)) for sheet in book.sheets] == [
        ("Mentors", False, 1),
        ("Lists", True, 1),
        ("Empty", False, 0),
    ]


def test_a_path_gives_its_name_and_checksum(tmp_path: Path) -> None:
    data = workbook({"S": [["a"]]})
    path = tmp_path / "applicants.xlsx"
    path.write_bytes(data)
    book = reader.read(path)
    assert book == Book("applicants.xlsx", hashlib.sha256(data).hexdigest(), book.sheets, ())
    assert reader.read(data, name="sent.xlsx").sheets == book.sheets


def test_blank_rows_count_and_are_left_out() -> None:
    data = workbook({"S": [["Name"], [], [None, " \u00a0\u200b"], ["Ada"]]})
    assert rows_of(data) == {1: {1: Cell("text", "Name")}, 4: {1: Cell("text", "Ada")}}


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "Z99:A1", "nonsense"])
def test_a_wrong_dimension_loses_nothing(dimension: str) -> None:
    rows = "".join(f'<row r="{number}">{inline(f"B{number}", "x")}</row>' for number in (1, 2, 7))
    data = by_hand(rows, before=f'<dimension ref="{dimension}"/>')
    assert rows_of(data) == {number: {2: Cell("text", "x")} for number in (1, 2, 7)}


def test_cells_without_references_are_counted_along() -> None:
    data = by_hand(
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="D3"><v>4</v></c><c><v>5</v></c></row>'
    )
    assert rows_of(data) == {
        1: {1: Cell("number", 1), 3: Cell("number", 3)},
        3: {4: Cell("number", 4), 5: Cell("number", 5)},
    }


def test_a_row_numbered_a_thousand_million_is_left_out_and_said() -> None:
    data = by_hand(
        f'<row r="1">{inline("A1", "x")}</row><row r="1000000000">{inline("A1000000000", "y")}</row>'
    )
    book = reader.read(data, name="x.xlsx")
    assert [row.number for row in book.sheets[0].rows] == [1]
    assert len(book.notes) == 1
    assert book.notes[0].startswith("1 ")


def test_a_million_rows_declared_but_blank_cost_nothing() -> None:
    rows = f'<row r="1">{inline("A1", "x")}</row>' + '<row r="9" s="1" customFormat="1"/>' * 10_000
    assert rows_of(by_hand(rows + f'<row r="1048576">{inline("XFD1048576", "y")}</row>')) == {
        1: {1: Cell("text", "x")},
        1_048_576: {16_384: Cell("text", "y")},
    }


def test_errors_and_formulas_are_told_from_text_and_blanks() -> None:
    data = by_hand(
        '<row r="1">'
        '<c r="A1" t="e"><v>#N/A</v></c>'
        '<c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1"><f>A1&amp;"x"</f></c>'
        '<c r="D1"><f>SUM(B1)</f><v></v></c>'
        '<c r="E1" t="str"><f>IF(1,"","")</f><v></v></c>'
        '<c r="F1" t="str"><f>"a"</f><v>a</v></c>'
        '<c r="G1"><f t="shared" si="0"/></c>'
        '<c r="H1" t="str"><v>#N/A</v></c>'
        "</row>"
    )
    assert rows_of(data)[1] == {
        1: Cell("error", "#N/A"),
        2: Cell("number", 2),
        3: Cell("formula", '=A1&"x"'),
        4: Cell("formula", "=SUM(B1)"),
        6: Cell("text", "a"),
        7: Cell("formula", "=…"),
        8: Cell("text", "#N/A"),
    }


def test_formulas_as_openpyxl_writes_them_are_named() -> None:
    assert rows_of(workbook({"S": [["=A2*2"]]}))[1] == {1: Cell("formula", "=A2*2")}


def test_numbers_no_spreadsheet_can_hold_do_not_lose_the_sheet() -> None:
    digits = "7" * 5_000
    data = by_hand(
        f'<row r="1"><c r="A1"><v>{digits}</v></c><c r="B1"><v>1E999</v></c><c r="C1"><v>n/a</v></c>'
        '<c r="D1" s="1"><v>-5</v></c><c r="E1" s="1"><v>99999999</v></c><c r="F1"><v>447700900123</v></c></row>'
    )
    assert rows_of(data)[1] == {
        1: Cell("text", digits),
        2: Cell("error", "#NUM!"),
        3: Cell("text", "n/a"),
        4: Cell("number", -5),
        5: Cell("number", 99_999_999),
        6: Cell("number", 447_700_900_123),
    }


def test_shared_strings_runs_and_phonetic_readings() -> None:
    table = (
        f'<sst xmlns="{MAIN}"><si><t>plain</t></si><si><r><t>bold </t></r><r><t>and not</t></r></si>'
        '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si><si><t> </t></si></sst>'
    )
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(4))
    assert rows_of(by_hand(f"<row>{cells}</row>", string_table=table))[1] == {
        1: Cell("text", "plain"),
        2: Cell("text", "bold and not"),
        3: Cell("text", "東京"),
    }


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("a_x000D_\nb", "a\nb"),
        ("_x0041_", "A"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x001B_[31mred", "[31mred"),
        ("_xD83D__xDE00_ and _xD83D_", "😀 and "),
        ("my_xylophone_x12_", "my_xylophone_x12_"),
        ("a\u200fb\u202ec", "a\u200fb\u202ec"),
        ("no\u00a0break", "no\u00a0break"),
        ("e\u0301 👩\u200d👧", "e\u0301 👩\u200d👧"),
        ("x" * 40_000, "x" * 40_000),
        ("[@click=app.quit]x[/]'); drop table", "[@click=app.quit]x[/]'); drop table"),
    ],
)
def test_people_s_text_comes_out_unharmed_and_harmless(stored: str, shown: str) -> None:
    row = f'<row><c t="s"><v>0</v></c>{inline("B1", stored)}<c r="C1" t="str"><v>{stored}</v></c></row>'
    cells = rows_of(by_hand(row, strings=[stored]))[1]
    assert cells == {1: Cell("text", shown), 2: Cell("text", shown), 3: Cell("text", shown)}


def test_control_characters_of_every_kind_are_gone() -> None:
    every = "".join(map(chr, range(0xA0)))
    cleaned = text.clean(f"a\r\n{every}\ud800\ufffe")
    assert {sign for sign in cleaned if ord(sign) < 32 or 127 <= ord(sign) < 160} == {"\n"}
    assert cleaned.endswith(every[32:127] + "\n")  # the last is NEL, a line break
    assert text.clean("a\tb\rc\r\nd\ne\u2028") == "a b\nc\nd\ne\u2028"


def test_tidy_and_bare_for_comparing() -> None:
    assert text.tidy("\ufeff First\u00a0 name\n\u200b(legal) ") == "First name (legal)"
    assert text.tidy("\u202bשלום\u202c") == "\u202bשלום\u202c"
    assert text.bare("\u202ajo@x.org\u202c\u00ad ") == "jo@x.org"


@pytest.mark.parametrize("rows", [[], [[" "]]])
def test_a_workbook_without_a_row_says_so(rows: list[list[object]]) -> None:
    with pytest.raises(FileRefused, match=r"list\.xlsx has no rows"):
        reader.read(workbook({"A": rows, "B": []}), name="list.xlsx")


def test_parts_an_import_does_not_need_cannot_lose_it() -> None:
    data = workbook({"S": [["a"]]})
    parts = parts_of(data)
    assert "docProps/core.xml" in parts
    assert rows_of(zipped(parts | {"docProps/core.xml": b"<not-even-xml"}))[1] == {1: Cell("text", "a")}


def test_progress_is_told_and_a_cancelled_reading_stops() -> None:
    data = workbook({"S": [[number] for number in range(1_200)]})
    heard: list[int] = []
    assert len(reader.read(data, progress=heard.append).sheets[0].rows) == 1_200
    assert heard == [500, 1_000]
    with pytest.raises(FileRefused, match=r"Reading x\.xlsx was cancelled; nothing was imported"):
        reader.read(data, name="x.xlsx", cancelled=lambda: True)


def test_rows_are_a_sequence() -> None:
    rows = reader.read(workbook({"S": [["a"], ["b"], ["c"]]})).sheets[0].rows
    assert rows[1] == Row(2, {1: Cell("text", "b")})
    assert [row.number for row in rows[1:]] == [2, 3]
    assert rows[-1] == list(rows)[2]
    assert isinstance(rows, StoredRows)


@pytest.mark.parametrize(
    "line",
    [
        [],
        [1],
        [1, 2],
        ["1", 1, "s", "a"],
        [1, 1, "q", "a"],
        [1, 1, "d", "soon"],
        [1, 1, "n", "a"],
        [1, "A", "s", "a"],
        7,
    ],
)
def test_a_line_that_is_no_row_is_told(line: object) -> None:
    assert not is_row(line)
    assert is_row([1, 1, "d", "2026-03-14", 2, "b", True])


def test_kept_lines_are_compact() -> None:
    assert kept([1, 1, "s", "é"]) == '[1,1,"s","é"]'.encode()


def test_no_process_and_no_open_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = len(list(Path("/proc/self/fd").iterdir()))
    running = children()
    reader.read(workbook({"S": [["a"]]}))
    with pytest.raises(FileRefused):
        reader.read(changed(workbook({"S": [["a"]]}), sheet1=b"<worksheet"))
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert list(tmp_path.iterdir()) == []
    assert children() == running
