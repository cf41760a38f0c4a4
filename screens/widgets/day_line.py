"""The line that takes a day: everything is shown as it was recorded then."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.services import past
from screens.presentation import Tone
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput

EMPTY = (
    "A day, like 14/3 or last month's 2026-10-31; empty is today. Nothing can be changed as on a day before."
)


class DayLine(Vertical):
    """A day, with what it means below it. Enter goes there, escape leaves all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="day.leave", tooltip="Stay at the day it is.", show=False),
    ]

    DEFAULT_CSS = """
    DayLine { height: auto; }
    DayLine Horizontal { height: 1; }
    DayLine #day-prompt { width: 25; }
    DayLine OneLineInput { width: 1fr; }
    """

    class Left(Message):
        """Typing is over. `chosen` is whether to go to `day`; None is today."""

        def __init__(self, day: date | None, *, chosen: bool) -> None:
            super().__init__()
            self.day = day
            self.chosen = chosen

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Line(" as it was recorded on ›", tone="strong", id="day-prompt")
            yield OneLineInput(id="day-text")
        yield Said(indent=3, keep_rows=True, id="day-understood")

    def on_mount(self) -> None:
        self._say(EMPTY)

    def _say(self, text: str, tone: Tone = "quiet") -> None:
        self.query_one("#day-understood", Said).set(f"   {text}", tone=tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day it is."""
        event.stop()
        if not event.value.strip():
            self._say(EMPTY)
            return
        try:
            day = past.day_of(event.value, self._today)
        except CoordinatorError as error:
            self._say(str(error), "warn")
        else:
            self._say(f"{days.spell(day)}: enter shows all as recorded up to and with that day.")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self._end(None)
            return
        try:
            day = past.day_of(event.value, self._today)
        except CoordinatorError:
            return  # it says already why not
        self._end(None if day == self._today else day)

    def _end(self, day: date | None) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(day, chosen=True))

    def action_leave(self) -> None:
        """Stay at the day it is."""
        self.screen.set_focus(None)
        self.post_message(self.Left(None, chosen=False))
