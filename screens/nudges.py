"""Nudges: a draft for each person of the marked relationships, shown before it is written to a file. Nothing is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.messages import NAMES, Draft, Template
from coordinator.models import Done
from coordinator.services import nudges
from coordinator.services.nudges import FORMS, Form
from screens import transfer
from screens.base import BaseScreen
from screens.dialogs import ConfirmDialog
from screens.import_files import named
from screens.narrowing import following
from screens.presentation import Cell, clean, count, wrap
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.answer_line import AnswerLine

SIDES: dict[str, Sequence[str]] = {
    "both sides": ("mentor", "mentee"),
    "mentors": ("mentor",),
    "mentees": ("mentee",),
}

COLUMNS: Sequence[Column[Draft]] = (
    Column("To", lambda draft: draft.name, 18, grow=1),
    Column("Message", lambda draft: draft.template.replace("_", " "), 15),
    Column("About", lambda draft: ", ".join(f"R{number}" for number in draft.relationships), 10, grow=1),
    Column("E-mail", lambda draft: draft.email or Cell("none: call them", "warn"), 22, grow=2),
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The texts as they are now, and the drafts made of them."""

    texts: dict[str, Template]
    drafts: Sequence[Draft]


class NudgeScreen(BaseScreen):
    """Every draft, and the highlighted one in full. `sent` is called when they were recorded as sent."""

    CSS_PATH: ClassVar = ["base.tcss", "nudges.tcss"]
    QUESTION = "Write to whom?"
    WITH_LIST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", id="nudge.write", tooltip="Write the drafts; nothing is sent."),
        Binding("y", "sent", "sent", id="nudge.sent", tooltip="They are sent: record them as contacts."),
        Binding("t", "next_text", "message", id="nudge.text", tooltip="The next kind of message, for all."),
        Binding("x", "edit", "edit text", id="nudge.edit", tooltip="Edit the text of this kind of message."),
        Binding(
            "w", "next_sides", "whom", id="nudge.sides", tooltip="To both sides, to mentors, to mentees."
        ),
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
        Binding("d", "leave_out", "leave out", id="nudge.drop", tooltip="Leave this person out."),
    ]

    def __init__(self, relationships: Sequence[int], sent: Callable[[], None]) -> None:
        super().__init__()
        self._relationships = relationships
        self._sent = sent
        self._name: str | None = None  # the kind for all; None: as fits each
        self._sides = "both sides"
        self._form: Form = "text"
        self._place: Path | None = None  # where they are written; None: the folder that was begun in
        self._out: set[int] = set()  # people left out
        self._found = Drafted({}, ())

    def body(self) -> ComposeResult:
        yield RowList[Draft](
            COLUMNS, lambda draft: draft.person, opening=False, empty="Writing …", id="drafts"
        )
        yield Rule(id="subject")
        yield Detail(id="draft")

    @property
    def _list(self) -> RowList[Draft]:
        return self.query_one("#drafts", RowList)

    # -- loading --

    def fetch(self) -> Drafted:
        texts = nudges.templates(self.desk)
        sides = SIDES[self._sides]
        return Drafted(
            texts, nudges.drafts(self.desk, self._relationships, texts, name=self._name, sides=sides)
        )

    def show(self, found: Drafted) -> None:
        self._found = found
        self._refill()

    def _refill(self) -> None:
        drafts = [draft for draft in self._found.drafts if draft.person not in self._out]
        self._list.set_rows(drafts, empty="Nobody is left.\n\nPress escape to go back, or w for others.")
        kind = self._name.replace("_", " ") if self._name else "as fits each"
        self.title_line(f"{count(len(drafts), 'draft')} · {kind} · {self._sides} · {FORMS[self._form]}")
        self._show_draft()

    @on(RowList.Rested, "#drafts")
    def _show_draft(self) -> None:
        draft, pane = self._list.row, self.query_one("#draft", Detail)
        self.query_one("#subject", Rule).set(f"Subject: {clean(draft.subject)}" if draft else "")
        lines = draft.body.splitlines() if draft else []
        pane.set([Cell(f" {part}") for line in lines for part in wrap(line, max(10, self.size.width - 2), 9)])

    def on_resize(self) -> None:
        """The text is broken to its new width."""
        self.call_after_refresh(self._show_draft)

    # -- choosing --

    def action_next_text(self) -> None:
        """The next kind of message, for all."""
        self._name = following(NAMES, self._name)
        self.load()

    def action_next_sides(self) -> None:
        """To both sides, to mentors, to mentees."""
        self._sides = following(list(SIDES), self._sides) or "both sides"
        self.load()

    def action_next_form(self) -> None:
        """A text file, a workbook for mail merge, or .eml files."""
        forms: Sequence[Form] = tuple(FORMS)
        self._form = forms[(forms.index(self._form) + 1) % len(forms)]
        self._refill()

    @property
    def _path(self) -> Path:
        """The file or the folder that enter writes."""
        return nudges.target(self.desk, self._form, self._place or self.coordinator.folder)

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

    def action_leave_out(self) -> None:
        """Leave this person out."""
        if self._list.row is not None:
            self._out.add(self._list.row.person)
            self._refill()

    def action_edit(self) -> None:
        """Edit the text of this kind of message."""
        from screens.template_editor import TemplateScreen

        name = self._list.row.template if self._list.row else self._name or NAMES[0]
        if name in self._found.texts:
            self.app.push_screen(TemplateScreen(self._found.texts[name]))

    # -- writing and recording --

    def action_write(self) -> None:
        """Write the drafts; over files that are there only after a yes."""
        path = self._path
        if not path.exists():
            self._write(path)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(path)

        question = "That folder is there already." if path.is_dir() else "That file is there already."
        self.app.push_screen(
            ConfirmDialog(question, str(path), "Write over it?", yes="write over it", no="keep it"), answered
        )

    def _write(self, path: Path) -> None:
        desk, drafts, form = self.desk, list(self._list.rows), self._form

        def write() -> Done:
            return Done(nudges.write(desk, drafts, form, path), None)

        self.coordinator.act(write, then=lambda done: self._written(done, path))

    def _written(self, done: Done, path: Path) -> None:
        """Where they are; they count as sent when the coordinator says so."""
        command = transfer.fetch(path)
        if path.is_dir():
            command = command.replace("scp ", "scp -r ", 1)

        def answered(yes: bool | None) -> None:
            if yes:
                self._record()

        self.app.push_screen(
            ConfirmDialog(
                "Written; nothing was sent",
                done.message,
                f"To fetch it, type on your own machine:  {command}",
                "Send them with your own mail program. y records them as sent; later y on the list does it too.",
                yes="they are sent",
                no="not yet",
            ),
            answered,
        )

    def action_sent(self) -> None:
        """Record the drafts as contacts, after a yes."""
        many = count(len(self._list.rows), "draft")

        def answered(yes: bool | None) -> None:
            if yes:
                self._record()

        self.app.push_screen(
            ConfirmDialog(f"Are all {many} sent?", "Each is recorded as a contact.", yes="record them"),
            answered,
        )

    def _record(self) -> None:
        desk, drafts = self.desk, list(self._list.rows)
        self.coordinator.act(lambda: nudges.record_sent(desk, drafts), then=self._recorded)

    def _recorded(self, done: Done) -> None:
        self._sent()
        self.coordinator.go_back()
        self.coordinator.base_screen.say(done.message, "good", hint="u undoes it ")
