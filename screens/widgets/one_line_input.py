"""The input that the filter and the entry line share: one row, a cursor that does not blink."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.presentation import clean


class OneLineInput(Input, inherit_bindings=False):
    """Textual's input without the keys that die on the way over SSH or in tmux."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "done", id="input.enter", tooltip="Take what was typed.", show=False),
        Binding(
            "left", "cursor_left", "left", id="input.left", tooltip="One letter to the left.", show=False
        ),
        Binding(
            "right", "cursor_right", "right", id="input.right", tooltip="One letter to the right.", show=False
        ),
        Binding(
            "ctrl+left",
            "cursor_left_word",
            "word left",
            id="input.word-left",
            tooltip="A word to the left.",
            show=False,
        ),
        Binding(
            "ctrl+right",
            "cursor_right_word",
            "word right",
            id="input.word-right",
            tooltip="A word to the right.",
            show=False,
        ),
        Binding("home", "home", "start", id="input.home", tooltip="To the start.", show=False),
        Binding("end,ctrl+e", "end", "end", id="input.end", tooltip="To the end.", show=False),
        Binding(
            "backspace",
            "delete_left",
            "rub out",
            id="input.backspace",
            tooltip="Rub out the letter before.",
            show=False,
        ),
        Binding(
            "delete,ctrl+d",
            "delete_right",
            "delete",
            id="input.delete",
            tooltip="Rub out the letter after.",
            show=False,
        ),
        Binding(
            "ctrl+w",
            "delete_left_word",
            "rub out word",
            id="input.rub-word",
            tooltip="Rub out the word before.",
            show=False,
        ),
        Binding(
            "ctrl+u",
            "delete_left_all",
            "rub out all",
            id="input.rub-all",
            tooltip="Rub out all before.",
            show=False,
        ),
        Binding(
            "ctrl+k",
            "delete_right_all",
            "cut rest",
            id="input.rub-rest",
            tooltip="Rub out all after.",
            show=False,
        ),
    ]

    DEFAULT_CSS = """
    OneLineInput, OneLineInput:focus {
        border: none;
        height: 1;
        padding: 0;
        background-tint: transparent 0%;
    }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes in whole, on one line and without what could act on the terminal."""
        event.prevent_default()
        event.stop()
        self.replace(clean(event.text.strip()), *self.selection)
