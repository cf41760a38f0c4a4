"""What a column is to fill: chosen from a list that narrows as it is typed."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from screens import mapping_view
from screens.dialogs import Dialog
from screens.mapping_view import UseChoice
from screens.presentation import Cell
from screens.widgets.columns import Column
from screens.widgets.lines import Line
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList

MOST_SHOWN = 9


class UseDialog(Dialog[UseChoice | None], inherit_bindings=False):
    """One of the uses, typed as far as needed, or chosen with the arrows. None: left."""

    CSS_PATH: ClassVar[Any] = ["dialogs.tcss", "importing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="use.leave", tooltip="Leave the column as it is.", show=False),
        Binding("up", "move(-1)", "up", id="use.up", tooltip="The choice above.", show=False),
        Binding("down,tab", "move(1)", "down", id="use.down", tooltip="The choice below.", show=False),
    ]

    def __init__(self, title: str, about: Sequence[str], choices: Sequence[UseChoice]) -> None:
        super().__init__(title, about, "type a few letters   enter takes it   ↑ ↓ choose   escape leaves")
        self._choices = choices

    def compose_more(self) -> ComposeResult:
        with Horizontal(id="use-typing"):
            yield Line("fills ›", tone="strong", id="use-prompt")
            yield OneLineInput(id="use-text")
        columns: list[Column[UseChoice]] = [
            Column("", lambda choice: choice.called, 30, grow=1),
            Column("", lambda choice: Cell(choice.note, "warn"), 20),
        ]
        uses: RowList[UseChoice] = RowList(columns, lambda choice: choice, id="uses")
        uses.can_focus = False
        uses.styles.height = min(len(self._choices), MOST_SHOWN) + 1
        yield uses

    def on_mount(self) -> None:
        self.query_one(OneLineInput).focus()
        self._show("")

    def _show(self, text: str) -> None:
        uses = self.query_one("#uses", RowList)
        uses.set_rows(mapping_view.fitting(self._choices, text), empty="Nothing is called so.")
        uses.action_edge(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self.query_one("#uses", RowList).row
        if choice is not None:
            self.dismiss(choice)

    def action_move(self, by: int) -> None:
        """Go to the choice above or below."""
        self.query_one("#uses", RowList).action_move(by)

    def action_leave(self) -> None:
        """Leave the column as it is."""
        self.dismiss(None)
