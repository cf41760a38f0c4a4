"""The look before reading: every kind of file that is not a workbook is refused, by its name, with what to do."""

import hashlib
import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook import preflight, reader
from tests.workbook.making import OLE, STRICT_MAIN, by_hand, changed, parts_of, workbook, zipped

GOOD = workbook({"S": [["Name"], ["Ada"]]})


def refusal(data: bytes, name: str = "list.xlsx") -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        preflight.examine(io.BytesIO(data), name)
    assert name in caught.value.message
    assert caught.value.message.count(". ") == 0, "one sentence"
    assert caught.value.hint
    return caught.value


def test_a_workbook_and_text_pass_with_their_checksum() -> None:
    assert preflight.examine(io.BytesIO(GOOD), "a.xlsx") == ("workbook", hashlib.sha256(GOOD).hexdigest())
    assert preflight.examine(io.BytesIO(b"a,b\n"), "a.csv") == ("text", hashlib.sha256(b"a,b\n").hexdigest())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (OLE + b"x" * 600, "old Excel workbook"),
        (b"\xef\xbb\xbf\r\n<HTML><body>", "web page"),
        ("<html>".encode("utf-16"), "web page"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (zipped({"a.txt": b"x"}), "a zip file, not an Excel workbook"),
        (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}), "a Word document"),
        (zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<d/>"}), ".ods"),
        (zipped({"[Content_Types].xml": b"<T/>", "xl/workbook.bin": b"x"}), ".xlsb"),
        (GOOD[: len(GOOD) // 2], "damaged or incomplete"),
        (GOOD[:-30], "damaged or incomplete"),
        (b"PK\x03\x04", "damaged or incomplete"),
    ],
    ids=lambda value: value if isinstance(value, str) else "of",
)
def test_what_is_no_workbook_is_refused_with_its_reason(data: bytes, words: str) -> None:
    assert words in refusal(data).message


def test_password_mark_is_found_across_the_blocks_it_is_read_in() -> None:
    mark = "EncryptedPackage".encode("utf-16-le")
    data = OLE + b"x" * (preflight.MEGABYTE - len(OLE) - 7) + mark
    assert "needs a password" in refusal(data).message


def test_a_file_over_50_mb_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(preflight.LARGEST_FILE + 1)
    with pytest.raises(FileRefused, match=r"big\.csv is larger than 50 MB"):
        reader.read(big)


def test_more_parts_than_a_workbook_has_are_refused() -> None:
    parts = parts_of(GOOD) | {f"xl/media/{number}.xml": b"<a/>" for number in range(preflight.MOST_PARTS)}
    assert "more parts" in refusal(zipped(parts)).message


@pytest.mark.parametrize("mark", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles"])
def test_a_doctype_in_any_part_and_encoding_is_refused(mark: str, part: str) -> None:
    declared = mark.removesuffix("-le")
    xml = f'<?xml version="1.0" encoding="{declared}"?><!-- x --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    assert "document type" in refusal(changed(GOOD, **{part: xml.encode(mark)})).message


def test_a_doctype_behind_an_endless_comment_is_refused() -> None:
    xml = b"<!--" + b"x" * (preflight.LONGEST_PROLOG + 10) + b"--><!DOCTYPE a><a/>"
    assert "document type" in refusal(changed(GOOD, styles=xml)).message


def test_the_word_doctype_within_a_cell_is_only_text() -> None:
    data = by_hand('<row><c t="inlineStr"><is><t>&lt;!DOCTYPE a&gt;</t></is></c></row>')
    assert preflight.examine(io.BytesIO(data), "a.xlsx")[0] == "workbook"


def test_the_strict_form_is_named() -> None:
    data = by_hand("", namespace=STRICT_MAIN, workbook_namespace=STRICT_MAIN)
    assert "Strict" in refusal(data).message


def test_a_part_swollen_beyond_reason_is_refused_and_a_small_one_is_not() -> None:
    def with_media(size: int) -> bytes:
        return zipped(parts_of(GOOD) | {"xl/media/image1.bmp": b"\0" * size})

    assert preflight.examine(io.BytesIO(with_media(preflight.MEGABYTE)), "a.xlsx")[0] == "workbook"
    assert "unpack" in refusal(with_media(preflight.RATIO_FROM + 1)).message


def test_an_encrypted_part_needs_a_password() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts_of(GOOD).items():
            archive.writestr(name, content)
        for part in archive.infolist():
            part.flag_bits |= 0x1
    assert "needs a password" in refusal(out.getvalue()).message


@pytest.mark.parametrize("name", ["~$list.xlsx", ".~lock.list.xlsx#"])
def test_the_mark_of_an_open_workbook_names_the_workbook(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x05Jones")
    with pytest.raises(FileRefused) as caught:
        reader.read(path)
    assert caught.value.hint == "Import list.xlsx instead."


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.csv")
    for name, words in (
        ("", "is a folder"),
        ("gone.xlsx", "is not there"),
        ("pipe.csv", "not an ordinary file"),
    ):
        path = tmp_path / name
        with pytest.raises(FileRefused, match=words) as caught:
            reader.read(path)
        assert path.name in caught.value.message
    with pytest.raises(FileRefused, match="cannot be opened"):
        reader.read(Path("a\0b.xlsx"))
    with pytest.raises(FileRefused, match="cannot be opened"):
        reader.read(tmp_path / ("x" * 300))


def test_a_name_is_shown_without_control_characters_and_not_endless() -> None:
    assert preflight.shown_name("a\x1b[31m\nb.xlsx") == "a[31m b.xlsx"
    assert len(preflight.shown_name("x" * 500)) == 120
    assert preflight.shown_name("\x07") == "the file"
