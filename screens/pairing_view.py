"""What the pairing screen shows, without a screen: columns, order, the lines about a person. Pure."""

from collections.abc import Sequence
from datetime import date

from coordinator.models import Participant
from screens.presentation import Cell, Tone, clean, count, day, of_all, words, wrap
from screens.widgets.columns import Column

_STANDINGS: dict[str, tuple[str, Tone]] = {
    "waiting": ("!", "warn"),
    "has_room": ("+", "good"),
    "proposed": ("?", "plain"),
    "paired": ("·", "plain"),
    "full": ("·", "plain"),
    "lapsed": ("x", "plain"),
    "closed": ("x", "quiet"),
    "out": ("-", "quiet"),
}

STANDINGS = tuple(_STANDINGS)
"""Where someone can stand, in the order of the list: those to be paired first."""


def order(person: Participant) -> tuple[int, bool, date, str, int]:
    """Those to be paired first: in front after a rematch, then who stands so longest; a day not known comes last."""
    place = STANDINGS.index(person.standing) if person.standing in _STANDINGS else len(STANDINGS)
    return place, not person.in_front, person.since or date.max, person.name.casefold(), person.application


def standing(person: Participant) -> Cell:
    """Where someone stands, with its sign."""
    sign, tone = _STANDINGS.get(person.standing, (" ", "plain"))
    return Cell(f"{sign} {words(person.standing)}", tone)


def room(person: Participant) -> str:
    """A mentor's free places of all: "1 of 2". A mentee, and who is out, has no room to give."""
    if person.role != "mentor" or person.standing == "out":
        return ""
    return f"{max(0, person.capacity - person.live)} of {person.capacity}"


def partners(person: Participant) -> str:
    """With whom they are or were, the live ones first."""
    return ", ".join(person.partners)


COLUMNS: Sequence[Column[Participant]] = (
    Column("Stands", standing, 10),
    Column("Since", lambda person: day(person.since), 11, right=True, needs=70),
    Column("Name", lambda person: person.name, 16, grow=2),
    Column("Role", lambda person: person.role, 6),
    Column("Room", room, 6, right=True),
    Column("Organisation", lambda person: person.organisation or "", 12, grow=2, needs=100),
    Column("With", partners, 11, grow=2),
    Column("Cohort", lambda person: person.cohort, 12, needs=110),
    Column("E-mail", lambda person: person.email, 22, grow=1, needs=110),
)


def searched(person: Participant) -> str:
    """What the filter looks in."""
    told = (
        person.name,
        person.email,
        person.organisation or "",
        person.role,
        words(person.standing),
        person.cohort,
    )
    return " ".join((*told, *person.partners, *person.tags)).casefold()


def many(shown: Sequence[Participant], there: Sequence[Participant]) -> str:
    """How many people: one who is mentor and mentee, or in two cohorts, is one person in two roles."""
    people = len({person.person for person in shown})
    told = of_all(people, len({person.person for person in there}), "person", "people")
    return told if people == len(shown) else f"{told} in {count(len(shown), 'role')}"


def about(person: Participant) -> str:
    """The heading of the lines about someone."""
    return f"{clean(person.name)} · {person.role} · {clean(person.cohort)} · {person.state}"


def detail(person: Participant, today: date, width: int) -> list[Cell]:
    """How to reach someone, where they are from, what they need or offer, with whom they are: four lines."""
    says = "needs" if person.role == "mentee" else "offers"
    tags = ", ".join(clean(tag) for tag in person.tags) or "nothing stated"
    lines = (
        f"{clean(person.phone) or 'no phone number'}   {clean(person.email)}",
        clean(person.organisation) or "no organisation given",
        f"{says} {tags}",
        _with_whom(person, today),
    )
    return [Cell(f" {cut}") for line in lines for cut in wrap(line, width - 2, 1)]


def _with_whom(person: Participant, today: date) -> str:
    """With whom they are, else since when they could be with someone, or what is to be decided first."""
    if person.state == "applied" and not person.partners:
        return "not accepted yet, so not paired; a accepts"
    elsewhere = person.live - len(person.partners)  # of a mentor, whose places are the same in every cohort
    others = f"{count(elsewhere, 'mentee')} of other cohorts" if elsewhere > 0 else ""
    if person.partners:
        return f"with {partners(person)}{f' and {others}' if others else ''}; v opens"
    if others:
        return f"with {others}"
    if person.standing not in ("waiting", "has_room"):
        return "no partner now"
    doing = "waiting" if person.standing == "waiting" else "free"
    if person.since is None:
        return f"{doing}, since when is not known"
    first = ", first in line after a rematch" if person.in_front else ""
    return f"{doing} for {count((today - person.since).days, 'day')}, since {day(person.since)}{first}"


def no_relationship(person: Participant) -> str:
    """What enter says of someone who is in no relationship."""
    return (
        f"{clean(person.name)} is in no relationship of {clean(person.cohort)}. enter shows all about them."
    )


def nothing(loaded: bool, cohorts: bool, figure: str | None) -> str:
    """What an empty list says, and which key goes on from there."""
    if loaded:
        return "Nobody here fits.\n\nPress escape to take the filters away."
    if figure is not None:
        return f"There is nobody behind {words(figure)}.\n\nPress escape to go back."
    if cohorts:
        return "Nobody has applied to this cohort yet.\n\nPress i to import a sheet of applicants, o for the next cohort."
    return "No programme yet.\n\nPress i to import a sheet of applicants."
