"""The application: whose desk it is, the keys that work everywhere, and the changes that are being written."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from coordinator.errors import CoordinatorError, NotUndoable
from coordinator.models import Done
from coordinator.services.desk import Desk
from screens.as_on import AsOn
from screens.first_rows import FirstRows
from screens.keys import bindings_of, key_names
from screens.messages import Acted
from screens.presentation import clean
from screens.terminal import LineDriver
from screens.triage import TriageScreen

if TYPE_CHECKING:
    from coordinator.entry.names import Directory


class CoordinatorApp(AsOn):
    """The screens at one desk.

    `folder` is where files to import are looked for first. `first` may be rows already on their way,
    asked for before this module was imported. `as_on` is a day to begin at. `demo` says that the file is thrown away.
    """

    TITLE = "coordinator"
    # Textual reads no CSS of the first screen by itself.
    CSS_PATH: ClassVar[Any] = ["app.tcss", "base.tcss", "triage.tcss"]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "e", "export", "export", id="app.export", tooltip="Export what the screen shows to a spreadsheet."
        ),
        Binding("u", "undo", "undo", id="app.undo", tooltip="Take back the latest change you made."),
        Binding(
            "question_mark",
            "help",
            "help",
            id="app.help",
            tooltip="Every key of this screen, and what it does.",
        ),
        Binding(
            "q",
            "quit",
            "quit",
            id="app.quit",
            tooltip="Leave. Everything confirmed is already saved.",
            show=False,
        ),
        Binding(
            "ctrl+c",
            "say_how_to_quit",
            "quit?",
            id="app.interrupt",
            tooltip="Says which key leaves.",
            show=False,
        ),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        folder: Path,
        as_on: date | None = None,
        demo: bool = False,
        first: FirstRows | None = None,
    ) -> None:
        self.folder = folder
        self.demo = demo
        self.first = first
        self.last_cohort: str | None = None
        """The cohort last imported into."""
        self.names: tuple[tuple[int, ...], Directory] | None = None
        """Every relationship by its names, and how the file looked when they were read."""
        self._begin_at = as_on
        super().__init__(desk, driver_class=LineDriver, ansi_color=True)
        # The terminal's own sixteen colours: they follow a light or dark terminal and are the shortest on the line.
        self.theme = "ansi-dark"

    def on_mount(self) -> None:
        if self._begin_at is not None:
            self.call_after_refresh(self.see_as_on, self._begin_at)

    def get_default_screen(self) -> Screen[Any]:
        return TriageScreen(self.first)

    # -- what screens ask for --

    def directory(self) -> "Directory | None":
        """The names as they were read last, unless someone saved since."""
        if self.names is None or self.names[0] != self.desk.store.fingerprint():
            return None
        return self.names[1]

    def act(
        self,
        change: Callable[[], Done],
        then: Callable[[Done], None] | None = None,
        otherwise: Callable[[], None] | None = None,
        *,
        hint: str = "u undoes it ",
    ) -> None:
        """Make a change off the UI thread, say what was done, then show the screen again.

        `change` calls one service. `then` runs on the UI thread when it is in the file; `otherwise` when it failed,
        after the failure was shown. `hint` is said after what was done when that changed something. It goes on when
        the screen that asked is left.
        """
        self._write(change, then, otherwise, hint)

    def tell(self, error: BaseException) -> None:
        """Show a failure in a dialog that stays. A fault of the program also goes to Textual's log."""
        from screens.dialogs import ErrorDialog
        from screens.taking_back import StandsFast

        self.log.error(f"{type(error).__name__}: {error}")
        if isinstance(error, NotUndoable) and error.later is not None:
            self.push_screen(StandsFast(error))
        else:
            self.push_screen(ErrorDialog.of(error))

    def leave_with(self, error: CoordinatorError) -> None:
        """End with the failure's sentence on standard error and its exit code, as a command does."""
        self.exit(return_code=int(error.exit_code), message=Text(clean(f"coordinator: {error}")))

    def repaint(self) -> None:
        """Draw the whole screen anew, whatever has been written over it."""
        if isinstance(self._driver, LineDriver):
            self._driver.forget()
        self.refresh()

    # -- writing --

    @work(thread=True, group="write", exit_on_error=False)
    def _write(
        self,
        change: Callable[[], Done],
        then: Callable[[Done], None] | None,
        otherwise: Callable[[], None] | None,
        hint: str,
    ) -> None:
        try:
            done = change()
        except BaseException:
            if otherwise is not None:
                self.call_later(otherwise)
            raise
        self.post_message(Acted(done, then, hint))

    def on_acted(self, message: Acted) -> None:
        """The change is in the file."""
        screen = self.base_screen
        hint = message.hint if message.done.change is not None else ""
        screen.say(message.done.message, "good", hint=hint)
        if message.then is not None:
            message.then(message.done)
        screen.load()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell(event.worker.error)
            self.base_screen.load()

    # -- keys --

    def on_command_palette_opened(self) -> None:
        """A blinking cursor would cost the line 1.7 KB a second."""
        from textual.widgets import Input

        self.screen.query_one(Input).cursor_blink = False

    def action_export(self) -> None:
        """Export what the screen shows to a spreadsheet."""
        shown = self.base_screen.shown()
        if isinstance(shown, str):
            self.base_screen.say(shown)
            return
        from screens.exporting import ExportDialog

        self.push_screen(ExportDialog(shown))

    def action_undo(self) -> None:
        """Take back the latest change you made."""
        from coordinator.services import history

        self.act(lambda: history.undo_last(self.desk), hint="")

    def action_help(self) -> None:
        """Every key of this screen, and what it does."""
        from screens.help import HelpScreen

        self.push_screen(HelpScreen(self.base_screen))

    def action_say_how_to_quit(self) -> None:
        """Say which key leaves."""
        self.base_screen.say("q leaves. Everything confirmed is already saved.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a dialog is open, the keys of the screen behind it do nothing."""
        behind_dialogs = ("go", "as_on", "export", "undo", "help", "quit")
        return not (action in behind_dialogs and self.screen.is_modal)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette holds the keys of the screen and of the app, with what they do."""
        for owner in (screen, self):
            for binding in bindings_of(type(owner)):
                yield SystemCommand(
                    f"{binding.description} ({key_names(binding)[0]})",
                    binding.tooltip,
                    self._runner(owner, binding.action),
                )
        yield SystemCommand(
            "texts of messages", "Edit the texts that drafts are made of.", self._runner(self, "edit_texts")
        )

    def action_edit_texts(self) -> None:
        """Edit the texts that drafts are made of."""
        from screens.texts import TextsDialog

        if not self.only_read():
            self.push_screen(TextsDialog())

    def _runner(self, owner: Any, action: str) -> Callable[[], None]:
        async def run() -> None:
            await self.run_action(action, owner)

        def soon() -> None:
            self.call_later(run)

        return soon
