"""What triage tells of the highlighted row, below the list or beside it: why, what next, what happened."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.worker import get_current_worker

from coordinator.models import TriageItem
from coordinator.services import matters
from screens import triage_view
from screens.base import BaseScreen
from screens.messages import Known, MoreRead
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

TIMELINE_LINES = 30
"""As many entries as the detail may have room for."""


class DetailScreen(BaseScreen):
    """A screen with a list `#items` of triage and, at its side, more of the row on which the cursor rests."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, Known] = {}
        self._told = ""  # the row that the detail is of

    @property
    def items(self) -> RowList[TriageItem]:
        """The list."""
        return self.query_one("#items", RowList)

    def side(self) -> ComposeResult:
        """The heading and the detail."""
        with Vertical(id="side"):
            yield Rule(id="about")
            yield Detail(id="detail")

    def forget(self) -> None:
        """What was read of the rows is of before a load."""
        self._known.clear()

    def clear_detail(self) -> None:
        """Tell no more than which row is highlighted until the cursor rests again."""
        self._told = self.items.row.ref if self.items.row else ""
        self.place_again()
        self.query_one("#detail", Detail).set(())

    def place_again(self) -> None:
        """Say anew where the told row stands in the list; of an empty list, nothing."""
        item, about = self.items.row, self.query_one("#about", Rule)
        if item is None:
            about.set("")
            self.query_one("#detail", Detail).set(())
        elif item.ref == self._told:
            about.set(triage_view.about(item, self.items.cursor + 1, len(self.items.rows)))

    @on(RowList.Rested, "#items")
    def _rested(self, message: RowList.Rested) -> None:
        if message.row is not None:
            self.tell_about(message.row)

    def tell_about(self, item: TriageItem) -> None:
        """Tell about the highlighted one: at once where all is known, else when it has been read."""
        if item.relationship is None or item.relationship in self._known:
            self._show_detail(item)
        else:
            self._read_more(item.relationship)

    @work(thread=True, exclusive=True, group="timeline", exit_on_error=False)
    def _read_more(self, relationship: int) -> None:
        worker = get_current_worker()
        found, entries = matters.with_timeline(self.desk, relationship, TIMELINE_LINES)
        if not worker.is_cancelled:
            self.post_message(MoreRead(relationship, Known(found, entries)))

    def on_more_read(self, message: MoreRead) -> None:
        """More of it came; the cursor may have gone on since."""
        self._known[message.relationship] = message.known
        item = self.items.row
        if item is not None and item.relationship == message.relationship:
            self._show_detail(item)

    def _show_detail(self, item: TriageItem) -> None:
        pane = self.query_one("#detail", Detail)
        self._told = item.ref
        self.place_again()
        known = Known() if item.relationship is None else self._known.get(item.relationship, Known())
        pane.set(triage_view.detail(item, known, self.desk.today, pane.size.width, pane.size.height))

    def on_resize(self) -> None:
        """The detail is cut to its new width."""
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        item = self.items.row
        if item is not None and (item.relationship is None or item.relationship in self._known):
            self._show_detail(item)
