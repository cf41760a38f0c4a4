"""The entry line: what was learnt on the phone, in one line of typing, shown as understood before it is recorded."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerState, get_current_worker

from coordinator.errors import CoordinatorError, NotUnderstood
from coordinator.models import Done
from coordinator.services import recording
from coordinator.services.desk import Desk
from coordinator.services.grounds import Ground
from screens.presentation import clean
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

DISCLOSABLE = "A note can be disclosed to the person it is about. "
QUOTES = '"“„”'
"""What a note is written in."""


class EntryLine(Vertical):
    """The typing, and below it what was understood of it or why it was not.

    The relationship is loaded once on opening; understanding then touches no file. `example` shows while nothing is
    typed. The line stays open, with its text, until the change is in the file or escape is pressed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="entry.leave", tooltip="Leave without recording.", show=False),
    ]

    DEFAULT_CSS = """
    EntryLine { height: auto; }
    EntryLine Horizontal { height: 1; }
    EntryLine OneLineInput { width: 1fr; }
    """

    class Fetched(Message):
        """The relationship is loaded."""

        def __init__(self, ground: Ground) -> None:
            super().__init__()
            self.ground = ground

    class Left(Message):
        """The line is done with; `done` is None where nothing was recorded."""

        def __init__(self, done: Done | None) -> None:
            super().__init__()
            self.done = done

    def __init__(self, app: "CoordinatorApp", relationship: int, example: str, prefill: str = "") -> None:
        super().__init__(id="entry")
        self._coordinator = app
        self._desk: Desk = app.desk
        self._relationship = relationship
        self._example = example
        self._prefill = prefill
        self._ground: Ground | None = None
        self._recording = False
        self._wanted = False  # enter was pressed before the relationship was loaded

    def compose(self) -> ComposeResult:
        with Horizontal():
            prompt = Line(f" R{self._relationship} ›", tone="strong", id="entry-prompt")
            prompt.styles.width = len(prompt.text) + 1
            yield prompt
            yield OneLineInput(self._prefill, id="entry-text")
        yield Said(indent=3, keep_rows=True, id="entry-understood")

    def on_mount(self) -> None:
        typing = self.query_one(OneLineInput)
        typing.cursor_position = len(self._prefill)
        self._show()
        self._fetch()

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _fetch(self) -> None:
        worker = get_current_worker()
        ground = recording.ground(self._desk, self._relationship)
        if not worker.is_cancelled:
            self.post_message(self.Fetched(ground))

    def on_entry_line_fetched(self, message: Fetched) -> None:
        self._ground = message.ground
        self._show()
        if self._wanted:
            self._wanted = False
            self._record()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self._coordinator.tell(event.worker.error)
            self.post_message(self.Left(None))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._record()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(OneLineInput).value

    def _show(self) -> None:
        """Say what was understood, or what could not be."""
        line = self.query_one("#entry-understood", Said)
        if not self.text.strip() or self.text == self._prefill:
            line.set(f"   {self._who()}for instance:  {self._example}", tone="quiet")
        elif self._ground is None:
            line.set("   …", tone="quiet")
        else:
            try:
                understood = recording.understand(self._desk, self._ground, self.text)
            except CoordinatorError as error:
                line.set(f" ? {error}", self._about_notes(), tone="warn")
            else:
                # What was understood of a note says so itself.
                notes = "" if "can be disclosed" in understood.summary else self._about_notes()
                line.set(f" ✓ {understood.summary}", notes or "enter records it ", tone="good")

    def _who(self) -> str:
        return f"{clean(self._ground.footing.pair)} · " if self._ground else ""

    def _about_notes(self) -> str:
        return DISCLOSABLE if set(self.text) & set(QUOTES) else ""

    def _record(self) -> None:
        """Write what was understood. What is not understood stays to be mended."""
        if self._recording:
            return
        if self._ground is None:
            self._wanted = True
            return
        ground = self._ground
        try:
            understood = recording.understand(self._desk, ground, self.text)
        except NotUnderstood:
            self._show_refusal()
            return
        except CoordinatorError:
            self._show()
            return
        self._recording = True
        self._coordinator.act(
            lambda: recording.record(self._desk, [understood]),
            then=self._recorded,
            otherwise=self._failed,
        )

    def _show_refusal(self) -> None:
        if self.text.strip():
            self._show()
            return
        line = self.query_one("#entry-understood", Said)
        line.set(f" ? Nothing is typed yet. For instance: {self._example}   escape leaves", tone="warn")

    def _recorded(self, done: Done) -> None:
        self.post_message(self.Left(done))

    def _failed(self) -> None:
        """The text stays; the relationship is loaded again, as it may have been changed by someone else."""
        self._recording = False
        self._fetch()

    def action_leave(self) -> None:
        """Leave without recording."""
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(None))
