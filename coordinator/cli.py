"""The command line: the services without a screen, for people, scripts, cron and pipes over ssh.

Start-up counts: screens, pydantic and openpyxl are imported by the commands that need them, when they do.
"""

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coordinator import __version__, printing
from coordinator.arguments import NAME, Commands, Day, Words, who_is_acting
from coordinator.errors import CoordinatorError, ExitCode
from coordinator.policy import default_path

if TYPE_CHECKING:
    from pydantic import BaseModel

    from coordinator.schemas import ImportReport
    from coordinator.services.desk import Desk
    from coordinator.services.imports import Preview

MOST_ROWS_SHOWN = 20
KINDS = ("applicants", "relationships", "sessions")
EXPORTS = ("triage", "relationships", "applicants", "sessions")


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that go before the command."""

    path: Path
    who: str
    today: date | None

    def desk(self) -> "Desk":
        from coordinator.services.desk import open_desk

        return open_desk(self.path, self.who, self.today or date.today())  # noqa: DTZ011 - the one look at the clock


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
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
@click.version_option(__version__, prog_name="coordinator")
@click.pass_context
def main(ctx: click.Context, db: Path | None, who: str | None, today: date | None) -> None:
    """Mentoring cohorts from the keyboard. Without a command: open the screens.

    Exit codes: 0 done; 2 usage; 3 done, some rows rejected; 4 refused, nothing changed; 5 busy, nothing changed.
    """
    try:
        path = (db or default_path()).expanduser().absolute()
    except (OSError, RuntimeError) as error:  # no such home, or the current folder is gone
        raise CoordinatorError(
            "The programme file is not to be found.", "Name it in full with --db."
        ) from error
    ctx.obj = Invocation(path, who_is_acting(who), today)
    if ctx.invoked_subcommand is None:
        _open_screens(ctx.obj.desk())


def _refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CoordinatorError(
            "The screens need a terminal.", "Over ssh use `ssh -t`; `coordinator --help` lists commands."
        )


def _open_screens(desk: "Desk", throw_away: Path | None = None) -> None:
    """Open the screens; the folder to `throw_away` is removed even when the line drops."""
    _refuse_without_terminal()
    gc.disable()  # what is imported stays: looking for garbage in it is time lost
    from screens import first_rows

    first = first_rows.start(desk)
    from screens.app import CoordinatorApp

    if throw_away:
        import shutil

        from screens.terminal import LineDriver

        LineDriver.before_leaving = lambda: shutil.rmtree(throw_away, ignore_errors=True)
    app = CoordinatorApp(desk, folder=Path.cwd(), first=first, demo=throw_away is not None)
    gc.enable()
    app.run()
    sys.exit(app.return_code or 0)


@main.command()
@click.option("--today", type=Day(), help="Look at it as on this day.")
@click.pass_obj
def demo(invocation: Invocation, today: date | None) -> None:
    """Open the screens on a throw-away programme made from the sample data."""
    import signal
    import tempfile

    from coordinator.services import demo as demonstration

    _refuse_without_terminal()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="coordinator-demo-") as folder:
        click.echo("Importing the sample data into a throw-away programme …", err=True)
        desk = demonstration.make(
            Path(folder),
            invocation.who,
            today or invocation.today,
            lambda line: click.echo(f"  {line}", err=True),
        )
        _open_screens(desk, Path(folder))


@main.command("import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--cohort", required=True, type=NAME, metavar="NAME", help="The cohort it goes into; a new one is made."
)
@click.option("--kind", type=click.Choice(KINDS), help="What the file holds; else told from its headers.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write the rejected rows here."
)
@click.option("--json", "wants_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def import_file(
    invocation: Invocation,
    file: str,
    cohort: str,
    kind: Literal["applicants", "relationships", "sessions"] | None,
    dry_run: bool,
    rejects: Path | None,
    wants_json: bool,
) -> None:
    """Import a spreadsheet of applicants, relationships or sessions."""
    from coordinator.services import imports

    desk = invocation.desk()
    source: Path | bytes = sys.stdin.buffer.read(imports.MOST_BYTES) if file == "-" else Path(file)
    name = "standard input" if file == "-" else Path(file).name
    try:
        preview = imports.preview(desk, source, name=name, cohort=cohort, kind=kind)
        if rejects and preview.rejected:  # first, for a refusal says that nothing was changed
            imports.write_rejects(preview, rejects)
        report = preview.report() if dry_run else imports.commit(desk, preview)
    except CoordinatorError as error:
        if wants_json:
            click.echo(printing.as_json(imports.refusal(name, kind, cohort, error).model_dump(mode="json")))
        raise
    if wants_json:
        click.echo(printing.as_json(report.model_dump(mode="json")))
    else:
        _print_preview(preview)
        _print_report(report, dry_run=dry_run, rejects=rejects)
    if report.rejected:
        sys.exit(ExitCode.SOME_REJECTED)


def _print_preview(preview: "Preview") -> None:
    """What was noticed on reading: nothing is left out in silence."""
    for note in (*preview.notes, *preview.skipped):
        click.echo(note)
    if preview.ignored:
        click.echo(f"Columns not taken: {', '.join(preview.ignored)}.")
    if preview.new_cohort:
        click.echo(f"{preview.cohort} is a new cohort.")
    noted = [(row, note) for row in preview.verdicts if row.judged != "rejected" for note in row.notes]
    for row, note in noted[:MOST_ROWS_SHOWN]:
        click.echo(f"  {row.sheet}, row {row.row}: {note}")
    if len(noted) > MOST_ROWS_SHOWN:
        click.echo(f"  … and {len(noted) - MOST_ROWS_SHOWN} more notes.")


def _print_report(report: "ImportReport", *, dry_run: bool, rejects: Path | None) -> None:
    click.echo(
        f"{report.file}: {report.rows} {report.kind} for {report.cohort}: {report.added} added, "
        f"{report.updated} updated, {report.unchanged} unchanged, {len(report.rejected)} rejected."
    )
    for one in report.rejected[:MOST_ROWS_SHOWN]:
        value = f" {one.value!r}" if one.value else ""
        column = f", column {one.column}" if one.column else ""
        click.echo(f"  {one.sheet}, row {one.row}{column}{value}: {one.reason}")
    if len(report.rejected) > MOST_ROWS_SHOWN:
        more = len(report.rejected) - MOST_ROWS_SHOWN
        click.echo(f"  … and {more} more; --rejects FILE.xlsx writes them all.")
    if rejects and report.rejected:
        click.echo(f"The rejected rows are in {rejects}: mend them there and import that file.")
    if dry_run:
        click.echo("Nothing was changed (--dry-run).")
    elif report.batch is None:
        click.echo("Nothing was changed.")
    else:
        click.echo(f"`coordinator undo --import {report.batch}` takes it back.")


@main.command()
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option("--all", "everything", is_flag=True, help="Those that need nobody too.")
@click.option("--json", "wants_json", is_flag=True)
@click.option("--csv", "wants_csv", is_flag=True)
@click.pass_obj
def triage(
    invocation: Invocation, cohort: str | None, everything: bool, wants_json: bool, wants_csv: bool
) -> None:
    """List the relationships that need someone, most urgent first."""
    from coordinator.services import overview

    _only_one_of(wants_json, wants_csv)
    items = overview.triage(invocation.desk(), cohort=cohort, everything=everything)
    if wants_json or wants_csv:
        from coordinator.schemas import TriageOut

        _print_rows([TriageOut.of(item) for item in items], TriageOut, wants_csv=wants_csv)
    elif not items:
        click.echo("Nobody needs you today." if not everything else "There are no relationships yet.")
    else:
        click.echo(
            printing.as_table(
                ("Ref", "Why", "Mentor", "Mentee", "Cohort", "Held", "Of h", "Reason", "Next step"),
                (
                    (
                        item.ref,
                        item.health.replace("_", " "),
                        item.mentor,
                        item.mentee,
                        item.cohort,
                        item.hours_held,
                        item.hours_expected,
                        item.reason,
                        item.next_step,
                    )
                    for item in items
                ),
            )
        )


@main.command()
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option("--json", "wants_json", is_flag=True)
@click.option("--csv", "wants_csv", is_flag=True)
@click.pass_obj
def dashboard(invocation: Invocation, cohort: str | None, wants_json: bool, wants_csv: bool) -> None:
    """Print each cohort's figures."""
    from coordinator.schemas import DashboardOut
    from coordinator.services import overview

    _only_one_of(wants_json, wants_csv)
    rows = [DashboardOut.of(figures) for figures in overview.cohorts(invocation.desk(), cohort)]
    if wants_json or wants_csv:
        _print_rows(rows, DashboardOut, wants_csv=wants_csv)
    elif not rows:
        click.echo("There are no cohorts yet: `coordinator import FILE --cohort NAME` makes one.")
    else:
        names = list(DashboardOut.model_fields)
        figures = [row.model_dump(mode="json") for row in rows]
        click.echo(
            printing.as_table(
                [name.replace("_", " ") for name in ("figure", *(str(row["cohort"]) for row in figures))],
                ([name.replace("_", " "), *(row[name] for row in figures)] for name in names[1:]),
            )
        )


@main.command()
@click.argument("relationship", type=Words())
@click.argument("entry", nargs=-1, required=True, type=Words())
@click.pass_obj
def log(invocation: Invocation, relationship: str, entry: Sequence[str]) -> None:
    """Record one line, for instance: coordinator log R12 "14/3 2h"

    RELATIONSHIP is what `triage` prints, or enough of both names.
    """
    from coordinator.services import overview, recording

    desk = invocation.desk()
    detail = overview.relationship(desk, overview.find_relationship(desk, relationship))
    done = recording.record(desk, detail, recording.understand(desk, detail, " ".join(entry)))
    click.echo(f"{done.message} `coordinator undo` takes it back.")


@main.command()
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


@main.command()
@click.option("--import", "batch", type=int, metavar="BATCH", help="Take back this import instead.")
@click.pass_obj
def undo(invocation: Invocation, batch: int | None) -> None:
    """Take back your latest change, or a whole import."""
    from coordinator.services import history as changes

    desk = invocation.desk()
    done = changes.undo_last(desk) if batch is None else changes.undo_batch(desk, batch)
    click.echo(done.message)


@main.command()
@click.option("--json", "wants_json", is_flag=True)
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@click.pass_obj
def history(invocation: Invocation, wants_json: bool, limit: int) -> None:
    """List the latest changes: when, who, what, and whether they were undone."""
    from coordinator.services import history as changes

    found = changes.history(invocation.desk(), limit=limit)
    if wants_json:
        from coordinator.schemas import ChangeOut

        _print_rows([ChangeOut.of(change) for change in found], ChangeOut, wants_csv=False)
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


@main.command()
@click.pass_obj
def check(invocation: Invocation) -> None:
    """Prove that the programme file is sound."""
    from coordinator.services import upkeep

    problems = upkeep.check(invocation.desk())
    for problem in problems:
        click.echo(problem)
    if problems:
        things = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
        raise CoordinatorError(f"{things} wrong in {invocation.path}.")
    click.echo(f"{invocation.path} is sound.")


def _only_one_of(wants_json: bool, wants_csv: bool) -> None:
    if wants_json and wants_csv:
        raise click.UsageError("--json and --csv exclude each other.")


def _print_rows(rows: "Sequence[BaseModel]", model: "type[BaseModel]", *, wants_csv: bool) -> None:
    values = [row.model_dump(mode="json") for row in rows]
    if wants_csv:
        click.echo(printing.as_csv(values, list(model.model_fields)), nl=False)
    else:
        click.echo(printing.as_json(values))
