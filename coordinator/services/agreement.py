"""The mentoring agreement on paper: what a mentor will and will not do, the terms, and room for both to sign."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, BinaryIO

from coordinator import days
from coordinator.models import Done, RelationshipDetail
from coordinator.policy import Policy
from coordinator.services.desk import Desk

WILL: Sequence[str] = (
    "look from outside at the leader and the organisation",
    "listen in confidence",
    "share own failures and successes",
    "support without bias",
    "give honest, constructive feedback",
    "be a sounding board",
    "offer alternatives from experience",
    "open contacts and networks",
    "keep encouraging",
)
WILL_NOT: Sequence[str] = (
    "counsel",
    "give the technical advice that an expert adviser would",
    "train",
    "coach particular tasks, goals and objectives",
    "carry responsibility for the organisation's success",
)
BOTH: Sequence[str] = (
    "Decisions and plans stay the mentee's.",
    "What is said in the sessions stays between mentor and mentee. The coordinator is told the days and the hours, and "
    "whether the action plan was reviewed.",
    "Both review half way through whether to go on, and either may end the mentoring at any time by telling the other "
    "and the coordinator.",
)
BLANK, BLANK_DAY = "_" * 30, "_" * 15
_WIDTH = 78


def write(
    desk: Desk, detail: RelationshipDetail | None, target: Path | BinaryIO, *, as_workbook: bool
) -> Done:
    """Write the agreement of one relationship, or (None) a blank one, as text or as an .xlsx.

    Raises CoordinatorError where it cannot be written.
    """
    parts = _parts(desk, detail)
    if as_workbook:
        from coordinator.workbook.writer import Column, SheetOut, write_workbook

        rows = [
            (heading if not place else "", line)
            for heading, lines in parts
            for place, line in enumerate(lines)
        ]
        write_workbook(
            target,
            [
                SheetOut(
                    "Agreement",
                    ("Mentoring agreement", "Terms"),
                    rows,
                    columns={"Terms": Column(90, wraps=True)},
                )
            ],
        )
    else:
        from coordinator.workbook.files import write_whole

        text = _as_text(parts).encode()

        def save(file: IO[bytes]) -> None:
            file.write(text)

        write_whole(target, save)
    whose = f"{detail.mentor} & {detail.mentee}" if detail else "nobody in particular"
    return Done(f"The agreement for {whose} is in {target}. When it is signed: agreement signed both.", None)


def _parts(desk: Desk, detail: RelationshipDetail | None) -> list[tuple[str, Sequence[str]]]:
    """Headings with their lines."""
    return [
        ("Between", _between(detail)),
        ("Terms", _terms(detail)),
        ("The mentor will", [f"- {line}" for line in WILL]),
        ("The mentor will not", [f"- {line}" for line in WILL_NOT]),
        ("Both agree", BOTH),
        ("Coordinator", [(detail.coordinator if detail else None) or desk.who]),
        ("Signed", [f"Mentor: {BLANK} on {BLANK_DAY}", f"Mentee: {BLANK} on {BLANK_DAY}"]),
    ]


def _between(detail: RelationshipDetail | None) -> list[str]:
    if detail is None:
        return [f"Mentor: {BLANK}", f"Mentee: {BLANK}"]
    sides = (
        ("Mentor", detail.mentor, detail.mentor_organisation),
        ("Mentee", detail.mentee, detail.mentee_organisation),
    )
    return [f"{side}: {name}{f', {place}' if place else ''}" for side, name, place in sides]


def _terms(detail: RelationshipDetail | None) -> list[str]:
    policy = Policy()
    duration, target, session, cadence = (
        (detail.duration_days, detail.target_hours, detail.session_hours, detail.cadence_days)
        if detail
        else (policy.duration_days, policy.target_hours, policy.session_hours, policy.cadence_days)
    )
    begins = days.spell(detail.started_on) if detail and detail.started_on else BLANK_DAY
    ends = days.spell(detail.ends_on) if detail and detail.ends_on else BLANK_DAY
    return [
        f"From {begins} to {ends}" + ("" if detail and detail.ends_on else f" ({duration} days)"),
        f"About {target:g} hours in all: sessions of {session:g} h every {cadence} days",
        "A pause moves the end by as many days",
    ]


def _as_text(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    from textwrap import wrap

    lines = ["MENTORING AGREEMENT", ""]
    for heading, told in parts:
        lines += [heading, "-" * len(heading)]
        for line in told:
            hanging = "    " if line.startswith("- ") else "  "
            lines += wrap(line, _WIDTH, initial_indent="  ", subsequent_indent=hanging)
        lines.append("")
    return "\n".join(lines)
