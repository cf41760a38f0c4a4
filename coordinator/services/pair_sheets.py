"""A brief sheet for each proposed pair: both profiles, the score and its reasons, to be read before the call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coordinator import telling
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.matching import Covered, Override, Profile, ScoredPair
from coordinator.models.proposals import OpenProposal
from coordinator.services import participants
from coordinator.services.desk import Desk
from coordinator.store import matching_reads, pairing_reads, proposal_reads

if TYPE_CHECKING:
    from coordinator.workbook.out import SheetOut, Value

PARTS = ("needs", "background", "wishes", "time", "place")
CONFIDENTIAL = "Coordinators' notes are not in here. It names people: keep it safe."


@dataclass(frozen=True, slots=True)
class PairSheet:
    """One pair. `ref` is what the sheet is called: R12."""

    ref: str
    cohort: str
    mentor: Profile
    mentee: Profile
    scored: ScoredPair
    covered: Sequence[Covered]
    overrides: Sequence[Override]


def write(
    desk: Desk,
    target: Path | BinaryIO,
    *,
    cohort: str | None = None,
    relationships: Sequence[int] | None = None,
) -> Done:
    """Write the sheets of all open proposals of a cohort (None: of all), or of these relationships, as .xlsx.

    Raises CoordinatorError when there is no open proposal, and when `target` cannot be written.
    """
    from coordinator.workbook.writer import About, write_workbook

    sheets = read(desk, cohort=cohort, relationships=relationships)
    if not sheets:
        raise CoordinatorError(
            "There is no open proposal to write a sheet for.",
            "Propose pairs first: p on the suggested pairs.",
        )
    about = About(
        (
            ("What", "proposed pairs"),
            ("As on", desk.today.isoformat()),
            ("By", desk.who),
            ("Rows", str(len(sheets))),
            ("Meaning", "Scores run from 0 to 100. A part that a side told nothing about is left out of it."),
            ("Confidential", CONFIDENTIAL),
        )
    )
    write_workbook(target, [_overview(sheets), *map(_sheet, sheets)], about)
    where = f" to {target}" if isinstance(target, Path) else ""
    many = "1 brief sheet" if len(sheets) == 1 else f"{len(sheets)} brief sheets"
    return Done(f"{many} written{where}.", None)


def read(
    desk: Desk, *, cohort: str | None = None, relationships: Sequence[int] | None = None
) -> list[PairSheet]:
    """What each sheet says, by cohort and relationship."""
    sheets: list[PairSheet] = []
    with desk.store.reading() as db:
        found = proposal_reads.open_proposals(db, cohort=cohort, relationships=relationships)
        overrides = matching_reads.overrides(db, desk.today)
        for number in dict.fromkeys(one.cohort_id for one in found):
            here = [one for one in found if one.cohort_id == number]
            mentors, mentees = [one.mentor for one in here], [one.mentee for one in here]
            told = matching_reads.profiles(db, desk.today, [*mentors, *mentees])
            scored = pairing_reads.looked_at(db, desk.today, number, mentors=mentors, mentees=mentees)
            covered = matching_reads.coverage(db, number, mentors, mentees)
            sheets += _made(here, told, scored, covered, overrides)
    return sheets


def _made(
    proposals: Sequence[OpenProposal],
    told: Sequence[Profile],
    scored: Sequence[ScoredPair],
    covered: Sequence[Covered],
    overrides: Sequence[Override],
) -> Iterator[PairSheet]:
    profiles = {one.application: one for one in told}
    scores = {(one.mentor, one.mentee): one for one in scored}
    for one in proposals:
        mentor, mentee = profiles[one.mentor], profiles[one.mentee]
        yield PairSheet(
            f"R{one.relationship}",
            one.cohort,
            mentor,
            mentee,
            scores[one.mentor, one.mentee],
            [each for each in covered if (each.mentor, each.mentee) == (one.mentor, one.mentee)],
            [each for each in overrides if (each.mentor, each.mentee) == (mentor.person, mentee.person)],
        )


def lines(sheet: PairSheet) -> list[tuple[str, str]]:
    """What a sheet says, each line with what it is about."""
    return [
        ("Score", score(sheet.scored)),
        *((f"  {name}", points(sheet.scored, name)) for name in PARTS),
        *(("Need", need(one)) for one in sheet.covered),
        *(("All the same", f"{one.words}: {one.note} ({one.made_by})") for one in sheet.overrides),
        ("", ""),
        *_profile("Mentor", sheet.mentor),
        ("", ""),
        *_profile("Mentee", sheet.mentee),
    ]


def score(scored: ScoredPair) -> str:
    """The score, and from how much of the criteria where not from all."""
    share = f", from {scored.data_share} % of the criteria" if scored.data_share < 100 else ""
    off = f", {scored.penalty} points off" if scored.penalty else ""
    return f"{scored.score} of 100{share}{off}"


def points(scored: ScoredPair, part: str) -> str:
    """What one part adds; said where a side told nothing."""
    value = getattr(scored, part)
    return "not told, left out" if value is None else f"{value}"


def need(one: Covered) -> str:
    """A need, and how it is covered."""
    if one.by_tag is None:
        return f"{one.need}: not covered"
    by = "" if one.is_same else f" by {one.by_tag}, near it"
    return f"{one.need}: covered{by}, {one.level}"


def _profile(role: str, profile: Profile) -> list[tuple[str, str]]:
    labels = [
        f"{label} ({participants.level_of(profile, label)})" if profile.role == "mentor" else label
        for label in profile.tags
    ]
    told = [
        (role, profile.name),
        ("Organisation", " · ".join(part for part in (profile.organisation, profile.job_title) if part)),
        ("Reach", " · ".join(part for part in (profile.email, profile.phone) if part)),
        ("Where", profile.location or ""),
        ("Knows" if profile.role == "mentor" else "Needs", "; ".join(labels)),
        *(
            (field.replace("_", " ").capitalize(), telling.written(getattr(profile, field) or None))
            for field in _COMPARED
        ),
        ("In their words", profile.about or ""),
    ]
    return [(about, said) for about, said in told if said]


_COMPARED = (
    "sector",
    "organisation_kind",
    "organisation_size",
    "organisation_stage",
    "ways",
    "languages",
    "times",
    "modes",
)
"""What of a profile both sides may see: not whom they would rather not have."""


def _overview(sheets: Sequence[PairSheet]) -> "SheetOut":
    from coordinator.workbook.writer import SheetOut

    rows: list[list[Value]] = [
        [
            sheet.ref,
            sheet.cohort,
            sheet.mentor.name,
            sheet.mentor.email,
            sheet.mentee.name,
            sheet.mentee.email,
            sheet.scored.score,
            sheet.scored.data_share,
            *(getattr(sheet.scored, name) for name in PARTS),
        ]
        for sheet in sheets
    ]
    headers = ["Ref", "Cohort", "Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail", "Score"]
    return SheetOut("Pairs", [*headers, "From % of criteria", *(name.capitalize() for name in PARTS)], rows)


def _sheet(sheet: PairSheet) -> "SheetOut":
    from coordinator.workbook.writer import Column, SheetOut

    heading = f"{sheet.ref} {sheet.mentor.name} & {sheet.mentee.name} · {sheet.cohort}"
    return SheetOut(
        sheet.ref, ["About", heading], lines(sheet), columns={heading: Column(width=80, wraps=True)}
    )
