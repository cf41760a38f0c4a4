"""Records by a key that most have to themselves, such as a name; of a crowd with one key, by what else they share.

Among 20,000 people of one name nobody is compared with all the others: those who share one thing more are looked up.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

FEW = 24
"""As many with one key are all looked at; and as many of a crowd that share one thing more."""


class Crowds(Generic[T]):
    """Records by a key. `traits` are what else one has that others may share; `order` says which comes first.

    One record is kept as itself and some as a list, which takes a third of the room that a list of one takes.
    """

    __slots__ = ("_found", "_order", "_traits")

    def __init__(self, traits: Callable[[T], Iterable[str]], order: Callable[[T], str]) -> None:
        self._traits = traits
        self._order = order
        self._found: dict[str, T | list[T] | _Crowd[T]] = {}

    def add(self, key: str, record: T) -> None:
        """Have a record found by a key, and by its traits as they are now; once, however often it is added."""
        known = self._found.setdefault(key, record)
        if isinstance(known, _Crowd):
            known.add(record)
        elif isinstance(known, list):
            if record not in known:
                known.append(record)
                if len(known) > FEW:
                    self._found[key] = _Crowd(known, self._traits, self._order)
        elif known is not record:
            self._found[key] = [known, record]

    def near(self, key: str, record: T) -> Iterable[T]:
        """All with the key when they are few; of a crowd the first, and some that share a trait with `record`."""
        known = self._found.get(key)
        if known is None:
            return ()
        if isinstance(known, _Crowd):
            return known.near(record)
        return known if isinstance(known, list) else (known,)

    def first(self, key: str) -> T | None:
        """One with the key: of a crowd the first in order, of a few the first added."""
        known = self._found.get(key)
        if isinstance(known, _Crowd):
            return known.first
        return known[0] if isinstance(known, list) else known


class _Crowd(Generic[T]):
    """Many records with one key."""

    __slots__ = ("_by_trait", "_order", "_traits", "first")

    def __init__(
        self, records: Iterable[T], traits: Callable[[T], Iterable[str]], order: Callable[[T], str]
    ) -> None:
        self._traits = traits
        self._order = order
        self._by_trait: dict[str, list[T]] = {}
        self.first: T | None = None
        for record in records:
            self.add(record)

    def add(self, record: T) -> None:
        if self.first is None or self._order(record) < self._order(self.first):
            self.first = record
        for trait in self._traits(record):
            some = self._by_trait.setdefault(trait, [])
            if len(some) < FEW and record not in some:
                some.append(record)

    def near(self, record: T) -> Iterator[T]:
        if self.first is not None:
            yield self.first
        for trait in self._traits(record):
            yield from self._by_trait.get(trait, ())
