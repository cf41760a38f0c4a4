"""One participant, with everything that pairing uses of them: looked at, and edited field by field.

Every edit is one change on one row, made only if the row is as it was read.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from coordinator import telling
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.matching import Apart, Override, Profile
from coordinator.models.tags import Understood
from coordinator.services.desk import Desk
from coordinator.services.proposals import refuse_ambiguous, release_words
from coordinator.store import matching_reads, pairing_reads, proposal_reads, tag_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Row

Level = Literal["lead", "solid", "some"]
LEVELS: Sequence[Level] = ("lead", "solid", "some")
STATES: Sequence[str] = ("applied", "accepted", "declined", "withdrawn")

EXAMPLES: Mapping[str, str] = {
    "state": ", ".join(STATES),
    "consent": "yes, no, or nothing where it was not asked for",
    "capacity": "how many mentees at a time",
    "location": "town, region",
    "organisation": "the organisation's name",
    "sector": "arts, health, housing …",
    "organisation_kind": "charity, CIC, company …",
    "organisation_size": "how many work there: 12, or " + ", ".join(telling.SIZES),
    "organisation_stage": ", ".join(telling.STAGES),
    "ways": "remote; volunteer-led; shared leadership",
    "languages": "English; Welsh",
    "times": "weekday mornings; Tue evening; Sat",
    "modes": "video; phone; in person",
    "wishes": "names or e-mails, apart at ;",
    "rather_not": "names or e-mails, apart at ;",
    "conflicts": "names, e-mails or organisations, apart at ;",
}
"""What may be typed for each field, in the order they are shown."""

_OF_THE_PERSON = ("location", "organisation")


def profile(desk: Desk, application: int) -> Profile:
    """One application with its person. Raises CoordinatorError for an unknown number."""
    with desk.store.reading() as db:
        found = matching_reads.profiles(db, desk.today, [application])
    if not found:
        raise CoordinatorError(f"There is no application {application}.", "Go back and look again.")
    return found[0]


def bonds(desk: Desk, person: int) -> tuple[list[Apart], list[Override]]:
    """With whom someone is never to be paired, and which rules were set aside for pairs with them."""
    with desk.store.reading() as db:
        return (
            matching_reads.register(db, desk.today, person),
            matching_reads.overrides(db, desk.today, person),
        )


def understood(desk: Desk, labels: Sequence[str]) -> dict[str, Understood]:
    """What each of someone's labels means, or may mean, by label."""
    with desk.store.reading() as db:
        return {one.label: one for one in tag_reads.understood(db, labels)}


def shown(profile: Profile, field: str) -> str:
    """What is kept for a field, as it is shown and typed again."""
    if field == "consent":
        return {True: "yes", False: "no", None: ""}[profile.consent]
    value = getattr(profile, field)
    return str(value) if isinstance(value, int) else telling.written(value or None)


def read(field: str, text: str) -> object:
    """What a typed text means for a field; None: nothing is known of it. Raises CoordinatorError with what may be."""
    text = text.strip()
    value = _reader(field)(text)
    if value is None and not (telling.is_nothing(text) and field not in ("state", "capacity")):
        raise CoordinatorError(f"{text!r} is not understood.", f"Write {EXAMPLES[field]}.")
    return list(value) if isinstance(value, tuple) else value


def _reader(field: str) -> Callable[[str], object]:
    own: Mapping[str, Callable[[str], object]] = {
        "state": lambda text: text.casefold() if text.casefold() in STATES else None,
        "consent": lambda text: {"yes": True, "y": True, "no": False, "n": False}.get(text.casefold()),
        "capacity": lambda text: int(text) if text.isdecimal() and int(text) <= MOST_MENTEES else None,
        "location": telling.one,
        "organisation": telling.one,
    }
    return own.get(field) or telling.READERS[field]


MOST_MENTEES = 50
"""A larger capacity is taken for a slip of the pen."""


def edit(desk: Desk, profile: Profile, field: str, text: str) -> Done:
    """Keep what was typed for a field.

    A capacity below a mentor's load is kept, and the message names what to release. Raises CoordinatorError for what is
    not understood, StaleEdit when someone else changed the row meanwhile.
    """
    value = read(field, text)
    before = shown(profile, field)
    said = f"{profile.name}: {field.replace('_', ' ')}"
    if read(field, before) == value if before else value is None:
        return Done(f"{said} is as it was.", None)
    table, row = _row(profile, field, value)
    with desk.store.writing(desk.who, f"edit {field.replace('_', ' ')}", desk.today) as change:
        change.update(table, [row])
        told = f"{said} is {telling.written(value) if not isinstance(value, bool | int) else text.strip()}."
        if value is None:
            told = f"{said} is not known now."
        if field == "capacity" and profile.role == "mentor":
            over = proposal_reads.over_capacity(change.db, desk.today, mentor=profile.person)
            told = f"{told} {release_words(over)}".rstrip()
        return Done(told, change.number)


def _row(profile: Profile, field: str, value: object) -> "tuple[str, Row]":
    if field in _OF_THE_PERSON:
        return "person", {"id": profile.person, "version": profile.person_version, field: value}
    return "application", {"id": profile.application, "version": profile.version, field: value}


# -- tags: needs by priority, expertise by level --


def level_of(profile: Profile, label: str) -> Level:
    """How well a mentor knows what a label says."""
    told = telling.words(label)
    if told in map(telling.words, profile.lead_tags):
        return "lead"
    return "some" if told in map(telling.words, profile.some_tags) else "solid"


def add_tag(desk: Desk, profile: Profile, label: str) -> Done:
    """Add a label at the end: the last of a mentee's needs, solid for a mentor."""
    label = " ".join(label.split())
    if not label:
        raise CoordinatorError("No tag was typed.", "Write a need, or what someone knows.")
    with desk.store.reading() as db:
        (meant,) = tag_reads.understood(db, [label])
    name = meant.name if meant.how == "exact" and meant.name else label
    if name in profile.tags or name in profile.meanings:
        raise CoordinatorError(f"{profile.name} has {name} already.")
    note = "" if meant.how == "exact" else " It means no tag, so it does not score."
    return _set_tags(
        desk, profile, "add tag", [*profile.tags, name], f"{profile.name}: {name} is added.{note}"
    )


def remove_tag(desk: Desk, profile: Profile, label: str) -> Done:
    """Take a label away."""
    left = [one for one in profile.tags if one != label]
    return _set_tags(desk, profile, "remove tag", left, f"{profile.name}: {label} is taken away.")


def take_as(desk: Desk, profile: Profile, label: str, name: str) -> Done:
    """Replace a label by the tag it was offered, where it stands."""
    tags = [name if one == label else one for one in profile.tags]
    if tags.count(name) > 1:
        return remove_tag(desk, profile, label)
    swap = {label: name}
    levels = {
        column: [swap.get(one, one) for one in getattr(profile, column)]
        for column in ("lead_tags", "some_tags")
    }
    return _set_tags(desk, profile, "take tag", tags, f"{profile.name}: {label} is {name} now.", levels)


def move_tag(desk: Desk, profile: Profile, label: str, by: int) -> Done:
    """A mentee's need goes up (-1) or down (1) in priority; a mentor's level does."""
    if profile.role == "mentor":
        place = LEVELS.index(level_of(profile, label)) + by
        if not 0 <= place < len(LEVELS):
            return Done(f"{label} is {level_of(profile, label)} already.", None)
        return _set_level(desk, profile, label, LEVELS[place])
    tags = list(profile.tags)
    place = tags.index(label)
    other = place + by
    if not 0 <= other < len(tags):
        return Done(f"{label} is the {'first' if by < 0 else 'last'} need already.", None)
    tags[place], tags[other] = tags[other], tags[place]
    return _set_tags(
        desk, profile, "move need", tags, f"{profile.name}: {label} is need {other + 1} of {len(tags)}."
    )


def _set_level(desk: Desk, profile: Profile, label: str, level: Level) -> Done:
    told = telling.words(label)
    lists = {
        column: [one for one in getattr(profile, column) if telling.words(one) != told]
        for column in ("lead_tags", "some_tags")
    }
    if level != "solid":
        lists[f"{level}_tags"].append(label)
    said = f"{profile.name}: {label} is {level}."
    return _set_tags(desk, profile, "set level", list(profile.tags), said, lists)


def _set_tags(
    desk: Desk,
    profile: Profile,
    command: str,
    tags: Sequence[str],
    said: str,
    levels: Mapping[str, Sequence[str]] | None = None,
) -> Done:
    lists = {"tags": tags, **(levels or {})}
    row = {name: list(labels) or None for name, labels in lists.items()}
    with desk.store.writing(desk.who, command, desk.today) as change:
        change.update("application", [{"id": profile.application, "version": profile.version, **row}])
        return Done(said, change.number)


# -- several at once --


def cohort_number(desk: Desk, cohort: str) -> int:
    """A cohort's number by its name. Raises CoordinatorError for an unknown one."""
    with desk.store.reading() as db:
        found = pairing_reads.cohort(db, cohort)
    if not found:
        raise CoordinatorError(f"There is no cohort {cohort!r}.", "Look at the cohorts: 2.")
    return found[0].cohort


def called(desk: Desk, texts: Sequence[str], cohort: str | None = None) -> list[int]:
    """The applications of people by e-mail or name. Raises CoordinatorError where nobody, or several, fit."""
    found: list[int] = []
    with desk.store.reading() as db:
        for text in texts:
            fitting = proposal_reads.named(db, text, cohort=cohort)
            refuse_ambiguous(text, "applicant", fitting, cohort)
            found += [one.application for one in fitting if one.person == fitting[0].person]
    return found


def accept(desk: Desk, applications: Sequence[int] | None = None, *, cohort: str | None = None) -> Done:
    """Accept those of these applications (None: of a cohort, or all) that are still only applied; as one change."""
    with desk.store.writing(desk.who, "accept", desk.today) as change:
        found = matching_reads.undecided(change.db, cohort)
        chosen = [one for one in found if applications is None or one.application in set(applications)]
        change.update(
            "application",
            [{"id": one.application, "version": one.version, "state": "accepted"} for one in chosen],
        )
        if not chosen:
            return Done("Nobody was waiting to be accepted.", None)
        who = chosen[0].name if len(chosen) == 1 else f"{len(chosen)} applications"
        return Done(f"{who} {'is' if len(chosen) == 1 else 'are'} accepted.", change.number)
