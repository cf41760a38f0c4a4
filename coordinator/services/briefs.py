"""One page on each relationship that is handed over: as a workbook with a sheet each, or as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models.caseload import Brief, BriefFacts, Happened
from coordinator.services.desk import Desk
from coordinator.store import caseload_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change
    from coordinator.workbook.out import SheetOut, Value

LATELY = 3
"""How many of the last events are told."""

CONFIDENTIAL = "Coordinators' notes are not in here. It names people: keep it safe."


def write(change: "Change", desk: Desk, relationships: Sequence[int], target: Path, why: str) -> None:
    """Write the page of each relationship, as the change leaves them, to an `.xlsx` or `.txt` file.

    `why` says on top what they are for. Raises CoordinatorError for another ending and where it cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in (".xlsx", ".txt"):
        raise CoordinatorError(
            f"{target} is neither a workbook nor text.", "Give a name that ends in .xlsx or .txt."
        )
    pages = read(change, desk, relationships)
    if ending == ".txt":
        from coordinator.workbook.files import write_whole

        text = as_text(pages, desk, why).encode("utf-8")

        def save(file: IO[bytes]) -> None:
            file.write(text)

        write_whole(target, save)
    else:
        _write_workbook(pages, desk, target, why)


def read(change: "Change", desk: Desk, relationships: Sequence[int]) -> list[Brief]:
    """The page of each relationship, by number."""
    happened: dict[int, list[Happened]] = {}
    for one in caseload_reads.lately(change.db, desk.today, relationships, LATELY):
        happened.setdefault(one.relationship, []).append(one)
    return [
        Brief(facts, happened.get(facts.relationship, ()))
        for facts in caseload_reads.briefs(change.db, desk.today, relationships)
    ]


def lines(brief: Brief) -> list[tuple[str, str]]:
    """What a page says, each line with what it is about."""
    facts = brief.facts
    told = [
        ("State", _state(facts)),
        ("Stands", _stands(facts)),
        ("Ladder", "; ".join(part for part in (facts.rung, facts.tries) if part) or "nobody is being tried"),
        (
            "Plan",
            f"{facts.hours_held:g} of {facts.target_hours:g} h held, {round(facts.hours_expected, 1):g} expected by now",
        ),
        ("Looked after by", _looked_after_by(facts)),
        ("Mentor", _person(facts.mentor, facts.mentor_email, facts.mentor_phone, facts.mentor_organisation)),
        ("Mentee", _person(facts.mentee, facts.mentee_email, facts.mentee_phone, facts.mentee_organisation)),
    ]
    told += [
        ("Lately" if place == 0 else "", f"{days.spell(one.happened_on)}: {one.summary}")
        for place, one in enumerate(brief.lately)
    ] or [("Lately", "nothing is on record")]
    if facts.next_session:
        told.append(("Booked", days.spell(facts.next_session)))
    return [*told, ("Next step", facts.next_step)]


def title(facts: BriefFacts) -> str:
    """Whose page it is."""
    return f"R{facts.relationship} {facts.mentor} & {facts.mentee} · {facts.cohort}"


def as_text(pages: Sequence[Brief], desk: Desk, why: str) -> str:
    """All pages as plain text, one below the other."""
    parts = [f"{why}\nAs on {days.spell(desk.today)}. {CONFIDENTIAL}\n"]
    for page in pages:
        heading = title(page.facts)
        body = "\n".join(f"{about:<16} {said}" for about, said in lines(page))
        parts.append(f"{heading}\n{'=' * len(heading)}\n{body}\n")
    return "\n\n".join(parts)


def _write_workbook(pages: Sequence[Brief], desk: Desk, target: Path, why: str) -> None:
    from coordinator.workbook.writer import About, write_workbook

    about = About(
        (
            ("What", "handover"),
            ("Why", why),
            ("As on", desk.today.isoformat()),
            ("By", desk.who),
            ("Rows", str(len(pages))),
            ("Confidential", CONFIDENTIAL),
        )
    )
    write_workbook(target, [_overview(pages), *(_sheet(page) for page in pages)], about)


def _overview(pages: Sequence[Brief]) -> "SheetOut":
    from coordinator.workbook.writer import SheetOut

    headers = ["Ref", "Cohort", "Mentor", "Mentee", "State", "Reason", "Rung", "Next step"]
    rows: list[list[Value]] = [
        [
            f"R{facts.relationship}",
            facts.cohort,
            facts.mentor,
            facts.mentee,
            facts.state,
            facts.reason,
            facts.rung,
            facts.next_step,
        ]
        for facts in (page.facts for page in pages)
    ]
    return SheetOut("Handover", headers, rows)


def _sheet(page: Brief) -> "SheetOut":
    from coordinator.workbook.writer import Column, SheetOut

    heading = title(page.facts)
    return SheetOut(
        f"R{page.facts.relationship}",
        ["About", heading],
        lines(page),
        columns={heading: Column(width=80, wraps=True)},
    )


def _state(facts: BriefFacts) -> str:
    parts = [facts.state + (f", {facts.outcome.replace('_', ' ')}" if facts.outcome else "")]
    if facts.started_on:
        parts.append(f"since {days.spell(facts.started_on)}")
    if facts.ends_on:
        parts.append(f"ends on {days.spell(facts.ends_on)}")
    return "; ".join(parts)


def _stands(facts: BriefFacts) -> str:
    """The health with its reason; "lapsed: lapsed on 15 Aug" would say it twice."""
    health = facts.health.replace("_", " ")
    return facts.reason if facts.reason.startswith(health) else f"{health}: {facts.reason}"


def _looked_after_by(facts: BriefFacts) -> str:
    who = facts.coordinator or "nobody"
    if facts.cover_ends_on is None:
        return who
    return f"{who} until {days.spell(facts.cover_ends_on)}, for {facts.covered_for or 'nobody'}"


def _person(name: str, email: str, phone: str | None, organisation: str | None) -> str:
    return " · ".join(part for part in (name, organisation, email, phone) if part)
