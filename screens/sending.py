"""Drafts of messages: written to a file of the chosen kind, and recorded as sent once the coordinator says so."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from coordinator.messages import Draft
from coordinator.models import Done
from coordinator.services import nudges
from coordinator.services.nudges import FORMS, Form
from screens import transfer
from screens.base import BaseScreen
from screens.import_files import named
from screens.presentation import clean
from screens.widgets.question import Question
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.answer_line import AnswerLine


class SendingScreen(BaseScreen):
    """A screen with a list of drafts. `sent` is called when they were recorded as sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", id="nudge.write", tooltip="Write the drafts; nothing is sent."),
        Binding("y", "sent", "sent", id="nudge.sent", tooltip="They are sent: record them as contacts."),
        Binding(
            "f",
            "next_form",
            "file",
            id="nudge.form",
            tooltip="A text file, a workbook for mail merge, or .eml files.",
        ),
        Binding(
            "p",
            "place",
            "where",
            id="nudge.place",
            tooltip="Say where the drafts are written to: a folder, or a file.",
            show=False,
        ),
    ]

    def __init__(self, sent: Callable[[], None]) -> None:
        super().__init__()
        self._sent = sent
        self.form: Form = "text"
        self._place: Path | None = None  # where they are written; None: the folder that was begun in

    @property
    def drafts(self) -> RowList[Draft]:
        """The drafts that are left."""
        raise NotImplementedError

    def refill(self) -> None:
        """Show the drafts, and what will be written, again."""
        raise NotImplementedError

    def action_next_form(self) -> None:
        """A text file, a workbook for mail merge, or .eml files."""
        forms: Sequence[Form] = tuple(FORMS)
        self.form = forms[(forms.index(self.form) + 1) % len(forms)]
        self.refill()

    @property
    def _path(self) -> Path:
        """The file or the folder that enter writes."""
        return nudges.target(self.desk, self.form, self._place or self.coordinator.folder)

    async def action_place(self) -> None:
        """Say where the drafts are written to."""
        from screens.answer_line import AnswerLine

        place = str(self._place or self.coordinator.folder)
        await self.open_below(AnswerLine("where", place, "a folder, or a file"))

    async def on_answer_line_taken(self, message: "AnswerLine.Taken") -> None:
        """A place was typed; nothing is the folder that was begun in."""
        await self.close_below()
        self._place = named(message.text, self.coordinator.folder) if message.text else None
        self.say(f"Enter writes {clean(str(self._path))}")

    async def on_answer_line_left(self) -> None:
        """It stays where it was."""
        await self.close_below()

    async def action_write(self) -> None:
        """Write the drafts; over files that are there only after a yes."""
        if self._is_empty():
            return
        path = self._path
        if not path.exists():
            self._write(path)
            return
        there = "That folder is there already." if path.is_dir() else "That file is there already."
        await self.open_below(
            Question("over", f"{there} Write over it?", str(path), yes="write over it", no="keep it")
        )

    def _is_empty(self) -> bool:
        """Whether nobody is left to write to; it is said then."""
        if not self.drafts.rows:
            self.say("Nobody is left to write to: w for others, escape goes back.", "warn")
        return not self.drafts.rows

    def _write(self, path: Path) -> None:
        desk, drafts, form = self.desk, list(self.drafts.rows), self.form

        def write() -> Done:
            return Done(nudges.write(desk, drafts, form, path), None)

        def written(done: Done) -> None:
            self.call_later(self._written, done, path)

        self.coordinator.act(write, then=written)

    async def _written(self, done: Done, path: Path) -> None:
        """Where they are; they count as sent when the coordinator says so."""
        command = transfer.fetch(path)
        if path.is_dir():
            command = command.replace("scp ", "scp -r ", 1)
        await self.open_below(
            Question(
                "sent",
                "Written; nothing was sent",
                done.message,
                f"To fetch it, type on your own machine:  {command}",
                "Send them with your own mail program. y records them as sent; later y on the list does it too.",
                yes="they are sent",
                no="not yet",
            )
        )

    async def action_sent(self) -> None:
        """Record the drafts as contacts, after a yes."""
        if self._is_empty():
            return
        many = len(self.drafts.rows)
        which = "Is the draft" if many == 1 else f"Are all {many} drafts"
        await self.open_below(
            Question("sent", f"{which} sent? Each is recorded as a contact.", yes="record", no="not yet")
        )

    async def on_question_answered(self, message: Question.Answered) -> None:
        """Write or record after a yes; the question stays until it is done, and the screen is left then."""
        if message.yes and message.question == "sent":
            desk, drafts = self.desk, list(self.drafts.rows)
            self.coordinator.act(
                lambda: nudges.record_sent(desk, drafts),
                then=self._recorded,
                otherwise=self._not_recorded,
            )
            return
        await self.close_below()
        if message.yes:
            self._write(self._path)

    def _not_recorded(self) -> None:
        self.call_later(self.close_below)

    def _recorded(self, done: Done) -> None:
        self._sent()
        self.coordinator.go_back()
        self.coordinator.base_screen.say(done.message, "good", hint="u undoes it ")
