"""Which changes someone asks for, from one line of typing: "ruth close R12 since 14/3". Pure."""

import re
from datetime import date

from coordinator import days
from coordinator.models.history import Asked

LOOKS_IN = "who, what, a name, R12, import 3, 14/3, since 1/3, until yesterday"
"""What can be typed, in examples."""

_ASKED = re.compile(
    rf"""
      \b[Rr](?P<relationship>\d{{1,18}})\b
    | \bimport[ ]?(?P<batch>\d{{1,18}})(?![\w/.-])
    | (?P<way>\b(?:since|from|until|to)[ ])?(?<![\w/.-])(?:{days.PATTERN})(?![\w/-])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def asked(text: str, today: date) -> Asked:
    """What is asked for. A day alone is that day; what is neither a day, a relationship nor an import is a word.

    Days are the latest such that are not after `today`. What looks like a day and is none is taken for a word.
    """
    found = Asked()
    words: list[str] = []
    rest = " ".join(text.split())
    while match := _ASKED.search(rest):
        words += rest[: match.start()].split()
        rest = rest[match.end() :]
        if match["relationship"]:
            found = found._replace(relationship=int(match["relationship"]))
        elif match["batch"]:
            found = found._replace(batch=int(match["batch"]))
        else:
            try:
                day = days.resolve(match, today)
            except ValueError:
                words += match[0].split()
                continue
            way = (match["way"] or "").strip().casefold()
            if way not in ("until", "to"):
                found = found._replace(since=day)
            if way not in ("since", "from"):
                found = found._replace(until=day)
    return found._replace(words=tuple(folded(word) for word in (*words, *rest.split())))


def folded(word: str) -> str:
    """A word as the query compares it: lower case, without accents."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
