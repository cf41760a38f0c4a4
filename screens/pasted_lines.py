"""Lines pasted from an e-mail, each with what was understood of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from coordinator.models import Done
from coordinator.services import lines
from coordinator.services.lines import Line as Typed
from coordinator.services.lines import Reader
from screens import entry_view
from screens.entry_view import PastedRow
from screens.widgets.detail import Detail
from screens.widgets.lines import Line, Rule
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

MOST_LINES = 200
"""As many as are read while one is being typed in."""

AROUND = 9
"""Rows of the sheet beside the list's: two rules, a line in full, the one that is mended, the keys."""


class PastedLines(ModalScreen[Done | None], inherit_bindings=False):
    """A row a line, read as often as one changes.

    A sheet over the lower part of the screen before, as high as the lines need.
    """

    CSS_PATH = "pasting.tcss"

    class Learnt(Message):
        """What the lines need to know has been read."""

    def __init__(self, reader: Reader, texts: Sequence[str]) -> None:
        super().__init__()
        self._reader = reader
        self._texts = list(texts[:MOST_LINES])
        self._more = len(texts) - len(self._texts)
        self._left: set[int] = set()
        self._mending: int | None = None
        self._before = ""  # the line that is being mended, as it was

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Rule(tone="strong", id="pasted-title")
            yield RowList[PastedRow](entry_view.COLUMNS, lambda row: row.place, id="pasted")
            yield Rule("in full", id="pasted-rule")
            yield Detail(id="pasted-full")
            with Horizontal(id="mending"):
                yield Line(" line ›", tone="strong")
                yield OneLineInput(id="mended")
            yield Line(id="pasted-keys", tone="quiet")

    def on_mount(self) -> None:
        self.on_resize()
        self._rows.focus()
        self._show()
        self._learn()

    def on_resize(self) -> None:
        """The list is as high as its lines, where there is room: what stands above need not be sent again."""
        self._rows.styles.height = 1 + min(len(self._texts), max(1, self.app.size.height - 1 - AROUND))

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    @property
    def _rows(self) -> RowList[PastedRow]:
        return self.query_one("#pasted", RowList)

    # -- reading --

    @work(thread=True, group="read", exit_on_error=False)
    def _learn(self) -> None:
        """Read the names, then what is on record of all whom the lines name."""
        reader = self._reader
        if reader.directory is None:
            fingerprint = reader.desk.store.fingerprint()
            reader.directory = lines.directory(reader.desk)
            self.coordinator.names = (fingerprint, reader.directory)
        while wanted := {line.waiting for line in self._read() if line.waiting is not None}:
            reader.learn(wanted)
        self.post_message(self.Learnt())

    def on_pasted_lines_learnt(self) -> None:
        self._show()
        self._to_next_bad()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.coordinator.tell(event.worker.error)

    def _read(self) -> list[Typed]:
        """Every line with its meaning; those left out count for nothing."""
        taken = [place for place in range(len(self._texts)) if place not in self._left]
        read = dict(zip(taken, self._reader.read([self._texts[place] for place in taken]), strict=True))
        return [read.get(place) or Typed(text, lines.NOBODY_NAMED) for place, text in enumerate(self._texts)]

    def _show(self) -> None:
        rows = [
            PastedRow(place, line, place in self._left)
            for place, line in enumerate(self._read())
            if line.text.strip() or place == self._mending
        ]
        self._rows.set_rows(rows)
        more = f" · {self._more} more were not taken in" if self._more else ""
        self.query_one("#pasted-title", Rule).set(f"{entry_view.title(rows)}{more}")
        keys = (
            " enter takes it   esc leaves it as it was"
            if self._mending is not None
            else entry_view.keys(rows)
        )
        self.query_one("#pasted-keys", Line).set(keys)
        self._show_full()
        if any(row.line.waiting is not None for row in rows):
            self._learn()

    @on(RowList.Rested, "#pasted")
    def _show_full(self) -> None:
        pane, row = self.query_one("#pasted-full", Detail), self._rows.row
        pane.set(entry_view.in_full(row, self.size.width, 5) if row else ())

    def _to_next_bad(self) -> None:
        """Go to the first line to mend from the cursor on, else the first of all."""
        here = self._rows.row.place if self._rows.row else 0
        bad = [row.place for row in self._rows.rows if row.is_bad]
        if bad:
            self._rows.go_to(next((place for place in bad if place >= here), bad[0]))
            self._show_full()
