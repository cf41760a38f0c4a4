"""Lines pasted from an e-mail: each with what was understood, mended or left out, then recorded together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from coordinator.models import Done
from coordinator.services import lines, recording
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


class PasteScreen(ModalScreen[Done | None], inherit_bindings=False):
    """A row a line. Enter goes on: to the next line to mend, and when there is none, it records all the others.

    A sheet over the lower part of the screen before, as high as the lines need.
    """

    CSS_PATH = "pasting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "mend", "edit", id="paste.edit", tooltip="Edit the line.", show=False),
        Binding(
            "d",
            "leave_out",
            "leave out",
            id="paste.drop",
            tooltip="Leave the line out, or take it in.",
            show=False,
        ),
        Binding(
            "D",
            "leave_bad_out",
            "leave out all bad",
            id="paste.drop-bad",
            tooltip="Leave out every line that is not understood.",
            show=False,
        ),
        Binding(
            "escape", "leave", "leave", id="paste.leave", tooltip="Leave; nothing is recorded.", show=False
        ),
    ]

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
        self._recording = False

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

    def on_paste_screen_learnt(self) -> None:
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

    # -- mending --

    @on(RowList.Chosen, "#pasted")
    def _go_on(self) -> None:
        """Mend the next line that is not understood; where there is none, record the others."""
        bad = [row for row in self._rows.rows if row.is_bad]
        if not bad:
            self._record()
        elif self._rows.row is not None and not self._rows.row.is_bad:
            self._to_next_bad()
        elif self._rows.row is not None and self._rows.row.line.fitting:
            self._pick(self._rows.row)
        else:
            self.action_mend()

    def _to_next_bad(self) -> None:
        """Go to the first line to mend from the cursor on, else the first of all."""
        here = self._rows.row.place if self._rows.row else 0
        bad = [row.place for row in self._rows.rows if row.is_bad]
        if bad:
            self._rows.go_to(next((place for place in bad if place >= here), bad[0]))
            self._show_full()

    def action_mend(self) -> None:
        """Edit the highlighted line."""
        row = self._rows.row
        if row is None:
            return
        self._mending = row.place
        self._before = self._texts[row.place]
        self._left.discard(row.place)
        self.query_one("#mending").display = True
        typing = self.query_one("#mended", OneLineInput)
        typing.value = lines.unquoted(self._before).strip()
        typing.cursor_position = len(typing.value)
        typing.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._mending is not None:
            self._texts[self._mending] = event.value
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._stop_mending()
        self._to_next_bad()

    def _stop_mending(self) -> None:
        self._mending = None
        self.query_one("#mending").display = False
        self._rows.focus()
        self._show()

    def _pick(self, row: PastedRow) -> None:
        from screens.picking import PickDialog

        line = row.line

        def picked(place: int | None) -> None:
            if place is not None:
                self._texts[row.place] = f"{line.fitting[place].ref} {line.addressed.rest}"
                self._show()
                self._to_next_bad()

        choices = [f"{pair.ref} {pair.names}" for pair in line.fitting]
        self.app.push_screen(
            PickDialog(f"“{line.addressed.names}” fits several. Which one?", choices), picked
        )

    def action_leave_out(self) -> None:
        """Leave the highlighted line out, or take it in again."""
        if self._rows.row is not None:
            self._left ^= {self._rows.row.place}
            self._show()

    def action_leave_bad_out(self) -> None:
        """Leave out every line that is not understood."""
        self._left |= {row.place for row in self._rows.rows if row.is_bad}
        self._show()

    # -- recording --

    def _record(self) -> None:
        """Record every line that is left, as one change."""
        good = [row.line.understood for row in self._rows.rows if row.line.understood and not row.is_left]
        if self._recording or not good:
            return
        self._recording = True
        self.coordinator.act(
            lambda: recording.record(self._reader.desk, good), then=self._recorded, otherwise=self._failed
        )

    def _recorded(self, done: Done) -> None:
        self.dismiss(done)

    def _failed(self) -> None:
        """The lines stay; what is on record is read again, as someone else may have changed it."""
        self._recording = False
        self._reader.known.clear()
        self._show()

    def action_leave(self) -> None:
        """Leave the line as it was, else everything."""
        if self._mending is not None:
            self._texts[self._mending] = self._before
            self._stop_mending()
        else:
            self.dismiss(None)
