"""Narrowing a list: the rows that fit what is typed, the next of a few names. Pure."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")


def fitting(rows: Sequence[Row], text: str, searched: Callable[[Row], str]) -> Sequence[Row]:
    """The rows in whose `searched` text, which is casefolded, every typed word occurs."""
    for word in text.casefold().split():
        rows = [row for row in rows if word in searched(row)]
    return rows


def following(names: Sequence[str], now: str | None) -> str | None:
    """The name after this one; after the last None, which stands for all, and after that the first."""
    ring: list[str | None] = [None, *names]
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else None
