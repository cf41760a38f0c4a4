"""Texts, each once, kept as one: 100,000 e-mails as a set of objects would take five times the room."""

from collections.abc import Collection, Iterable, Iterator


class Gathered(Collection[str]):
    """Texts of one line, sorted."""

    __slots__ = ("_count", "_told")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        found = sorted(set(texts))
        self._told = "\n".join(found).encode()
        self._count = len(found)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return iter(self._told.decode().split("\n") if self._count else ())

    def __contains__(self, text: object) -> bool:
        return any(text == one for one in self)

    def __eq__(self, other: object) -> bool:
        return self._told == other._told if isinstance(other, Gathered) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._told)

    def __or__(self, others: Iterable[str]) -> "Gathered":
        return Gathered([*self, *others])
