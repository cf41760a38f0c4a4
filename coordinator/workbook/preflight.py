"""The look at a file before anything parses it: is it what it says, and can it be opened safely?

Bounds and signatures are those of SPREADSHEETS.md, where they refused no honest file out of 2,234.
"""

import hashlib
import os
import stat
import struct
import zlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Literal
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from coordinator.errors import FileRefused
from coordinator.workbook import text

Form = Literal["workbook", "text"]

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
MOST_PARTS = 2_000
LARGEST_PART = 200 * MEGABYTE
LARGEST_SUM = 300 * MEGABYTE
RATIO_FROM = 20 * MEGABYTE
LARGEST_RATIO = 200
LONGEST_PROLOG = MEGABYTE

STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/"
SAVE_AS_XLSX = "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and import that."
FETCH_AGAIN = "Fetch or save it again, then import the new copy."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_KNOWN_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Word document (.rtf)"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf", "a compressed file (.7z)"),
    (b"Rar!", "a compressed file (.rar)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


class _RootReached(Exception):
    """The root element began, so the prolog is over. `args[0]` is its name with its namespace."""


class _DoctypeFound(Exception):
    """The part declares a document type, which no workbook may (ECMA-376, M1.18)."""


def shown_name(name: str) -> str:
    """A file's name fit for a sentence: no control characters, not endless."""
    tidied = text.tidy(text.clean(name)) or "the file"
    return tidied if len(tidied) <= 120 else tidied[:119] + "…"


def opened(source: Path | bytes, name: str) -> IO[bytes]:
    """`source` as a seekable file, never more than a named regular file or an unnamed temporary one.

    Raises FileRefused when there is nothing to open.
    """
    try:
        if isinstance(source, bytes):
            # Nameless: the system removes it whatever happens to us.
            file: IO[bytes] = TemporaryFile(prefix="coordinator-")  # noqa: SIM115 - the caller closes it
            file.write(source[: LARGEST_FILE + 1])
            file.seek(0)
            return file
        if source.name.startswith(("~$", ".~lock.")):
            raise FileRefused(
                f"{name} is only the mark Excel or LibreOffice leaves while a workbook is open.",
                f"Import {shown_name(source.name.removeprefix('~$').removeprefix('.~lock.').rstrip('#'))} instead.",
            )
        # Not blocking, so that a named pipe cannot hold us up.
        descriptor = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            kind = "a folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "not an ordinary file"
            os.close(descriptor)
            raise FileRefused(f"{name} is {kind}.", "Name a spreadsheet file.")
        return os.fdopen(descriptor, "rb")
    except FileNotFoundError:
        raise FileRefused(f"{name} is not there.", "Look at the spelling and the folder.") from None
    except PermissionError:
        raise FileRefused(f"{name} may not be read by you.", "Ask whoever owns it for permission.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL within the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not usable"
        raise FileRefused(
            f"{name} cannot be opened: {reason}.", "Mend that or use a copy elsewhere."
        ) from error


def examine(file: IO[bytes], name: str) -> tuple[Form, str]:
    """What `file` is, and the SHA-256 of its bytes in hexadecimal. Raises FileRefused with the reason and the cure."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise FileRefused(f"{name} is empty.", FETCH_AGAIN)
    if size > LARGEST_FILE:
        raise FileRefused(
            f"{name} is larger than 50 MB.", "Remove pictures from it, or split it and import the parts."
        )
    checksum, entries, encrypted = _whole(file)
    file.seek(0)
    head = file.read(4096)
    if head.startswith(_OLE):
        if encrypted:
            raise FileRefused(
                f"{name} needs a password.",
                "Open it in Excel, save a copy without the password and import that.",
            )
        raise FileRefused(f"{name} is an old Excel workbook (.xls).", SAVE_AS_XLSX)
    if head.startswith(b"PK"):
        if entries > MOST_PARTS:
            raise FileRefused(f"{name} holds more parts than a workbook can.", SAVE_AS_XLSX)
        _examine_zip(file, name)
        return "workbook", checksum
    for signature, what in _KNOWN_OTHERS:
        if head.startswith(signature):
            raise FileRefused(f"{name} is {what}, not a spreadsheet.", "Import an .xlsx or .csv file.")
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<body")):
        raise FileRefused(f"{name} is a web page, not a workbook.", SAVE_AS_XLSX)
    if start.startswith(b"<?xml"):
        raise FileRefused(f"{name} is an XML file, not a workbook.", SAVE_AS_XLSX)
    return "text", checksum


def _whole(file: IO[bytes]) -> tuple[str, int, bool]:
    """One pass over the bytes: checksum, number of zip directory entries there can be at most, mark of encryption."""
    password_mark = "EncryptedPackage".encode("utf-16-le")
    overlap = len(password_mark) - 1
    digest, entries, encrypted, tail = hashlib.sha256(), 0, False, b""
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
        entries += (tail[-(len(_DIRECTORY_ENTRY) - 1) :] + chunk).count(_DIRECTORY_ENTRY)
        encrypted = encrypted or password_mark in tail + chunk
        tail = chunk[-overlap:]
    return digest.hexdigest(), entries, encrypted


def _examine_zip(file: IO[bytes], name: str) -> None:
    damaged = FileRefused(f"{name} is damaged or incomplete.", FETCH_AGAIN)
    try:
        with ZipFile(file) as archive:
            _examine_parts(archive, name)
            for part in archive.infolist():
                _examine_prolog(archive, part, name)
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        raise damaged from error


def _examine_parts(archive: ZipFile, name: str) -> None:
    """Count, sizes and names of the parts; zipfile never yields more than the sizes declared, so they bind."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused(f"{name} needs a password.", "Save a copy without the password and import that.")
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_SUM
        or any(_is_swollen(part) for part in parts)
    ):
        raise FileRefused(
            f"{name} would unpack to far more than a workbook should.",
            "Copy the cells into a new workbook and import that.",
        )
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused(f"{name} is an OpenDocument file (.ods), not an Excel workbook.", SAVE_AS_XLSX)
    folders = {part.partition("/")[0].lower() for part in names if "/" in part}
    if "[Content_Types].xml" not in names or "xl" not in folders:
        what = "a Word document" if "word" in folders else "a zip file"
        raise FileRefused(f"{name} is {what}, not an Excel workbook.", "Import an .xlsx or .csv file.")
    if "xl/workbook.bin" in names:
        raise FileRefused(f"{name} is a binary workbook (.xlsb).", SAVE_AS_XLSX)


def _is_swollen(part: ZipInfo) -> bool:
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return True
    ratio_matters = part.file_size > RATIO_FROM
    return part.file_size > LARGEST_PART or (
        ratio_matters and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
    )


def _examine_prolog(archive: ZipFile, part: ZipInfo, name: str) -> None:
    """Refuse a DOCTYPE before the root of any XML part, in whatever encoding, and the Strict form of a workbook.

    The very parser that reads the part later looks at its prolog, so the two cannot disagree; what is not XML it leaves.
    """

    def doctype(*_: object) -> None:
        raise _DoctypeFound

    def root(tag: str, _: object) -> None:
        raise _RootReached(tag)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    left = LONGEST_PROLOG
    with archive.open(part) as content:
        try:
            while left > 0 and (chunk := content.read(2048)):
                left -= len(chunk)
                parser.Parse(chunk)
        except expat.ExpatError:
            return
        except _RootReached as reached:
            tag = str(reached.args[0])
            if tag.startswith(STRICT_NAMESPACE) and tag.endswith(" workbook"):
                raise FileRefused(
                    f"{name} is saved as a Strict Open XML workbook, which cannot be read.",
                    "In Excel choose Save As, “Excel Workbook (.xlsx)” without “Strict”, and import that.",
                ) from None
            return
        except _DoctypeFound:
            left = 0
    if left <= 0:
        raise FileRefused(
            f"{name} holds a document type definition, which no workbook may.",
            "Do not trust where it came from; copy the cells into a new workbook.",
        )
