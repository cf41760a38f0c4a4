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

    def desk(self) -> "Desk":
        from coordinator.services.desk import open_desk

        return open_desk(self.path, self.who, self.today or date.today())  # noqa: DTZ011 - the one look at the clock


def only_one_of(wants_json: bool, wants_csv: bool) -> None:
    if wants_json and wants_csv:
        raise click.UsageError("--json and --csv exclude each other.")


def print_rows(rows: "Sequence[BaseModel]", model: "type[BaseModel]", *, wants_csv: bool) -> None:
    values = [row.model_dump(mode="json") for row in rows]
    if wants_csv:
        click.echo(printing.as_csv(values, list(model.model_fields)), nl=False)
    else:
        click.echo(printing.as_json(values))
