"""`coordinator mappings`: what is remembered of the columns of forms."""

from pathlib import Path

import click

from coordinator import printing
from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation


@click.group(invoke_without_command=True)
@click.pass_context
def mappings(ctx: click.Context) -> None:
    """List, rename, export or delete remembered mappings. Without a word: list them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@mappings.command("list")
@click.option("--json", "wants_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def list_(invocation: Invocation, wants_json: bool) -> None:
    """List the remembered mappings, the last used first."""
    from coordinator.schemas.mappings import MappingOut
    from coordinator.services import mappings as remembered

    found = [
        MappingOut(
            name=one.name,
            kind=said.kind,
            columns=sum(bool(column.use) for column in said.columns),
            used_on=one.used_on.isoformat(),
        )
        for one in remembered.kept(invocation.desk())
        for said in (remembered.content(one),)
    ]
    if wants_json:
        invocation.print_json([one.model_dump(mode="json") for one in found])
    elif not found:
        click.echo("No mapping is remembered yet: the screens remember what you map.")
    else:
        rows = ((one.name, one.kind, one.columns, one.used_on) for one in found)
        click.echo(printing.as_table(("Name", "Kind", "Columns taken", "Last used"), rows))


@mappings.command()
@click.argument("name", type=NAME)
@click.argument("new_name", type=NAME)
@click.pass_obj
def rename(invocation: Invocation, name: str, new_name: str) -> None:
    """Call a mapping otherwise."""
    from coordinator.services import mappings as remembered

    desk = invocation.desk()
    click.echo(remembered.rename(desk, remembered.named(desk, name), new_name).message)


@mappings.command()
@click.argument("name", type=NAME)
@click.argument("file", metavar="FILE.json", type=click.Path(path_type=Path))
@click.pass_obj
def export(invocation: Invocation, name: str, file: Path) -> None:
    """Write a mapping to a file that `import --mapping` takes."""
    from coordinator.services import mappings as remembered

    click.echo(remembered.export(remembered.named(invocation.desk(), name), file).message)


@mappings.command()
@click.argument("name", type=NAME)
@click.pass_obj
def delete(invocation: Invocation, name: str) -> None:
    """Remember a mapping no longer; `coordinator undo` brings it back."""
    from coordinator.services import mappings as remembered

    desk = invocation.desk()
    click.echo(remembered.delete(desk, remembered.named(desk, name)).message)
