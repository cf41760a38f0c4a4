"""What every command is given, and how it prints rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator import printing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from coordinator.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that go before the command."""

    path: Path
    who: str
    today: date | None
    as_on: date | None = None

    def present_desk(self) -> "Desk":
        """A desk at the programme as it is now."""
        from coordinator.services.desk import open_desk

        return open_desk(self.path, self.who, self.today or date.today())  # noqa: DTZ011 - the one look at the clock

    def desk(self) -> "Desk":
        """A desk at the programme, with `--as-on` as it was recorded on that day."""
        desk = self.present_desk()
        return desk if self.as_on is None else _past(desk, self.as_on)


def _past(desk: "Desk", day: date) -> "Desk":
    """The desk of a day that is over, said on standard error; its copy is removed when the command ends."""
    from coordinator import days, scratch
    from coordinator.services import past

    end_in_order()
    click.get_current_context().call_on_close(scratch.remove_all)
    click.echo(f"As recorded on {days.spell(day)}, read only.", err=True)
    return past.as_recorded_on(desk, day)


def end_in_order() -> None:
    """When told to end, or when the line drops, leave as at the end of a command: what must not stay is removed."""
    import signal
    import sys

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda given, _: sys.exit(128 + given))


def only_one_of(wants_json: bool, wants_csv: bool) -> None:
    if wants_json and wants_csv:
        raise click.UsageError("--json and --csv exclude each other.")


def print_rows(rows: "Sequence[BaseModel]", model: "type[BaseModel]", *, wants_csv: bool) -> None:
    values = [row.model_dump(mode="json") for row in rows]
    if wants_csv:
        click.echo(printing.as_csv(values, list(model.model_fields)), nl=False)
    else:
        click.echo(printing.as_json(values))
