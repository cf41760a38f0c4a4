"""What was changed, and by whom? Every change, newest first, read a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.models.history import ChangeSummary
from coordinator.services import asking, history
from screens import history_view
from screens.filtering import FilteringScreen
from screens.messages import Shown
from screens.taking_back import TakingBackScreen
from screens.widgets.rows import RowList

PAGE = 200
"""Changes read at a time."""


@dataclass(frozen=True, slots=True)
class Found:
    """The changes read so far; `whole` is whether there are no older ones."""

    changes: Sequence[ChangeSummary]
    whole: bool


class OlderRead(Message):
    """The next page came, for what was asked then."""

    def __init__(self, text: str, changes: Sequence[ChangeSummary]) -> None:
        super().__init__()
        self.text = text
        self.changes = changes


class ChangeList(RowList[ChangeSummary]):
    """A list that says when the cursor comes near its end."""

    class NearEnd(Message):
        """Older changes are wanted soon."""

    def _move_to(self, index: int) -> None:
        super()._move_to(index)
        if self.cursor + 2 * self._height >= len(self.rows):
            self.post_message(self.NearEnd())


class HistoryScreen(FilteringScreen, TakingBackScreen):
    """The changes that fit what is typed after `/`: who, what, when, a name, R12, an import."""

    QUESTION = "What was changed, and by whom?"
    PLACE: ClassVar[str] = "history"
    LOOKS_IN = asking.LOOKS_IN

    def __init__(self) -> None:
        super().__init__()
        self._found = Found((), whole=False)
        self._reading_older = False

    def body(self) -> ComposeResult:
        yield ChangeList(
            history_view.columns(self.desk.today), attrgetter("change"), empty="Reading …", id="changes"
        )

    @property
    def changes(self) -> ChangeList:
        """The list."""
        return self.query_one("#changes", ChangeList)

    def change(self) -> ChangeSummary | None:
        return self.changes.row

    def shown(self) -> Shown:
        described = ", ".join(["history", *self.said()])
        return Shown("history", described, items=tuple(self._found.changes))

    # -- loading --

    def fetch(self) -> tuple[str, Found]:
        """As many as are shown, so that the cursor keeps its place; a page at first."""
        text, many = self.text, max(PAGE, len(self._found.changes))
        changes = history.history(self.desk, asking.asked(text, self.desk.today), limit=many)
        return text, Found(changes, whole=len(changes) < many)

    def show(self, found: tuple[str, Found]) -> None:
        text, self._found = found
        if text == self.text:
            self._show()

    def _show(self) -> None:
        found = self._found
        self.changes.set_rows(found.changes, empty=history_view.nothing(narrowed=bool(self.text.strip())))
        self.title_line(" · ".join([history_view.many(len(found.changes), whole=found.whole), *self.said()]))

    def refilter(self) -> None:
        """Ask anew: the log is too long to be narrowed here."""
        self._found = Found((), whole=False)
        self.load()

    @on(ChangeList.NearEnd)
    def _near_end(self) -> None:
        if not self._found.whole and self._found.changes and not self._reading_older:
            self._reading_older = True
            self._read_older(self.text, self._found.changes[-1].change)

    @work(thread=True, exclusive=True, group="older", exit_on_error=False)
    def _read_older(self, text: str, before: int) -> None:
        worker = get_current_worker()
        asked = asking.asked(text, self.desk.today)
        try:
            changes = history.history(self.desk, asked, before=before, limit=PAGE)
        finally:
            self._reading_older = False
        if not worker.is_cancelled:
            self.post_message(OlderRead(text, changes))

    def on_older_read(self, message: OlderRead) -> None:
        """Append the page, unless something else was asked meanwhile."""
        known = self._found.changes
        if message.text == self.text and known:
            older = [change for change in message.changes if change.change < known[-1].change]
            self._found = Found([*known, *older], whole=len(message.changes) < PAGE)
            self._show()

    @on(RowList.Chosen, "#changes")
    def _chosen(self, message: RowList.Chosen) -> None:
        self.coordinator.open_change(message.row.change)
