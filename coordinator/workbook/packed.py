"""A book as bytes and back: what an unfinished import keeps of its file, whatever becomes of that meanwhile."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from typing import Any

from coordinator.workbook.cells import Book, Sheet
from coordinator.workbook.stored import StoredRows, kept, lined


def packed(book: Book) -> bytes:
    """The book's cells, compressed: 10,000 rows of applicants are some 0.6 MB."""
    packer = zlib.compressobj(level=1)
    parts = [packer.compress(piece + b"\n") for piece in _lines(book)]
    return b"".join([*parts, packer.flush()])


def unpacked(data: bytes) -> Book:
    """The book of `packed`."""
    lines = iter(zlib.decompress(data).splitlines())
    told = json.loads(next(lines))
    sheets: list[Sheet] = []
    for about, count in told.pop("sheets"):
        sheets.append(Sheet(**about, rows=StoredRows(islice(lines, count))))
    return Book(**told, sheets=sheets)


def _lines(book: Book) -> Iterator[bytes]:
    sheets = [(_plain(sheet, "rows"), len(sheet.rows)) for sheet in book.sheets]
    yield kept_json({**_plain(book, "sheets"), "sheets": sheets})
    for sheet in book.sheets:
        for row in sheet.rows:
            yield kept(lined(row))


def _plain(record: Book | Sheet, left_out: str) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record) if one.name != left_out}


def kept_json(value: object) -> bytes:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
