"""Rows that stay out, as sheets that import again once mended: the file's columns, and the reasons. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from coordinator.workbook.cells import Cell, Row, column_letter
from coordinator.workbook.columns import REASON, is_reason
from coordinator.workbook.dates import day
from coordinator.workbook.recognise import role_of_title
from coordinator.workbook.roundtrip import kept_sheet
from coordinator.workbook.tables import Recognised, Table
from coordinator.workbook.values import Unreadable
from coordinator.workbook.verdicts import LEFT_OUT, Verdict
from coordinator.workbook.writer import SheetOut, Value


def sheets_of_rejects(recognised: Recognised, verdicts: Sequence[Verdict]) -> list[SheetOut]:
    """One sheet for each sheet of the file with rows that stay out; what someone chose to leave out is not there."""
    rejected: defaultdict[str, dict[int, Verdict]] = defaultdict(dict)
    for verdict in verdicts:
        if verdict.is_open and verdict.reason != LEFT_OUT:
            rejected[verdict.sheet][verdict.row] = verdict
    return [_sheet(table, rejected[table.sheet]) for table in recognised.tables if rejected.get(table.sheet)]


def kept_of_rejects(recognised: Recognised, verdicts: Sequence[Verdict]) -> list[SheetOut]:
    """The sheet that keeps what was exported, where the file is an export that came back: what clashes clashes again."""
    if recognised.exported is None:
        return []
    out = {(one.sheet, one.row) for one in verdicts if one.is_open and one.reason != LEFT_OUT}
    refs = {
        row.cells[place].text.strip().upper()
        for table in recognised.tables
        for place in table.columns.get("ref", ())
        for row in table.rows
        if (table.sheet, row.number) in out and place in row.cells
    }
    return [kept_sheet(recognised.exported, refs)]


def _sheet(table: Table, rejected: dict[int, Verdict]) -> SheetOut:
    rows = [row for row in table.rows if row.number in rejected]
    last = max([*table.headers, *(column for row in rows for column in row.cells)])
    if is_reason(table.headers.get(last, "")) and table.headers[last] in table.ignored:
        last -= 1  # a sheet of rejects that was rejected again: its reasons are replaced
    written: list[list[Value]] = []
    marked: set[tuple[int, int]] = set()
    letters = {column_letter(column): column for column in range(1, last + 1)}
    for index, row in enumerate(rows):
        verdict = rejected[row.number]
        written.append([*(_value(table, row, column) for column in range(1, last + 1)), _reasons(verdict)])
        for problem in verdict.problems:
            if problem.column in letters:
                marked.add((index, letters[problem.column] - 1))
    headers = [*(table.headers.get(column, "") for column in range(1, last + 1)), REASON]
    return SheetOut(_title(table), headers, written, frozenset(marked))


def _title(table: Table) -> str:
    """The sheet's own title, unless that would no longer say the role."""
    if table.role is None or role_of_title(table.sheet[:31]) == table.role:
        return table.sheet
    return "Mentors" if table.role == "mentor" else "Mentees"


def _reasons(verdict: Verdict) -> str:
    # By their headers: the rows that the cells had in the file are other rows here.
    told = []
    for problem in verdict.problems:
        header = problem.header or f"column {problem.column}"
        where = f"{header}: " if problem.column else ""
        told.append(f"{where}{problem.reason}")
    return "; ".join(told)


def _value(table: Table, row: Row, column: int) -> Value:
    cell = row.cells.get(column)
    if cell is None:
        return None
    settled = _settled(cell, table, column)
    if settled is not None:
        return settled
    if cell.kind == "duration" and isinstance(cell.value, (int, float)):
        return timedelta(hours=float(cell.value))
    return cell.value


def _settled(cell: Cell, table: Table, column: int) -> date | None:
    """The day of a cell that only the rest of its column made plain: the rest will be missing."""
    order = table.orders.get(column)
    if order is None or cell.kind != "text":
        return None
    with suppress(Unreadable):
        return day(cell, date.max, order)
    return None
