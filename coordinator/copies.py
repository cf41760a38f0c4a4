"""Of values that come again, such as towns, one copy: 100,000 rows would hold as many."""

from collections.abc import Hashable
from typing import TypeVar, cast

T = TypeVar("T")

MOST_COPIES = 2_000
"""Of one column: enough for words that come again; of those that do not, more would only fill room."""


class Copies:
    """The first of equal values, for each column."""

    __slots__ = ("_columns",)

    def __init__(self) -> None:
        self._columns: dict[object, dict[object, object]] = {}

    def of(self, column: Hashable, value: T) -> T:
        """A value of a column, or the equal one that came before."""
        if value is None:
            return value
        known = self._columns.setdefault(column, {})
        first = known.setdefault(value, value) if len(known) < MOST_COPIES else known.get(value, value)
        return cast("T", first)
