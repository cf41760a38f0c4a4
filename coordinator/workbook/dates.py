"""One cell -> one day, or a plain reason why not. Pure; an ambiguous day is never guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from coordinator.workbook.cells import Cell
from coordinator.workbook.values import Unreadable, bare_text, plain

DayOrder = Literal["day_first", "month_first"]

EARLIEST_YEAR = 1990
YEARS_AHEAD = 5

_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_MONTHS = {
    **{name.casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_CLOCK_TAIL = (
    r"(?:[T,\s]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s+)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK_TAIL}", re.IGNORECASE)
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:\s*([/.-])\s*|\s+)(\d{{1,2}})(?:\s*[/.-]\s*|\s+)(\d{{4}}|\d{{2}}){_CLOCK_TAIL}",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-/. ]\s*|\s*)(?:of\s+)?([a-z]+)\.?,?(?:\s*[-/. ]\s*|\s*)"
    rf"(\d{{4}}|\d{{2}}){_CLOCK_TAIL}",
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_CLOCK_TAIL}", re.IGNORECASE
)
_DAY_FIRST_HEADER = re.compile(r"\bdd?\s*[/.\- ]\s*mm?\b|\bday\s*[/.\-]\s*month|\bday first\b", re.IGNORECASE)
_MONTH_FIRST_HEADER = re.compile(
    r"\bmm?\s*[/.\- ]\s*dd?\b|\bmonth\s*[/.\-]\s*day|\bmonth first\b", re.IGNORECASE
)
_BAD_DAY = "this is not a date: write it as 2026-03-14 or 14 March 2026"


def day_order(header: str, cells: Iterable[Cell]) -> DayOrder | None:
    """Whether a column's dates are day-first or month-first, where its header or its other cells settle it.

    A column that shows both orders, or neither, settles nothing.
    """
    says_day, says_month = bool(_DAY_FIRST_HEADER.search(header)), bool(_MONTH_FIRST_HEADER.search(header))
    if says_day != says_month:
        return "day_first" if says_day else "month_first"
    seen: set[DayOrder] = set()
    for cell in cells:
        if cell.kind != "text" or not (found := _NUMERIC.fullmatch(bare_text(cell))):
            continue
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        if first > 12 and _is_day(year, second, first):
            seen.add("day_first")
        elif second > 12 and _is_day(year, first, second):
            seen.add("month_first")
    return seen.pop() if len(seen) == 1 else None


def day(cell: Cell, today: date, order: DayOrder | None = None) -> date:
    """A day: a real date, ISO text, `14 March 2026`, or numbers whose order is plain or settled by the column."""
    value = cell.value
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif cell.kind == "number":
        raise Unreadable(
            f"{plain(cell)} is a number, not a date: format the cell as a date, or write 2026-03-14"
        )
    elif cell.kind in ("time", "duration", "bool"):
        raise Unreadable(_BAD_DAY)
    else:
        found = _day_in(bare_text(cell), order)
    if not EARLIEST_YEAR <= found.year <= today.year + YEARS_AHEAD:
        raise Unreadable(
            f"the year {found.year} cannot be right: write one from {EARLIEST_YEAR} to {today.year + YEARS_AHEAD}"
        )
    return found


def _day_in(text: str, order: DayOrder | None) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        return _calendar(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.fullmatch(text):
        return _ordered(int(found[1]), int(found[3]), _year(found[4]), order)
    if (found := _DAY_WORD.fullmatch(text)) and (month := _MONTHS.get(found[2].casefold())):
        return _calendar(_year(found[3]), month, int(found[1]))
    if (found := _WORD_DAY.fullmatch(text)) and (month := _MONTHS.get(found[1].casefold())):
        return _calendar(int(found[3]), month, int(found[2]))
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", text):
        raise Unreadable("the date has no year: write it as 2026-03-14")
    raise Unreadable(_BAD_DAY)


def _ordered(first: int, second: int, year: int, order: DayOrder | None) -> date:
    if year < 1:
        raise Unreadable("there is no such day: write it as 2026-03-14")
    if order is None and first <= 12 and second <= 12 and first != second:
        one, other = date(year, second, first), date(year, first, second)
        raise Unreadable(
            f"this can be {long_day(one)} or {long_day(other)}: write {one.isoformat()} or {other.isoformat()}"
        )
    if order == "month_first" or (order is None and second > 12):
        return _calendar(year, first, second)
    return _calendar(year, second, first)


def _calendar(year: int, month: int, day_of_month: int) -> date:
    if not _is_day(year, month, day_of_month):
        raise Unreadable("there is no such day: write it as 2026-03-14")
    return date(year, month, day_of_month)


def _is_day(year: int, month: int, day_of_month: int) -> bool:
    try:
        date(year, month, day_of_month)
    except ValueError:
        return False
    return True


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def long_day(value: date) -> str:
    """`14 March 2026`."""
    return f"{value.day} {_MONTH_NAMES[value.month - 1]} {value.year}"
