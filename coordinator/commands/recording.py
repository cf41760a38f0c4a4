"""`coordinator log` and `contact`: what was learnt, typed as on the entry line."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import Words
from coordinator.commands.invocation import Invocation
from coordinator.errors import CoordinatorError, ExitCode

if TYPE_CHECKING:
    from coordinator.services.desk import Desk
    from coordinator.services.lines import Line

MOST_BYTES = 1_000_000
"""Of standard input: more is no e-mail."""


@click.command()
@click.argument("relationship", metavar="RELATIONSHIP|-", type=Words())
@click.argument("entry", nargs=-1, type=Words())
@click.option("--leave-bad", is_flag=True, help="Record the other lines when some are not understood.")
@click.option("--json", "wants_json", is_flag=True, help="Print what was understood as JSON.")
@click.pass_obj
def log(
    invocation: Invocation, relationship: str, entry: Sequence[str], leave_bad: bool, wants_json: bool
) -> None:
    """Record what you learnt, for instance: coordinator log R12 "14/3 2h"

    RELATIONSHIP is what `triage` prints, or enough of both names. With - lines are read from standard input, each
    beginning with one of these; all are recorded together.
    """
    if (relationship == "-") == bool(entry):
        raise click.UsageError('Give a line after the relationship: log R12 "14/3 2h". With - give none.')
    desk = invocation.desk()
    lines = _from_input(desk) if relationship == "-" else [_line(desk, relationship, " ".join(entry))]
    _record(desk, lines, leave_bad=leave_bad, wants_json=wants_json)


@click.command()
@click.argument("relationship", type=Words())
@click.argument("entry", nargs=-1, required=True, type=Words())
@click.option("--json", "wants_json", is_flag=True, help="Print what was understood as JSON.")
@click.pass_obj
def contact(invocation: Invocation, relationship: str, entry: Sequence[str], wants_json: bool) -> None:
    """Record a check-in, for instance: coordinator contact R12 no answer mentee phone x2 try thu

    Say what came of it (reached, no answer, left message, bounced, sent), with whom, how, when, when to try again.
    """
    from coordinator.facts import ContactFact

    desk = invocation.desk()
    line = _line(desk, relationship, " ".join(entry))
    others = [
        fact
        for fact in (line.understood.facts if line.understood else ())
        if not isinstance(fact, ContactFact)
    ]
    if others:
        raise CoordinatorError(
            "That is no check-in.", f"For anything else use: coordinator log {relationship} …"
        )
    _record(desk, [line], leave_bad=False, wants_json=wants_json)


def _line(desk: "Desk", relationship: str, text: str) -> "Line":
    """One line about a relationship. Raises CoordinatorError where it cannot be understood or be so."""
    from coordinator.entry.names import Addressed
    from coordinator.services import overview, recording
    from coordinator.services.lines import Line

    ground = recording.ground(desk, overview.find_relationship(desk, relationship))
    return Line(text, Addressed("", text), understood=recording.understand(desk, ground, text))


def _from_input(desk: "Desk") -> "Sequence[Line]":
    from coordinator.services import lines

    given = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(given) > MOST_BYTES:
        raise CoordinatorError("Standard input is longer than 1 MB.", "Give fewer lines at a time.")
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CoordinatorError("Standard input is not UTF-8.", "Save it as UTF-8 and try again.") from error
    return lines.understand_all(desk, text)


def _record(desk: "Desk", lines: "Sequence[Line]", *, leave_bad: bool, wants_json: bool) -> None:
    """Record the good lines together; with bad ones among them only when they may be left."""
    from coordinator.services import lines as reading
    from coordinator.services import recording

    good = [line.understood for line in lines if line.understood is not None]
    bad = {number: reading.why_not(line) for number, line in enumerate(lines, 1) if not line.is_good}
    done = recording.record(desk, good) if good and (leave_bad or not bad) else None
    if wants_json:
        _print_json(lines, bad, done.change if done else None)
    else:
        for number, why in bad.items():
            click.echo(f"line {number} “{lines[number - 1].text.strip()[:60]}”: {why}", err=True)
        if done:
            click.echo(f"{done.message} `coordinator undo` takes it back.")
    if done is None:
        wrong = "1 line is" if len(bad) == 1 else f"{len(bad)} lines are"
        raise CoordinatorError(
            f"{wrong} not understood, so nothing was recorded." if bad else "There was nothing to record.",
            "Mend them, or leave them with --leave-bad." if good else "",
        )
    if bad:
        sys.exit(ExitCode.SOME_REJECTED)


def _print_json(lines: "Sequence[Line]", bad: Mapping[int, CoordinatorError], change: int | None) -> None:
    from coordinator.entry.typed import as_typed
    from coordinator.schemas.recording import LineOut, LoggedOut

    told = []
    for number, line in enumerate(lines, 1):
        footing = line.understood.footing if line.understood else None
        told.append(
            LineOut(
                line=line.text,
                relationship=footing.ref if footing else None,
                mentor=footing.mentor if footing else None,
                mentee=footing.mentee if footing else None,
                understood=line.understood.summary if line.understood else None,
                typed=[as_typed(fact) for fact in line.understood.facts] if line.understood else [],
                refused=str(bad[number]) if number in bad else None,
            )
        )
    click.echo(printing.as_json(LoggedOut(change=change, lines=told).model_dump(mode="json")))
