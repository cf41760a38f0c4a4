"""What the triage and the relationship screen share: keys open the entry line and the panel for changes of state."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from coordinator.models import Done
from screens.base import BaseScreen

if TYPE_CHECKING:
    from screens.widgets.entry_line import EntryLine
    from screens.widgets.state_panel import StatePanel

EXAMPLES = {
    "log": ("14/3 2h plan reviewed; next 28/3   missed 14/3   Priya & Tom 14/3 2h", ""),
    "book": ("book 28/3 14:00 video", "book "),
    "check_in": (
        'reached mentor   no answer mentee phone x2 try thu   left message   reached both "a note"',
        "",
    ),
}
"""For each key: what is shown while nothing is typed, and what is typed already."""

WITH_NAMES = ("Priya & Tom 14/3 2h   R12 no answer x2, try thu", "")
"""The same where no relationship is highlighted."""


class EnteringScreen(BaseScreen):
    """A screen with an entry line. A subclass says which relationship it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "l",
            "enter('log')",
            "log",
            id="enter.log",
            tooltip="Log a session, or anything else you learnt, in one line.",
        ),
        Binding("b", "enter('book')", "book", id="enter.book", tooltip="Book the next session."),
        Binding(
            "c",
            "enter('check_in')",
            "check-in",
            id="enter.check-in",
            tooltip="Record that you reached someone, or tried to.",
        ),
        Binding(
            "s",
            "set_state",
            "state",
            id="enter.state",
            tooltip="Start, pause, lapse, close, reopen, rematch or decline it, or all that are marked.",
        ),
    ]

    def subject(self) -> int | None:
        """The relationship that typing is about; None where there is none."""
        return None

    def no_subject(self) -> str:
        """Why there is none, and what would make one."""
        return "Nobody is highlighted: go to a relationship first."

    async def action_enter(self, what: str) -> None:
        """Open the entry line; to log something needs no subject, as a line may name its own."""
        from screens.widgets.entry_line import EntryLine

        relationship = self.subject()
        if relationship is None and what != "log":
            self.say(self.no_subject(), "warn")
            return
        if self.coordinator.only_read():
            return
        example, prefill = EXAMPLES[what] if relationship is not None else WITH_NAMES
        await self.open_below(EntryLine(self.coordinator, relationship, example, prefill))

    async def on_entry_line_left(self, message: "EntryLine.Left") -> None:
        """Back to the screen; what was recorded is said on the status line."""
        await self.close_below()
        if message.done is not None:
            self.go_on(message.done)

    def subjects(self) -> Sequence[int]:
        """The relationships that a change of state is about: those marked, else the one that typing is about."""
        subject = self.subject()
        return () if subject is None else (subject,)

    def go_on(self, done: Done) -> None:
        """Something was done about the subjects: go on to what comes next."""

    async def action_set_state(self) -> None:
        """Open the panel for changes of state."""
        from screens.widgets.state_panel import StatePanel

        relationships = self.subjects()
        if not relationships:
            self.say(self.no_subject(), "warn")
            return
        if self.coordinator.only_read():
            return
        await self.open_below(StatePanel(self.coordinator, relationships))

    async def on_state_panel_left(self, message: "StatePanel.Left") -> None:
        """Back to the screen; what was done is said on the status line."""
        await self.close_below()
        if message.done is not None:
            self.go_on(message.done)
