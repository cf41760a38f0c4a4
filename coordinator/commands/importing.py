"""`coordinator import`: a spreadsheet comes in, or says why it cannot."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coordinator import printing
from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation
from coordinator.errors import CoordinatorError, ExitCode

if TYPE_CHECKING:
    from coordinator.schemas import ImportReport
    from coordinator.schemas.mappings import RememberedMapping
    from coordinator.services.desk import Desk
    from coordinator.services.imports import Preview

MOST_ROWS_SHOWN = 20
KINDS = ("applicants", "relationships", "sessions")


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--cohort", required=True, type=NAME, metavar="NAME", help="The cohort it goes into; a new one is made."
)
@click.option("--kind", type=click.Choice(KINDS), help="What the file holds; else told from its headers.")
@click.option("--sheet", type=NAME, metavar="NAME", help="Only this sheet, hidden or not.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write the rejected rows here."
)
@click.option(
    "--mapping",
    metavar="NAME|FILE.json",
    help="Map the columns so; else as remembered of this form, else from the headers.",
)
@click.option(
    "--set",
    "constants",
    multiple=True,
    metavar="FIELD=VALUE",
    help="The same for all rows, as in role=mentee.",
)
@click.option("--different", is_flag=True, help="Nobody in it is someone known under another e-mail.")
@click.option("--strict", is_flag=True, help="All or nothing: import nothing when a row would stay out.")
@click.option("--json", "wants_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def import_file(
    invocation: Invocation,
    file: str,
    cohort: str,
    kind: Literal["applicants", "relationships", "sessions"] | None,
    sheet: str | None,
    dry_run: bool,
    rejects: Path | None,
    mapping: str | None,
    constants: Sequence[str],
    different: bool,
    strict: bool,
    wants_json: bool,
) -> None:
    """Import a spreadsheet of applicants, relationships or sessions."""
    from coordinator.services import import_report, imports

    desk = invocation.desk()
    source: Path | bytes = sys.stdin.buffer.read(imports.MOST_BYTES) if file == "-" else Path(file)
    name = "standard input" if file == "-" else Path(file).name
    try:
        preview = imports.preview(
            desk,
            source,
            name=name,
            cohort=cohort,
            kind=kind,
            sheet=sheet,
            mapping=_named_mapping(desk, mapping) if mapping else None,
            constants=dict(_constant(one) for one in constants),
            all_different=different,
        )
        if rejects and preview.open:  # first, for a refusal says that nothing was changed
            imports.write_rejects(preview, rejects)
        report = preview.report() if dry_run else imports.commit(desk, preview, strict=strict)
    except CoordinatorError as error:
        if wants_json:
            click.echo(
                printing.as_json(import_report.of_refusal(name, kind, cohort, error).model_dump(mode="json"))
            )
        raise
    if wants_json:
        click.echo(printing.as_json(report.model_dump(mode="json")))
    else:
        _print_preview(preview)
        _print_report(report, dry_run=dry_run, rejects=rejects)
    if preview.open:
        sys.exit(ExitCode.SOME_REJECTED)


def _named_mapping(desk: "Desk", name: str) -> "RememberedMapping":
    """A remembered mapping, or one from a file that `mappings export` wrote."""
    from coordinator.services import mappings

    if name.lower().endswith(".json"):
        return mappings.from_file(Path(name))
    kept = mappings.named(desk, name)
    return mappings.content(kept).model_copy(update={"name": kept.name})


def _constant(text: str) -> tuple[str, str]:
    """`role=mentee` -> role, mentee."""
    name, equals, answer = (part.strip() for part in text.partition("="))
    if not (equals and name and answer):
        raise click.BadParameter(f"{text!r} is not FIELD=VALUE, as in role=mentee.", param_hint="--set")
    return name, answer


def _print_preview(preview: "Preview") -> None:
    """What was noticed on reading: nothing is left out in silence."""
    from coordinator.services import import_report

    for note in (*preview.notes, *preview.skipped):
        click.echo(note)
    if preview.ignored:
        click.echo(f"Columns not taken: {', '.join(preview.ignored)}.")
    if preview.new_cohort:
        click.echo(f"{preview.cohort} is a new cohort.")
    noted, more = import_report.notes(preview.verdicts, MOST_ROWS_SHOWN)
    for row, note in noted:
        click.echo(f"  {row.sheet}, row {row.row}: {note}")
    if more:
        click.echo(f"  … and beside these, notes: {'; '.join(more)}.")


def _print_report(report: "ImportReport", *, dry_run: bool, rejects: Path | None) -> None:
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    more = ((len(report.duplicates), "likely known already"), (len(report.set_aside), "set aside"))
    told = "".join(f", {many} {words}" for many, words in more if many)
    what = report.kind.removesuffix("s") if report.kind and report.rows == 1 else report.kind
    click.echo(
        f"{report.file}: {report.rows} {what} for {report.cohort}: {counts}, "
        f"{len(report.rejected)} rejected{told}."
    )
    staying = [*report.rejected, *report.duplicates, *report.set_aside]
    for one in staying[:MOST_ROWS_SHOWN]:
        value = f" {one.value!r}" if one.value else ""
        column = f", column {one.column}" if one.column else ""
        click.echo(f"  {one.sheet}, row {one.row}{column}{value}: {one.reason}")
    if len(staying) > MOST_ROWS_SHOWN:
        more_rows = len(staying) - MOST_ROWS_SHOWN
        click.echo(f"  … and {more_rows} more; --rejects FILE.xlsx writes them all.")
    if rejects and staying:
        click.echo(f"The rows that stay out are in {rejects}: mend them there and import that file.")
    if report.duplicates:
        click.echo(
            "Likely duplicates wait for an answer: in the screens, or --different where they are others."
        )
    if dry_run:
        click.echo("Nothing was changed (--dry-run).")
    elif report.batch is None:
        click.echo("Nothing was changed.")
    else:
        click.echo(f"`coordinator undo --import {report.batch}` takes it back.")
