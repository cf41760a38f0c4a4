"""A line to type one answer on: a cell mended in place, an answer for all rows, a name."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from screens.presentation import clean, fit
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput

LONGEST_PROMPT = 30


class AnswerLine(Vertical):
    """Two rows: what is asked with the answer as it is, and what to know about it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="answer.leave", tooltip="Leave it as it is.", show=False),
    ]

    DEFAULT_CSS = """
    AnswerLine { height: 2; }
    AnswerLine Horizontal { height: 1; }
    AnswerLine #answer-prompt { width: auto; }
    AnswerLine OneLineInput { width: 1fr; }
    """

    class Taken(Message):
        """This was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """It stays as it is."""

    def __init__(self, asked: str, answer: str = "", hint: str = "") -> None:
        super().__init__(id="answer-line")
        self._asked = f" {fit(clean(asked), LONGEST_PROMPT).rstrip()} ›"
        self._answer = clean(answer)
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Horizontal():
            prompt = Line(self._asked, tone="strong", id="answer-prompt")
            prompt.styles.width = len(self._asked) + 1
            yield prompt
            yield OneLineInput(self._answer, id="answer-text")
        yield Line(f"   {self._hint}", "enter takes it   escape leaves it ", tone="quiet")

    def on_mount(self) -> None:
        typing = self.query_one(OneLineInput)
        typing.cursor_position = len(self._answer)
        typing.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Taken(event.value.strip()))

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.screen.set_focus(None)
        self.post_message(self.Left())
