"""The line that puts a matter off until a day, or dismisses it with a reason; what it means shows below it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Done, TriageItem
from coordinator.services import matters
from coordinator.services.desk import Desk
from screens.presentation import Tone, count, words
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput

UNTIL = "A day (thu, 3/12, in 2 weeks), then why. Back sooner if it gets worse."
WHY = "Why it is no matter, in a few words. It comes back if it gets worse."


class PutOffLine(Vertical):
    """A day with a reason, or a reason alone. Enter does it, escape leaves all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="put-off.leave", tooltip="Leave it on the list.", show=False),
    ]

    DEFAULT_CSS = """
    PutOffLine { height: auto; }
    PutOffLine Horizontal { height: 1; }
    PutOffLine #put-off-prompt { width: 17; }
    PutOffLine OneLineInput { width: 1fr; }
    """

    class Left(Message):
        """Typing is over. `change` does what was typed; None: nothing is wanted."""

        def __init__(self, change: Callable[[], Done] | None) -> None:
            super().__init__()
            self.change = change

    def __init__(self, desk: Desk, rows: Sequence[TriageItem], *, dismissing: bool) -> None:
        super().__init__()
        self._desk = desk
        self._rows = rows
        self._dismissing = dismissing

    def compose(self) -> ComposeResult:
        with Horizontal():
            prompt = " dismiss, for ›" if self._dismissing else " put off until ›"
            yield Line(prompt, tone="strong", id="put-off-prompt")
            yield OneLineInput(id="put-off-text")
        yield Said(indent=3, keep_rows=True, id="put-off-understood")

    def on_mount(self) -> None:
        self._understand("")

    def _understand(self, text: str) -> None:
        """Say what enter would do."""
        if not text.strip():
            self._say(WHY if self._dismissing else UNTIL)
        elif self._dismissing:
            what = words(self._rows[0].matter) if len(self._rows) == 1 else count(len(self._rows), "row")
            self._say(f"Enter dismisses {what}.")
        else:
            try:
                wanted = matters.until(self._desk, text)
            except CoordinatorError as error:
                self._say(str(error), "warn")
                return
            why = f": {wanted.reason}" if wanted.reason else ""
            which = "the row" if len(self._rows) == 1 else count(len(self._rows), "row")
            self._say(f"Enter takes {which} off the list until {days.spell(wanted.day)}{why}.")

    def _say(self, text: str, tone: Tone = "quiet") -> None:
        self.query_one("#put-off-understood", Said).set(f"   {text}", tone=tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._understand(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do it; what cannot be read says so already."""
        event.stop()
        text = event.value.strip()
        if not text:
            return
        if self._dismissing:
            self._end(lambda: matters.dismiss(self._desk, self._rows, text))
            return
        try:
            wanted = matters.until(self._desk, text)
        except CoordinatorError:
            return
        self._end(lambda: matters.put_off(self._desk, self._rows, wanted))

    def _end(self, change: Callable[[], Done] | None) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(change))

    def action_leave(self) -> None:
        """Leave it on the list."""
        self._end(None)
