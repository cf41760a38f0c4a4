"""`coordinator undo` and `history`: what was changed, and taking it back."""

import click

from coordinator import printing
from coordinator.commands.invocation import Invocation, print_rows


@click.command()
@click.option("--import", "batch", type=int, metavar="BATCH", help="Take back this import instead.")
@click.pass_obj
def undo(invocation: Invocation, batch: int | None) -> None:
    """Take back your latest change, or a whole import."""
    from coordinator.services import history as changes

    desk = invocation.desk()
    done = changes.undo_last(desk) if batch is None else changes.undo_batch(desk, batch)
    click.echo(done.message)


@click.command()
@click.option("--json", "wants_json", is_flag=True)
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@click.pass_obj
def history(invocation: Invocation, wants_json: bool, limit: int) -> None:
    """List the latest changes: when, who, what, and whether they were undone."""
    from coordinator.services import history as changes

    found = changes.history(invocation.desk(), limit=limit)
    if wants_json:
        from coordinator.schemas import ChangeOut

        print_rows([ChangeOut.of(change) for change in found], ChangeOut, wants_csv=False)
    elif not found:
        click.echo("Nothing was changed yet.")
    else:
        click.echo(
            printing.as_table(
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
        )
