"""Taking back the change that a screen shows: one's own at once, another's after a yes; and why one stands fast."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from coordinator.errors import NotUndoable
from coordinator.models.history import ChangeSummary
from coordinator.services import history
from screens.base import BaseScreen
from screens.dialogs import ConfirmDialog
from screens.history_view import described
from screens.presentation import clean


class TakingBackScreen(BaseScreen):
    """A screen with a change on it. A subclass says which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "u",
            "take_back",
            "undo",
            id="history.undo",
            tooltip="Take back this change, whoever made it; an undo too.",
            show=False,
        ),
    ]

    def change(self) -> ChangeSummary | None:
        """The change that `u` takes back."""
        return None

    def action_take_back(self) -> None:
        """Take back this change, whoever made it; an undo too."""
        change = self.change()
        if change is None:
            self.say("No change is highlighted: there is nothing to take back.", "warn")
        elif change.who.casefold() == self.desk.who.casefold() or change.undone_by is not None:
            self._take_back(change.change)
        else:
            self._ask(change)

    def _ask(self, change: ChangeSummary) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._take_back(change.change)

        self.app.push_screen(
            ConfirmDialog(
                f"Take back what {clean(change.who)} did?",
                described(change),
                "It is on record that you took it back, and that can be undone too.",
                yes="take it back",
                no="leave it",
            ),
            answered,
        )

    def _take_back(self, number: int) -> None:
        desk = self.desk
        self.coordinator.act(lambda: history.undo_change(desk, number), hint="")


class StandsFast(ConfirmDialog, inherit_bindings=False):
    """Why a change stands fast; y goes to the change that must be taken back before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y,enter",
            "answer(True)",
            "go there",
            id="stands-fast.go",
            tooltip="Show the later change.",
            show=False,
        ),
        Binding("n,escape", "answer(False)", "stay", id="stands-fast.stay", tooltip="Stay here.", show=False),
    ]

    def __init__(self, error: NotUndoable) -> None:
        super().__init__(
            "That change stands fast",
            error.message,
            error.hint,
            yes=f"shows change {error.later}",
            no="stays",
        )
        self._later = error.later

    def action_answer(self, yes: bool) -> None:
        """Show the later change, or stay."""
        from screens.places import Places

        app, later = self.app, self._later
        self.dismiss(yes)
        if yes and later is not None and isinstance(app, Places):
            app.call_later(app.open_change, later)
