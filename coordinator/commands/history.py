"""`coordinator undo` and `history`: what was changed, and taking it back."""

from datetime import date
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME, Day, Words
from coordinator.commands.invocation import Invocation

if TYPE_CHECKING:
    from coordinator.models.history import ChangeDetail, ChangeSummary


@click.command()
@click.option("--import", "batch", type=int, metavar="BATCH", help="Take back this import instead.")
@click.option("--change", "number", type=int, metavar="N", help="Take back this change instead.")
@click.pass_obj
def undo(invocation: Invocation, batch: int | None, number: int | None) -> None:
    """Take back your latest change, any other one, or a whole import.

    Taking back an undo does again what it took back.
    """
    from coordinator.services import history as changes

    if batch is not None and number is not None:
        raise click.UsageError("--import and --change exclude each other.")
    desk = invocation.desk()
    if batch is not None:
        done = changes.undo_batch(desk, batch)
    elif number is not None:
        done = changes.undo_change(desk, number)
    else:
        done = changes.undo_last(desk)
    click.echo(done.message)


@click.command()
@click.option("--who", type=NAME, metavar="NAME", help="Only this person's.")
@click.option("--since", type=Day(), help="Recorded on this day or later.")
@click.option("--until", type=Day(), help="Recorded on this day or earlier.")
@click.option("--command", "command", type=NAME, metavar="WORDS", help="Only commands with this in them.")
@click.option("--relationship", type=Words(), metavar="R12", help="That touched this relationship.")
@click.option("--import", "batch", type=int, metavar="BATCH", help="Only this import.")
@click.option("--change", "number", type=int, metavar="N", help="This one, with what was before and after.")
@click.option("--json", "wants_json", is_flag=True)
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@click.pass_obj
def history(
    invocation: Invocation,
    who: str | None,
    since: date | None,
    until: date | None,
    command: str | None,
    relationship: str | None,
    batch: int | None,
    number: int | None,
    wants_json: bool,
    limit: int,
) -> None:
    """List the latest changes: when, who, what, and whether they were undone."""
    from coordinator.models.history import Asked
    from coordinator.services import history as changes
    from coordinator.services import overview

    desk = invocation.desk()
    if number is not None:
        _show_change(invocation, changes.change(desk, number, most=limit), wants_json=wants_json)
        return
    found_in = None
    if relationship is not None:
        number_alone = relationship.lstrip("rR")  # one that was taken back has no names any more
        found_in = (
            int(number_alone) if number_alone.isdecimal() else overview.find_relationship(desk, relationship)
        )
    asked = Asked(who, since, until, command, found_in, batch)
    found = changes.history(desk, asked, limit=limit)
    if wants_json:
        from coordinator.schemas.history import ChangeOut

        invocation.print_rows([ChangeOut.of(change) for change in found], ChangeOut, wants_csv=False)
    elif not found:
        click.echo("Nothing was changed yet." if asked == Asked() else "No change fits.")
    else:
        click.echo(_table(found))


def _table(found: "list[ChangeSummary]") -> str:
    return printing.as_table(
        ("Change", "When (UTC)", "Who", "What", "Rows", "Relationship", "Import", "Undone by"),
        (
            (
                change.change,
                change.recorded_at.isoformat(sep=" ", timespec="minutes"),
                change.who,
                change.command,
                change.rows,
                f"R{change.relationship}" if change.relationship else None,
                change.batch,
                change.undone_by,
            )
            for change in found
        ),
    )


def _show_change(invocation: Invocation, detail: "ChangeDetail", *, wants_json: bool) -> None:
    if wants_json:
        from coordinator.schemas.history import ChangeDetailOut

        invocation.print_json(ChangeDetailOut.of(detail).model_dump(mode="json"))
        return
    told = detail.summary
    when = told.recorded_at.isoformat(sep=" ", timespec="minutes")
    click.echo(f"Change {told.change}: {told.command}, by {told.who} on {when} UTC.")
    if told.undone_by is not None:
        click.echo(f"Undone by change {told.undone_by}.")
    click.echo(f"{'; '.join(detail.counts)}.")
    for row in detail.rows:
        click.echo(f"\n{row.how} {row.name}")
        for field in row.fields:
            value = {"added": field.after, "removed": field.before}.get(
                row.how, f"{field.before} → {field.after}"
            )
            click.echo(f"  {field.column}: {value}")
    if detail.left_out:
        click.echo(f"\n… and {detail.left_out:,} more rows; --limit shows more.")
