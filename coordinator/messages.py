"""Messages to participants: texts with placeholders, checked and filled. Pure, but for the texts that ship with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models.care import Nudged

NAMES: Sequence[str] = (
    "first_reminder",
    "second_reminder",
    "last_reminder",
    "check_in",
    "ending_soon",
    "welcome",
)
"""Every kind of message, as `contact.template` calls it."""

PLACEHOLDERS: Mapping[str, str] = {
    "name": "their whole name",
    "first_name": "the first word of it",
    "partner": "the name of whom they are paired with",
    "cohort": "the cohort's name",
    "coordinator": "your name",
    "started_on": "the day it began",
    "ends_on": "the day it ends",
    "last_session": "the day of the last session",
    "next_session": "the day that is booked",
    "booking": "that their next session is booked, with its day, or that none is on your list",
    "days_since": "days since they last met, or since the start",
    "since": "their last session with its day, or that they were paired",
    "sessions_held": "sessions so far",
    "hours_held": "hours so far",
    "target_hours": "hours that are planned",
}
"""What may stand in braces, and what comes in its place."""

LONGEST_SUBJECT, LONGEST_BODY = 150, 5_000

_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of message. `id` and `version` are those of its edited text; None: as it ships."""

    name: str
    subject: str
    body: str
    id: int | None = None
    version: int = 0

    @property
    def title(self) -> str:
        """What people call it: "first reminder"."""
        return self.name.replace("_", " ")

    @property
    def is_shipped(self) -> bool:
        """Whether it says what the text that ships says."""
        ours = shipped(self.name)
        return (self.subject, self.body) == (ours.subject, ours.body)


@dataclass(frozen=True, slots=True)
class Draft:
    """One message to one person about their relationships, each with the person's number."""

    name: str
    email: str
    subject: str
    body: str
    template: str
    person: int
    relationships: Sequence[int]


def shipped(name: str) -> Template:
    """The text that comes with the program: its subject line, a blank line, the body."""
    text = (Path(__file__).with_name("templates") / f"{name}.txt").read_text(encoding="utf-8")
    return Template(name, *parted(text))


def parted(text: str) -> tuple[str, str]:
    """Subject and body of a text as files hold it. Raises CoordinatorError where it does not begin with a subject."""
    first, _, body = text.replace("\r\n", "\n").lstrip("\ufeff").lstrip("\n").partition("\n")
    word, colon, subject = first.partition(":")
    if word.strip().lower() != "subject" or not colon:
        raise CoordinatorError(
            "The text does not begin with its subject.", "Begin it with a line: Subject: How is it going?"
        )
    return subject.strip(), body.strip("\n")


def joined(template: Template) -> str:
    """The text of a template as files hold it."""
    return f"Subject: {template.subject}\n\n{template.body}\n"


def check(subject: str, body: str) -> None:
    """Refuse a text that cannot be filled, in a sentence that says what would make it right."""
    for what, text, longest in (("subject", subject, LONGEST_SUBJECT), ("text", body, LONGEST_BODY)):
        if not text.strip():
            raise CoordinatorError(f"The {what} is empty.", "Write a few words.")
        if len(text) > longest:
            raise CoordinatorError(f"The {what} is longer than {longest:,} characters.", "Make it shorter.")
        for word in _BRACED.findall(text):
            if word not in PLACEHOLDERS:
                raise CoordinatorError(f"Nothing can be put in for {{{word}}}.", _meant(word))
        if set(_BRACED.sub("", text)) & {"{", "}"}:
            raise CoordinatorError(
                f"The {what} has a brace without its other half.", "Write placeholders like {first_name}."
            )
    if "\n" in subject:
        raise CoordinatorError("The subject is on several lines.", "Write it on one.")


def _meant(word: str) -> str:
    from difflib import get_close_matches  # only a slip of the pen needs it

    close = get_close_matches(word.strip().lower().replace(" ", "_"), PLACEHOLDERS, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {{{close[0]}}}?"
    return f"These are known: {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}."


def write(
    nudged: Sequence[Nudged],
    templates: Mapping[str, Template],
    who: str,
    *,
    name: str | None,
    sides: Sequence[str],
) -> list[Draft]:
    """One draft for each person on these sides of the relationships, in their order.

    `name` is the template for all; None: for each person the one that fits the first of their relationships, whose
    days and figures stand in it. Whoever has no e-mail address has a draft with a blank one.
    """
    theirs: dict[int, list[tuple[Nudged, str]]] = {}
    for one in nudged:
        for side in sides:
            theirs.setdefault(getattr(one, f"{side}_id"), []).append((one, side))
    return [_draft(person, parts, templates, who, name) for person, parts in theirs.items()]


def _draft(
    person: int,
    parts: Sequence[tuple[Nudged, str]],
    templates: Mapping[str, Template],
    who: str,
    name: str | None,
) -> Draft:
    first, side = parts[0]
    template = templates[name or first.template]
    partners = list(dict.fromkeys(one.mentee if side == "mentor" else one.mentor for one, side in parts))
    values = _values(first, side, partners, who)

    def filled(text: str) -> str:
        return _BRACED.sub(lambda found: values[found[1]], text)

    return Draft(
        name=values["name"],
        email=getattr(first, f"{side}_email"),
        subject=" ".join(filled(template.subject).split()),
        body=filled(template.body),
        template=template.name,
        person=person,
        relationships=[one.relationship for one, _ in parts],
    )


def first_name(name: str) -> str:
    """How a message calls someone: the first word of the name."""
    return name.split(" ")[0]


def _values(one: Nudged, side: str, partners: Sequence[str], who: str) -> dict[str, str]:
    name = _tidy(getattr(one, side))

    def day(value: object, none: str) -> str:
        return days.spell(value) if value is not None else none  # type: ignore[arg-type]

    return {
        "name": name,
        "first_name": first_name(name),
        "partner": _listed([_tidy(partner) for partner in partners]),
        "cohort": _tidy(one.cohort),
        "coordinator": _tidy(who),
        "started_on": day(one.started_on, "a day still to be set"),
        "ends_on": day(one.ends_on, "a day still to be set"),
        "last_session": day(one.last_session, "no session yet"),
        "next_session": day(one.next_session, "none booked"),
        "booking": f"your next session is booked for {days.spell(one.next_session)}"
        if one.next_session
        else "no next session is on my list",
        "days_since": str(one.days_since or 0),
        "since": f"your last session on {days.spell(one.last_session)}"
        if one.last_session
        else "you were paired",
        "sessions_held": str(one.sessions_held),
        "hours_held": f"{one.hours_held:g}",
        "target_hours": f"{one.target_hours:g}",
    }


def _tidy(text: str) -> str:
    """A name on one line without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
