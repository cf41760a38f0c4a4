"""A line to type a path on, completed with tab."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from screens.import_files import complete
from screens.presentation import clean
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput

HINT = "   tab completes   enter takes it   escape leaves"


class PathLine(Vertical):
    """Two rows: the path, and what tab found. A path that is not a whole one is meant from `folder`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="path.leave", tooltip="Leave without a file.", show=False),
        Binding("tab", "complete", "complete", id="path.complete", tooltip="Complete the path.", show=False),
    ]

    DEFAULT_CSS = """
    PathLine { height: 2; }
    PathLine Horizontal { height: 1; }
    PathLine #path-prompt { width: 8; }
    PathLine OneLineInput { width: 1fr; }
    """

    class Taken(Message):
        """This was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Nothing is wanted."""

    def __init__(
        self, folder: Path, completed: Callable[[str, Path], tuple[str, Sequence[str]]] = complete
    ) -> None:
        super().__init__(id="path-line")
        self._folder = folder
        self._completed = completed

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Line(" file ›", tone="strong", id="path-prompt")
            yield OneLineInput(id="path-text")
        yield Line(HINT, tone="quiet", id="path-found")

    def on_mount(self) -> None:
        self.query_one(OneLineInput).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(self.Taken(event.value))

    def action_complete(self) -> None:
        """Complete the path as far as it is certain, and show what would fit."""
        typing = self.query_one(OneLineInput)
        text, fitting = self._completed(typing.value, self._folder)
        if text != typing.value:
            typing.value = text
            typing.cursor_position = len(text)
        if not fitting:
            found = "   No spreadsheet there begins so."
        elif len(fitting) == 1:
            found = HINT
        else:
            found = f"   {'   '.join(clean(name) for name in fitting[:40])}"
        self.query_one("#path-found", Line).set(found)

    def action_leave(self) -> None:
        """Leave without a file."""
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left())
