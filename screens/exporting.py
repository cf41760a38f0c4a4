"""Export to a spreadsheet: which rows, in which format, to which file; then where it is and how to fetch it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coordinator.models import Done
from screens import export_view
from screens.dialogs import ConfirmDialog, Dialog
from screens.export_view import Choice, choices, target
from screens.messages import Shown
from screens.widgets.detail import Detail
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput
from screens.written import WrittenDialog

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

NO_CSV = "A blank log has lists to choose from: name it .xlsx."


class ExportDialog(Dialog[None], inherit_bindings=False):
    """Arrows or letters choose what, f the format, tab goes to the path, enter writes."""

    CSS_PATH: ClassVar[Any] = ["dialogs.tcss", "exporting.tcss"]
    AUTO_FOCUS = ""  # the letters choose until tab goes to the path
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", id="export.write", tooltip="Write the file.", show=False),
        Binding("escape", "leave", "leave", id="export.leave", tooltip="Write nothing.", show=False),
        Binding("tab", "edit", "path", id="export.path", tooltip="Edit the path, or leave it.", show=False),
        Binding("up,k", "move(-1)", "up", id="export.up", tooltip="Choose the line above.", show=False),
        Binding("down,j", "move(1)", "down", id="export.down", tooltip="Choose the line below.", show=False),
        Binding("f", "format", "format", id="export.format", tooltip="A workbook, or CSV.", show=False),
        Binding(
            "n",
            "notes",
            "notes",
            id="export.notes",
            tooltip="Take coordinators' notes in, where there are some, or leave them out.",
            show=False,
        ),
        *(
            Binding(
                letter,
                f"pick('{letter}')",
                what,
                id=f"export.{letter}",
                tooltip=f"Choose {what}.",
                show=False,
            )
            for letter, what in (
                ("w", "what the screen shows"),
                ("t", "triage"),
                ("r", "the relationships"),
                ("a", "the applicants"),
                ("s", "the sessions"),
                ("m", "the mail merge"),
                ("c", "the check-ins"),
                ("b", "a blank log of sessions"),
            )
        ),
    ]

    def __init__(self, shown: Shown) -> None:
        super().__init__(
            "Export to a spreadsheet",
            [],
            "letter chooses   tab edits the path   enter writes   escape leaves",
        )
        self._choices = choices(shown)
        self._chosen = next((place for place, one in enumerate(self._choices) if one.kind == shown.kind), 0)
        self._offered = ""
        self._notes = False
        self._writing = False

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    def compose_more(self) -> ComposeResult:
        yield Detail(id="choices")
        yield Detail(id="how")
        with Horizontal(id="path-row"):
            yield Line("file ›", tone="strong", id="path-prompt")
            yield OneLineInput(id="path")
        yield Line("", tone="quiet", id="path-said")

    def on_mount(self) -> None:
        self.query_one("#choices", Detail).styles.height = len(self._choices)
        self._show()

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return self._choices[self._chosen]

    @property
    def path(self) -> OneLineInput:
        """Where it is written to."""
        return self.query_one("#path", OneLineInput)

    def _default_name(self) -> str:
        from coordinator.services import exports

        choice, today = self.choice, self.coordinator.desk.today
        if choice.is_blank:
            return exports.default_name("blank-log", today, choice.mentor and choice.mentor.partition("@")[0])
        return exports.default_name(
            choice.kind, today, choice.cohort, csv=export_view.is_csv(self.path.value)
        )

    def _show(self) -> None:
        """Show the choices, and the path that goes with the chosen one unless it was edited."""
        self.query_one("#choices", Detail).set(export_view.lines(self._choices, self.choice))
        if self.path.value == self._offered:
            self._offered = self.path.value = str(self.coordinator.folder / self._default_name())
            self.path.cursor_position = len(self.path.value)
        self._show_how()

    def _show_how(self) -> None:
        told = export_view.said(self.choice, self.path.value, notes=self._notes)
        self.query_one("#how", Detail).set(told)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("")
        self._show_how()

    def _say(self, text: str) -> None:
        self.query_one("#path-said", Line).set(f"       {text}")

    # -- keys --

    def action_move(self, by: int) -> None:
        """Choose the line above or below."""
        self._chosen = max(0, min(len(self._choices) - 1, self._chosen + by))
        self._show()

    def action_pick(self, letter: str) -> None:
        """Choose by letter."""
        for place, choice in enumerate(self._choices):
            if choice.letter == letter:
                self._chosen = place
                self._show()
                return
        self._say("This screen shows no list: choose one of the lines above.")

    def action_format(self) -> None:
        """A workbook, or CSV: the file's name says which."""
        if self.choice.is_blank:
            self._say(NO_CSV)
            return
        was_offered = self.path.value == self._offered
        self.path.value = export_view.other_format(self.path.value)
        if was_offered:
            self._offered = self.path.value

    def action_notes(self) -> None:
        """Take coordinators' notes in, where there are some, or leave them out."""
        if not self.choice.has_notes:
            self._say("There are no notes in these; check-ins and timelines have some.")
            return
        self._notes = not self._notes
        self._show_how()

    def action_edit(self) -> None:
        """Go to the path, or back from it."""
        self.set_focus(None if self.path.has_focus else self.path)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the file; one that is there already only after a yes."""
        text = self.path.value
        if self._writing:
            return
        if not text.strip():
            self._say("Type where to write it, or press escape.")
            return
        path = target(text, self.coordinator.folder, self._default_name())
        if self.choice.is_blank and export_view.is_csv(path.name):
            self._say(NO_CSV)
            return
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
        self._writing = True
        self._say("Writing …")
        desk, choice, notes = self.coordinator.desk, self.choice, self._notes
        self.coordinator.act(
            lambda: export_view.written(desk, choice, path, notes=notes),
            then=lambda done: self._written(done, path),
            otherwise=self._not_written,
        )

    def _written(self, done: Done, path: Path) -> None:
        if self.is_attached:
            self.dismiss(None)
        self.app.push_screen(WrittenDialog(done.message, path))

    def _not_written(self) -> None:
        self._writing = False
        if self.is_attached:
            self._say("Nothing was written.")

    def action_leave(self) -> None:
        """Write nothing."""
        if not self._writing:
            self.dismiss(None)
