"""What every command is given, and how it prints rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator import printing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from coordinator.services.desk import Desk

_AS_ON = "as_on"


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

    def print_rows(self, rows: "Sequence[BaseModel]", model: "type[BaseModel]", *, wants_csv: bool) -> None:
        """Print rows for a program. With `--as-on` each says of which day it is, in a last field `as_on`."""
        values = [row.model_dump(mode="json") for row in rows]
        if wants_csv:
            marks = [] if self.as_on is None else [_AS_ON]
            columns = [*model.model_fields, *marks]
            click.echo(printing.as_csv([self._marked(value) for value in values], columns), nl=False)
        else:
            self.print_json(values)

    def print_json(self, told: "Mapping[str, Any] | list[Any]") -> None:
        """Print an object, or a list of them, marked like rows."""
        if isinstance(told, Mapping):
            click.echo(printing.as_json(self._marked(told)))
        else:
            click.echo(printing.as_json([self._marked(one) for one in told]))

    def _marked(self, told: "Mapping[str, Any]") -> "Mapping[str, Any]":
        return told if self.as_on is None else {**told, _AS_ON: self.as_on.isoformat()}


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
