"""Several hundred workbooks, honest and broken: each ends in its rows or in one sentence, never in a wrong value."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from coordinator.errors import FileRefused
from coordinator.workbook import child, preflight, reader
from coordinator.workbook.cells import Cell
from coordinator.workbook.stored import is_row, made
from tests.workbook import corpus
from tests.workbook.corpus import Made, Place
from tests.workbook.making import parts_of, zipped


def poured(data: bytes) -> Iterator[tuple[Place, Cell]]:
    """What the child process would write of a workbook, without the process: a hundredth of the time."""
    out = io.BytesIO()
    child.pour(io.BytesIO(data), out)
    title = ""
    for line in out.getvalue().splitlines():
        found = json.loads(line)
        if isinstance(found, dict):
            title = found.get("sheet", [title])[0]
            continue
        assert is_row(found)
        row = made(found)
        yield from (((title, row.number, column), cell) for column, cell in row.cells.items())


def as_read(value: object) -> object:
    """What an import is to make of a value that openpyxl wrote."""
    match value:
        case datetime() if value.time() == time():
            return value.date()
        case timedelta():
            return value.total_seconds() / 3600
        case _:
            return value


HONEST = list(corpus.honest())


@pytest.mark.parametrize("book", HONEST, ids=lambda book: book.name)
def test_an_honest_workbook_gives_every_value_and_no_other(book: Made) -> None:
    preflight.examine(io.BytesIO(book.data), book.name)
    found = {place: cell.value for place, cell in poured(book.data)}
    assert found == {place: as_read(value) for place, value in book.truth.items()}


def test_a_broken_workbook_ends_in_its_rows_or_a_refusal_never_in_a_wrong_value() -> None:
    ended: Counter[str] = Counter()
    for book in corpus.broken():
        truth = {place: as_read(value) for place, value in book.truth.items()}
        try:
            form, _ = preflight.examine(io.BytesIO(book.data), book.name)
            found = dict(poured(book.data)) if form == "workbook" else {}
        except FileRefused:
            ended["refused at a look"] += 1
        except Exception:  # noqa: BLE001 - the child tells the parent of any, and this is that sentence
            ended["refused while reading"] += 1
        else:
            ended["read"] += 1
            _no_wrong_value(book, truth, found)
    assert ended.total() > 300
    assert min(ended.values()) > 20, ended


def _no_wrong_value(book: Made, truth: dict[Place, object], found: dict[Place, Cell]) -> None:
    """Parts that say how a number is meant or what a sheet is called may be the ones that are gone."""
    told = {place[1:]: value for place, value in truth.items()}
    for place, cell in found.items():
        meant = told[place[1:]]
        if cell.kind == "number" and isinstance(meant, date | time | float):
            continue  # without its format a day is a number, and is rejected as one
        assert cell.value == meant, (book.name, place)


SAMPLE = [book for number, book in enumerate(corpus.broken()) if number % 29 == 0]


@pytest.mark.parametrize("book", SAMPLE, ids=lambda book: book.name)
def test_through_the_real_process_a_broken_workbook_has_one_clear_sentence(book: Made) -> None:
    try:
        said = reader.read(book.data, name="list.xlsx").name
    except FileRefused as refusal:
        said = str(refusal)
    assert said == "list.xlsx" or re.fullmatch(r"list\.xlsx [a-z][^\n]+\. [A-Z][^\n]+\.", said)


def test_styles_that_openpyxl_cannot_read_lose_no_day() -> None:
    book = HONEST[0]
    parts = parts_of(book.data)
    styles = parts["xl/styles.xml"].replace(b"<fills ", b"<fills><fill/></fills><fills ", 1)
    assert styles != parts["xl/styles.xml"]
    found = {place: cell.value for place, cell in poured(zipped({**parts, "xl/styles.xml": styles}))}
    assert found == {place: as_read(value) for place, value in book.truth.items()}


def test_hidden_rows_are_counted_and_said() -> None:
    book = next(book for book in HONEST if book.name.startswith("hidden"))
    read = reader.read(book.data, name="list.xlsx")
    assert "List: 1 hidden row, read like the others" in read.notes
