"""What the participant screen shows, without a screen: a row for all that matching uses. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coordinator.matching.suggesting import Suggested
from coordinator.models.matching import Apart, Override, Profile
from coordinator.models.tags import Understood
from coordinator.services import participants
from screens.presentation import Cell, Tone, clean, count, day, words, wrap
from screens.widgets.columns import Column

Kind = Literal["tag", "suggested", "field", "apart", "override"]

LIT = ("«", "»")
"""Around the words that speak for a suggested tag."""


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One line of a profile. `key` tells it apart: a label, a tag's name, a field, a number."""

    kind: Kind
    key: str
    what: str
    told: str
    means: str = ""
    tone: Tone = "plain"
    offer: str | None = None  # the tag that enter takes
    apart: Apart | None = None
    override: Override | None = None


COLUMNS: Sequence[Column[ProfileRow]] = (
    Column("", lambda row: row.what, 18),
    Column("Told", lambda row: row.told, 24, grow=2),
    Column("", lambda row: Cell(row.means, row.tone), 20, grow=2),
)


def rows(
    profile: Profile,
    understood: Mapping[str, Understood],
    suggested: Sequence[Suggested],
    register: Sequence[Apart],
    overrides: Sequence[Override],
    today: date,
) -> list[ProfileRow]:
    """Needs or expertise first, then what the text suggests, every field, and whom they are kept from."""
    found = [_tag(profile, place, label, understood[label]) for place, label in enumerate(profile.tags, 1)]
    known = {*profile.meanings}
    found += [
        ProfileRow(
            "suggested",
            one.name,
            "? the text",
            lit(profile.about or "", one),
            f"{one.name}?",
            "warn",
            one.name,
        )
        for one in suggested
        if one.name not in known
    ]
    found += [
        ProfileRow("field", field, _named(field), participants.shown(profile, field), _note(profile, field))
        for field in participants.EXAMPLES
        if field != "capacity" or profile.role == "mentor"
    ]
    found += [_apart(profile, one, today) for one in register]
    found += [_override(profile, one) for one in overrides]
    return found


def _tag(profile: Profile, place: int, label: str, meant: Understood) -> ProfileRow:
    is_mentor = profile.role == "mentor"
    what = f"{'Knows' if is_mentor else 'Needs'} {place}"
    name = profile.meanings[place - 1]
    if name:
        said = participants.level_of(profile, label) if is_mentor else ("first" if place == 1 else "")
        means = said if name.casefold() == label.casefold() else f"{name}  {said}".rstrip()
        return ProfileRow("tag", label, what, label, means)
    if meant.how == "offered":
        return ProfileRow("tag", label, what, label, f"? {meant.name}", "warn", meant.name)
    return ProfileRow("tag", label, what, label, "! no tag: scores not", "warn")


def _named(field: str) -> str:
    """A field as the screen calls it."""
    return {
        "organisation_kind": "Its kind",
        "organisation_size": "People there",
        "organisation_stage": "Its stage",
        "ways": "Ways of working",
        "modes": "Ways of meeting",
        "wishes": "Would like",
        "rather_not": "Rather not",
        "conflicts": "Conflicts",
        "capacity": "Places",
    }.get(field, words(field).capitalize())


def _note(profile: Profile, field: str) -> str:
    if field == "capacity":
        return f"{profile.live} taken" if profile.live <= profile.capacity else f"! {profile.live} taken"
    if field == "state" and profile.since:
        return f"{words(profile.standing)} since {day(profile.since)}"
    return "" if participants.shown(profile, field) or field == "organisation" else "not told"


def _apart(profile: Profile, one: Apart, today: date) -> ProfileRow:
    other = one.other_name if one.person == profile.person else one.person_name
    if not one.holds:
        means = f"may be paired since {day(one.expires_on, today=today)}"
    else:
        means = one.reason + (f", until {day(one.expires_on, today=today)}" if one.expires_on else "")
    return ProfileRow(
        "apart", f"apart {one.exclusion}", "Never with", other, means, apart=one if one.holds else None
    )


def _override(profile: Profile, one: Override) -> ProfileRow:
    other = one.mentee_name if one.mentor == profile.person else one.mentor_name
    means = f"“{one.words}” set aside: {one.note} ({one.made_by})"
    return ProfileRow("override", f"override {one.override}", "All the same", other, means, override=one)


def lit(text: str, one: Suggested, around: int = 24) -> str:
    """What stands around the first words that speak for a tag, and these in brackets."""
    start, end = one.spans[0]
    before = text[max(0, start - around) : start]
    after = text[end : end + around]
    head = "…" if start > around else ""
    return f"{head}{before}{LIT[0]}{text[start:end]}{LIT[1]}{after}{'…' if end + around < len(text) else ''}"


def all_lit(text: str, suggested: Sequence[Suggested]) -> str:
    """The whole text with every word that speaks for a suggested tag in brackets."""
    spans = sorted({span for one in suggested for span in one.spans}, reverse=True)
    for start, end in spans:
        text = f"{text[:start]}{LIT[0]}{text[start:end]}{LIT[1]}{text[end:]}"
    return text


def title(profile: Profile) -> str:
    """Who it is, in which role and cohort."""
    return f"{clean(profile.name)} · {profile.role} · {clean(profile.cohort)} · {profile.state}"


def detail(
    profile: Profile, row: ProfileRow | None, suggested: Sequence[Suggested], width: int
) -> list[Cell]:
    """How to reach them, what may be typed for the highlighted line, and what they wrote: four lines."""
    reach = " · ".join(clean(part) for part in (profile.email, profile.phone, profile.job_title) if part)
    hint = hint_of(profile, row)
    about = wrap(all_lit(profile.about or "nothing written about themselves", suggested), width - 2, 2)
    return [Cell(f" {reach}", "quiet"), Cell(f" {hint}"), *(Cell(f" {line}", "quiet") for line in about)]


def hint_of(profile: Profile, row: ProfileRow | None) -> str:
    """What the keys do on a line."""
    if row is None:
        return ""
    if row.kind == "field":
        return f"enter edits: {participants.EXAMPLES[row.key]}"
    if row.kind == "apart":
        return "enter lets them be paired again" if row.apart else "it holds no more"
    if row.kind == "override":
        return "enter lets the rule count again"
    if row.offer:
        return (
            f"enter takes {row.offer}; x takes the line away"
            if row.kind == "tag"
            else f"enter adds {row.offer}"
        )
    doing = "raises or lowers the level" if profile.role == "mentor" else "moves it up or down"
    return f"+ and - {doing}; x takes it away; a adds another"


def added(profile: Profile) -> str:
    """How many labels of theirs score."""
    scoring = sum(1 for name in profile.meanings if name)
    return count(scoring, "tag")
