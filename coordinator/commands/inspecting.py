"""`coordinator inspect`: what the program sees in a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME
from coordinator.commands.importing import KINDS
from coordinator.commands.invocation import Invocation
from coordinator.errors import ExitCode

if TYPE_CHECKING:
    from coordinator.models import Kind
    from coordinator.schemas.inspection import ColumnSeen, Inspection, SheetSeen


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--cohort",
    type=NAME,
    metavar="NAME",
    help="Judge the rows as if imported into it; else into the one that an export is of, or a new one.",
)
@click.option("--kind", type=click.Choice(KINDS), help="What the file holds; else told from its headers.")
@click.option("--sheet", type=NAME, metavar="NAME", help="Only this sheet, hidden or not.")
@click.option("--json", "wants_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def inspect(
    invocation: Invocation,
    file: str,
    cohort: str | None,
    kind: "Kind | None",
    sheet: str | None,
    wants_json: bool,
) -> None:
    """Say what a spreadsheet holds and how its columns would be taken; nothing is changed."""
    from coordinator.services import imports, inspection

    source: Path | bytes = sys.stdin.buffer.read(imports.MOST_BYTES) if file == "-" else Path(file)
    name = "standard input" if file == "-" else Path(file).name
    seen = inspection.inspect(invocation.desk(), source, name=name, cohort=cohort, kind=kind, sheet=sheet)
    click.echo(printing.as_json(seen.model_dump(mode="json")) if wants_json else _told(seen))
    if seen.refused:
        sys.exit(ExitCode.REFUSED)
    if seen.verdicts and (seen.verdicts.rejected or seen.verdicts.duplicates or seen.verdicts.set_aside):
        sys.exit(ExitCode.SOME_REJECTED)


def _told(seen: "Inspection") -> str:
    lines = [f"{seen.file}: {seen.kind or 'no table that can be imported'}", *seen.notes]
    for sheet in seen.sheets:
        lines += ["", _heading(sheet)]
        if sheet.columns:
            lines.append(
                printing.as_table(
                    ("Column", "Header", "Taken for", "Because", "First answers"),
                    (_row(column) for column in sheet.columns),
                )
            )
    if seen.verdicts:
        counts = seen.verdicts.model_dump()
        lines += ["", ", ".join(f"{many} {word.replace('_', ' ')}" for word, many in counts.items()) + "."]
    return "\n".join([*lines, *(["", seen.refused] if seen.refused else [])])


def _heading(sheet: "SheetSeen") -> str:
    hidden = ", hidden" if sheet.hidden else ""
    where = f", headers in row {sheet.header_row}" if sheet.header_row else ""
    why = f", left out: {sheet.left_out}" if sheet.left_out and not sheet.hidden else ""
    rows = "1 row" if sheet.rows == 1 else f"{sheet.rows} rows"
    return f"Sheet {sheet.title}: {rows}{hidden}{where}{why}"


def _row(column: "ColumnSeen") -> tuple[str, ...]:
    answers = _short(" | ".join(" ".join(answer.split()) for answer in column.answers), 60)
    taken = column.field.replace("_", " ") or "-"
    return (
        column.letter,
        _short(" ".join(column.header.split()), 40),
        taken,
        column.why or column.sure,
        answers,
    )


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
