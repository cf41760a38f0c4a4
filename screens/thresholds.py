"""A cohort's policy and thresholds: what holds, and what other values would do before anything is saved."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.matters import Moved, Setting
from coordinator.services import thresholds
from coordinator.services.thresholds import MEANINGS, Effect
from screens.base import BaseScreen
from screens.presentation import Cell, clean, health, pair
from screens.widgets.columns import Column
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList
from screens.widgets.setting_line import SettingLine

NOTHING_TRIED = "Enter edits the highlighted line.\n\nWhat it would do shows here before y saves it."
NOBODY = "Nobody would be seen otherwise today."

MOVED: Sequence[Column[Moved]] = (
    Column("Would be", lambda row: health(row.now) if row.now else "off the list", 18),
    Column("Is", lambda row: health(row.was) if row.was else "", 18),
    Column("Ref", attrgetter("ref"), 6),
    Column("Who", pair, 24, grow=1),
)


class Tried(Message):
    """What the values would do is known."""

    def __init__(self, effect: Effect) -> None:
        super().__init__()
        self.effect = effect


class ThresholdsScreen(BaseScreen):
    """The settings of one cohort above, the rows that would be seen otherwise below."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "thresholds.tcss"]
    QUESTION = "From when on?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "save", "save", id="thresholds.save", tooltip="Save what was changed."),
        Binding(
            "d",
            "drop",
            "drop",
            id="thresholds.drop",
            tooltip="Drop what was changed on the highlighted line; it was not saved yet.",
        ),
    ]

    def __init__(self, cohort: str) -> None:
        super().__init__()
        self.cohort = cohort
        self.values: dict[str, float | None] = {}
        """What was changed and not saved yet."""
        self._known: Sequence[Setting] = ()

    def body(self) -> ComposeResult:
        columns: Sequence[Column[Setting]] = (
            Column("Setting", lambda row: MEANINGS[row.name].label, 28),
            Column("Now", lambda row: thresholds.told(row, row.own), 26),
            Column("New", self._new, 20, grow=1),
        )
        yield RowList[Setting](columns, attrgetter("name"), empty="Reading …", id="settings")
        yield Rule(id="effect")
        yield RowList[Moved](MOVED, attrgetter("ref"), opening=False, empty=NOTHING_TRIED, id="moved")

    def _new(self, row: Setting) -> Cell:
        return Cell(thresholds.told(row, self.values[row.name]) if row.name in self.values else "", "warn")

    @property
    def settings(self) -> RowList[Setting]:
        """The list of settings."""
        return self.query_one("#settings", RowList)

    # -- loading --

    def fetch(self) -> Sequence[Setting]:
        return thresholds.settings(self.desk, self.cohort)

    def show(self, found: Sequence[Setting]) -> None:
        self._known = found
        self.title_line(clean(self.cohort))
        self.settings.set_rows(found)
        self._changed()

    def _changed(self) -> None:
        """Show what is changed, and find out what it would do."""
        self.settings.refresh()
        if self.values:
            self.query_one("#effect", Rule).set("What it would do: looking …")
            self._try(dict(self.values))
        else:
            self.query_one("#effect", Rule).set("Nothing is changed")
            self.query_one("#moved", RowList).set_rows((), empty=NOTHING_TRIED)

    @work(thread=True, exclusive=True, group="try", exit_on_error=False)
    def _try(self, values: dict[str, float | None]) -> None:
        worker = get_current_worker()
        try:
            effect = thresholds.effect(self.desk, self.cohort, values)
        except CoordinatorError as error:  # values that do not go together: the line says so
            effect = Effect(str(error), ())
        if not worker.is_cancelled:
            self.post_message(Tried(effect))

    def on_tried(self, message: Tried) -> None:
        """It is known what the values would do."""
        self.query_one("#effect", Rule).set(message.effect.said)
        self.query_one("#moved", RowList).set_rows(message.effect.moved, empty=NOBODY)

    # -- editing --

    @on(RowList.Chosen, "#settings")
    async def _edit(self, message: RowList.Chosen) -> None:
        if self.coordinator.only_read():
            return
        row: Setting = message.row
        await self.open_below(SettingLine(row))

    async def on_setting_line_left(self, message: SettingLine.Left) -> None:
        """Typing is over."""
        await self.close_below()
        if not message.chosen:
            return
        row = message.setting
        same = message.value == row.own
        self.values.pop(row.name, None)
        if not same:
            self.values[row.name] = message.value
        self._changed()

    def action_drop(self) -> None:
        """Drop what was changed on the highlighted line."""
        row = self.settings.row
        if row is None or row.name not in self.values:
            self.say("Nothing is changed on this line.", "warn")
            return
        del self.values[row.name]
        self._changed()

    def action_save(self) -> None:
        """Save what was changed."""
        if self.coordinator.only_read():
            return
        if not self.values:
            self.say("Nothing is changed: enter edits the highlighted line.", "warn")
            return
        known, values = self._known, dict(self.values)

        def saved(_: Done) -> None:
            self.values.clear()

        self.coordinator.act(lambda: thresholds.save(self.desk, self.cohort, known, values), then=saved)

    def action_back(self) -> None:
        """Drop what was not saved, else go back."""
        if self.values:
            self.values.clear()
            self._changed()
            self.say("Nothing was saved.")
        else:
            super().action_back()
