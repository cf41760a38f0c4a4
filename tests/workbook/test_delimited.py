"""Delimited text: every encoding and separator people send, and what is refused instead of read wrongly."""

from pathlib import Path

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook import delimited, reader
from coordinator.workbook.cells import Book


def table(data: bytes, name: str = "list.csv") -> dict[int, dict[int, str]]:
    (sheet,) = reader.read(data, name=name).sheets
    assert all(cell.kind == "text" for row in sheet.rows for cell in row.cells.values())
    return {row.number: {column: str(cell.value) for column, cell in row.cells.items()} for row in sheet.rows}


def book(data: bytes) -> Book:
    return reader.read(data, name="list.csv")


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_every_encoding_is_recognised(encoding: str, note: str | None) -> None:
    data = "Name,Town\r\nZoë “Z” Müller,Málaga\r\n".encode(encoding)
    assert table(data) == {1: {1: "Name", 2: "Town"}, 2: {1: "Zoë “Z” Müller", 2: "Málaga"}}
    assert book(data).notes == ((f"read as {note}, separated by commas",) if note else ())


def test_the_mark_of_utf_16_be_is_recognised() -> None:
    assert table(b"\xfe\xff" + "é,b\n".encode("utf-16-be")) == {1: {1: "é", 2: "b"}}


def test_a_character_cut_by_the_block_it_is_read_in_is_whole() -> None:
    data = b"a," + b"x" * (256 * 1024 - 3) + "é\n".encode()
    assert table(data)[1][2].endswith("xé")


@pytest.mark.parametrize(
    ("separator", "note"),
    [(";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")],
)
def test_every_separator_is_recognised(separator: str, note: str) -> None:
    rows = [["Name", "Hours, planned", "Notes"], ["Ada", "1,5", '"x, y"'], ["Bo", "2,25", "z"]]
    data = "\n".join(separator.join(row) for row in rows).encode()
    assert table(data)[2] == {1: "Ada", 2: "1,5", 3: "x, y"}
    assert book(data).notes == (f"read as UTF-8, separated by {note}",)


def test_a_declared_separator_is_honoured_and_its_line_is_no_row() -> None:
    data = b"sep=;\r\nName;Says\r\nAda;a,b,c\r\n"
    assert table(data) == {1: {1: "Name", 2: "Says"}, 2: {1: "Ada", 2: "a,b,c"}}
    assert table(b"\xef\xbb\xbfSEP=~\na~b\n") == {1: {1: "a", 2: "b"}}
    assert book(b"sep=~\na~b\n").notes == ("read as UTF-8, separated by “~”",)


def test_one_column_is_one_column() -> None:
    assert table(b"E-mail\njo@x.org\n") == {1: {1: "E-mail"}, 2: {1: "jo@x.org"}}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_count_as_a_spreadsheet_shows_them(end: str) -> None:
    data = end.join(["Name,Says", "", 'Ada,"two', 'lines"', ",", "Bo,x"]).encode()
    assert table(data) == {1: {1: "Name", 2: "Says"}, 3: {1: "Ada", 2: "two\nlines"}, 5: {1: "Bo", 2: "x"}}


def test_the_apostrophe_of_our_own_exports_is_taken_off_and_others_stay() -> None:
    data = b"'=1+1,'+44 20,'-x,'@y,'\tz,'tis,'\n"
    assert table(data)[1] == {1: "=1+1", 2: "+44 20", 3: "-x", 4: "@y", 5: " z", 6: "'tis", 7: "'"}


def test_one_apostrophe_comes_off_text_that_itself_begins_with_one_and_a_sign() -> None:
    assert table(b"''=q,'''-q,''q\n")[1] == {1: "'=q", 2: "''-q", 3: "''q"}


def test_control_characters_are_gone_and_direction_marks_stay() -> None:
    assert table("a\x1b]52;c;x\x07,b\u200fc\x9b,[/red]\n".encode())[1] == {
        1: "a]52;c;x",
        2: "b\u200fc",
        3: "[/red]",
    }


def test_the_sheet_is_named_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Autumn mentors.csv"
    path.write_text("a,b\n", encoding="utf-8")
    assert reader.read(path).sheets[0].title == "Autumn mentors"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\x00\n", "NUL"),
        ("a,\0b\n".encode("utf-16"), "NUL"),
        (b"caf\x81\xff\n", "neither a workbook nor text"),
        (b"\xef\xbb\xbfcaf\xe9\n", "neither a workbook nor text"),
        (b"\n , \n,\n", "has no rows"),
        (b'a,b\nc,"d\ne,f\ng,h\n', "quotation mark in row 2 that is never closed"),
        (b"a" + b"," * delimited.LAST_COLUMN + b"\n", "columns in row 1"),
        (
            b'a,b\n"' + b"x" * (delimited.LONGEST_CELL + 10) + b'"\n',
            "a cell of more than 1,000,000 characters",
        ),
    ],
)
def test_what_cannot_be_read_right_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        reader.read(data, name="list.csv")
    assert caught.value.message.startswith("list.csv ")


def test_a_cell_of_100_000_characters_is_whole() -> None:
    assert len(table(b'a,b\nc,"' + b"x" * 200_000 + b'"\n')[2][2]) == 200_000


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_ROWS", 3)
    assert len(table(b"a\nb\nc\n")) == 3
    with pytest.raises(FileRefused, match="holds more than 3 rows"):
        table(b"a\nb\nc\nd\n")


def test_progress_is_told_and_a_cancelled_reading_stops() -> None:
    data = b"a,b\n" * 1_200
    heard: list[int] = []
    reader.read(data, name="list.csv", progress=heard.append)
    assert heard == [500, 1_000]
    with pytest.raises(FileRefused, match="was cancelled"):
        reader.read(data, name="list.csv", cancelled=lambda: True)
