"""A question answered in a few words, over the status line."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput


class _Answer(OneLineInput):
    async def action_submit(self) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(AskingLine.Answered(self.value))


class AskingLine(Vertical):
    """A question and room for its answer; `hint` says what can be typed. Enter answers, escape answers nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="asking.leave", tooltip="Answer nothing.", show=False),
    ]

    DEFAULT_CSS = """
    AskingLine { height: 2; }
    AskingLine Horizontal { height: 1; }
    AskingLine #asking-prompt { width: auto; }
    AskingLine OneLineInput { width: 1fr; }
    """

    class Answered(Message):
        """This was typed; None: nothing is wanted."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    def __init__(self, question: str, hint: str, text: str = "") -> None:
        super().__init__()
        self._question = question
        self._hint = hint
        self._text = text

    def compose(self) -> ComposeResult:
        with Horizontal():
            prompt = Line(f" {self._question} ", tone="strong", id="asking-prompt")
            prompt.styles.width = len(self._question) + 2
            yield prompt
            yield _Answer(self._text, id="asking-text")
        yield Line(f"   {self._hint}", "enter takes it   escape leaves ", tone="quiet")

    def action_leave(self) -> None:
        """Answer nothing."""
        self.screen.set_focus(None)
        self.post_message(self.Answered(None))
