"""The XML of an .xlsx -> sheets, strings, cells. Runs in the child process only.

openpyxl reads the workbook (its sheets, epoch), its hardened `iterparse` yields the rows. The cells are made
here, not by openpyxl's worksheet, because an import must tell apart what that blurs or loses: a formula without a value
from a blank; 5,000 digits from a damaged sheet; `_x005F_`. Nothing is padded, and what the sheet declares as its
dimension is never looked at: that does for good what `reset_dimensions()` and `iter_rows(max_row=...)` do.
Of the styles only the number formats are read: colours and fills that openpyxl cannot read lose nobody a row.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import IO, Any
from xml.etree.ElementTree import Element
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from coordinator.workbook import text

LAST_COLUMN = 16_384
LONGEST_NUMBER = 300
"""Characters. No number a spreadsheet can hold is longer; what is, stays text."""

_ROW, _SHEET_DATA, _VALUE, _FORMULA, _INLINE, _TEXT, _RUN, _FORMAT, _CELL_STYLES = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "sheetData", "v", "f", "is", "t", "r", "numFmt", "cellXfs")
)
_DIGITS = "0123456789"

Coded = tuple[str, Any]
"""A letter of `stored.KINDS` and its JSON value."""


class Refused(Exception):
    """The workbook will not be read; `args[0]` is the code."""


@dataclass(frozen=True, slots=True)
class Part:
    """One worksheet of a workbook and where its XML is."""

    title: str
    hidden: bool
    path: str


class Workbook(ExcelReader):
    """openpyxl's reader, without the parts an import has no use for, so that they cannot lose it.

    `hidden_rows` counts the rows with something in them that the sheet hides, of all parts read so far.
    """

    package: Manifest

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.parts: list[Part] = []
        self.hidden_rows = 0
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self.read_worksheets()
        self.epoch = self.wb.epoch
        self.date_styles, self.duration_styles = self._moments()

    def read_strings(self) -> None:
        # A workbook may declare the table without having one, when no cell needs it.
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part and part.PartName[1:] in self.valid_files:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = shared_strings(source)

    def read_worksheets(self) -> None:
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                self.parts.append(Part(text.clean(sheet.name), sheet.state != "visible", relation.target))

    def _moments(self) -> tuple[frozenset[int], frozenset[int]]:
        """The cell styles that make a day or a time of a number, and those that make a length of time of it."""
        if ARC_STYLE not in self.valid_files:
            return frozenset(), frozenset()
        custom: dict[str, str] = {}
        codes: list[str | None] = []
        with self.archive.open(ARC_STYLE) as source:
            for _, element in iterparse(source):
                if element.tag == _FORMAT:
                    custom[element.get("numFmtId", "")] = element.get("formatCode", "")
                elif element.tag == _CELL_STYLES:
                    codes = [_format_code(style.get("numFmtId", "0"), custom) for style in element]
        return (
            frozenset(place for place, code in enumerate(codes) if is_date_format(code)),
            frozenset(place for place, code in enumerate(codes) if is_timedelta_format(code)),
        )

    def rows(self, part: Part) -> Iterator[list[Any]]:
        """The rows of `part` that are not blank, each `[row number, column, letter, value, ...]`, in the file's order."""
        number = 0
        with self.archive.open(part.path) as source:
            for _, element in iterparse(source):
                if element.tag == _ROW:
                    stated = element.get("r")
                    number = int(float(stated)) if stated else number + 1
                    if line := self._row(element):
                        self.hidden_rows += element.get("hidden") in ("1", "true")
                        yield [number, *line]
                    element.clear()
                elif element.tag == _SHEET_DATA:
                    return

    def _row(self, row: Element) -> list[Any]:
        line: list[Any] = []
        column = 0
        for element in row:
            reference = element.get("r")
            column = column_index_from_string(reference.rstrip(_DIGITS)) if reference else column + 1
            coded = self._cell(element)
            if coded is not None:
                line.append(column)
                line += coded
        if line and max(line[::3]) > LAST_COLUMN:
            raise Refused("damaged")
        return line

    def _cell(self, element: Element) -> Coded | None:
        """One `<c>`; None when blank."""
        stored = formula = None
        for part in element:
            tag = part.tag
            if tag == _VALUE:
                stored = part.text or ""
            elif tag == _INLINE:
                return _text(text.clean(text.unescape(_inline(part))))
            elif tag == _FORMULA:
                formula = part.text or "…"
        kind = element.get("t", "n")
        if stored is None or (not stored and kind != "str"):
            return None if formula is None else ("f", "=" + text.clean(formula))
        if kind == "s":
            return _text(self.shared_strings[int(stored)])
        if kind == "n":
            return self._number(stored, int(element.get("s", 0)))
        if kind == "e":
            return "e", text.clean(stored)
        if kind == "b":
            return "b", stored.strip().lower() in ("1", "true")
        if kind == "d":
            return _moment(from_ISO8601(stored))  # type: ignore[no-untyped-call]
        return _text(text.clean(text.unescape(stored)))

    def _number(self, stored: str, style: int) -> Coded | None:
        if len(stored) > LONGEST_NUMBER:
            return _text(text.clean(stored))
        try:
            value = float(stored) if set(".eE") & set(stored) else int(stored)
        except ValueError:
            return _text(text.clean(stored))
        if not isfinite(value):
            return "e", "#NUM!"
        duration = style in self.duration_styles
        if style in self.date_styles and (value >= 0 or duration):
            # No day has this number? Say the number, not a made-up error.
            with suppress(OverflowError, ValueError):
                return _moment(from_excel(value, self.epoch, timedelta=duration))
        return "n", value


def _format_code(number: str, custom: Mapping[str, str]) -> str | None:
    """The number format that a style's `numFmtId` names; None for one that nobody knows."""
    if number in custom:
        return custom[number]
    return builtin_format_code(int(number)) if number.isdecimal() else None


def _text(cleaned: str) -> Coded | None:
    """A text cell; None when there is nothing to see in it."""
    # Printable and not beginning with a space is nearly every cell, and cheap to tell.
    if cleaned[:1] > " " and cleaned.isprintable():
        return "s", cleaned
    return ("s", cleaned) if text.tidy(cleaned) else None


def _moment(value: object) -> Coded | None:
    """What a date format makes of a number: a day, a day with a time, a time, or a duration in hours."""
    match value:
        case datetime():
            value = value.replace(tzinfo=None)
            return ("d", value.date().isoformat()) if value.time() == time() else ("D", value.isoformat())
        case date():
            return "d", value.isoformat()
        case time():
            return "t", value.replace(tzinfo=None).isoformat()
        case timedelta():
            return "h", round(value.total_seconds() / 3600, 6)
    return None


def _inline(element: Element) -> str:
    """The text of an `<is>`: plain or in runs, phonetic readings left out."""
    pieces: list[str] = []
    for part in element:
        if part.tag == _TEXT:
            pieces.append(part.text or "")
        elif part.tag == _RUN:
            pieces += (piece.text or "" for piece in part if piece.tag == _TEXT)
    return "".join(pieces)


def shared_strings(source: IO[bytes]) -> list[str]:
    """The table of strings, decoded and cleaned, phonetic readings left out."""
    strings: list[str] = []
    pieces: list[str] = []
    phonetic = False

    def start(tag: str, _: object) -> None:
        nonlocal phonetic
        local = tag.rpartition(" ")[2]
        if local == "t":
            if not phonetic:
                parser.CharacterDataHandler = pieces.append
        elif local == "si":
            pieces.clear()
        elif local == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal phonetic
        local = tag.rpartition(" ")[2]
        if local == "t":
            parser.CharacterDataHandler = None
        elif local == "si":
            strings.append(text.clean(text.unescape("".join(pieces))))
        elif local == "rPh":
            phonetic = False

    parser = _safe_parser(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    while chunk := source.read(64 * 1024):
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return strings


def check_sound(archive: ZipFile) -> None:
    """Read every sheet and the strings once, fast, for their CRC and for well-formed XML.

    Damage at the end of a long sheet is so found in a moment, not after all its rows.
    Raises what zipfile and expat raise.
    """
    for part in archive.namelist():
        if part.endswith(".xml") and (part.startswith("xl/worksheets/") or part == "xl/sharedStrings.xml"):
            parser = _safe_parser()
            with archive.open(part) as content:
                while chunk := content.read(256 * 1024):
                    parser.Parse(chunk)
            parser.Parse(b"", True)


def _safe_parser(namespace_separator: str | None = None) -> expat.XMLParserType:
    def doctype(*_: object) -> None:
        raise Refused("damaged")

    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.StartDoctypeDeclHandler = doctype
    return parser
