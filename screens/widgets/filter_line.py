"""The filter: narrows a list as you type."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput


class _FilterInput(OneLineInput):
    async def action_submit(self) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(FilterLine.Left())


class FilterLine(Vertical):
    """What is looked for, with the keys below it. Enter keeps the filter, escape takes it away.

    `looks_in` says what can be typed: "part of a name or cohort".
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "clear", id="filter.clear", tooltip="Take the filter away.", show=False),
        Binding(
            "down,up",
            "keep",
            "to the list",
            id="filter.keep",
            tooltip="Keep the filter, go to the list.",
            show=False,
        ),
    ]

    DEFAULT_CSS = """
    FilterLine { height: 2; }
    FilterLine Horizontal { height: 1; }
    FilterLine #filter-prompt { width: 10; }
    FilterLine OneLineInput { width: 1fr; }
    """

    class Changed(Message):
        """The text to look for is now this."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Typing is over; the filter is what the last `Changed` said."""

    def __init__(self, text: str, looks_in: str) -> None:
        super().__init__()
        self._text = text
        self._looks_in = looks_in

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Line(" filter /", tone="strong", id="filter-prompt")
            yield _FilterInput(self._text, id="filter-text")
        yield Line(f"   {self._looks_in}", "enter keeps it   escape takes it away ", tone="quiet")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._text:
            self._text = event.value
            self.post_message(self.Changed(event.value))

    def action_keep(self) -> None:
        """Keep the filter and go to the list."""
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Take the filter away."""
        if self._text:
            self.post_message(self.Changed(""))
        self.action_keep()
