"""`coordinator export`: spreadsheets out."""

import sys
from pathlib import Path
from typing import Literal

import click

from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation

EXPORTS = ("triage", "relationships", "applicants", "sessions")


@click.command()
@click.argument("kind", type=click.Choice(EXPORTS))
@click.argument("target", metavar="FILE.xlsx|FILE.csv|-")
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option("--csv", "wants_csv", is_flag=True, help="Write CSV (also when FILE ends in .csv).")
@click.pass_obj
def export(
    invocation: Invocation,
    kind: Literal["triage", "relationships", "applicants", "sessions"],
    target: str,
    cohort: str | None,
    wants_csv: bool,
) -> None:
    """Write a spreadsheet; `-` is standard output."""
    from coordinator.services import exports

    desk = invocation.desk()
    as_csv = wants_csv or target.lower().endswith(".csv")
    if target == "-":
        if not as_csv and sys.stdout.isatty():
            raise click.UsageError("A workbook would garble this terminal: send it to a file, or add --csv.")
        exports.export(desk, kind, sys.stdout.buffer, cohort=cohort, csv=as_csv)
        sys.stdout.buffer.flush()
    else:
        click.echo(exports.export(desk, kind, Path(target), cohort=cohort, csv=as_csv).message)
