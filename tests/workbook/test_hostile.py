"""Files made to hurt: each is refused by name, in bounded memory, and so is a child process that misbehaves."""

import hashlib
import io
import json
import struct
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook import child, preflight, reader
from tests.workbook.making import MAIN, by_hand, changed, children, parts_of, workbook, zipped

MEMORY = 512 * 1024 * 1024  # bytes, of the program and its child together
ROOT = Path(__file__).parents[2]
GOOD = workbook({"S": [["Name"], ["Ada"]]})

_MEASURE = """
import json, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from coordinator.errors import FileRefused
from coordinator.workbook import reader
try:
    reader.read(Path(sys.argv[2]))
    said = "read"
except FileRefused as refusal:
    said = refusal.message
# Not RUSAGE_SELF: that begins with the peak of whoever started this program.
own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps([said, (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024]))
"""


def measured(path: Path) -> tuple[str, int]:
    """What reading `path` says in a program of its own, and the peak memory of that and its child, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(ROOT), str(path)], capture_output=True, check=True, text=True
    )
    said, peak = json.loads(done.stdout)
    return said, peak


def refused(data: bytes, words: str) -> FileRefused:
    before = children()
    with pytest.raises(FileRefused, match=words) as caught:
        reader.read(data, name="bad.xlsx")
    assert "bad.xlsx" in caught.value.message
    assert "Traceback" not in str(caught.value)
    assert caught.value.hint
    assert children() == before
    return caught.value


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles", "sharedStrings"])
def test_a_bomb_of_entities(part: str) -> None:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "boom">{entities}]><x>&e11;</x>'
    refused(changed(GOOD, **{part: bomb.encode()}), "document type")


def test_a_quadratic_bomb_of_one_long_entity() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]><x>{"&a;" * 10_000}</x>'
    refused(changed(GOOD, sharedStrings=bomb.encode()), "document type")


def test_a_zip_bomb() -> None:
    refused(changed(GOOD, sheet1=b" " * (preflight.RATIO_FROM + 1)), "unpack to far more")


def test_a_size_that_lies_yields_no_more_than_it_declares() -> None:
    """The directory says 100 bytes where there are 30 MB: the rest is never unpacked, and the checksum tells."""
    data = changed(GOOD, sheet1=b" " * (30 * preflight.MEGABYTE))
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    lying = data[: place + 24] + struct.pack("<I", 100) + data[place + 28 :]
    with ZipFile(io.BytesIO(lying)) as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size == 100
    refused(lying, "damaged")


def test_a_damaged_byte_within_a_sheet() -> None:
    data = bytearray(workbook({"S": [[f"row {number}", number * 7] for number in range(500)]}))
    with ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        middle = part.header_offset + 60 + part.compress_size // 2
    data[middle] ^= 0xFF
    refused(bytes(data), "damaged")


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook(cut: float) -> None:
    refused(GOOD[: int(len(GOOD) * cut)], "damaged or incomplete")


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c>",  # never closed
        '<row><c t="s"><v>7</v></c></row>',  # there is no such string
        '<row><c t="s"><v>x</v></c></row>',
        '<row><c r="AAAA1"><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1e999"><c><v>1</v></c></row>',
        "<row><c>&undefined;</c></row>",
    ],
)
def test_a_sheet_that_makes_no_sense(rows: str) -> None:
    refused(by_hand(rows, strings=["a"]), "damaged or not quite a workbook")


def test_strings_that_would_not_fit_into_memory(tmp_path: Path) -> None:
    """120 MB of strings pass the first look; an emoji in each makes them four times that in memory."""
    path = tmp_path / "strings.xlsx"
    start, end = f'<sst xmlns="{MAIN}">'.encode(), b"</sst>"
    path.write_bytes(by_hand("<row/>", string_table="<sst/>"))
    parts = {name: part for name, part in parts_of(path.read_bytes()).items() if "sharedStrings" not in name}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        with archive.open("xl/sharedStrings.xml", "w") as strings:
            strings.write(start)
            long = "😀".encode() + b"x" * 10_000
            for number in range(12_000):
                strings.write(
                    b"<si><t>%s%s</t></si>" % (hashlib.sha512(b"%d" % number).hexdigest().encode(), long)
                )
            strings.write(end)
    said, peak = measured(path)
    assert said == "strings.xlsx needs more memory to read than a workbook should."
    assert peak < MEMORY


@pytest.mark.parametrize(
    ("closed", "expected"), [(True, "read"), (False, "deep.xlsx is damaged or not quite a workbook.")]
)
def test_elements_nested_deep(closed: bool, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.xlsx"
    depth = 200_000
    deep = "<a>" * depth + "</a>" * (depth if closed else 0)
    path.write_bytes(by_hand(f"<row><c>{deep}<v>1</v></c></row>"))
    said, peak = measured(path)
    assert said == expected
    assert peak < MEMORY


def test_a_wide_and_long_sheet_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    path.write_bytes(by_hand('<row><c r="XFD1"><v>1</v></c></row>' * 20_000))
    said, peak = measured(path)
    assert said == "read"
    assert peak < MEMORY / 4


def test_a_workbook_without_sheets() -> None:
    data = by_hand("")
    parts = parts_of(data)
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode()
    refused(zipped(parts), "no sheet that can be read")


def test_more_rows_than_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = "import sys; sys.path[:0] = sys.argv[1].split('\\n'); from coordinator.workbook import child; "
    monkeypatch.setattr(reader, "_START", fewer + "child.MOST_ROWS = 3; " + reader._START)
    assert len(reader.read(by_hand("<row><c><v>1</v></c></row>" * 3)).sheets[0].rows) == 3
    refused(by_hand("<row><c><v>1</v></c></row>" * 4), "more than 200,000 rows")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import os; os.kill(os.getpid(), 11)", "damaged"),
        ("import sys; sys.exit(3)", "memory"),
        ("raise MemoryError", "memory"),
        ("print('what?')", "damaged"),
        ('print(\'[1,1,"s","row before its sheet"]\')', "damaged"),
        ('print(\'{"sheet": ["S", false]}\\n[1,1,"d","soon"]\\n{"end": 1}\')', "damaged"),
        ('print(\'{"sheet": ["S", false]}\\n[1,1,"s","a"]\\n{"end": 2}\')', "damaged"),
        ('print(\'{"sheet": ["S", false]}\\n[1,1,"s","a"]\')', "damaged"),
        ('print(\'{"end": 0}\\n{"end": 0}\')', "damaged"),
        ("print('{\"end\": 0}', end='')", "damaged"),
        ("import os; os.write(1, b'x' * 20_000_000)", "damaged"),
        ("import os; os.write(1, b'[' * 100_000 + b'\\n')", "damaged"),
    ],
)
def test_a_child_that_misbehaves(script: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_START", script)
    refused(GOOD, words)


def test_a_child_that_stands_still_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_START", "import signal; signal.pause()")
    monkeypatch.setattr(reader, "STANDSTILL_SECONDS", 0.0)
    refused(GOOD, "takes too long")


def test_a_reader_without_its_shield_does_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shieldless = "import os; os.environ['OPENPYXL_DEFUSEDXML'] = 'False'; " + reader._START
    monkeypatch.setattr(reader, "_START", shieldless)
    refused(GOOD, "cannot be read safely")


def test_the_child_is_bounded_and_brings_no_other_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    look = (
        "import sys; sys.path[:0] = sys.argv[1].split('\\n'); import json, resource as r; "
        "from coordinator.workbook import child, sheetxml; child.limit(); "
        "print(json.dumps({'note': str([r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)]"
        " + [r.getrlimit(r.RLIMIT_CPU)[1], 'textual' in sys.modules, 'duckdb' in sys.modules])})); "
        'print(\'{"sheet": ["S", false]}\\n[1,1,"s","a"]\\n{"end": 1}\')'
    )
    monkeypatch.setattr(reader, "_START", look)
    book = reader.read(GOOD, name="x.xlsx")
    assert book.notes == (f"[{child.MEMORY_LIMIT}, 0, 0, {child.CPU_SECONDS_IN_ALL}, False, False]",)


def test_what_went_wrong_is_in_the_log_only(caplog: pytest.LogCaptureFixture) -> None:
    refused(by_hand('<row><c t="s"><v>7</v></c></row>', strings=["a"]), "damaged")
    assert "IndexError" in caplog.text


def test_a_child_whose_program_is_gone_leaves() -> None:
    """It looks once a second; process 0 is nobody's parent."""
    orphan = "import signal; from coordinator.workbook import child; child.leave_with(0); signal.pause()"
    assert subprocess.run([sys.executable, "-c", orphan], cwd=ROOT, check=False).returncode == 1
