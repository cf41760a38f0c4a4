"""`coordinator handover`: who looks after which relationships."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from coordinator import printing
from coordinator.arguments import NAME, Day, Words
from coordinator.commands.invocation import Invocation


@click.command()
@click.argument("to", type=NAME)
@click.argument("relationships", nargs=-1, type=Words(), metavar="[RELATIONSHIP] ...")
@click.option("--from", "whose", type=NAME, metavar="WHO", help="All that this person looks after [you].")
@click.option("--until", type=Day(), help="Only cover them, up to and with this day.")
@click.option("--cohort", type=NAME, metavar="NAME", help="Only those of this cohort.")
@click.option(
    "--brief", type=click.Path(path_type=Path), metavar="FILE.xlsx|FILE.txt", help="Write a page on each."
)
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def handover(
    invocation: Invocation,
    to: str,
    relationships: Sequence[str],
    whose: str | None,
    until: date | None,
    cohort: str | None,
    brief: Path | None,
    wants_json: bool,
) -> None:
    """Hand over a caseload, or some relationships, for good or until a day.

    TO is a name; `nobody` leaves them unassigned, `back` hands them back before their cover is over. Without a
    RELATIONSHIP: all that --from looks after, else all of yours.
    """
    from coordinator.models.caseload import Handover
    from coordinator.services import caseload, overview

    desk = invocation.desk()
    asked = Handover(None if to.casefold() in ("nobody", "back") else to, until, to.casefold() == "back")
    if asked.back and until is not None:
        raise click.UsageError("--until goes with a name.")
    named = [overview.find_relationship(desk, text) for text in relationships] or None
    done = caseload.hand_over(
        desk,
        asked,
        relationships=named,
        whose=whose if whose or named else desk.who,
        cohort=cohort,
        brief=brief,
    )
    if wants_json:
        from coordinator.schemas.caseload import HandoverOut

        click.echo(printing.as_json(HandoverOut.of(asked, done, brief).model_dump(mode="json")))
    else:
        click.echo(f"{done.message} `coordinator undo` takes it back.")
