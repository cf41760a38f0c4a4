"""Workbooks with known truth, and awkward ones: written by openpyxl, by hand, or cut up afterwards."""

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    formats: Mapping[str, str] | None = None,
    since_1904: bool = False,
    hidden: Sequence[str] = (),
) -> bytes:
    """An .xlsx by openpyxl. `formats` gives cells of the first sheet a number format: {"B2": "yyyy-mm-dd"}."""
    book = Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    for coordinate, form in (formats or {}).items():
        book.worksheets[0][coordinate].number_format = form
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_hand(
    rows: str,
    *,
    strings: Sequence[str] | None = None,
    before: str = "",
    namespace: str = MAIN,
    workbook_namespace: str = MAIN,
    string_table: str | None = None,
) -> bytes:
    """An .xlsx of one sheet "S" whose `<sheetData>` is `rows`, with `before` in front of it.

    `strings` become the shared strings; `string_table` is that part's whole XML instead.
    """
    if strings is not None:
        items = "".join(f"<si><t>{escape(string)}</t></si>" for string in strings)
        string_table = f'<sst xmlns="{MAIN}">{items}</sst>'
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
        if part != "sharedStrings" or string_table is not None
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{workbook_namespace}" xmlns:r="{_RELATION}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData></worksheet>',
    }
    if string_table is not None:
        parts["xl/sharedStrings.xml"] = string_table
    return zipped({name: part.encode() for name, part in parts.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of `parts`."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """What a zip file holds, by name."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, **instead: bytes) -> bytes:
    """`data` with parts exchanged: `sheet1=...` for xl/worksheets/sheet1.xml, else xl/<name>.xml."""
    parts = parts_of(data)
    for name, content in instead.items():
        parts[f"xl/worksheets/{name}.xml" if name.startswith("sheet") else f"xl/{name}.xml"] = content
    return zipped(parts)


def children() -> set[int]:
    """The process ids of this process's children, those among them that ended and nobody waited for."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            # The name in brackets may hold anything; after it come the state and the parent.
            _state, parent = status.read_text(errors="replace").rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid():
                found.add(int(status.parent.name))
    return found
