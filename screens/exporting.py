"""Export to a spreadsheet: which rows, to which file; then where it is and how to fetch it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coordinator.models import Done
from screens import transfer
from screens.dialogs import ConfirmDialog, Dialog
from screens.export_view import KINDS, Choice, choices, target
from screens.messages import Shown
from screens.presentation import Cell, clean
from screens.widgets.detail import Detail
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from screens.app import CoordinatorApp


class ExportDialog(Dialog[None], inherit_bindings=False):
    """Arrows or letters choose what, tab goes to the path, enter writes."""

    CSS_PATH: ClassVar[Any] = ["dialogs.tcss", "exporting.tcss"]
    AUTO_FOCUS = ""  # the letters choose until tab goes to the path
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", id="export.write", tooltip="Write the file.", show=False),
        Binding("escape", "leave", "leave", id="export.leave", tooltip="Write nothing.", show=False),
        Binding("tab", "edit", "path", id="export.path", tooltip="Edit the path, or leave it.", show=False),
        Binding("up,k", "move(-1)", "up", id="export.up", tooltip="Choose the line above.", show=False),
        Binding("down,j", "move(1)", "down", id="export.down", tooltip="Choose the line below.", show=False),
        Binding("t", "pick('triage')", "triage", id="export.triage", tooltip="Choose triage.", show=False),
        Binding(
            "r",
            "pick('relationships')",
            "relationships",
            id="export.relationships",
            tooltip="Choose the relationships.",
            show=False,
        ),
        Binding(
            "a",
            "pick('applicants')",
            "applicants",
            id="export.applicants",
            tooltip="Choose the applicants.",
            show=False,
        ),
        Binding(
            "s",
            "pick('sessions')",
            "sessions",
            id="export.sessions",
            tooltip="Choose the sessions.",
            show=False,
        ),
    ]

    def __init__(self, shown: Shown) -> None:
        super().__init__(
            "Export to a spreadsheet",
            [],
            "↑ ↓ or letter chooses   tab edits the path   enter writes",
        )
        self._shown = shown
        self._choices = choices(shown)
        self._chosen = next((place for place, kind in enumerate(KINDS) if kind == shown.kind), 0)
        self._offered = ""
        self._writing = False

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    def compose_more(self) -> ComposeResult:
        yield Detail(id="choices")
        with Horizontal(id="path-row"):
            yield Line("file ›", tone="strong", id="path-prompt")
            yield OneLineInput(id="path")
        yield Line("", tone="quiet", id="path-said")

    def on_mount(self) -> None:
        self._show()

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return self._choices[self._chosen]

    def _default_name(self) -> str:
        from coordinator.services import exports

        return exports.default_name(self.choice.kind, self.coordinator.desk.today, self._shown.cohort)

    def _show(self) -> None:
        """Show the choices, and the path that goes with the chosen one unless it was edited."""
        self.query_one("#choices", Detail).set(
            [
                Cell(f"{'▌' if here else ' '} {choice.kind[0]}  {choice.text}", "strong" if here else "plain")
                for choice, here in ((choice, choice is self.choice) for choice in self._choices)
            ]
        )
        path = self.query_one("#path", OneLineInput)
        if path.value == self._offered:
            self._offered = path.value = str(self.coordinator.folder / self._default_name())
            path.cursor_position = len(path.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("a name that ends in .csv writes CSV")

    def _say(self, text: str) -> None:
        self.query_one("#path-said", Line).set(f"       {text}")

    # -- keys --

    def action_move(self, by: int) -> None:
        """Choose the line above or below."""
        self._chosen = max(0, min(len(self._choices) - 1, self._chosen + by))
        self._show()

    def action_pick(self, kind: str) -> None:
        """Choose a kind."""
        self._chosen = next(place for place, choice in enumerate(self._choices) if choice.kind == kind)
        self._show()

    def action_edit(self) -> None:
        """Go to the path, or back from it."""
        path = self.query_one("#path", OneLineInput)
        self.set_focus(None if path.has_focus else path)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the file; one that is there already only after a yes."""
        text = self.query_one("#path", OneLineInput).value
        if self._writing:
            return
        if not text.strip():
            self._say("Type where to write it, or press escape.")
            return
        path = target(text, self.coordinator.folder, self._default_name())
        if not path.exists():
            self._write(path)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(path)

        self.app.push_screen(
            ConfirmDialog(
                "That file is there already.", str(path), "Write over it?", yes="write over it", no="keep it"
            ),
            answered,
        )

    def _write(self, path: Path) -> None:
        from coordinator.services import exports

        self._writing = True
        self._say("Writing …")
        desk, choice, cohort = self.coordinator.desk, self.choice, self._shown.cohort
        as_csv = path.suffix.lower() == ".csv"

        def write() -> Done:
            return exports.export(desk, choice.kind, path, cohort=cohort, items=choice.items, csv=as_csv)

        self.coordinator.act(write, then=lambda done: self._written(done, path), otherwise=self._not_written)

    def _written(self, done: Done, path: Path) -> None:
        if self.is_attached:
            self.dismiss(None)
        self.app.push_screen(WrittenDialog(done.message, transfer.fetch(path)))

    def _not_written(self) -> None:
        self._writing = False
        if self.is_attached:
            self._say("Nothing was written.")

    def action_leave(self) -> None:
        """Write nothing."""
        if not self._writing:
            self.dismiss(None)


class WrittenDialog(Dialog[None], inherit_bindings=False):
    """Where the file is, and the command that fetches it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter,q", "close", "close", id="written.close", tooltip="Close the message.", show=False
        ),
        Binding(
            "y",
            "copy",
            "copy",
            id="written.copy",
            tooltip="Copy the scp command to your clipboard.",
            show=False,
        ),
    ]

    def __init__(self, message: str, command: str) -> None:
        super().__init__(
            "Written",
            [message, "To fetch it, type on your own machine:", command],
            "y copies the command   enter close",
        )
        self._command = command

    def action_copy(self) -> None:
        """Copy the scp command to your clipboard."""
        self.app.copy_to_clipboard(clean(self._command))
        self.coordinator_says()
        self.dismiss(None)

    def coordinator_says(self) -> None:
        """Say on the screen behind that the command is on the clipboard."""
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        self.app.base_screen.say("Copied the scp command.", "good")

    def action_close(self) -> None:
        """Close the message."""
        self.dismiss(None)
