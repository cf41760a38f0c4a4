"""Header text <-> field: one table. What a sheet's headers mean, by meaning and not by position.

Form exports have whole questions as headers, with line breaks, no-break spaces and trailing numbers; `tidy` takes those
away, and a header means the field whose longest phrase it contains, unless it contains a word that speaks against it.
"""

import re
import unicodedata
from functools import cache, lru_cache

from coordinator.models import Kind
from coordinator.workbook.fields import FIELDS

REASON = "Why this row stayed out"
"""The header of the last column of a workbook of rejects; nothing is imported from it."""


def is_reason(text: str) -> bool:
    """Whether a header is that of the reasons."""
    return tidy(text) == tidy(REASON)


def header(kind: Kind, field: str) -> str:
    """The header that exports write for a field."""
    return next(known.header for known in FIELDS[kind] if known.name == field)


@cache
def joining(kind: Kind) -> frozenset[str]:
    """The fields whose columns add up."""
    return frozenset(known.name for known in FIELDS[kind] if known.joins)


def tidy(text: str) -> str:
    """A header as it is compared.

    Case, line breaks, no-break spaces and punctuation do not count, nor a number stuck to its end (`Email2`).
    `startDate` is two words.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold()
    text = re.sub(r"(?<=[^\s\d])\d{1,2}$", "", text)
    text = re.sub(r"['’‘`´]", "", text)
    text = re.sub(r"\be\W?mails?\b", "email", text)
    text = re.sub(r"organiz", "organis", text)
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


@lru_cache(
    maxsize=3 * 16_384
)  # the widest sheet there is, as each kind; with fewer its headers drive each other out
def meaning(kind: Kind, text: str) -> str | None:
    """The field that a header means in a sheet of this kind; None when it means none."""
    told = tidy(text)
    if not told:
        return None
    for field in FIELDS[kind]:
        if told == _tidied(field.header) or told in _phrases(field.exact):
            return field.name
    # `Phone 2` is a second phone, not the phone.
    if re.search(r"\s[2-9]$", told):
        return None
    told = _singular(kind, told)
    within, present = f" {told} ", frozenset(told.split())
    longest: dict[str, int] = {}
    for field in FIELDS[kind]:
        if not present & _words(field.never):
            fitting = [
                len(phrase)
                for phrase in _phrases(field.phrases)
                if (present.issuperset(phrase.split("+")) if "+" in phrase else f" {phrase} " in within)
            ]
            if fitting:
                longest[field.name] = max(fitting)
    best = max(longest, key=lambda name: longest[name], default=None)
    if best in ("expertise", "needs") and longest.keys() >= {"expertise", "needs"}:
        return "tags"  # one question for mentors and mentees
    return best


@cache
def _tidied(own: str) -> str:
    """One of our own headers as it is compared; of a file's there may be any number."""
    return tidy(own)


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(" | ")) if text else ()


def _singular(kind: Kind, told: str) -> str:
    """`Mentor's e-mail` and `mentors email` are the mentor's where a row is a pair."""
    return told if kind == "applicants" else re.sub(r"\b(mentor|mentee)s\b", r"\1", told)


def counts_minutes(text: str) -> bool:
    """A length's header says that bare numbers are minutes."""
    told = tidy(text)
    return bool(re.search(r"\b(?:minutes?|mins?)\b", told)) and not re.search(r"\b(?:hours?|hrs?)\b", told)
