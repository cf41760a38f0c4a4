"""What every screen has: a title line, a body, a status line, the keys; loading off the UI thread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from coordinator.errors import CoordinatorError
from coordinator.services.desk import Desk
from screens.keys import footer
from screens.messages import Loaded, Look, Shown
from screens.presentation import Tone, day, full_day
from screens.widgets.lines import Keys, Line, Said
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.app import CoordinatorApp
    from screens.widgets.day_line import DayLine

LOOK_EVERY_SECONDS = 2.0
"""How often a screen looks whether someone else saved. It costs two `stat` calls and sends nothing."""


class BaseScreen(Screen[None], inherit_bindings=False):
    """A screen that loads, shows and loads again.

    A subclass gives `body` (its widgets), `fetch` (in a thread: services only) and `show` (on the UI thread: widgets
    only). `QUESTION` is what the screen answers, shown on the title line; `WITH_LIST` is whether enter opens a row;
    `PLACE` is what the key that leads here is called.
    """

    CSS_PATH: ClassVar[Any] = "base.tcss"
    QUESTION: ClassVar[str] = ""
    WITH_LIST: ClassVar[bool] = True
    PLACE: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reload", "reload", id="screen.reload", tooltip="Load what is shown again.", show=False),
        Binding(
            "escape",
            "back",
            "back",
            id="screen.back",
            tooltip="Take marks and filters away, else go back to the screen before.",
            show=False,
        ),
        Binding(
            "tab", "app.focus_next", "next part", id="screen.next", tooltip="Go to the next part.", show=False
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            "part before",
            id="screen.previous",
            tooltip="Go to the part before.",
            show=False,
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[int, ...] | None = None
        self._shown_at: Desk | None = None
        self._below: Widget | None = None

    @property
    def desk(self) -> Desk:
        return self.coordinator.desk

    @property
    def coordinator(self) -> "CoordinatorApp":
        """The app, as its own class."""
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    # -- for subclasses --

    def body(self) -> ComposeResult:
        """The widgets between the title and the status line."""
        yield from ()

    def fetch(self) -> Any:
        """What the screen shows, from the services. Runs in a thread: touch no widget here."""
        return None

    def show(self, found: Any) -> None:
        """Put what was fetched on the screen."""

    def shown(self) -> Shown | str:
        """What `e` exports from here; where there is nothing, why."""
        return "There is nothing to export on this screen. 1, 2 and 3 go to those that have."

    # -- the frame --

    def compose(self) -> ComposeResult:
        yield Line(self.QUESTION, self.dated, tone="strong", id="title")
        yield from self.body()
        yield Said(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        parts = (*((RowList,) if self.WITH_LIST else ()), type(self))
        self.set_keys(footer(parts))
        self.load()
        self.set_interval(LOOK_EVERY_SECONDS, self.look)

    def on_screen_resume(self) -> None:
        if self._seen is not None:
            self.look()

    @property
    def dated(self) -> str:
        """The day all is judged as on; that it is the past, or in the demo that nothing is kept."""
        today = self.desk.today
        if self.desk.recorded_on is not None:
            return f"as recorded on {day(today)}, read only"
        return f"throw-away demo, {day(today, today=today)}" if self.coordinator.demo else full_day(today)

    def title_line(self, counts: str = "") -> None:
        """Show the question with these counts, and the day it is answered for."""
        text = f"{self.QUESTION}  {counts}" if counts else self.QUESTION
        self.query_one("#title", Line).set(text, self.dated)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these keys on the lowest line, then those that work everywhere; undo and help always."""
        *everywhere, undo, help_ = footer((type(self.app),))
        idle = {self.PLACE, "export" if type(self).shown is BaseScreen.shown else ""}
        elsewhere = [(key, does) for key, does in everywhere if does not in idle]
        self.query_one("#keys", Keys).set([*keys, *elsewhere], (undo, help_))

    def say(self, text: str, tone: Tone = "plain", *, hint: str = "") -> None:
        """Say something on the status line, where it stays until something else is said. `hint` is never cut."""
        self.query_one("#status", Said).set(f" {text}" if text else "", hint, tone=tone)

    async def open_below(self, widget: Widget) -> None:
        """Put a line of typing (with an `Input`) or a panel that takes letters over the status and the keys."""
        from textual.widgets import Input

        await self.close_below()
        self._below = widget
        widget.add_class("below")
        await self.mount(widget)
        # At once: what is typed straight after the key belongs here.
        self.set_focus(widget if widget.can_focus else widget.query_one(Input))

    async def close_below(self) -> None:
        """Take the line of typing away and give the focus back."""
        below, self._below = self._below, None
        if below is not None:
            await below.remove()
            self.focus_body()

    async def on_day_line_left(self, message: "DayLine.Left") -> None:
        """Back to the screen, and to the day that was typed."""
        await self.close_below()
        if message.chosen:
            self.coordinator.see_as_on(message.day)

    def focus_body(self) -> None:
        """Focus what the keys of this screen work on."""
        if lists := self.query(RowList):
            self.set_focus(lists.first())

    # -- loading --

    def load(self) -> None:
        """Fetch and show again. A load that is under way is superseded."""
        self._load()

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _load(self) -> None:
        worker = get_current_worker()
        fingerprint = self.desk.store.fingerprint()
        found = self.fetch()
        if not worker.is_cancelled:
            self.post_message(Loaded(Look(fingerprint, found)))

    def on_loaded(self, message: Loaded) -> None:
        self._seen = message.look.fingerprint
        self._shown_at = self.desk
        self.show(message.look.found)
        title = self.query_one("#title", Line)
        title.set(title.text, self.dated)  # the day may be another than when the screen was opened

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.failed(event.worker.error)

    def failed(self, error: BaseException) -> None:
        """A load failed: say so in a dialog that stays. What was shown before still is.

        Where nothing can be shown at all, leave: there is no programme to work on.
        """
        first = self._seen is None
        if first and isinstance(error, CoordinatorError) and self is self.app.screen_stack[0]:
            self.coordinator.leave_with(error)
            return
        if self._shown_at not in (None, self.desk) and self.is_current:
            self.coordinator.go_back()  # what it showed is not there as on this day
        # The same failure every two seconds would bury the screen in dialogs.
        self._seen = self.desk.store.fingerprint()
        for rows in self.query(RowList) if first else ():
            rows.set_rows((), empty="This could not be read.\n\nPress r to try again.")
        self.coordinator.tell(error)

    def look(self) -> None:
        if self.is_current and self._seen is not None and self.desk.store.fingerprint() != self._seen:
            self.load()

    # -- keys --

    def action_reload(self) -> None:
        """Load what is shown again, and draw it anew."""
        self.coordinator.repaint()
        self.say("Loaded again.")
        self.load()

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.coordinator.go_back()
