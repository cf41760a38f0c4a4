"""What the triage and the relationship screen share: a key opens the entry line, enter records."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen

EXAMPLES = {
    "log": ("14/3 2h plan reviewed; next 28/3   missed 14/3   Priya & Tom 14/3 2h", ""),
    "book": ("book 28/3 14:00 video", "book "),
    "check_in": (
        'reached mentor   no answer mentee phone x2 try thu   left message   reached both "a note"',
        "",
    ),
    "state": ("active   paused until 1/4   lapsed   closed completed", ""),
}
"""For each key: what is shown while nothing is typed, and what is typed already."""


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
            "enter('state')",
            "state",
            id="enter.state",
            tooltip="Set it active, paused, lapsed or closed.",
        ),
    ]

    def subject(self) -> int | None:
        """The relationship that typing is about; None where there is none."""
        return None

    def no_subject(self) -> str:
        """Why there is none, and what would make one."""
        return "Nobody is highlighted: go to a relationship first."

    async def action_enter(self, what: str) -> None:
        """Open the entry line."""
        from screens.widgets.entry_line import EntryLine

        relationship = self.subject()
        if relationship is None:
            self.say(self.no_subject(), "warn")
            return
        if self.coordinator.only_read():
            return
        example, prefill = EXAMPLES[what]
        await self.open_below(EntryLine(self.coordinator, relationship, example, prefill))

    async def on_entry_line_left(self) -> None:
        """Back to the screen; what was recorded is said on the status line."""
        await self.close_below()
