"""Nudges: a draft for each person of the marked relationships, shown before it is written to a file. Nothing is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from coordinator.messages import NAMES, Draft, Template
from coordinator.services import message_texts, nudges
from coordinator.services.nudges import FORMS
from screens.narrowing import following
from screens.presentation import Cell, clean, count, wrap
from screens.sending import SendingScreen
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

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


class NudgeScreen(SendingScreen):
    """Every draft, and the highlighted one in full. `sent` is called when they were recorded as sent.

    A sheet over the lower part of the screen before: what stands above it need not be sent again.
    """

    CSS_PATH: ClassVar = ["base.tcss", "nudges.tcss"]
    QUESTION = "Write to whom?"
    WITH_LIST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "next_text", "message", id="nudge.text", tooltip="The next kind of message, for all."),
        Binding("x", "edit", "edit text", id="nudge.edit", tooltip="Edit the text of this kind of message."),
        Binding(
            "w", "next_sides", "whom", id="nudge.sides", tooltip="To both sides, to mentors, to mentees."
        ),
        Binding("d", "leave_out", "leave out", id="nudge.drop", tooltip="Leave this person out."),
    ]

    def __init__(self, relationships: Sequence[int], sent: Callable[[], None]) -> None:
        super().__init__(sent)
        self._relationships = relationships
        self._name: str | None = None  # the kind for all; None: as fits each
        self._sides = "both sides"
        self._out: set[int] = set()  # people left out
        self._found = Drafted({}, ())

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield from super().compose()

    def body(self) -> ComposeResult:
        yield RowList[Draft](
            COLUMNS, lambda draft: draft.person, opening=False, empty="Writing …", id="drafts"
        )
        yield Rule(id="subject")
        yield Detail(id="draft")

    @property
    def drafts(self) -> RowList[Draft]:
        return self.query_one("#drafts", RowList)

    # -- loading --

    def fetch(self) -> Drafted:
        texts = message_texts.templates(self.desk)
        sides = SIDES[self._sides]
        return Drafted(
            texts, nudges.drafts(self.desk, self._relationships, texts, name=self._name, sides=sides)
        )

    def show(self, found: Drafted) -> None:
        self._found = found
        self.refill()

    def refill(self) -> None:
        drafts = [draft for draft in self._found.drafts if draft.person not in self._out]
        self.drafts.set_rows(drafts, empty="Nobody is left.\n\nPress escape to go back, or w for others.")
        kind = self._name.replace("_", " ") if self._name else "as fits each"
        self.title_line(f"{count(len(drafts), 'draft')} · {kind} · {self._sides} · {FORMS[self.form]}")
        self._show_draft()

    @on(RowList.Rested, "#drafts")
    def _show_draft(self) -> None:
        draft, pane = self.drafts.row, self.query_one("#draft", Detail)
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

    def action_leave_out(self) -> None:
        """Leave this person out."""
        if self.drafts.row is not None:
            self._out.add(self.drafts.row.person)
            self.refill()

    def action_edit(self) -> None:
        """Edit the text of this kind of message."""
        from screens.template_editor import TemplateScreen

        name = self.drafts.row.template if self.drafts.row else self._name or NAMES[0]
        if name in self._found.texts:
            self.app.push_screen(TemplateScreen(self._found.texts[name]))
