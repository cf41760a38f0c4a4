"""What an import asks before it shows anything: which cohort; then, while the file is read, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerState, get_current_worker

from coordinator.models import Kind
from coordinator.services.desk import Desk
from screens.dialogs import Dialog
from screens.presentation import Cell, clean, count
from screens.widgets.columns import Column
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from coordinator.services.imports import Preview
    from screens.app import CoordinatorApp

MOST_COHORTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class CohortChoice:
    """A cohort to import into: one that is there, or a new one."""

    name: str
    is_new: bool


def choices(text: str, cohorts: Sequence[str], likely: str) -> list[CohortChoice]:
    """The cohorts that fit what is typed, the likeliest first, and a new one of that name where none is called so."""
    wanted = " ".join(text.split())
    folded = wanted.casefold()
    if exact := [name for name in cohorts if name.casefold() == folded]:
        return [CohortChoice(name, False) for name in exact]
    ranked = sorted(cohorts, key=lambda name: (name != likely, not name.casefold().startswith(folded)))
    found = [CohortChoice(name, False) for name in ranked if folded in name.casefold()]
    return [*found, CohortChoice(wanted, True)] if wanted else found


class CohortDialog(Dialog[str | None], inherit_bindings=False):
    """Which cohort the file goes into: typed as far as needed, or chosen with the arrows. None: left."""

    CSS_PATH: ClassVar[Any] = ["dialogs.tcss", "importing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="cohort.leave", tooltip="Import nothing.", show=False),
        Binding("up", "move(-1)", "up", id="cohort.up", tooltip="The cohort above.", show=False),
        Binding("down,tab", "move(1)", "down", id="cohort.down", tooltip="The cohort below.", show=False),
    ]

    def __init__(self, file_name: str, cohorts: Sequence[str], likely: str, typed: str) -> None:
        lines = [clean(file_name)]
        if not cohorts:
            lines.append("There is no cohort yet. Name the first one, for instance Spring 2026.")
        super().__init__(
            "Which cohort does it go into?", lines, "enter takes it   ↑ ↓ choose   escape leaves"
        )
        self._cohorts = cohorts
        self._likely = likely
        self._typed = typed

    def compose_more(self) -> ComposeResult:
        with Horizontal(id="cohort-typing"):
            yield Line("cohort ›", tone="strong", id="cohort-prompt")
            yield OneLineInput(self._typed, id="cohort-text")
        columns: list[Column[CohortChoice]] = [
            Column("", lambda choice: choice.name, 20, grow=1),
            Column("", lambda choice: Cell("a new cohort", "warn") if choice.is_new else "", 12),
        ]
        cohorts: RowList[CohortChoice] = RowList(columns, lambda choice: choice, id="cohorts")
        cohorts.can_focus = False
        cohorts.styles.height = min(len(self._cohorts) + 1, MOST_COHORTS_SHOWN) + 1
        yield cohorts

    def on_mount(self) -> None:
        typing = self.query_one(OneLineInput)
        typing.cursor_position = len(self._typed)
        typing.focus()
        self._show(self._typed)

    def _show(self, text: str) -> None:
        self.query_one("#cohorts", RowList).set_rows(
            choices(text, self._cohorts, self._likely), empty="Type a name."
        )
        self.query_one("#cohorts", RowList).action_edge(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self.query_one("#cohorts", RowList).row
        if choice is not None:
            self.dismiss(choice.name)

    def action_move(self, by: int) -> None:
        """Go to the cohort above or below."""
        self.query_one("#cohorts", RowList).action_move(by)

    def action_leave(self) -> None:
        """Import nothing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: a file, into a cohort, as a kind (None: as its headers say)."""

    path: Path
    cohort: str
    kind: Kind | None = None


class ReadingDialog(Dialog["Preview | None"], inherit_bindings=False):
    """Reads and judges a file, and says how far it is. None: cancelled, or failed and said so; nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="reading.cancel", tooltip="Stop reading.", show=False),
    ]

    class Progress(Message):
        """So many rows are read."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    class Read(Message):
        """The file is read and judged."""

        def __init__(self, preview: "Preview") -> None:
            super().__init__()
            self.preview = preview

    def __init__(self, app: "CoordinatorApp", wanted: Wanted) -> None:
        super().__init__(f"Reading {clean(wanted.path.name)}", [], "escape cancels")
        self._coordinator = app
        self._desk: Desk = app.desk
        self._wanted = wanted

    def compose_more(self) -> ComposeResult:
        yield Line("…", id="progress")

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _read(self) -> None:
        from coordinator.services import imports

        worker = get_current_worker()

        def progress(rows: int) -> None:
            if not worker.is_cancelled:
                self.post_message(self.Progress(rows))

        wanted = self._wanted
        preview = imports.preview(
            self._desk,
            wanted.path,
            name=wanted.path.name,
            cohort=wanted.cohort,
            kind=wanted.kind,
            progress=progress,
            cancelled=lambda: worker.is_cancelled,
        )
        if not worker.is_cancelled:
            self.post_message(self.Read(preview))

    @on(Progress)
    def _progress(self, message: Progress) -> None:
        self.query_one("#progress", Line).set(f"{count(message.rows, 'row')} read")

    @on(Read)
    def _done(self, message: Read) -> None:
        self.dismiss(message.preview)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.dismiss(None)
            self._coordinator.tell(event.worker.error)

    def action_cancel(self) -> None:
        """Stop reading; nothing was changed."""
        self.dismiss(None)
        self._coordinator.base_screen.say("Reading was cancelled. Nothing was changed.")
