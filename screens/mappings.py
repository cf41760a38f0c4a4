"""What is remembered of forms? Each mapping can be renamed, exported and deleted."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models.importing import KeptMapping
from coordinator.services import mappings
from screens import import_files
from screens.answer_line import AnswerLine
from screens.base import BaseScreen
from screens.presentation import clean, count, day
from screens.widgets.columns import Column
from screens.widgets.rows import RowList


def columns(today: date) -> list[Column[KeptMapping]]:
    """The columns of the list."""
    return [
        Column("Name", lambda one: one.name, 30, grow=1),
        Column("Kind", lambda one: one.kind, 14),
        Column("Last used", lambda one: day(one.used_on, today=today), 11, right=True),
    ]


class MappingsScreen(BaseScreen):
    """The remembered mappings, the last used first."""

    CSS_PATH: ClassVar[Any] = ["base.tcss"]
    QUESTION = "What is remembered of forms?"
    WITH_LIST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "rename", "rename", id="mappings.rename", tooltip="Call the mapping otherwise."),
        Binding(
            "w",
            "write",
            "write to a file",
            id="mappings.write",
            tooltip="Write the mapping to a file that import --mapping takes.",
        ),
        Binding(
            "x", "delete", "delete", id="mappings.delete", tooltip="Remember it no longer; u brings it back."
        ),
    ]

    def body(self) -> ComposeResult:
        yield RowList[KeptMapping](
            columns(self.desk.today), lambda one: one.id, opening=False, empty="Looking …", id="mappings"
        )

    def fetch(self) -> Sequence[KeptMapping]:
        return mappings.kept(self.desk)

    def show(self, found: Sequence[KeptMapping]) -> None:
        self.query_one("#mappings", RowList).set_rows(
            found,
            empty="None is remembered yet.\n\nWhat you say of a form's columns is, when it is imported.",
        )
        self.title_line(count(len(found), "mapping") if found else "")

    def _with_one(self, act: Callable[[KeptMapping], None]) -> None:
        one: KeptMapping | None = self.query_one("#mappings", RowList).row
        if one is None:
            self.say("No mapping is remembered.")
        else:
            act(one)

    def action_rename(self) -> None:
        """Call the mapping otherwise."""

        def rename(one: KeptMapping) -> None:
            self._renaming = one
            self.call_later(self.open_below, AnswerLine("new name", one.name))

        self._with_one(rename)

    _renaming: KeptMapping | None = None

    async def on_answer_line_taken(self, message: AnswerLine.Taken) -> None:
        """The new name was typed."""
        await self.close_below()
        one, self._renaming = self._renaming, None
        if one is not None and message.text != one.name:
            self.coordinator.act(lambda: mappings.rename(self.desk, one, message.text))

    async def on_answer_line_left(self) -> None:
        """It keeps its name."""
        await self.close_below()

    def action_write(self) -> None:
        """Write the mapping to a file that import --mapping takes."""

        def write(one: KeptMapping) -> None:
            name = clean(one.name).replace("/", "-")
            path = import_files.free_path(self.coordinator.folder / f"{name}.json")
            self.coordinator.act(lambda: mappings.export(one, path))

        self._with_one(write)

    def action_delete(self) -> None:
        """Remember it no longer; u brings it back."""
        self._with_one(lambda one: self.coordinator.act(lambda: mappings.delete(self.desk, one)))
