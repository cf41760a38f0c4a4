"""Lines pasted from an e-mail: each with what was understood, mended or left out, then recorded together."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from coordinator.models import Done
from coordinator.services import lines, recording
from screens.entry_view import PastedRow
from screens.pasted_lines import PastedLines
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList


class PasteScreen(PastedLines, inherit_bindings=False):
    """Enter goes on: to the next line to mend, and when there is none, it records all the others."""

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

    _recording = False

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
