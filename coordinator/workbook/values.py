"""One cell -> one value, or a plain reason why not. Pure; nothing is guessed.

Every function raises `Unreadable` with a reason that says how to mend the cell.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import time
from functools import lru_cache
from typing import Literal, TypeVar

from coordinator.policy import LONGEST_SESSION_HOURS
from coordinator.workbook.cells import Cell
from coordinator.workbook.separators import AS_WRITTEN, parts
from coordinator.workbook.text import bare, clean, tidy

T = TypeVar("T")

LONGEST_TEXT = 32_767
MOST_MENTEES = 50
LONGEST_CADENCE_DAYS = 182


class Unreadable(ValueError):
    """A cell that cannot be taken as what its column holds. `reason` is plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# -- text ---------------------------------------------------------------------------------------------------------


def plain(cell: Cell) -> str:
    """What a person would read in the cell, trimmed. Empty for one that holds only spaces."""
    if cell.kind == "text":
        return clean(str(cell.value)).strip()
    if cell.kind == "error":
        raise Unreadable(f"the cell holds the error {cell.value}: type the value itself")
    if cell.kind == "formula":
        raise Unreadable(
            "the formula has no stored value: open the file, save it and import it again, or type the value"
        )
    if type(cell.value) is float and cell.kind in ("number", "duration"):
        number = cell.value
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)
    return clean(cell.text).strip()


def line(cell: Cell) -> str:
    """Text on one line."""
    return _fitting(tidy(plain(cell)))


def bare_text(cell: Cell) -> str:
    """What an e-mail, a day or a number is read from: nothing invisible in it."""
    return bare(plain(cell))


def lines(cell: Cell) -> str:
    """Text that may have several lines."""
    return _fitting(plain(cell))


def _fitting(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"the text has {len(text):,} characters: shorten it to {LONGEST_TEXT:,}")
    return text


def email(cell: Cell) -> str:
    """An e-mail address, trimmed and case-folded. `anonymous`, which form exports write, is empty."""
    text = bare_text(cell).casefold().removeprefix("mailto:")
    if text == "anonymous":
        return ""
    if text and not _EMAIL.fullmatch(text):
        if text.count("@") > 1 and re.search(r"[\s,;]", text):
            raise Unreadable("there is more than one e-mail address: keep one")
        raise Unreadable("this is not an e-mail address: write it as name@example.org")
    return text


_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"]+@[^@\s,;:<>()\[\]\".]+(?:\.[^@\s,;:<>()\[\]\".]+)+")


def tags(cell: Cell, separator: str = AS_WRITTEN) -> tuple[str, ...]:
    """Several answers in one cell, apart at `separator`."""
    return parts(lines(cell), separator)


# -- choices ------------------------------------------------------------------------------------------------------


def words(text: str) -> str:
    """Text as answers are compared: case, punctuation and spacing do not count."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", re.sub(r"['’`]", "", text)).split())


def choice(cell: Cell, answers: Mapping[str, T], expected: str) -> T:
    """One of several answers; `answers` has them as `words` gives them, `expected` says what may be written."""
    found = answers.get(words(plain(cell)))
    if found is None:
        raise Unreadable(f"this is not understood: write {expected}")
    return found


_YES = re.compile(r"(yes|y|true|1|x|ok|agreed?|consented|i (?:do )?(?:agree|consent|confirm))\b")
_NO = re.compile(r"(no|n|false|0|declined?|i do not|i dont|do not|not)\b")


def yes_no(cell: Cell) -> bool:
    """Yes or no, also `Yes, I agree to ...` and a tick."""
    if isinstance(cell.value, bool):
        return cell.value
    text = plain(cell)
    said = _yes_or_no(text)
    if said is None:
        raise Unreadable("this is not understood: write yes or no")
    return said


@lru_cache(maxsize=256)
def _yes_or_no(text: str) -> bool | None:
    if text in ("✓", "✔", "☑", "✅"):
        return True
    answer = words(text)
    if _NO.match(answer):
        return False
    return True if _YES.match(answer) else None


_MENTEE_ASKS = re.compile(
    r"\b(?:find|have|having|get|getting|need|want|like|seek|seeking|looking for|request|receive)"
    r" (?:(?:a|an|my) (?:own )?mentor|mentoring|mentorship)\b|\bmentored\b"
)
_MENTOR_OFFERS = re.compile(
    r"\b(?:support|supporting|take on|taking on|help|helping|guide|guiding|with|have|get|be matched to)"
    r" (?:a|some|one or more) mentees?\b"
)
_MENTOR = re.compile(r"\bmentors?\b|\b(?:offer|offering|provide|providing|give) (?:some )?mentoring\b")


def roles(cell: Cell) -> tuple[Literal["mentor", "mentee"], ...]:
    """Mentor, mentee or both, from a word or a whole sentence such as `I would like to be a mentor`."""
    found = _roles_in(plain(cell))
    if not found:
        raise Unreadable("this does not say the role: write Mentor, Mentee or Both")
    return found


@lru_cache(maxsize=256)
def _roles_in(answer: str) -> tuple[Literal["mentor", "mentee"], ...]:
    text = words(answer)
    if re.search(r"\b(?:or|not|neither|unsure)\b", text):
        return ()
    if re.search(r"\bboth\b", text):
        return ("mentor", "mentee")
    asks, text = bool(_MENTEE_ASKS.search(text)), _MENTEE_ASKS.sub(" ", text)
    offers, text = bool(_MENTOR_OFFERS.search(text)), _MENTOR_OFFERS.sub(" ", text)
    is_mentor = offers or bool(_MENTOR.search(text))
    is_mentee = asks or bool(re.search(r"\bmentees?\b", text))
    if is_mentor and is_mentee:
        return ("mentor", "mentee")
    if is_mentor:
        return ("mentor",)
    return ("mentee",) if is_mentee else ()


# -- numbers ------------------------------------------------------------------------------------------------------

_NUMBER_WORDS = dict(
    zip(
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        range(11),
        strict=True,
    )
)


def capacity(cell: Cell) -> int:
    """How many mentees at a time: `1`, `One`, `2 mentees`."""
    raw = plain(cell)
    found = _mentees_in(raw, cell.kind == "text")
    if found is None and re.search(
        r"\d\s*(?:-|–|—|to|or|/)\s*\d|\d\s*\+|more|least|up to", raw, re.IGNORECASE
    ):
        raise Unreadable("this is a range: write one number of mentees")
    if found is None or found > MOST_MENTEES:
        raise Unreadable(f"this is not a number of mentees: write a whole number from 0 to {MOST_MENTEES}")
    return found


@lru_cache(maxsize=256)
def _mentees_in(raw: str, is_text: bool) -> int | None:
    text = re.sub(
        r" (?:mentees?|people|person|at a time|max|maximum)\b", "", words(raw) if is_text else raw
    ).strip()
    if text in _NUMBER_WORDS:
        return _NUMBER_WORDS[text]
    # `3+` and `-1` are no `3` and `1` with punctuation.
    return int(text) if re.fullmatch(r"\d{1,4}", text) and not re.search(r"[-–—+]", raw) else None


def cadence(cell: Cell) -> int:
    """Days between sessions: `14`, `14 days`, `every 2 weeks`, `weekly`, `fortnightly`."""
    text = words(plain(cell)) if cell.kind == "text" else plain(cell)
    text = re.sub(r"^(?:once )?(?:every|a|per|each) ", "", text)
    text = re.sub(r"^once (?:every|a|per) ", "", text)
    days = {"weekly": 7, "week": 7, "fortnightly": 14, "fortnight": 14, "day": 1, "daily": 1}.get(text)
    if days is None and (found := re.fullmatch(r"(\d{1,4}|[a-z]+) ?(days?|d|weeks?|wks?|w)?", text)):
        count = _NUMBER_WORDS.get(found[1], int(found[1]) if found[1].isdigit() else 0)
        days = count * (7 if (found[2] or "d").startswith("w") else 1)
    if days is not None and 1 <= days <= LONGEST_CADENCE_DAYS and not plain(cell).startswith(("-", "–", "−")):
        return days
    if "month" in text:
        raise Unreadable("a month is not a number of days: write 28 days or 30 days")
    raise Unreadable("this is not a cadence: write a number of days such as 14, or weekly or fortnightly")


_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_NUMBER = r"\d{0,4}(?:\.\d+|,\d{1,4})?"
_HOURS = re.compile(rf"({_NUMBER})\s*(?:h|hrs?|hours?)\.?")
_HOURS_MINUTES = re.compile(
    r"(\d{1,2})\s*(?:h|hrs?|hours?)\.?,?\s*(?:and\s*)?(\d{1,2})\s*(?:m|mins?|minutes?)?\.?"
)
_MINUTES = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:m|mins?|minutes?|'|′)\.?")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::00)?(?:\s*(?:h|hrs?|hours?))?")
_BARE = re.compile(rf"(?=.*\d){_NUMBER}")
_BAD_LENGTH = "this is not a length: write hours such as 1.5, 1:30 or 90 min"


def hours(cell: Cell, *, in_minutes: bool = False) -> float:
    """A session's length in hours, above 0 and at most `LONGEST_SESSION_HOURS`.

    A bare number counts minutes where the header says so (`in_minutes`). Rounded to a ten-thousandth.
    """
    length = _length(cell, in_minutes)
    if length <= 0:
        raise Unreadable("the length must be above zero")
    if length > LONGEST_SESSION_HOURS:
        raise Unreadable(
            f"{length:g} hours is longer than {LONGEST_SESSION_HOURS:g}: if these are minutes, write {length:g} min"
        )
    rounded = round(length, 4)
    if rounded <= 0:
        raise Unreadable("the length must be above zero")
    return rounded


def _length(cell: Cell, in_minutes: bool) -> float:
    value = cell.value
    if isinstance(value, time):
        return value.hour + value.minute / 60 + value.second / 3600
    if cell.kind == "duration" and isinstance(value, (int, float)):
        return float(value)
    if cell.kind == "number" and isinstance(value, (int, float)):
        if not abs(value) < 1e6:
            raise Unreadable(_BAD_LENGTH)
        return float(value) / 60 if in_minutes else float(value)
    if cell.kind in ("date", "datetime", "bool"):
        raise Unreadable(_BAD_LENGTH)
    text = bare_text(cell).casefold()
    for sign, decimals in _FRACTIONS.items():
        text = text.replace(sign, decimals)
    if text.startswith("-") and any(character.isdigit() for character in text):
        raise Unreadable("the length must be above zero")
    if _BARE.fullmatch(text):
        return _decimal(text) / (60 if in_minutes else 1)
    if (found := _HOURS.fullmatch(text)) and found[1]:
        return _decimal(found[1])
    if (found := _HOURS_MINUTES.fullmatch(text)) and int(found[2]) < 60:
        return int(found[1]) + int(found[2]) / 60
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) + int(found[2]) / 60
    if found := _MINUTES.fullmatch(text):
        return _decimal(found[1]) / 60
    raise Unreadable(_BAD_LENGTH)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
