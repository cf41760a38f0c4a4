"""Taking rows of the to-do list off it for a while: until a day, or for good with a reason; and back again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from coordinator.models import Done, TriageItem
from screens.base import BaseScreen
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.widgets.put_off_line import PutOffLine


class PuttingOffScreen(BaseScreen):
    """A screen with a list `#items` of triage, whose rows are put off, dismissed and brought back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "put_off('until')",
            "put off",
            id="matters.put-off",
            tooltip="Put the highlighted row off until a day, or all marked; of what is put off, bring it back.",
            show=False,
        ),
        Binding(
            "x",
            "put_off('why')",
            "dismiss",
            id="matters.dismiss",
            tooltip="Dismiss the matter that the row shows, or all marked, with a reason.",
            show=False,
        ),
    ]

    def acted_on(self) -> Sequence[TriageItem]:
        """The marked rows, else the highlighted one; none where the list is empty."""
        items: RowList[TriageItem] = self.query_one("#items", RowList)
        return items.marked_rows or ([items.row] if items.row else [])

    def _refused(self, what: str, rows: Sequence[TriageItem]) -> str:
        """Why these rows cannot be put off or dismissed; empty where they can."""
        if not rows:
            return "Nobody is highlighted: there is nothing to put off."
        if what == "why" and any(row.put_off for row in rows):
            return "What is put off is not on the list: z brings it back."
        quiet = [row for row in rows if not row.needs_someone]
        if quiet and not all(row.put_off for row in rows):
            return f"{quiet[0].ref} needs nobody today: there is nothing to put off."
        return ""

    async def action_put_off(self, what: str) -> None:
        """Put off until a day, or dismiss; what is put off already is brought back."""
        from coordinator.services import matters
        from screens.widgets.put_off_line import PutOffLine

        if self.coordinator.only_read():
            return
        rows = self.acted_on()
        if refused := self._refused(what, rows):
            self.say(refused, "warn")
        elif rows[0].put_off:
            self._act(lambda: matters.bring_back(self.desk, rows))
        else:
            await self.open_below(PutOffLine(self.desk, rows, dismissing=what == "why"))

    async def on_put_off_line_left(self, message: "PutOffLine.Left") -> None:
        """Typing is over: do what was said, or nothing."""
        await self.close_below()
        if message.change is not None:
            self._act(message.change)

    def _act(self, change: Callable[[], Done]) -> None:
        items = self.query_one("#items", RowList)
        self.coordinator.act(change, then=lambda _: items.unmark_all())
