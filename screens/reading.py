"""While a file is read: how far it is; and what is asked where its headers mean too little."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from coordinator.errors import NotRecognised
from coordinator.models import Kind
from coordinator.models.importing import Draft
from coordinator.services.desk import Desk
from screens import import_files
from screens.dialogs import ChoiceDialog, Dialog
from screens.presentation import clean, count
from screens.widgets.lines import Line

if TYPE_CHECKING:
    from coordinator.services.imports import Preview
    from coordinator.workbook.cells import Book
    from screens.app import CoordinatorApp

KINDS: tuple[Kind, ...] = ("applicants", "relationships", "sessions")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read: a file, into a cohort, as a kind (None: as its headers say); or what is kept of one.

    `cohort` "": asked once the file is read. `by_hand`: somebody will say what its columns hold. `book` is the file
    where it is read already.
    """

    path: Path
    cohort: str = ""
    kind: Kind | None = None
    by_hand: bool = False
    draft: Draft | None = None
    book: "Book | None" = None


def read(app: "CoordinatorApp", wanted: Wanted, then: "Callable[[Wanted, Preview], None]") -> None:
    """Read a file and judge it, saying how far it is; `then` gets what came of it, and how it was read in the end.

    Where no cohort is said, it is asked in between, for the file may say itself which it is of.
    """

    def was_read(preview: "Preview | None") -> None:
        if preview is not None:
            then(wanted, preview)

    app.push_screen(ReadingDialog(app, wanted, then), was_read)


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

    class Opened(Message):
        """The file is read; `told` is the cohort that it says it is of, `cohorts` are those there are."""

        def __init__(self, book: "Book", told: str, cohorts: Sequence[str]) -> None:
            super().__init__()
            self.book = book
            self.told = told
            self.cohorts = cohorts

    class Read(Message):
        """The file is read and judged."""

        def __init__(self, preview: "Preview") -> None:
            super().__init__()
            self.preview = preview

    def __init__(
        self, app: "CoordinatorApp", wanted: Wanted, then: "Callable[[Wanted, Preview], None]"
    ) -> None:
        super().__init__(f"Reading {clean(wanted.path.name)}", [], "escape cancels")
        self._coordinator = app
        self._desk: Desk = app.desk
        self._wanted = wanted
        self._then = then

    def compose_more(self) -> ComposeResult:
        yield Line("…", id="progress")

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _read(self) -> None:
        from coordinator.services import columns, drafts, imports, overview

        worker = get_current_worker()

        def progress(rows: int) -> None:
            if not worker.is_cancelled:
                self.post_message(self.Progress(rows))

        def cancelled() -> bool:
            return worker.is_cancelled

        wanted = self._wanted
        if wanted.draft is not None:
            preview = drafts.take_up(self._desk, wanted.draft)
        elif not wanted.cohort:
            name = wanted.path.name
            book = imports.opened(wanted.path, name=name, progress=progress, cancelled=cancelled)
            told, cohorts = columns.cohort_told(book), overview.cohort_names(self._desk)
            if not worker.is_cancelled:
                self.post_message(self.Opened(book, told, cohorts))
            return
        else:
            preview = imports.preview(
                self._desk,
                wanted.book or wanted.path,
                name=wanted.path.name,
                cohort=wanted.cohort,
                kind=wanted.kind,
                by_hand=wanted.by_hand,
                progress=progress,
                cancelled=cancelled,
            )
        if not worker.is_cancelled:
            self.post_message(self.Read(preview))

    @on(Progress)
    def _progress(self, message: Progress) -> None:
        self.query_one("#progress", Line).set(f"{count(message.rows, 'row')} read")

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        wanted = replace(self._wanted, book=message.book)
        self.dismiss(None)
        # Asked by the app: this dialog is gone when the answer comes.
        self._coordinator.call_later(
            ask_cohort, self._coordinator, wanted, self._then, message.told, message.cohorts
        )

    @on(Read)
    def _done(self, message: Read) -> None:
        self.dismiss(message.preview)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.dismiss(None)
            if isinstance(error, NotRecognised):
                # Asked by the app: this dialog is gone when the answer comes.
                self._coordinator.call_later(
                    offer_by_hand, self._coordinator, self._wanted, self._then, error
                )
            else:
                self._coordinator.tell(error)

    def action_cancel(self) -> None:
        """Stop reading; nothing was changed."""
        self.dismiss(None)
        self._coordinator.base_screen.say("Reading was cancelled. Nothing was changed.")


def ask_cohort(
    app: "CoordinatorApp",
    wanted: Wanted,
    then: "Callable[[Wanted, Preview], None]",
    told: str,
    cohorts: Sequence[str],
) -> None:
    """Which cohort the file goes into: the one it says it is of comes first, else the one its name speaks of."""
    from screens.import_dialogs import CohortDialog

    name = wanted.path.name
    likely, typed = import_files.likely_cohort(name, cohorts, app.last_cohort, told)

    def answered(cohort: str | None) -> None:
        if cohort is not None:
            read(app, replace(wanted, cohort=cohort), then)

    app.push_screen(CohortDialog(name, cohorts, likely, typed, told), answered)


def offer_by_hand(
    app: "CoordinatorApp",
    wanted: Wanted,
    then: "Callable[[Wanted, Preview], None]",
    error: NotRecognised,
) -> None:
    """Headers that mean too little: somebody may say what the columns hold."""
    kinds = {f"map its columns by hand, as {kind}": kind for kind in KINDS}

    def answered(said: str | None) -> None:
        if said is not None:
            read(app, replace(wanted, kind=kinds[said], by_hand=True), then)

    question = ChoiceDialog("That file is not recognised", list(kinds), error.message, error.hint)
    app.push_screen(question, answered)
