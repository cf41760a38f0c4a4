"""The command line: the services without a screen, for people, scripts, cron and pipes over ssh.

Start-up counts: screens, pydantic and openpyxl are imported by the commands that need them, when they do.
"""

import gc
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator import __version__, scratch
from coordinator.arguments import NAME, Commands, Day, who_is_acting
from coordinator.commands.invocation import Invocation, end_in_order
from coordinator.errors import CoordinatorError
from coordinator.policy import default_path

if TYPE_CHECKING:
    from coordinator.services.desk import Desk


class Programme(Commands):
    """The commands are imported when one is asked for: opening the screens needs none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._import_all()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._import_all()
        return super().get_command(ctx, cmd_name)

    def _import_all(self) -> None:
        from coordinator.commands.every import BY_SUBJECT

        for commands in BY_SUBJECT.values():
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """By subject, each with its whole first sentence."""
        from coordinator.commands.every import BY_SUBJECT

        for title, commands in {"To try it": (demo,), **BY_SUBJECT}.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(command.name or "", command.get_short_help_str(limit=500)) for command in commands],
                    col_max=12,
                )


@click.group(
    cls=Programme, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--db",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="The programme file [COORDINATOR_DB].",
)
@click.option(
    "--as", "who", type=NAME, metavar="NAME", help="Who is acting [COORDINATOR_AS, else your login name]."
)
@click.option("--today", type=Day(), help="Judge everything as on this day.")
@click.option("--as-on", type=Day(), help="Show the programme as it was recorded on this day; read only.")
@click.version_option(__version__, prog_name="coordinator")
@click.pass_context
def main(
    ctx: click.Context, db: Path | None, who: str | None, today: date | None, as_on: date | None
) -> None:
    """Mentoring cohorts from the keyboard. Without a command: open the screens.

    Exit codes: 0 done; 2 usage; 3 done, some rows stay out; 4 refused, nothing changed; 5 busy, nothing changed.
    """
    try:
        path = (db or default_path()).expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no such home, or the current folder is gone
        raise CoordinatorError(
            "The programme file is not to be found.", "Name it in full with --db."
        ) from error
    ctx.obj = Invocation(path, who_is_acting(who), today, as_on)
    if ctx.invoked_subcommand is None:
        _open_screens(ctx.obj.present_desk(), as_on=as_on)


def _refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CoordinatorError(
            "The screens need a terminal.", "Over ssh use `ssh -t`; `coordinator --help` lists commands."
        )


def _open_screens(desk: "Desk", *, as_on: date | None = None, demo: bool = False) -> None:
    """Open the screens. Private folders are removed even when the line drops."""
    _refuse_without_terminal()
    end_in_order()
    gc.disable()  # what is imported stays: looking for garbage in it is time lost
    from screens import first_rows

    first = first_rows.start(desk)
    from screens.app import CoordinatorApp
    from screens.terminal import LineDriver

    LineDriver.before_leaving = scratch.remove_all
    app = CoordinatorApp(desk, folder=Path.cwd(), first=first, as_on=as_on, demo=demo)
    gc.enable()
    app.run()
    sys.exit(app.return_code or 0)


@main.command()
@click.option("--today", type=Day(), help="Look at it as on this day.")
@click.pass_obj
def demo(invocation: Invocation, today: date | None) -> None:
    """Open the screens on a throw-away programme made from the sample data."""
    from coordinator.services import demo as demonstration

    _refuse_without_terminal()
    end_in_order()
    folder = scratch.folder("coordinator-demo-")
    try:
        click.echo("Importing the sample data into a throw-away programme …", err=True)
        desk = demonstration.make(
            folder,
            invocation.who,
            today or invocation.today,
            lambda line: click.echo(f"  {line}", err=True),
        )
        _open_screens(desk, demo=True)
    finally:
        scratch.remove(folder)
