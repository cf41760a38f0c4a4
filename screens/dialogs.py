"""Dialogs: a failure that stays until it is read, a question, a choice."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coordinator.errors import CoordinatorError
from screens.presentation import clean
from screens.widgets.columns import Column
from screens.widgets.rows import RowList

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], inherit_bindings=False):
    """A box over the screen. `lines` are shown one to a paragraph; text from people is only text."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, title: str, lines: Sequence[str], keys: str, *, tone: str = "plain") -> None:
        super().__init__()
        self.title_text = title
        self.lines = list(lines)
        self.keys_text = keys
        self.tone = tone

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes=self.tone):
            yield Static(Content(clean(self.title_text)), id="heading", markup=False)
            with VerticalScroll(id="text", can_focus=False):
                yield Static(Content("\n\n".join(clean(line) for line in self.lines if line)), markup=False)
            yield from self.compose_more()
            yield Static(Content(self.keys_text), id="dialog-keys", markup=False)

    def compose_more(self) -> ComposeResult:
        """What stands between the text and the keys."""
        yield from ()


class ErrorDialog(Dialog[None], inherit_bindings=False):
    """What went wrong and what would put it right; nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter,q",
            "close",
            "close",
            id="error.close",
            tooltip="Close the message and go on.",
            show=False,
        ),
    ]

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__("That did not work", [message, hint], "enter close", tone="bad")

    @classmethod
    def of(cls, error: BaseException) -> "ErrorDialog":
        """The dialog for a failure: its own sentence, or one for a fault of the program."""
        if isinstance(error, CoordinatorError):
            return cls(error.message, error.hint)
        first_line = (str(error).splitlines() or [""])[0][:300]
        return cls(
            f"The program met a fault of its own: {type(error).__name__}: {first_line}",
            "What was confirmed before is safe. If it happens again, send this message to who looks after the program.",
        )

    def action_close(self) -> None:
        """Close the message and go on."""
        self.dismiss(None)


class ConfirmDialog(Dialog[bool], inherit_bindings=False):
    """A question answered with y or n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="confirm.yes", tooltip="Yes, do it.", show=False),
        Binding(
            "n,escape", "answer(False)", "no", id="confirm.no", tooltip="No, change nothing.", show=False
        ),
    ]

    def __init__(self, question: str, *lines: str, yes: str = "yes", no: str = "no") -> None:
        super().__init__(question, lines, f"y {yes}   n {no}")

    def action_answer(self, yes: bool) -> None:
        """Answer the question."""
        self.dismiss(yes)


class ChoiceDialog(Dialog[str | None], inherit_bindings=False):
    """One of a few lines, chosen with the arrows and enter, or left with escape (None)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="choice.leave", tooltip="Choose nothing.", show=False),
    ]

    def __init__(self, question: str, choices: Sequence[str], *lines: str) -> None:
        super().__init__(question, lines, "enter choose   escape leave")
        self.choices = list(choices)

    def compose_more(self) -> ComposeResult:
        columns: list[Column[str]] = [Column("", lambda choice: choice, 20, grow=1)]
        yield RowList(columns, key=str, id="choices")

    def on_mount(self) -> None:
        choices = self.query_one("#choices", RowList)
        choices.styles.height = len(self.choices) + 1
        choices.set_rows(self.choices)
        choices.focus()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.dismiss(message.row)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
