"""Delimited text (.csv, .tsv, .txt) -> rows: which encoding, which separator, then the cells as text.

The rules are those of SPREADSHEETS.md, measured on 5,076 files; `csv.Sniffer` chose wrongly in 1,100 of them.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TextIO

from coordinator.errors import FileRefused
from coordinator.workbook import text
from coordinator.workbook.stored import Lines, StoredRows, kept

MOST_ROWS = 200_000
LAST_COLUMN = 16_384
LONGEST_CELL = 1_000_000  # characters
LARGEST_STORE = 128 * 1024 * 1024  # bytes of rows kept
SAMPLE = 200_000  # characters looked at to choose the separator
NOT_TEXT_HINT = "Import an .xlsx file, or a .csv saved as UTF-8."
REPORT_EVERY = 500

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODING_NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_END = "\0"  # no file that gets here holds it
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
"""Our own exports put one apostrophe before what a spreadsheet would take for a formula, and before `'=` too."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a delimited file, and a word on how it was read when that was not UTF-8 with commas."""

    rows: StoredRows
    notes: tuple[str, ...]


def read(
    file: IO[bytes],
    name: str,
    *,
    progress: Callable[[int], None] | None = None,
    stopped: Callable[[], None] | None = None,
) -> Table:
    """Read `file`, called `name` in messages. `progress` hears the rows so far; `stopped` raises to give up.

    Raises FileRefused when it is not text, or not a table that can be held.
    """
    encoding = encoding_of(file, name)
    with _decoding(file, encoding) as source:
        sample = source.read(SAMPLE + 1)
    declared = _declared_separator(sample)
    separator = declared or separator_of(sample)
    with _decoding(file, encoding) as source:
        if declared:
            source.readline()  # a spreadsheet does not show that line either, so it is no row
        rows = _rows(source, separator, name, progress, stopped)
    notes = () if encoding.startswith("utf-8") and separator == "," else (_note(encoding, separator),)
    return Table(StoredRows(rows), notes)


def encoding_of(file: IO[bytes], name: str) -> str:
    """Python's name of the encoding. Raises FileRefused when no encoding fits or NULs are left after decoding."""
    file.seek(0)
    head = file.read(4096)
    for mark, marked in _MARKS:
        if head.startswith(mark):
            candidates: tuple[str, ...] = (marked,)
            break
    else:
        if head.count(0) > len(head) / 5:
            candidates = ("utf-16-le",) if head[1::2].count(0) >= head[::2].count(0) else ("utf-16-be",)
        else:
            candidates = ("utf-8", "cp1252")
    for encoding in candidates:
        if _decodes(file, encoding, name):
            return encoding
    raise FileRefused(f"{name} is neither a workbook nor text that can be read.", NOT_TEXT_HINT)


def _decodes(file: IO[bytes], encoding: str, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(256 * 1024):
            _refuse_nul(decoder.decode(chunk), name)
        _refuse_nul(decoder.decode(b"", final=True), name)
    except UnicodeError:
        return False
    return True


def _refuse_nul(decoded: str, name: str) -> None:
    if "\0" in decoded:
        raise FileRefused(f"{name} holds NUL characters, so it is damaged or not text.", NOT_TEXT_HINT)


def _declared_separator(sample: str) -> str | None:
    """The separator of a first line `sep=;`, as Excel understands it."""
    first_line = sample.partition("\n")[0].rstrip("\r").strip('"')
    if len(first_line) == 5 and first_line[:4].lower() == "sep=":
        return first_line[4]
    return None


def separator_of(sample: str) -> str:
    """Of `, ; tab |` the one that cuts the most records of `sample` to one width above 1; a comma if none does."""
    if len(sample) > SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    csv.field_size_limit(LONGEST_CELL)
    best, best_score = ",", (0, 0)
    for separator in _SEPARATORS:
        widths: Counter[int] = Counter()
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            widths[len(record)] += 1
        score = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if score > best_score:
            best, best_score = separator, score
    return best


@contextmanager
def _decoding(file: IO[bytes], encoding: str) -> Iterator[TextIO]:
    """`file` as text from its start, line ends untouched; `file` stays open."""
    file.seek(0)
    wrapper = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield wrapper
    finally:
        wrapper.detach()


def _rows(
    source: TextIO,
    separator: str,
    name: str,
    progress: Callable[[int], None] | None,
    stopped: Callable[[], None] | None,
) -> Lines:
    """The lines to keep. Record numbers count from 1, blank records too, as a spreadsheet shows them."""
    csv.field_size_limit(LONGEST_CELL)
    rows = Lines()
    room = LARGEST_STORE
    number = 0
    try:
        for number, record in enumerate(csv.reader(_with_end(source), delimiter=separator), start=1):
            if record and record[-1].endswith(_END):
                if record != [_END]:
                    raise FileRefused(
                        f"{name} has a quotation mark in row {number} that is never closed.",
                        "Close or remove it, or save the sheet as .xlsx and import that.",
                    )
                break
            if len(record) > LAST_COLUMN:
                raise FileRefused(
                    f"{name} has more than {LAST_COLUMN:,} columns in row {number}.", NOT_TEXT_HINT
                )
            line = _line(number, record)
            if not line:
                continue
            stored = kept(line)
            rows.append(stored)
            room -= len(stored)
            if len(rows) > MOST_ROWS or room < 0:
                raise too_large(name)
            if len(rows) % REPORT_EVERY == 0:
                if stopped:
                    stopped()
                if progress:
                    progress(len(rows))
    except csv.Error as error:
        raise FileRefused(
            f"{name} has a cell of more than {LONGEST_CELL:,} characters after row {number}.",
            "A quotation mark may never be closed there; mend it, or save the sheet as .xlsx and import that.",
        ) from error
    return rows


def too_large(name: str) -> FileRefused:
    """The refusal of a file with more in it than can be held."""
    return FileRefused(
        f"{name} holds more than {MOST_ROWS:,} rows or {LARGEST_STORE // 2**20} MB of text.",
        "Split it and import the parts.",
    )


def _with_end(source: TextIO) -> Iterator[str]:
    """The lines, then a mark: a record that swallowed the mark began with a quotation mark nobody closed."""
    line = "\n"
    for line in source:
        yield line
    if not line.endswith(("\n", "\r")):
        yield "\n"
    yield _END


def _line(number: int, record: list[str]) -> list[object]:
    line: list[object] = []
    for column, value in enumerate(record, start=1):
        if _GUARDED.match(value):
            value = value[1:]
        value = text.clean(value)
        if not value or not text.tidy(value):
            continue
        if not line:
            line.append(number)
        line += (column, "s", value)
    return line


def _note(encoding: str, separator: str) -> str:
    shown = _SEPARATORS.get(separator, f"“{separator}”")
    return f"read as {_ENCODING_NAMES.get(encoding, 'UTF-8')}, separated by {shown}"
