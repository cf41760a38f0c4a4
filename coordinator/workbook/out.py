"""What is to be written: sheets, their columns, and what the file says about itself. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

Value = str | int | float | bool | date | datetime | time | timedelta | None

FORMAT_VERSION = 2
"""Of the workbooks as a whole; written on the sheet About."""

ABOUT, ABOUT_HEADING = "About", "About this file"
LISTS = "Lists"


@dataclass(frozen=True, slots=True)
class Check:
    """What a spreadsheet lets people type into the cells of a column; `said` tells them when it does not.

    `choice`: one of `choices`, from a drop-down list; `day`: a date from `least` on; `whole` and `decimal`: numbers
    from `least` to `most`, None without a bound.
    """

    kind: Literal["choice", "day", "whole", "decimal"]
    said: str
    choices: Sequence[str] = ()
    least: float | date | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """How a column looks, and what may be typed there.

    `width` in characters, None: as its values need. `number_format` is for its numbers: `0.00`. `wraps` shows long
    text on several lines. `tip` shows beside a cell while it is filled in.
    """

    width: int | None = None
    number_format: str | None = None
    wraps: bool = False
    check: Check | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write: its headers (a blank one is ""), rows as long as those, and `marked` cells to colour.

    `marked` are (index of the row, index of the column), both from 0. `columns` say more of some columns, by header.
    `spare` rows below the others are blank and ready to be filled in, with the same checks. A sheet that is
    `veryHidden` shows only to programs.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    marked: frozenset[tuple[int, int]] = frozenset()
    columns: Mapping[str, Column] = field(default_factory=dict)
    spare: int = 0
    state: Literal["visible", "hidden", "veryHidden"] = "visible"


@dataclass(frozen=True, slots=True)
class About:
    """What a file is, for whoever opens it later: pairs of words for its first sheet.

    `lines` are facts (What, As on, Rows …); `meanings` define columns and words that occur, under a heading.
    """

    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)
    meanings: Sequence[tuple[str, str]] = field(default_factory=tuple)
