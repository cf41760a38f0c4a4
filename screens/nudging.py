"""What lists of relationships share: a key that writes to the people of the marked ones."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen

if TYPE_CHECKING:
    from coordinator.models import TriageItem
    from screens.widgets.rows import RowList


class NudgingScreen(BaseScreen):
    """A list of relationships whose people can be written to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "nudge",
            "nudge",
            id="nudging.nudge",
            tooltip="Write to both people of this relationship, or of all marked: drafts, never sent from here.",
        ),
    ]

    @property
    def items(self) -> "RowList[TriageItem]":
        """The list."""
        raise NotImplementedError

    def nudged(self) -> None:
        """They were written to: go on to what comes next."""
        self.items.go_on()

    def action_nudge(self) -> None:
        """Show a draft for each person."""
        from screens.nudges import NudgeScreen

        chosen = self.items.marked_rows or ([self.items.row] if self.items.row else [])
        relationships = [item.relationship for item in chosen if item.relationship is not None]
        if not relationships:
            self.say("There is nobody to write to: go to a relationship, or mark some with space.", "warn")
            return
        if self.coordinator.only_read():
            return
        self.coordinator.push_screen(NudgeScreen(relationships, self.nudged))
