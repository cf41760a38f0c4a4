"""`coordinator export` and `template`: spreadsheets out."""

import sys
from pathlib import Path
from typing import Any

import click

from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation

EXPORTS = (
    "triage",
    "relationships",
    "applicants",
    "sessions",
    "mail-merge",
    "check-ins",
    "pairing",
    "suggestions",
    "cohorts",
    "timeline",
    "history",
)
TEMPLATES = ("applicants", "relationships", "sessions")


@click.command()
@click.argument("kind", type=click.Choice(EXPORTS))
@click.argument("target", metavar="FILE.xlsx|FILE.csv|-")
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option(
    "--relationship", type=NAME, metavar="RELATIONSHIP", help="Whose timeline: R12, or enough of both names."
)
@click.option("--notes", is_flag=True, help="Take coordinators' notes in (check-ins, timeline).")
@click.option("--csv", "wants_csv", is_flag=True, help="Write CSV (also when FILE ends in .csv).")
@click.pass_obj
def export(
    invocation: Invocation,
    kind: Any,
    target: str,
    cohort: str | None,
    relationship: str | None,
    notes: bool,
    wants_csv: bool,
) -> None:
    """Write a spreadsheet; `-` is standard output."""
    from coordinator.services import exports, overview

    if relationship is not None and kind != "timeline":
        raise click.UsageError("--relationship goes with timeline.")
    desk = invocation.desk()
    as_csv = wants_csv or target.lower().endswith(".csv")
    if target == "-" and not as_csv:
        _refuse_to_garble()
    done = exports.export(
        desk,
        kind,
        sys.stdout.buffer if target == "-" else Path(target),
        cohort=cohort,
        relationship=overview.find_relationship(desk, relationship) if relationship is not None else None,
        notes=notes,
        csv=as_csv,
    )
    if target == "-":
        sys.stdout.buffer.flush()
    if target != "-" or notes:
        click.echo(done.message, err=target == "-")


@click.command()
@click.argument("kind", type=click.Choice(TEMPLATES))
@click.argument("target", metavar="FILE.xlsx|-")
@click.option("--cohort", type=NAME, metavar="NAME", help="The cohort it is for.")
@click.option(
    "--mentor", type=NAME, metavar="NAME", help="With rows ready for this mentor's pairs (sessions)."
)
@click.pass_obj
def template(invocation: Invocation, kind: Any, target: str, cohort: str | None, mentor: str | None) -> None:
    """Write a blank workbook for others to fill in; `-` is standard output."""
    from coordinator.services import templates

    if target == "-":
        _refuse_to_garble()
        templates.write(invocation.desk(), kind, sys.stdout.buffer, cohort=cohort, mentor=mentor)
        sys.stdout.buffer.flush()
        return
    if target.lower().endswith(".csv"):
        raise click.UsageError("A template has lists to choose from: name it FILE.xlsx.")
    click.echo(templates.write(invocation.desk(), kind, Path(target), cohort=cohort, mentor=mentor).message)


def _refuse_to_garble() -> None:
    if sys.stdout.isatty():
        raise click.UsageError("A workbook would garble this terminal: send it to a file, or add --csv.")
