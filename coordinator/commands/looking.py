"""`coordinator triage`, `dashboard` and `check`: what the programme looks like, nothing changed."""

import click

from coordinator import printing
from coordinator.arguments import NAME
from coordinator.commands.invocation import Invocation, only_one_of
from coordinator.errors import CoordinatorError


@click.command()
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option(
    "--coordinator", type=NAME, metavar="WHO|nobody", help="One caseload only, or those nobody looks after."
)
@click.option("--all", "everything", is_flag=True, help="Those that need nobody too.")
@click.option("--put-off", is_flag=True, help="What is put off or dismissed, instead.")
@click.option("--json", "wants_json", is_flag=True)
@click.option("--csv", "wants_csv", is_flag=True)
@click.pass_obj
def triage(
    invocation: Invocation,
    cohort: str | None,
    coordinator: str | None,
    everything: bool,
    put_off: bool,
    wants_json: bool,
    wants_csv: bool,
) -> None:
    """List who needs someone, most urgent first."""
    from coordinator.services import overview

    only_one_of(wants_json, wants_csv)
    if everything and put_off:
        raise click.UsageError("--all and --put-off exclude each other.")
    whose = "" if coordinator and coordinator.casefold() == "nobody" else coordinator
    desk = invocation.desk()
    items = overview.triage(desk, cohort=cohort, coordinator=whose, everything=everything, put_off=put_off)
    if wants_json or wants_csv:
        from coordinator.schemas import TriageOut

        invocation.print_rows([TriageOut.of(item) for item in items], TriageOut, wants_csv=wants_csv)
    elif not items:
        nobody = "Nothing is put off." if put_off else "Nobody needs you today."
        click.echo("There are no relationships yet." if everything else nobody)
    else:
        click.echo(
            printing.as_table(
                (
                    "Ref",
                    "Why",
                    "Mentor",
                    "Mentee",
                    "Cohort",
                    "Held",
                    "Of h",
                    "Reason",
                    "Put off" if put_off else "Next step",
                ),
                (
                    (
                        item.ref,
                        f"{item.matter.replace('_', ' ')}{f' +{item.more}' if item.more else ''}",
                        item.mentor or "",
                        item.mentee,
                        item.cohort,
                        item.hours_held,
                        item.hours_expected,
                        item.reason,
                        item.put_off or item.next_step,
                    )
                    for item in items
                ),
            )
        )


@click.command()
@click.option("--cohort", type=NAME, metavar="NAME", help="One cohort only.")
@click.option("--json", "wants_json", is_flag=True)
@click.option("--csv", "wants_csv", is_flag=True)
@click.pass_obj
def dashboard(invocation: Invocation, cohort: str | None, wants_json: bool, wants_csv: bool) -> None:
    """Print each cohort's figures."""
    from coordinator.schemas import DashboardOut
    from coordinator.services import overview

    only_one_of(wants_json, wants_csv)
    rows = [DashboardOut.of(figures) for figures in overview.cohorts(invocation.desk(), cohort)]
    if wants_json or wants_csv:
        invocation.print_rows(rows, DashboardOut, wants_csv=wants_csv)
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


@click.command()
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
