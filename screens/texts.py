"""The texts that drafts are made of: which there are, and which to edit."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState

from coordinator.messages import NAMES, Template
from coordinator.services import message_texts
from screens.dialogs import Dialog
from screens.template_editor import TemplateScreen
from screens.widgets.columns import Column
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

COLUMNS: Sequence[Column[Template]] = (
    Column("Message", lambda text: text.title, 16),
    Column("Subject", lambda text: text.subject, 30, grow=1),
    Column("Text", lambda text: "as it ships" if text.is_shipped else "edited", 12),
)


class TextsDialog(Dialog[None], inherit_bindings=False):
    """Every kind of message. Enter edits its text; it comes back here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="texts.leave", tooltip="Leave.", show=False),
    ]
    DEFAULT_CSS = """
    TextsDialog #text { display: none; }
    """

    class Read(Message):
        """The texts as they are now."""

        def __init__(self, texts: Sequence[Template]) -> None:
            super().__init__()
            self.texts = texts

    def __init__(self) -> None:
        super().__init__("Which text of a message?", [], "enter edits   escape leaves")

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    def compose_more(self) -> ComposeResult:
        yield RowList[Template](COLUMNS, attrgetter("name"), empty="Reading …", id="texts")

    def on_mount(self) -> None:
        texts = self.query_one("#texts", RowList)
        texts.styles.height = len(NAMES) + 1
        texts.focus()

    def on_screen_resume(self) -> None:
        self._read()

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _read(self) -> None:
        self.post_message(self.Read(tuple(message_texts.templates(self.coordinator.desk).values())))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.coordinator.tell(event.worker.error)

    def on_texts_dialog_read(self, message: Read) -> None:
        self.query_one("#texts", RowList).set_rows(message.texts)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.app.push_screen(TemplateScreen(message.row))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
