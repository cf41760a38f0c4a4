"""`coordinator log`: one line of typing about one relationship."""

from collections.abc import Sequence

import click

from coordinator.arguments import Words
from coordinator.commands.invocation import Invocation


@click.command()
@click.argument("relationship", type=Words())
@click.argument("entry", nargs=-1, required=True, type=Words())
@click.pass_obj
def log(invocation: Invocation, relationship: str, entry: Sequence[str]) -> None:
    """Record one line, for instance: coordinator log R12 "14/3 2h"

    RELATIONSHIP is what `triage` prints, or enough of both names.
    """
    from coordinator.services import overview, recording

    desk = invocation.desk()
    ground = recording.ground(desk, overview.find_relationship(desk, relationship))
    done = recording.record(desk, [recording.understand(desk, ground, " ".join(entry))])
    click.echo(f"{done.message} `coordinator undo` takes it back.")
