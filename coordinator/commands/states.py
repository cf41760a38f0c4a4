"""`coordinator set`, `close`, `reopen` and `rematch`: what a relationship becomes."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import click

from coordinator import printing
from coordinator.arguments import Day, Words
from coordinator.commands.invocation import Invocation
from coordinator.errors import BookedAhead, CoordinatorError
from coordinator.models import Outcome
from coordinator.policy import INITIATORS, REASONS, Initiator, MenteeNext, reason_named
from coordinator.states import Move, Verb

STATES = ("active", "paused", "lapsed", "declined")
OUTCOMES = ("completed", "ended early", "never started")
WORDS = Words(longest=200)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """What all four take."""
    for option in (
        click.option("--json", "wants_json", is_flag=True),
        click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing."),
        click.option("--on", type=Day(), help="The day it holds from [today]."),
        click.argument("relationship", type=Words()),
    ):
        command = option(command)
    return cast(Callable[..., None], click.pass_obj(command))


@click.command("set")
@_common
@click.argument("state", type=click.Choice(STATES))
@click.option("--until", type=Day(), help="Paused: the day it should go on.")
@click.option("--reason", type=WORDS, help="Why, in a few words.")
@click.option("--by", type=click.Choice(INITIATORS), help="Declined: by whom.")
@click.option(
    "--join-first", is_flag=True, default=None, help="Active: a coordinator joins the first session."
)
def set_state(invocation: Invocation, relationship: str, state: str, **asked: Any) -> None:
    """Make a relationship active, paused, lapsed or declined; `close` closes one."""
    if asked["until"] is not None and state != "paused":
        raise click.UsageError("--until goes with paused.")
    if asked["by"] is not None and state != "declined":
        raise click.UsageError("--by goes with declined.")
    if asked["join_first"] and state != "active":
        raise click.UsageError("--join-first goes with active.")
    _make(
        invocation,
        relationship,
        cast(Verb, state),
        asked,
        until=asked["until"],
        words=asked["reason"],
        by=cast(Initiator | None, asked["by"]),
        join_first=asked["join_first"],
    )


@click.command()
@_common
@click.option(
    "--reason",
    type=WORDS,
    required=True,
    help=f"One of: {', '.join(reason.words for reason in REASONS.values())}; or a few words of your own.",
)
@click.option("--outcome", type=click.Choice(OUTCOMES), help="[as the reason says]")
@click.option("--note", type=WORDS, help="More about the reason, in a few words.")
@click.option("--by", type=click.Choice(INITIATORS), help="Who initiated it [as is usual for the reason].")
@click.option("--mentee", type=click.Choice(("waiting", "out", "done")), help="What the mentee does next.")
@click.option("--mentor", type=click.Choice(("free", "out")), help="What the mentor does next.")
@click.option("--cancel-booked", is_flag=True, help="Cancel the sessions that are booked, too.")
def close(invocation: Invocation, relationship: str, **asked: Any) -> None:
    """Close a relationship: say why; --dry-run says what becomes of both people."""
    code = reason_named(asked["reason"])
    told = [asked["note"]] if code else [asked["reason"], asked["note"]]
    _make(
        invocation,
        relationship,
        "closed",
        asked,
        outcome=cast(Outcome | None, (asked["outcome"] or "").replace(" ", "_") or None),
        code=code,
        words="; ".join(part for part in told if part) or None,
        by=cast(Initiator | None, asked["by"]),
        mentee=cast(MenteeNext | None, asked["mentee"]),
        mentor_out=None if asked["mentor"] is None else asked["mentor"] == "out",
        cancel_booked=asked["cancel_booked"],
    )


@click.command()
@_common
@click.option("--over-capacity", is_flag=True, help="Even where the mentor has no room.")
def reopen(invocation: Invocation, relationship: str, **asked: Any) -> None:
    """Open a closed relationship again, as if it had not been closed."""
    _make(invocation, relationship, "reopened", asked, over_capacity=asked["over_capacity"])


@click.command()
@_common
@click.option("--reason", type=WORDS, help="Why it ends, as for `close` [not a fit, no fault].")
@click.option("--by", type=click.Choice(INITIATORS), help="Who initiated it.")
@click.option("--cancel-booked", is_flag=True, help="Cancel the sessions that are booked, too.")
def rematch(invocation: Invocation, relationship: str, **asked: Any) -> None:
    """End it, put the mentee at the front of the line, and keep the two from being paired again."""
    code = reason_named(asked["reason"]) if asked["reason"] else None
    _make(
        invocation,
        relationship,
        "rematched",
        asked,
        code=code,
        words=None if code else asked["reason"],
        by=cast(Initiator | None, asked["by"]),
        cancel_booked=asked["cancel_booked"],
    )


def _make(invocation: Invocation, relationship: str, verb: Verb, common: dict[str, Any], **told: Any) -> None:
    """Judge the move, make it unless this is a dry run, and say or print what came of it."""
    from coordinator import state_plans, state_words
    from coordinator.services import overview, transitions

    desk = invocation.desk()
    number = overview.find_relationship(desk, relationship)
    on: date = common["on"] or desk.today
    move = Move(verb, on, **told)
    (standing,) = transitions.standings(desk, [number])
    plan = state_plans.plan([standing], move, desk.today)
    for _, error in plan.refused:
        if isinstance(error, BookedAhead):
            raise CoordinatorError(error.message, "--cancel-booked cancels it too.") from error
        raise error
    change = None
    if common["dry_run"]:
        message = f"{state_words.done(plan)} Nothing was changed (--dry-run)."
    else:
        done = transitions.change_state(desk, {number: standing.version}, move)
        message, change = f"{done.message} `coordinator undo` takes it back.", done.change
    if common["wants_json"]:
        from coordinator.schemas.states import StateOut

        out = StateOut.of(standing, plan.steps[0].columns, state_words.consequences(plan), change)
        click.echo(printing.as_json(out.model_dump(mode="json")))
        return
    click.echo(message)
    if verb in ("closed", "rematched") and (owed := state_words.outstanding([standing])):
        click.echo(f"Outstanding: {owed}.")
