"""`coordinator put-off`, `dismiss`, `bring-back` and `thresholds`: what is on the list, and from when on."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME, Words
from coordinator.commands.invocation import Invocation
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from coordinator.models import TriageItem
    from coordinator.services.desk import Desk

_UNDO = "`coordinator undo` takes it back."


@click.command(name="put-off")
@click.argument("row", type=Words())
@click.argument("until", nargs=-1, required=True, type=Words())
@click.pass_obj
def put_off(invocation: Invocation, row: str, until: Sequence[str]) -> None:
    """Take a row off the list until a day: coordinator put-off R12 thu waiting for an answer

    ROW is what `triage` prints: R12, or A7 for an applicant.
    """
    from coordinator.services import matters

    desk = invocation.desk()
    wanted = matters.until(desk, " ".join(until))
    click.echo(f"{matters.put_off(desk, [_on_the_list(desk, row)], wanted).message} {_UNDO}")


@click.command()
@click.argument("row", type=Words())
@click.argument("why", nargs=-1, required=True, type=Words())
@click.pass_obj
def dismiss(invocation: Invocation, row: str, why: Sequence[str]) -> None:
    """Dismiss the matter that a row shows, with a reason: coordinator dismiss R12 both are on leave"""
    from coordinator.services import matters

    desk = invocation.desk()
    click.echo(f"{matters.dismiss(desk, [_on_the_list(desk, row)], ' '.join(why)).message} {_UNDO}")


@click.command(name="bring-back")
@click.argument("row", type=Words())
@click.pass_obj
def bring_back(invocation: Invocation, row: str) -> None:
    """Put what is put off or dismissed back on the list; `triage --put-off` lists it."""
    from coordinator.services import matters

    desk = invocation.desk()
    found = _on_the_list(desk, row, put_off=True)
    click.echo(f"{matters.bring_back(desk, [found]).message} {_UNDO}")


def _on_the_list(desk: "Desk", row: str, *, put_off: bool = False) -> "TriageItem":
    """The row that people mean by `R12`, `A7`, or enough of both names."""
    from coordinator.services import overview

    plain = row.strip().upper()
    ref = plain if re.fullmatch(r"A\d{1,18}", plain) else f"R{overview.find_relationship(desk, row)}"
    for item in overview.triage(desk, put_off=put_off):
        if item.ref == ref:
            return item
    if put_off:
        raise CoordinatorError(f"{ref} is not put off.", "`coordinator triage --put-off` lists what is.")
    raise CoordinatorError(f"{ref} is not on the list today.", "`coordinator triage` lists who is.")


@click.command()
@click.argument("cohort", type=NAME)
@click.argument("values", nargs=-1, type=Words())
@click.option("--dry-run", is_flag=True, help="Say what they would do, change nothing.")
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def thresholds(
    invocation: Invocation, cohort: str, values: Sequence[str], dry_run: bool, wants_json: bool
) -> None:
    """Print a cohort's policy and thresholds, or set some: coordinator thresholds "Spring 2026" at_risk_cadences=21

    Thresholds in cadences are told and typed in days; `usual` is what other cohorts go by.
    """
    from coordinator.services import thresholds as service

    desk = invocation.desk()
    known = service.settings(desk, cohort)
    if not values:
        told = [(one.name, service.told(one, one.own), service.MEANINGS[one.name].label) for one in known]
        if wants_json:
            invocation.print_json([{"name": one.name, "value": one.own, "usual": one.usual} for one in known])
        else:
            click.echo(printing.as_table(("Name", "Value", "Meaning"), told))
        return
    by_name = {one.name: one for one in known}
    wanted: dict[str, float | None] = {}
    for text in values:
        name, equals, value = text.partition("=")
        setting = by_name.get(name.strip().replace("-", "_"))
        if not equals or setting is None:
            raise CoordinatorError(
                f"“{text}” is no setting.", f"Write NAME=VALUE; names: {', '.join(by_name)}."
            )
        wanted[setting.name] = service.value_of(setting, value)
    effect = service.effect(desk, cohort, wanted)
    done = None if dry_run else service.save(desk, cohort, known, wanted)
    if wants_json:
        rows = [moved._asdict() for moved in effect.moved]
        invocation.print_json({"said": effect.said, "saved": done is not None, "moved": rows})
        return
    click.echo(f"{effect.said} {'Nothing was changed (--dry-run).' if done is None else f'Saved. {_UNDO}'}")
    if effect.moved:
        click.echo(
            printing.as_table(
                ("Ref", "Mentor", "Mentee", "Is", "Would be" if done is None else "Now"),
                (
                    (
                        moved.ref,
                        moved.mentor or "",
                        moved.mentee,
                        *(word.replace("_", " ") for word in moved[3:]),
                    )
                    for moved in effect.moved
                ),
            )
        )
