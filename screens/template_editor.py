"""The text of one kind of message: its subject, its body, and whether its placeholders can be filled."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from coordinator import messages
from coordinator.errors import CoordinatorError
from coordinator.messages import PLACEHOLDERS, Template
from coordinator.models import Done
from coordinator.services import message_texts
from screens.dialogs import ConfirmDialog
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

_KEYS = (
    ("up", "cursor_up", "A line up."),
    ("down", "cursor_down", "A line down."),
    ("left", "cursor_left", "One letter to the left."),
    ("right", "cursor_right", "One letter to the right."),
    ("ctrl+left", "cursor_word_left", "A word to the left."),
    ("ctrl+right", "cursor_word_right", "A word to the right."),
    ("home", "cursor_line_start", "To the start of the line."),
    ("end,ctrl+e", "cursor_line_end", "To the end of the line."),
    ("pageup", "cursor_page_up", "A page up."),
    ("pagedown", "cursor_page_down", "A page down."),
    ("backspace", "delete_left", "Rub out the letter before."),
    ("delete,ctrl+d", "delete_right", "Rub out the letter after."),
    ("ctrl+w", "delete_word_left", "Rub out the word before."),
    ("ctrl+u", "delete_to_start_of_line", "Rub out all before."),
    ("ctrl+k", "delete_to_end_of_line_or_delete_line", "Rub out all after."),
)


class BodyText(TextArea, inherit_bindings=False):
    """Textual's text area without the keys that die on the way over SSH or in tmux."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, action.replace("_", " "), id=f"body.{action}", tooltip=told, show=False)
        for key, action, told in _KEYS
    ]

    DEFAULT_CSS = """
    BodyText, BodyText:focus {
        border: none;
        padding: 0 1;
        height: 1fr;
        background: $background;
    }
    """


class TemplateScreen(ModalScreen[None], inherit_bindings=False):
    """Tab goes from the subject to the text and back; escape leaves, and asks whether to keep what changed."""

    CSS_PATH = "template_editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            "done",
            id="template.leave",
            tooltip="Leave; a change is saved after a yes.",
            show=False,
        ),
        Binding(
            "tab", "app.focus_next", "next part", id="template.next", tooltip="Subject or text.", show=False
        ),
    ]

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._template = template

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    def compose(self) -> ComposeResult:
        yield Line(f" The {self._template.title}", "tab next part   esc done ", tone="strong")
        with Horizontal(id="subject-row"):
            yield Line(" Subject ›", tone="strong", id="subject-prompt")
            yield OneLineInput(self._template.subject, id="template-subject")
        body = BodyText(self._template.body, soft_wrap=True, compact=True, id="template-body")
        body.cursor_blink = False
        yield body
        yield Said(indent=3, id="template-checked")

    def on_mount(self) -> None:
        self.query_one(BodyText).focus()
        self._check()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._check()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(BodyText).focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._check()

    def _texts(self) -> tuple[str, str]:
        return self.query_one("#template-subject", OneLineInput).value.strip(), self.query_one(
            BodyText
        ).text.strip()

    def _check(self) -> CoordinatorError | None:
        """Say whether every placeholder can be filled."""
        said = self.query_one("#template-checked", Said)
        try:
            messages.check(*self._texts())
        except CoordinatorError as error:
            said.set(f" ? {error}", tone="warn")
            return error
        said.set(f" ✓ placeholders: {' '.join(f'{{{name}}}' for name in PLACEHOLDERS)}", tone="quiet")
        return None

    def action_leave(self) -> None:
        """Leave; a change is saved after a yes."""
        subject, body = self._texts()
        if (subject, body) == (self._template.subject, self._template.body):
            self.dismiss(None)
            return
        wrong = self._check()

        def answered(yes: bool | None) -> None:
            if yes and wrong is None:
                self._save(subject, body)
            elif yes or (wrong is None and yes is False):
                self.dismiss(None)

        if wrong is None:
            question = ConfirmDialog(
                f"Save the {self._template.title}?", yes="save it", no="throw the change away"
            )
        else:
            question = ConfirmDialog(
                "It cannot be saved so.",
                str(wrong),
                "Throw the change away?",
                yes="throw it away",
                no="go on editing",
            )
        self.app.push_screen(question, answered)

    def _save(self, subject: str, body: str) -> None:
        desk, template = self.coordinator.desk, self._template

        def saved(_: Done) -> None:
            self.dismiss(None)

        self.coordinator.act(lambda: message_texts.save(desk, template, subject, body), then=saved)
