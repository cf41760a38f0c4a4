"""A line that takes one typed value: what it means is said below it before enter keeps it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coordinator.errors import CoordinatorError
from screens.presentation import Tone
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput


class TypedLine(Vertical):
    """`prompt` says what is typed, `example` what may be; `check` gives the meaning in words, or raises why not.

    Enter hands the text to `then`; escape leaves all as it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="typed.leave", tooltip="Change nothing.", show=False),
    ]

    DEFAULT_CSS = """
    TypedLine { height: auto; }
    TypedLine Horizontal { height: 1; }
    TypedLine #typed-prompt { width: auto; min-width: 12; }
    TypedLine OneLineInput { width: 1fr; }
    """

    class Left(Message):
        """Typing is over; None: nothing is to be changed."""

        def __init__(self, text: str | None, then: Callable[[str], None]) -> None:
            super().__init__()
            self.text = text
            self.then = then

    def __init__(
        self,
        prompt: str,
        then: Callable[[str], None],
        *,
        value: str = "",
        example: str = "",
        check: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self._prompt = f" {prompt} › "
        self._then = then
        self._value = value
        self._example = example
        self._check = check

    def compose(self) -> ComposeResult:
        with Horizontal():
            prompt = Line(self._prompt, tone="strong", id="typed-prompt")
            prompt.styles.width = len(self._prompt)
            yield prompt
            yield OneLineInput(self._value, id="typed-text")
        yield Said(indent=3, keep_rows=True, id="typed-understood")

    def on_mount(self) -> None:
        self._say(self._example)

    def _say(self, text: str, tone: Tone = "quiet") -> None:
        self.query_one("#typed-understood", Said).set(f"   {text}", "enter keeps   escape leaves ", tone=tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it means."""
        event.stop()
        if not event.value.strip() or event.value == self._value:
            self._say(self._example)
            return
        try:
            meaning = self._check(event.value)
        except CoordinatorError as error:
            self._say(str(error), "warn")
        else:
            self._say(meaning or self._example)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._check(event.value)
        except CoordinatorError as error:
            self._say(str(error), "warn")
            return
        self._end(event.value)

    def _end(self, text: str | None) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(text, self._then))

    def action_leave(self) -> None:
        """Change nothing."""
        self._end(None)
