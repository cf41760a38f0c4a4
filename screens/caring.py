"""What the screens about relationships share beside the entry line: a key says who looks after them."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from coordinator.models import TriageItem
from screens.answering import AnsweringScreen
from screens.presentation import pair
from screens.widgets.rows import RowList


class CaringScreen(AnsweringScreen):
    """A screen from which relationships are assigned and handed over: the marked ones, this one, or all of mine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "hand_over",
            "who",
            id="caring.who",
            tooltip="Say who looks after them: assign, cover until a day, hand over or back.",
            show=False,
        ),
    ]

    def called(self) -> str:
        """The names of the relationship that `subject` gives: of the highlighted row."""
        row = self.query(RowList).first().row
        return pair(row) if isinstance(row, TriageItem) else ""

    def action_hand_over(self) -> None:
        """Say who looks after them: assign, cover until a day, hand over or back."""
        from screens.handing_over import HandoverDialog
        from screens.handover_view import marked_relationships, whom

        if self.coordinator.only_read():
            return
        rows = [row for listed in self.query(RowList) for row in listed.marked_rows]
        subject = self.subject()
        highlighted = None if subject is None else (subject, self.called())
        self.app.push_screen(HandoverDialog(whom(marked_relationships(rows), highlighted, self.desk.who)))
