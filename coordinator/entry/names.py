"""Whom a line is about: names of another relationship at its beginning, completed and told apart. Pure."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.entry.phrases import PHRASE, PHRASES
from coordinator.entry.reading import cleaned
from coordinator.models.care import Pair

MOST_WORDS = 8
"""As many words as two names may have."""

MOST_COMPLETIONS = 9
"""As many as one key can choose from."""

_DAY_WORDS = ("today", "yesterday", "tomorrow", "in ", "monday", "tuesday", "wednesday", "thursday", "friday")

_REF = re.compile(r"[Rr](\d{1,18})(?:[:,]| |$) *")
_TOKEN = re.compile(r"[^\s&+:;,\"“„”]+|[&+:,]")
_JOINS = ("&", "+", "and")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A line taken apart: whom it names, and the rest.

    `pairs` are all relationships that the names fit; none: it names nobody. `number` is one named as R12.
    """

    names: str
    rest: str
    pairs: Sequence[Pair] = ()
    number: int | None = None


@dataclass(slots=True)
class Directory:
    """The relationships by the words of their names. Made once; looking up touches no file."""

    pairs: Sequence[Pair]
    _places: dict[str, list[int]] = field(default_factory=dict, init=False)  # word -> places in `pairs`
    _words: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        for place, pair in enumerate(self.pairs):
            for word in {*_name_words(pair.mentor), *_name_words(pair.mentee)}:
                self._places.setdefault(word, []).append(place)
        self._words = sorted(self._places)

    def fitting(self, words: Sequence[str]) -> Sequence[Pair]:
        """The relationships whose names have words that begin so, each in one of them.

        Whole words are meant before beginnings, relationships that are not over before those that are. A `&` parts
        the words of the one name from those of the other.
        """
        keys = [_key(word) for word in words if word.casefold() not in _JOINS]
        if not keys:
            return ()
        whole = self._having(keys, lambda key: self._places.get(key, ()))
        places = whole or self._having(keys, self._beginning)
        found = [self.pairs[place] for place in sorted(places)]
        if len(keys) > 1 and any(word.casefold() in _JOINS for word in words):
            found = [pair for pair in found if _one_in_each(pair, words)]
        live = [pair for pair in found if pair.is_live]
        return live or found

    def is_sure(self, words: Sequence[str]) -> bool:
        """Whether names stand for themselves: both are there, or every word is a whole one."""
        keys = [_key(word) for word in words if word.casefold() not in _JOINS]
        return len(keys) < len(words) or all(key in self._places for key in keys)

    def _having(self, keys: Sequence[str], places: Callable[[str], Sequence[int]]) -> set[int]:
        """Places that every word leads to, the rarest word first."""
        several = sorted((places(key) for key in keys), key=len)
        found = set(several[0])
        for more in several[1:]:
            found.intersection_update(more)
        return found

    def _beginning(self, key: str) -> Sequence[int]:
        first = bisect_left(self._words, key)
        found: list[int] = []
        for word in self._words[first:]:
            if not word.startswith(key):
                break
            found += self._places[word]
        return found


def address(
    text: str, directory: Directory | None, is_understood: Callable[[str], bool], *, has_subject: bool
) -> Addressed:
    """Part the names at the beginning of a line from the rest.

    A line that is understood as it stands names nobody, where it has a subject of its own. Else the longest names
    after which the rest is understood, else the longest that can only be names. Without a directory only R12 is one.
    """
    line = cleaned(text)
    if found := _REF.match(line):
        return Addressed(found[0].strip(" :,"), line[found.end() :], number=int(found[1]))
    if directory is None or (has_subject and is_understood(line)):
        return Addressed("", line)
    sure: list[Addressed] = []
    for split in _splits(line, directory):
        if split.rest and is_understood(split.rest):
            return split
        is_sure = directory.is_sure(_TOKEN.findall(split.names)) and not PHRASE.match(line)
        if not split.rest and not is_sure:  # names that are still being typed
            break
        if is_sure:
            sure.append(split)
    return sure[0] if sure else Addressed("", line)


def completions(text: str, directory: Directory) -> Sequence[tuple[Pair, str]]:
    """The relationships that the first words of a line can mean, each with the line as it is with whole names."""
    line = cleaned(text)
    for split in _splits(line, directory):
        return [(pair, f"{_whole(pair, directory)} {split.rest}") for pair in split.pairs[:MOST_COMPLETIONS]]
    return ()


def _whole(pair: Pair, directory: Directory) -> str:
    """Both names, or the number where other pairs are called the same."""
    return pair.names if len(directory.fitting(_TOKEN.findall(pair.names))) == 1 else pair.ref


def can_become_a_phrase(text: str) -> bool:
    """Whether more letters could make a word of the grammar of what is typed."""
    typed = cleaned(text).lower()
    return any(phrase.startswith(typed) for phrase in (*PHRASES, *_DAY_WORDS))


def _splits(line: str, directory: Directory) -> Iterator[Addressed]:
    """Every way to take the first words for names that somebody has, the longest first."""
    words: list[str] = []
    ends: list[int] = []
    for token in _TOKEN.finditer(line):
        gap = line[ends[-1] if ends else 0 : token.start()]
        if len(words) == MOST_WORDS or gap.strip():
            break
        words.append(token[0])
        ends.append(token.end())
    for many in range(len(words), 0, -1):
        taken = [word for word in words[:many] if word not in (":", ",")]
        if taken and words[many - 1].casefold() not in _JOINS and (pairs := directory.fitting(taken)):
            yield Addressed(line[: ends[many - 1]].strip(" :,"), line[ends[many - 1] :].strip(" :,"), pairs)


def _one_in_each(pair: Pair, words: Sequence[str]) -> bool:
    """Whether the words before and after the first `&` are of different people of the pair."""
    parted = next(place for place, word in enumerate(words) if word.casefold() in _JOINS)
    first, second = (
        [_key(word) for word in part if word.casefold() not in _JOINS]
        for part in (words[:parted], words[parted + 1 :])
    )
    names = _name_words(pair.mentor), _name_words(pair.mentee)
    return any(_all_begin(first, names[side]) and _all_begin(second, names[1 - side]) for side in (0, 1))


def _all_begin(keys: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(key) for word in words) for key in keys)


def _name_words(name: str) -> Sequence[str]:
    """The words of a name as they are looked up; one with a hyphen also by its parts."""
    words = _key(name).split()
    return [*words, *(part for word in words if "-" in word for part in word.split("-") if part)]


def _key(text: str) -> str:
    """Case and accents aside."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
