"""`coordinator merge`: two people who turn out to be one."""

import click

from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation


@click.command()
@click.argument("kept", metavar="E-MAIL", type=NAME)
@click.argument("other", metavar="E-MAIL", type=NAME)
@click.pass_obj
def merge(invocation: Invocation, kept: str, other: str) -> None:
    """Make two people one. The first is kept, with both e-mails; `coordinator undo` parts them again."""
    from coordinator.services import merging

    click.echo(merging.merge(invocation.desk(), kept, other).message)
