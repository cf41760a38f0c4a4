"""Score and exclusions of issue 4 once more, slowly and from the words. The tests hold the SQL rules to it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

LIVE = {"proposed", "active", "paused", "lapsed"}
PUBLIC = {"gmail.com", "hotmail.co.uk", "btinternet.com"}
SIZES = ["1", "2-5", "6-20", "21-50", "over 50"]
STAGES = ["starting", "growing", "established", "changing"]
LEVELS = {"lead": Fraction(1), "solid": Fraction(4, 5), "some": Fraction(1, 2)}
SISTER = Fraction(2, 5)
PARTS = ("needs", "background", "wishes", "time", "place")
WEIGHTS = {"needs": 45, "background": 20, "wishes": 15, "time": 10, "place": 10, "penalty": 15}
RULES = {
    "same_person": "hard",
    "paired_now": "hard",
    "out": "hard",
    "not_accepted": "hard",
    "no_consent": "hard",
    "consent_not_asked": "off",
    "no_room": "hard",
    "same_organisation": "hard",
    "conflict": "hard",
    "never_pair": "hard",
    "earlier_partners": "hard",
    "no_common_language": "hard",
    "no_common_time": "hard",
    "no_common_mode": "hard",
    "no_need_covered": "hard",
}
FIXED = ("same_person", "paired_now", "out")


@dataclass(frozen=True)
class Tag:
    topic: str
    name: str
    words: frozenset[str]  # keys that mean it


@dataclass(frozen=True)
class Someone:
    """A person's application. `person` is who it is: someone may apply in both roles."""

    person: int
    role: str
    name: str
    email: str
    organisation: str | None = None
    location: str | None = None
    state: str = "accepted"
    consent: bool | None = True
    capacity: int = 1
    tags: tuple[str, ...] = ()
    lead_tags: tuple[str, ...] = ()
    some_tags: tuple[str, ...] = ()
    sector: str | None = None
    organisation_kind: str | None = None
    organisation_size: str | None = None
    organisation_stage: str | None = None
    ways: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    rather_not: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """What is known beside the two: relationships (mentor, mentee, state), the register, what was set aside."""

    relationships: tuple[tuple[int, int, str], ...] = ()
    register: tuple[tuple[int, int, date | None], ...] = ()
    set_aside: tuple[tuple[int, int, str], ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scored:
    score: int
    parts: tuple[int | None, ...]
    penalty: int
    data_share: int
    excluded: tuple[str, ...]
    penalised: tuple[str, ...]
    overridden: tuple[str, ...]


def key(text: str | None) -> str:
    """Letters and digits only, case and accents aside."""
    plain = unicodedata.normalize("NFD", (text or "").lower().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


def keys(texts: Sequence[str]) -> set[str]:
    return {key(text) for text in texts} - {""}


def organisation(text: str | None) -> str:
    return " ".join(word for word in key(text).split() if word not in {"the", "ltd", "cic", "uk"})


def score(vocabulary: Sequence[Tag], mentor: Someone, mentee: Someone, world: World, today: date) -> Scored:
    weights = {**WEIGHTS, **world.weights}
    shares = (
        needs(vocabulary, mentor, mentee),
        background(mentor, mentee),
        wishes(mentor, mentee),
        time(mentor, mentee),
        place(mentor, mentee),
    )
    told = [name for name, share in zip(PARTS, shares, strict=True) if share is not None]
    weight = sum(weights[name] for name in told)
    whole = sum(weights[name] for name in PARTS)
    reached, exact = 0, Fraction(0)
    parts: list[int | None] = []
    for name, share in zip(PARTS, shares, strict=True):
        if share is None:
            parts.append(None)
            continue
        if weight:
            exact += 100 * weights[name] * share / weight
        up_to = floor(exact + Fraction(1, 2))
        parts.append(up_to - reached)
        reached = up_to
    fired = exclusions(vocabulary, mentor, mentee, world, today)
    aside = {
        code
        for who, whom, code in world.set_aside
        if (who, whom) == (mentor.person, mentee.person) and code not in FIXED
    }
    modes = {code: mode if code in FIXED else world.rules.get(code, mode) for code, mode in RULES.items()}
    penalised = [code for code in fired if modes[code] == "penalty" and code not in aside]
    penalty = min(reached, weights["penalty"] * len(penalised))
    return Scored(
        score=reached - penalty,
        parts=tuple(parts),
        penalty=penalty,
        data_share=100 * weight // whole if whole else 0,
        excluded=tuple(code for code in fired if modes[code] == "hard" and code not in aside),
        penalised=tuple(penalised),
        overridden=tuple(code for code in fired if code in aside and modes[code] != "off"),
    )


def thousandths(share: Fraction) -> Fraction:
    return Fraction(floor(share * 1000), 1000)


def mean(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return thousandths(sum(known, Fraction(0)) / len(known)) if known else None


def meant(vocabulary: Sequence[Tag], labels: Sequence[str]) -> list[tuple[Tag, str]]:
    """Each tag once, where it is first, with the label's key."""
    found: dict[str, tuple[Tag, str]] = {}
    for label in labels:
        for tag in vocabulary:
            if key(label) in tag.words:
                found.setdefault(tag.name, (tag, key(label)))
    return list(found.values())


def level(mentor: Someone, label: str) -> Fraction:
    if label in keys(mentor.lead_tags):
        return LEVELS["lead"]
    return LEVELS["some" if label in keys(mentor.some_tags) else "solid"]


def covering(vocabulary: Sequence[Tag], mentor: Someone, need: Tag) -> Fraction:
    worth = [
        level(mentor, label) * (1 if tag.name == need.name else SISTER)
        for tag, label in meant(vocabulary, mentor.tags)
        if tag.topic == need.topic
    ]
    return max(worth, default=Fraction(0))


def needs(vocabulary: Sequence[Tag], mentor: Someone, mentee: Someone) -> Fraction | None:
    """The share of the needs, the first counting most, times how well the mentor knows each."""
    wanted = meant(vocabulary, mentee.tags)
    if not wanted or not meant(vocabulary, mentor.tags):
        return None
    counts = [max(1, 4 - number) for number in range(len(wanted))]
    met = sum(
        (count * covering(vocabulary, mentor, tag) for count, (tag, _) in zip(counts, wanted, strict=True)),
        Fraction(0),
    )
    return thousandths(met / sum(counts))


def alike(one: str | None, other: str | None) -> Fraction | None:
    return Fraction(key(one) == key(other)) if key(one) and key(other) else None


def near(order: Sequence[str], one: str | None, other: str | None) -> Fraction | None:
    if one not in order or other not in order:
        return None
    return Fraction(max(0, 2 - abs(order.index(one) - order.index(other))), 2)


def background(mentor: Someone, mentee: Someone) -> Fraction | None:
    ways = None
    if keys(mentor.ways) and keys(mentee.ways):
        ways = thousandths(Fraction(len(keys(mentor.ways) & keys(mentee.ways)), len(keys(mentee.ways))))
    return mean(
        [
            alike(mentor.sector, mentee.sector),
            alike(mentor.organisation_kind, mentee.organisation_kind),
            near(SIZES, mentor.organisation_size, mentee.organisation_size),
            near(STAGES, mentor.organisation_stage, mentee.organisation_stage),
            ways,
        ]
    )


def names(one: Sequence[str], other: Someone, *, also_organisation: bool = False) -> bool:
    if keys(one) & {key(other.name), key(other.email)}:
        return True
    told = {organisation(text) for text in one} - {""}
    return also_organisation and organisation(other.organisation) in told


def wishes(mentor: Someone, mentee: Someone) -> Fraction | None:
    """Of the sides that said anything: named, not mentioned, rather not."""
    said: list[Fraction | None] = []
    for one, other in ((mentor, mentee), (mentee, mentor)):
        if not one.wishes and not one.rather_not:
            said.append(None)
        elif names(one.rather_not, other):
            said.append(Fraction(0))
        else:
            said.append(Fraction(1) if names(one.wishes, other) else Fraction(1, 2))
    return mean(said)


def shared(one: Sequence[str], other: Sequence[str]) -> Fraction | None:
    """Of the one who told fewer, the share that both have."""
    if not one or not other:
        return None
    return thousandths(Fraction(len(set(one) & set(other)), min(len(set(one)), len(set(other)))))


def time(mentor: Someone, mentee: Someone) -> Fraction | None:
    return shared(mentor.times, mentee.times)


def place(mentor: Someone, mentee: Someone) -> Fraction | None:
    """Ways of meeting in common, and the place where they could meet in person."""
    near_by = None
    in_person = not mentor.modes or not mentee.modes or "in_person" in set(mentor.modes) & set(mentee.modes)
    where = [keys((one.location or "").split(",")) for one in (mentor, mentee)]
    if in_person and all(where):
        near_by = Fraction(bool(where[0] & where[1]))
    return mean([shared(mentor.modes, mentee.modes), near_by])


def live(world: World, person: int, side: int) -> int:
    return sum(1 for one in world.relationships if one[side] == person and one[2] in LIVE)


def exclusions(
    vocabulary: Sequence[Tag], mentor: Someone, mentee: Someone, world: World, today: date
) -> list[str]:
    """Every code that fires, in the order of the rules."""
    both = {mentor.person, mentee.person}
    together = [state for one, other, state in world.relationships if {one, other} == both]
    domains = [one.email.split("@")[1] for one in (mentor, mentee)]
    same_domain = domains[0] == domains[1] and domains[0] not in PUBLIC
    same_name = bool(organisation(mentor.organisation)) and (
        organisation(mentor.organisation) == organisation(mentee.organisation)
    )
    wanted = meant(vocabulary, mentee.tags)
    fires = {
        "same_person": mentor.person == mentee.person,
        "paired_now": any(state in LIVE for state in together),
        "out": bool({mentor.state, mentee.state} & {"declined", "withdrawn"}),
        "not_accepted": "applied" in (mentor.state, mentee.state),
        "no_consent": False in (mentor.consent, mentee.consent),
        "consent_not_asked": None in (mentor.consent, mentee.consent),
        "no_room": live(world, mentor.person, 0) >= mentor.capacity
        or live(world, mentee.person, 1) >= mentee.capacity,
        "same_organisation": same_domain or same_name,
        "conflict": names(mentor.conflicts, mentee, also_organisation=True)
        or names(mentee.conflicts, mentor, also_organisation=True),
        "never_pair": any(
            {one, other} == both and (until is None or until > today) for one, other, until in world.register
        ),
        "earlier_partners": "closed" in together,
        "no_common_language": bool(keys(mentor.languages) and keys(mentee.languages))
        and not keys(mentor.languages) & keys(mentee.languages),
        "no_common_time": time(mentor, mentee) == 0,
        "no_common_mode": shared(mentor.modes, mentee.modes) == 0,
        "no_need_covered": bool(wanted and meant(vocabulary, mentor.tags))
        and not any(covering(vocabulary, mentor, tag) for tag, _ in wanted),
    }
    return [code for code in RULES if fires[code]]
