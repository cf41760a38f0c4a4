"""The entry line: what was learnt on the phone, in one line of typing, shown as understood before it is recorded."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from coordinator.entry.names import Directory, completions
from coordinator.models import Done
from coordinator.services import lines, recording
from coordinator.services.grounds import Ground, grounds
from coordinator.services.lines import Line as Typed
from coordinator.services.lines import Reader
from screens import entry_view
from screens.presentation import Cell, clean
from screens.widgets.detail import Detail
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

GRAMMAR_ROWS = 12
"""Lines of the grammar beside the line."""


class EntryInput(OneLineInput):
    """The typing. Several pasted lines are not for one line; `?` outside of a note asks for the grammar."""

    class Pasted(Message):
        """Several lines were pasted; the first goes on from what was typed."""

        def __init__(self, texts: list[str]) -> None:
            super().__init__()
            self.texts = texts

    class Asked(Message):
        """`?` was pressed."""

    def on_paste(self, event: events.Paste) -> None:
        texts = event.text.splitlines()
        if sum(bool(text.strip()) for text in texts) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted([self.value + texts[0], *texts[1:]]))

    async def _on_key(self, event: events.Key) -> None:
        if event.character == "?" and sum(self.value.count(quote) for quote in entry_view.QUOTES) % 2 == 0:
            event.prevent_default()
            event.stop()
            self.post_message(self.Asked())
        else:
            await super()._on_key(event)


class EntryLine(Vertical):
    """The typing, and below it what was understood of it or why it was not.

    What is on record is loaded once for each relationship, and all names once they are needed; understanding then
    touches no file. `example` shows while nothing is typed. The line stays open, with its text, until the change is in
    the file or escape is pressed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="entry.leave", tooltip="Leave without recording.", show=False),
        Binding("tab", "complete", "complete", id="entry.complete", tooltip="Complete names.", show=False),
        Binding("pagedown", "turn(1)", "more", id="entry.more", tooltip="More of the grammar.", show=False),
        Binding("pageup", "turn(-1)", "back", id="entry.less", tooltip="Back in the grammar.", show=False),
    ]

    DEFAULT_CSS = """
    EntryLine { height: auto; }
    EntryLine Horizontal { height: 1; }
    EntryLine OneLineInput { width: 1fr; }
    EntryLine #entry-grammar { display: none; border-top: solid $foreground; }
    """

    class Fetched(Message):
        """What is on record of relationships, and the names where they were asked for."""

        def __init__(
            self, known: Mapping[int, Ground], missing: Collection[int], names: Directory | None
        ) -> None:
            super().__init__()
            self.known = known
            self.missing = missing
            self.names = names

    class Left(Message):
        """The line is done with; `done` is None where nothing was recorded."""

        def __init__(self, done: Done | None) -> None:
            super().__init__()
            self.done = done

    def __init__(
        self, app: "CoordinatorApp", relationship: int | None, example: str, prefill: str = ""
    ) -> None:
        super().__init__(id="entry")
        self._coordinator = app
        self._reader = Reader(app.desk, relationship, app.directory())
        self._subject = relationship
        self._example = example
        self._prefill = prefill
        self._asked: set[int | None] = set()  # what is being read; None: the names
        self._line: Typed | None = None
        self._completing: tuple[str, int] | None = None  # what tab has made of the line, and which one it was
        self._recording = False
        self._wanted = False  # enter was pressed before all was loaded
        self._grammar_top = 0

    def compose(self) -> ComposeResult:
        yield Detail(id="entry-grammar")
        with Horizontal():
            whose = "" if self._subject is None else f" R{self._subject}"
            prompt = Line(f"{whose} ›", tone="strong", id="entry-prompt")
            prompt.styles.width = len(prompt.text) + 1
            yield prompt
            yield EntryInput(self._prefill, id="entry-text")
        yield Said(indent=3, keep_rows=True, id="entry-understood")

    def on_mount(self) -> None:
        typing = self.query_one(OneLineInput)
        typing.cursor_position = len(self._prefill)
        self._show()
        self._ask_for(self._subject)  # without a subject: the names

    # -- loading --

    def _ask_for(self, what: int | None) -> None:
        """Read what is on record of a relationship, or (None) the names; once."""
        if what not in self._asked:
            self._asked.add(what)
            self._fetch(what)

    @work(thread=True, group="read", exit_on_error=False)
    def _fetch(self, what: int | None) -> None:
        desk = self._reader.desk
        if what is None:
            fingerprint = desk.store.fingerprint()
            names = lines.directory(desk)
            self._coordinator.names = (fingerprint, names)
            self.post_message(self.Fetched({}, (), names))
            return
        known = grounds(desk, [what])
        if what == self._subject and not known:
            recording.ground(desk, what)  # says that there is none
        self.post_message(self.Fetched(known, {what} - known.keys(), None))

    def on_entry_line_fetched(self, message: Fetched) -> None:
        self._reader.known |= message.known
        self._reader.missing |= set(message.missing)
        self._reader.directory = message.names or self._reader.directory
        self._show()
        if self._wanted:
            self._wanted = False
            self._record()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self._coordinator.tell(event.worker.error)
            self.post_message(self.Left(None))

    # -- typing --

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

    def _put(self, text: str) -> None:
        typing = self.query_one(OneLineInput)
        typing.value = text
        typing.cursor_position = len(text)

    def _show(self) -> None:
        """Say what was understood, or what could not be."""
        said = self.query_one("#entry-understood", Said)
        self._line = None
        if not self.text.strip() or self.text == self._prefill:
            ground = None if self._subject is None else self._reader.known.get(self._subject)
            who = f"{clean(ground.footing.pair)} · " if ground else ""
            said.set(f"   {who}for instance:  {self._example}", "? grammar ", tone="quiet")
            return
        if self._is_waiting():
            said.set("   …", tone="quiet")
            return
        self._line = line = self._reader.read_one(self.text)
        if self._reader.needs_directory(self.text):
            self._ask_for(None)
        if line.waiting is not None:
            self._ask_for(line.waiting)
        names = self._reader.directory
        fitting = completions(self.text, names) if line.refused is not None and names else ()
        told = entry_view.told(
            line, self._subject, [pair for pair, _ in fitting if line.addressed.names == ""]
        )
        said.set(told.text, told.right, tone=told.tone)

    def _is_waiting(self) -> bool:
        """Whether what every line needs is still to be read: what is on record of the subject, else the names."""
        if self._subject is None:
            return self._reader.directory is None
        return self._subject not in self._reader.known

    def action_complete(self) -> None:
        """Complete the names that the line begins with; again: the next that fit."""
        names = self._reader.directory
        if names is None:
            self._ask_for(None)
            return
        begun, place = self._completing or (self.text, -1)
        fitting = completions(begun, names)
        if self._completing is None or self.text not in [text for _, text in fitting]:
            begun, place = self.text, -1
            fitting = completions(begun, names)
        if fitting:
            place = (place + 1) % len(fitting)
            self._completing = (begun, place)
            self._put(fitting[place][1])

    def on_entry_input_asked(self, message: EntryInput.Asked) -> None:
        """Show the grammar above the line, or put it away."""
        message.stop()
        shown = self.query_one("#entry-grammar", Detail)
        shown.display = not shown.display
        shown.styles.height = GRAMMAR_ROWS + 2
        self.action_turn(0)

    def action_turn(self, pages: int) -> None:
        """Turn a page of the grammar."""
        told = entry_view.grammar_lines(self.size.width)
        step = GRAMMAR_ROWS - 2
        self._grammar_top = max(0, min(self._grammar_top + pages * step, len(told) - step))
        page = told[self._grammar_top : self._grammar_top + GRAMMAR_ROWS]
        heading = Cell(" What the line understands      page down, page up: more      ? closes", "quiet")
        self.query_one("#entry-grammar", Detail).set([heading, *page])

    # -- recording --

    def _record(self) -> None:
        """Write what was understood. What is not understood stays to be mended; of several people one is asked for."""
        if self._recording:
            return
        line = self._line
        if self._is_waiting() or (line is not None and line.waiting is not None):
            self._wanted = True
        elif line is not None and line.understood is not None:
            understood = line.understood
            self._recording = True
            self._coordinator.act(
                lambda: recording.record(self._reader.desk, [understood]),
                then=self._recorded,
                otherwise=self._failed,
            )
        elif line is not None and line.fitting:
            self._pick(line)
        elif None in self._asked and self._reader.directory is None:
            self._wanted = True
        elif not self.text.strip():
            said = self.query_one("#entry-understood", Said)
            said.set(f" ? Nothing is typed yet. For instance: {self._example}   escape leaves", tone="warn")

    def _pick(self, line: Typed) -> None:
        from screens.picking import PickDialog

        def picked(place: int | None) -> None:
            if place is not None:
                self._put(f"{line.fitting[place].ref} {line.addressed.rest}")

        choices = [f"{pair.ref} {pair.names}" for pair in line.fitting]
        self.app.push_screen(
            PickDialog(f"“{line.addressed.names}” fits several. Which one?", choices), picked
        )

    def on_entry_input_pasted(self, message: EntryInput.Pasted) -> None:
        """Several lines have a view of their own."""
        message.stop()
        from screens.pasting import PasteScreen

        def left(done: Done | None) -> None:
            if done is not None:
                self.post_message(self.Left(done))

        self.app.push_screen(PasteScreen(self._reader, message.texts), left)

    def _recorded(self, done: Done) -> None:
        self.post_message(self.Left(done))

    def _failed(self) -> None:
        """The text stays; what is on record is loaded again, as it may have been changed by someone else."""
        self._recording = False
        self._reader.known.clear()
        self._asked.clear()
        self._ask_for(self._subject)

    def action_leave(self) -> None:
        """Leave without recording."""
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(None))
