"""What people say about themselves that matters to a match -> how it is kept. Pure; for sheets and for typing.

The words are those of the macros `size_bands`, `stages`, `time_slots` and `meeting_modes` in `queries/rules`. A value
that is not understood is None: it is left out of a match rather than guessed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

SIZES: Sequence[str] = ("1", "2-5", "6-20", "21-50", "over 50")
STAGES: Sequence[str] = ("starting", "growing", "established", "changing")
DAYS: Sequence[str] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS: Sequence[str] = ("morning", "afternoon", "evening")
TIMES: Sequence[str] = tuple(f"{day}_{part}" for day in DAYS for part in PARTS)
MODES: Sequence[str] = ("video", "phone", "in_person")

_LARGEST = (1, 5, 20, 50)  # of each band but the last
_NOTHING = frozenset(
    {"", "-", "none", "no", "na", "n a", "nobody", "no one", "noone", "nothing", "not applicable"}
)
_STAGE_WORDS: Mapping[str, Sequence[str]] = {
    "changing": ("chang", "transition", "turnaround", "merg", "restructur", "closing", "crisis", "winding"),
    "established": ("established", "mature", "stable", "sustain"),
    "growing": ("grow", "develop", "scal", "expand"),
    "starting": ("start", "new", "early", "idea", "young", "setting up", "pre"),
}
_MODE_WORDS: Mapping[str, str] = {
    "video": r"video|online|on line|zoom|teams|skype|virtual|remote|internet|meet call",
    "phone": r"phone|telephone|call by|mobile",
    "in_person": r"person|face|office|in real life|cafe|visit|on site",
}
_ALL = re.compile(
    r"\b(?:any|anytime|all (?:day|days|week|times)|flexible|no preference|either|both|mix|mixture|hybrid|whenever|open)\b"
)
_PART_WORDS: Mapping[str, str] = {
    "morning": r"(?<!i )\bam\b|morning|before noon|breakfast",
    "afternoon": r"\bpm\b|afternoon|lunch|midday|noon",
    "evening": r"evening|night|after work|after 5|after 6",
}


def words(text: str) -> str:
    """Text as it is compared: case, punctuation and spacing do not count."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold().replace("'", "").replace("’", "")).split())


def several(text: str) -> tuple[str, ...] | None:
    """Answers in one text: apart at `;` and line breaks, at commas only where there is neither. None: there are none."""
    parts = re.split(r"[;\n]", text) if ";" in text or "\n" in text else text.split(",")
    tidy = (" ".join(part.split()) for part in parts)
    found = {part.casefold(): part for part in tidy if words(part) not in _NOTHING}
    return tuple(found.values()) or None


def one(text: str) -> str | None:
    """A single answer; None for nothing."""
    tidy = " ".join(text.split())
    return None if words(tidy) in _NOTHING else tidy


def size(text: str) -> str | None:
    """A band of how many people work somewhere: "6 to 10" -> "6-20", "50+" -> "over 50", "just me" -> "1"."""
    told = words(text)
    numbers = [int(digits) for digits in re.findall(r"\d+", text.replace(",", ""))]
    if not numbers:
        alone = re.search(
            r"\b(?:just me|only me|sole|solo|none|no staff|no employees|volunteers only|one)\b", told
        )
        return SIZES[0] if alone else None
    many = max(numbers) + bool(re.search(r"\+|\bover\b|\bmore than\b", text.casefold()))
    return next((band for band, most in zip(SIZES, _LARGEST, strict=False) if many <= most), SIZES[-1])


def stage(text: str) -> str | None:
    """Where an organisation stands in its life."""
    told = words(text)
    return next((name for name, stems in _STAGE_WORDS.items() if any(stem in told for stem in stems)), None)


def modes(text: str) -> tuple[str, ...] | None:
    """Ways of meeting, in their order: "Zoom or face to face" -> video, in_person."""
    told = words(text)
    found = tuple(mode for mode in MODES if re.search(_MODE_WORDS[mode], told))
    if not found and _ALL.search(told):
        return tuple(MODES)
    return found or None


def times(text: str) -> tuple[str, ...] | None:
    """Times of the week, in their order: "weekday mornings; Sat" -> mon_morning … fri_morning, sat_morning …"""
    found: set[str] = set()
    for told in _apart(text.casefold().replace("_", " ")):
        which_days = _days(told)
        which_parts = [name for name in PARTS if re.search(_PART_WORDS[name], told)]
        if not which_days and not which_parts and not _ALL.search(told):
            continue
        found |= {f"{day}_{name}" for day in which_days or DAYS for name in which_parts or PARTS}
    return tuple(slot for slot in TIMES if slot in found) or None


def _apart(text: str) -> Iterator[str]:
    """Answers that are each about their own days: "tue pm and thu evening" are two, "tue and thu pm" is one."""
    has_part = re.compile("|".join(_PART_WORDS.values()))
    for piece in re.split(r"[;,\n/]", text):
        sides = re.split(r"\b(?:and|or)\b", piece)
        yield from map(words, sides if all(map(has_part.search, sides)) else [piece])


def _days(told: str) -> list[str]:
    if re.search(r"\bweek ?days?\b|\bworking days?\b|\bduring the week\b|\boffice hours\b", told):
        return list(DAYS[:5])
    if re.search(r"\bweek ?ends?\b", told):
        return list(DAYS[5:])
    return [day for day in DAYS if re.search(rf"\b{day}(?:s|days?|sdays?|nesdays?|rsdays?|urdays?)?\b", told)]


READERS: Mapping[str, Callable[[str], object]] = {
    "sector": one,
    "organisation_kind": one,
    "organisation_size": size,
    "organisation_stage": stage,
    "ways": several,
    "languages": several,
    "times": times,
    "modes": modes,
    "wishes": several,
    "rather_not": several,
    "conflicts": several,
}
"""How each column of an application that matters to a match is read."""


def written(value: object) -> str:
    """A kept value as it is shown and typed again: "in person; video", "mon morning; tue evening"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    assert isinstance(value, list | tuple)
    return "; ".join(
        str(part).replace("_", " ") if str(part) in (*TIMES, *MODES) else str(part) for part in value
    )


def is_nothing(text: str) -> bool:
    """Whether an answer says that there is none: "-", "n/a", "none"."""
    return words(text) in _NOTHING
