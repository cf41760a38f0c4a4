"""`coordinator agreement`: the mentoring agreement on paper."""

import sys
from pathlib import Path

import click

from coordinator.arguments import Words
from coordinator.commands.invocation import Invocation


@click.command()
@click.argument("target", metavar="FILE.txt|FILE.xlsx|-")
@click.argument("relationship", required=False, type=Words())
@click.pass_obj
def agreement(invocation: Invocation, target: str, relationship: str | None) -> None:
    """Write the mentoring agreement: for one relationship, or blank. `-` is standard output, as text."""
    from coordinator.services import agreement as paper
    from coordinator.services import overview

    desk = invocation.desk()
    detail = None
    if relationship:
        detail = overview.relationship(desk, overview.find_relationship(desk, relationship))
    if target == "-":
        paper.write(desk, detail, sys.stdout.buffer, as_workbook=False)
        sys.stdout.buffer.flush()
    else:
        as_workbook = target.lower().endswith(".xlsx")
        click.echo(paper.write(desk, detail, Path(target), as_workbook=as_workbook).message)
