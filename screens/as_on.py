"""As on a day: a key shows the whole programme as it was recorded then, on every screen, and comes back to today."""

import time
from datetime import date
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from coordinator import days
from coordinator.services import past
from coordinator.services.desk import Desk
from screens.places import Places

QUIET_SECONDS = 1.0
"""How long going back may take before it tells how far it is."""


class GoingBack(Message):
    """Going back to a day takes a while: which part of the work is next."""

    def __init__(self, day: date, part: str) -> None:
        super().__init__()
        self.day = day
        self.part = part


class DeskReady(Message):
    """The desk of a day can be sat at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk


class AsOn(Places):
    """An app at one desk, or for a while at that of a day before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d",
            "as_on",
            "as on",
            id="app.as-on",
            tooltip="Show everything as it was recorded on a day; read only. An empty day is today.",
            show=False,
        ),
    ]

    def __init__(self, desk: Desk, **options: Any) -> None:
        self.desk = desk
        self.present = desk
        """The desk at the programme as it is now."""
        super().__init__(**options)

    def only_read(self) -> bool:
        """Whether nothing can be changed now; it is said then."""
        day = self.desk.recorded_on
        if day is not None:
            self.base_screen.say(
                f"This is the programme as recorded on {days.spell(day)}: it can only be read. "
                "d and enter come back to today.",
                "warn",
            )
        return day is not None

    async def action_as_on(self) -> None:
        """Show everything as it was recorded on a day; an empty day is today."""
        from screens.widgets.day_line import DayLine

        screen = self.base_screen
        if screen.PLACE == "import":
            screen.say("Leave the import first: press escape.", "warn")
        else:
            await screen.open_below(DayLine(self.present.today))

    def see_as_on(self, day: date | None) -> None:
        """Show the programme as recorded on `day`; None is as it is now."""
        if day is None:
            if self.desk is self.present:
                self.base_screen.say("This is today.")
            else:
                self._sit_at(self.present)
                self.base_screen.say("Back to today.", "good")
        else:
            self.base_screen.say(f"Going back to {days.spell(day)} …")
            self._go_back(day)

    @work(thread=True, exclusive=True, group="as-on", exit_on_error=False)
    def _go_back(self, day: date) -> None:
        worker, began = get_current_worker(), time.monotonic()

        def say(part: str) -> None:
            if time.monotonic() - began > QUIET_SECONDS:
                self.post_message(GoingBack(day, part))

        desk = past.as_recorded_on(self.present, day, say)
        if worker.is_cancelled:
            past.leave(desk)
        else:
            self.post_message(DeskReady(desk))

    def on_going_back(self, message: GoingBack) -> None:
        """Say how far it is."""
        part = message.part.replace("_", " ")
        self.base_screen.say(f"Going back to {days.spell(message.day)}: {part} …")

    def on_desk_ready(self, message: DeskReady) -> None:
        """Sit at the desk of that day."""
        self._sit_at(message.desk)
        day = message.desk.recorded_on
        if day is not None:
            self.base_screen.say(
                f"As recorded on {days.spell(day)}, read only. d and enter come back to today."
            )

    def _sit_at(self, desk: Desk) -> None:
        before, self.desk = self.desk, desk
        self.base_screen.load()  # those below load when they come up again: their file is another
        past.leave(before)
