"""`coordinator accept`, `propose`, `answer` and `brief`: from an applicant to a relationship."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME, Words
from coordinator.commands.invocation import Invocation
from coordinator.models import Done
from coordinator.models.proposals import Answer, Side

if TYPE_CHECKING:
    from coordinator.services.desk import Desk


@click.command()
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.argument("people", metavar="[E-MAIL]...", nargs=-1, type=Words())
@click.pass_obj
def accept(invocation: Invocation, cohort: str | None, people: Sequence[str]) -> None:
    """Accept applicants: those with these e-mails, or all of a cohort."""
    from coordinator.services import participants

    if not people and cohort is None:
        raise click.UsageError("Name the people, or a cohort with --cohort.")
    desk = invocation.desk()
    chosen = participants.called(desk, people, cohort) if people else None
    click.echo(participants.accept(desk, chosen, cohort=cohort).message)


@click.command()
@click.argument("mentor", type=Words())
@click.argument("mentee", type=Words())
@click.option("--cohort", type=NAME, metavar="NAME", help="Where both are in several cohorts together.")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def propose(invocation: Invocation, mentor: str, mentee: str, cohort: str | None, wants_json: bool) -> None:
    """Propose a pair. MENTOR and MENTEE are e-mails, or enough of the names."""
    from coordinator.services import proposals

    desk = invocation.desk()
    one, other = proposals.find_pair(desk, mentor, mentee, cohort)
    done, (relationship,) = proposals.propose(desk, one.cohort_id, [(one.application, other.application)])
    _say(desk, relationship, done, wants_json=wants_json)


@click.command()
@click.argument("relationship", type=Words())
@click.argument("side", type=click.Choice(["mentor", "mentee"]))
@click.argument("said", metavar="accepted|declined", type=click.Choice(["accepted", "declined"]))
@click.option("--reason", metavar="TEXT", help="Why it was declined, in a few words.")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def answer(
    invocation: Invocation, relationship: str, side: Side, said: Answer, reason: str | None, wants_json: bool
) -> None:
    """Record what one side says to a proposal.

    RELATIONSHIP is what `triage` prints, or enough of both names.
    """
    from coordinator.services import overview, proposals

    desk = invocation.desk()
    number = overview.find_relationship(desk, relationship)
    _say(desk, number, proposals.answer(desk, number, side, said, reason=reason), wants_json=wants_json)


@click.command()
@click.argument("target", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.argument("relationships", metavar="[RELATIONSHIP]...", nargs=-1, type=Words())
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.pass_obj
def brief(invocation: Invocation, target: Path, relationships: Sequence[str], cohort: str | None) -> None:
    """Write a brief sheet for each open proposal: both profiles, the score and its reasons."""
    from coordinator.services import overview, pair_sheets

    desk = invocation.desk()
    chosen = [overview.find_relationship(desk, text) for text in relationships] or None
    click.echo(pair_sheets.write(desk, target, cohort=cohort, relationships=chosen).message)


def _say(desk: "Desk", relationship: int, done: Done, *, wants_json: bool) -> None:
    if not wants_json:
        click.echo(f"{done.message} `coordinator undo` takes it back.")
        return
    from coordinator.schemas.proposals import ProposalOut
    from coordinator.services import proposals

    told = ProposalOut.of(proposals.standing(desk, relationship), done.message, done.change)
    click.echo(printing.as_json(told.model_dump(mode="json")))
