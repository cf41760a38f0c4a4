"""Days as coordinators type and read them: `14/3`, `yesterday`, `Sat 14 Mar 2026`. Pure, locale or not."""

import re
from calendar import isleap
from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FURTHEST_YEARS = 10
"""A year written further away than this is taken for a slip of the pen."""

PATTERN = r"""(?P<iso>\d{4}-\d\d?-\d\d?)
    | (?P<ago>\d{1,3}|a)[ ](?P<ago_unit>day|week)s?[ ]ago
    | in[ ](?P<ahead>\d{1,3}|a)[ ](?P<ahead_unit>day|week)s?
    | (?P<name>today|yesterday|tomorrow)
    | (?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?
        |sat(?:urday)?|sun(?:day)?)
    | (?P<spoken_day>\d\d?)(?:st|nd|rd|th)?[ ]?
        (?P<spoken>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?
        |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
        (?:[ ](?P<spoken_year>\d{4}))?
    | (?P<day>\d\d?)(?P<mark>[/-])(?P<month>\d\d?)(?:(?P=mark)(?P<year>\d{4}|\d\d))?
    | (?P<dotted_day>\d\d?)\.(?P<dotted_month>\d\d?)\.(?P<dotted_year>\d{4}|\d\d)?"""
"""One day, for a verbose, case-blind regular expression; `resolve` reads what it found."""


def resolve(found: re.Match[str], today: date, *, ahead: bool = False) -> date:
    """The day that was found: the latest not after `today`, or looking ahead the earliest not before it.

    A weekday looking ahead is the next after today. Raises `ValueError` with a sentence.
    """
    part = found.groupdict()
    name, weekday, distance = part["name"], part["weekday"], part["ago"] or part["ahead"]
    try:
        if name:
            return today + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[name.lower()])
        if distance:
            unit = 7 if (part["ago_unit"] or part["ahead_unit"]).lower() == "week" else 1
            days = unit * (1 if distance.lower() == "a" else int(distance))
            if days > FURTHEST_YEARS * 366:
                raise _NoSuchDayError(f"“{found[0]}” is more than {FURTHEST_YEARS} years away.")
            return today + timedelta(days if part["ahead"] else -days)
        if weekday:
            back = (today.weekday() - WEEKDAYS.index(weekday[:3].title())) % 7
            return today + timedelta(7 - back) if ahead else today - timedelta(back)
        if part["iso"]:
            year, month, day = (int(number) for number in part["iso"].split("-"))
            return _dated(year, month, day, today)
        day = int(part["day"] or part["dotted_day"] or part["spoken_day"])
        spoken = part["spoken"]
        month = MONTHS.index(spoken[:3].title()) + 1 if spoken else int(part["month"] or part["dotted_month"])
        if year_text := part["year"] or part["dotted_year"] or part["spoken_year"]:
            year = int(year_text) + (today.year // 100 * 100 if len(year_text) == 2 else 0)
            return _dated(year, month, day, today)
        return _undated(month, day, today, ahead=ahead)
    except OverflowError as error:
        raise ValueError(f"“{found[0]}” is too far away.") from error
    except _NoSuchDayError as error:
        raise ValueError(str(error) or f"There is no day “{found[0]}”.") from error


class _NoSuchDayError(Exception):
    """The calendar has no such day, or (with a sentence) it is out of reach."""


def _dated(year: int, month: int, day: int, today: date) -> date:
    if abs(year - today.year) > FURTHEST_YEARS:
        raise _NoSuchDayError(f"{year} is more than {FURTHEST_YEARS} years away.")
    if not _exists(year, month, day):
        raise _NoSuchDayError
    return date(year, month, day)


def _undated(month: int, day: int, today: date, *, ahead: bool) -> date:
    # Eight years lie between two leap days around 1900 and 2100; four otherwise.
    for years in range(9):
        year = today.year + (years if ahead else -years)
        if _exists(year, month, day):
            fits = date(year, month, day)
            if (fits >= today) if ahead else (fits <= today):
                return fits
    raise _NoSuchDayError


def _exists(year: int, month: int, day: int) -> bool:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return False
    lengths = (31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= day <= lengths[month - 1]


def spell(day: date) -> str:
    """`Sat 14 Mar 2026`: the weekday and the year, so that a wrong year is seen."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
