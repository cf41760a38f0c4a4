"""A name in its parts, for letters that begin with one of them. Pure."""

from typing import NamedTuple

_TITLES = frozenset(
    (
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "professor",
        "rev",
        "revd",
        "reverend",
        "sir",
        "dame",
        "lord",
    )
)
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "ter",
        "van",
        "von",
    )
)


class NameParts(NamedTuple):
    """`title` and `last` may be blank; `first` holds every name before the last."""

    title: str
    first: str
    last: str


def name_parts(name: str) -> NameParts:
    """A guess at the parts of a name as people write it: `Dr Ann van Dyk`, `Lee, Ann`. The whole name goes out too."""
    told = name.split()
    title = ""
    if len(told) > 1 and told[0].rstrip(".").casefold() in _TITLES:
        title, told = told[0].rstrip("."), told[1:]
    before, comma, after = " ".join(told).partition(",")
    if comma and before.strip() and after.strip():
        return NameParts(title, after.strip(), before.strip())
    last = len(told) - 1
    while last > 1 and told[last - 1].casefold() in _PARTICLES:
        last -= 1
    return NameParts(title, " ".join(told[:last]) or " ".join(told), " ".join(told[last:]) if last else "")
