"""The process that parses an .xlsx: small, limited, and the only place where openpyxl reads.

It reads the workbook on standard input and writes one JSON value a line on standard output:

    {"sheet": [title, hidden]}                        a sheet begins
    [row number, column, kind, value, ...]            a row that is not blank
    {"note": text}                                    something the coordinator should know
    {"end": rows}      or      {"refused": code, "trace": traceback}

Kinds are letters (`stored.KINDS`), days and times ISO text, durations hours.
Codes: damaged, memory, rows, strict, unsafe.
"""

import json
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZipFile

MOST_ROWS = 200_000
LAST_ROW = 1_048_576
MEMORY_LIMIT = 320 * 1024 * 1024
CPU_SECONDS = 30  # renewed with the rows that come out, so it bounds a standstill
CPU_SECONDS_IN_ALL = 120
BATCH = 6_000  # items of lines, three a cell, between two looks at the clock

Line = list[Any] | dict[str, Any]


def limit(memory: int = MEMORY_LIMIT) -> None:
    """Bound this process, after every import: memory in bytes, processor time, no file written, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    renew_time()


def renew_time() -> None:
    """Allow `CPU_SECONDS` more, counted from now, and never more than `CPU_SECONDS_IN_ALL`."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, CPU_SECONDS_IN_ALL), CPU_SECONDS_IN_ALL))


def leave_with(parent: int) -> None:
    """Look every second whether process `parent` is still there: a dropped line leaves no process behind."""

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Everything there is to say about the workbook in `file`. Raises whatever parsing raises."""
    from coordinator.workbook import sheetxml

    with ZipFile(file) as archive:
        sheetxml.check_sound(archive)
    book = sheetxml.Workbook(file)
    if not book.parts:
        raise sheetxml.Refused("strict")
    rows = beyond = 0
    for part in book.parts:
        yield {"sheet": [part.title, part.hidden]}
        hidden_before = book.hidden_rows
        for line in book.rows(part):
            if not 0 < line[0] <= LAST_ROW:
                beyond += 1
                continue
            rows += 1
            if rows > MOST_ROWS:
                raise sheetxml.Refused("rows")
            yield line
        if hidden := book.hidden_rows - hidden_before:
            yield {
                "note": f"{part.title}: {hidden} hidden row{'s' if hidden > 1 else ''}, read like the others"
            }
    if beyond:
        yield {"note": f"{beyond} with a row number no sheet can have left out"}
    yield {"end": rows}


def pour(file: IO[bytes], out: IO[bytes]) -> None:
    """Write the lines of `file` to `out`, in batches small enough that rows are seen to come."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
    waiting = 0
    for line in lines(file):
        out.write(encode(line).encode("utf-8"))
        out.write(b"\n")
        waiting += len(line)
        if waiting > BATCH:
            out.flush()
            renew_time()
            waiting = 0
    out.flush()


def main(parent: int) -> int:
    """Read standard input, write standard output, for process `parent`. Returns 0 when a last line was written."""
    # None keeps openpyxl from importing them: lxml would bypass defusedxml, the others cost memory.
    sys.modules.update({"lxml": None, "numpy": None, "PIL": None})  # type: ignore[dict-item]
    import openpyxl

    from coordinator.workbook import sheetxml

    warnings.simplefilter("ignore")
    out = sys.stdout.buffer
    leave_with(parent)
    try:
        if not openpyxl.DEFUSEDXML or openpyxl.LXML:
            raise sheetxml.Refused("unsafe")
        limit()
        with os.fdopen(0, "rb", closefd=False) as file:
            pour(file, out)
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever it is
        code = "memory" if isinstance(error, MemoryError) else "damaged"
        if isinstance(error, sheetxml.Refused):
            code = str(error.args[0])
        out.write(json.dumps({"refused": code, "trace": traceback.format_exc()[-4000:]}).encode() + b"\n")
        out.flush()
    return 0
