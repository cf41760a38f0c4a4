"""What the two steps of an import share: the file as it is said to be, judged again and kept off the UI thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from screens.base import BaseScreen
from screens.verdict_lists import VerdictLists

if TYPE_CHECKING:
    from coordinator.services.imports import Preview
    from coordinator.workbook.decisions import Decisions
    from coordinator.workbook.mapping import FileMapping
    from screens.reading import Wanted


class Workbench(BaseScreen):
    """A file that is being looked at. `preview` is as last judged; `mapping` and `decisions` as last said.

    What is said is kept in the programme file at once, so that a dropped line loses nothing; `draft` is its number.
    """

    WITH_LIST: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "u",
            "take_back",
            "undo",
            id="workbench.undo",
            tooltip="Take back what you said last of the file; once it is imported, the import.",
            show=False,
        ),
    ]

    class Judged(Message):
        """The file was judged again; `said` tells what for."""

        def __init__(self, preview: "Preview", said: str) -> None:
            super().__init__()
            self.preview = preview
            self.said = said

    def __init__(self, wanted: "Wanted", preview: "Preview") -> None:
        super().__init__()
        self.wanted = wanted
        self.preview = preview
        self.mapping: FileMapping = preview.mapping
        self.decisions: Decisions = preview.decisions
        self.draft: int | None = wanted.draft.id if wanted.draft else None
        self.state: Literal["asked", "writing", "done"] = "asked"
        self.has_said = wanted.draft is not None
        self._keeping = threading.Lock()
        self._before: list[tuple[FileMapping, Decisions] | None] = []

    @property
    def verdicts(self) -> VerdictLists:
        """The lists."""
        return self.query_one("#verdicts", VerdictLists)

    @property
    def is_stale(self) -> bool:
        """Whether more was said than was judged."""
        return self.mapping != self.preview.mapping or self.decisions != self.preview.decisions

    def begin_anew(self, wanted: "Wanted", preview: "Preview") -> None:
        """Look at the file as it was read otherwise; what was said of it is no longer so."""
        self.wanted, self.preview = wanted, preview
        self.mapping, self.decisions = preview.mapping, preview.decisions
        self._before.clear()
        self.has_said = wanted.draft is not None

    def changeable(self) -> bool:
        """Whether the file may still be changed; says why where it may not."""
        if self.state == "done":
            self.say("It is imported already. u takes it back; then import it again.", "warn")
        elif self.state == "writing":
            self.say("It is being imported …")
        return self.state == "asked"

    def say_mapping(self, mapping: "FileMapping") -> None:
        """The columns fill this from now on; the rows are judged when they are shown."""
        self._before.append((self.mapping, self.decisions))
        self.mapping = mapping
        self.has_said = True
        self.say("")
        self._keep()

    def say_rows(self, decisions: "Decisions", said: str, mapping: "FileMapping | None" = None) -> None:
        """This is so of the rows from now on; they are judged again."""
        self._before.append((self.mapping, self.decisions))
        self.decisions = decisions
        self.mapping = mapping or self.mapping
        self.has_said = True
        self.judge(said)

    def was_changed(self) -> None:
        """Something was said that changed the programme: that is what `u` takes back next."""
        self._before.append(None)

    def action_take_back(self) -> None:
        """Take back what you said last of the file; once it is imported, the import."""
        if self.state != "asked":
            self.coordinator.action_undo()
        elif not self._before:
            self.say(
                "Nothing you said of this file is left to take back. On other screens u undoes a change."
            )
        elif (before := self._before.pop()) is None:
            self.coordinator.action_undo()
        else:
            self.mapping, self.decisions = before
            if self.verdicts.shows_columns:
                self._keep()
                self.verdicts.show_columns(self.mapping, from_first_open=False)
                self.show_head()
                self.say("What you said last is taken back.")
            else:
                self.judge("What you said last is taken back.")

    def judge(self, said: str = "") -> None:
        """Judge the file as it is said to be, and keep it."""
        self._judge(self.mapping, self.decisions, said)

    @work(thread=True, exclusive=True, group="judge", exit_on_error=False)
    def _judge(self, mapping: "FileMapping", decisions: "Decisions", said: str) -> None:
        from coordinator.services import imports

        worker = get_current_worker()
        preview = imports.again(
            self.desk,
            self.preview,
            mapping=mapping,
            decisions=decisions,
            cancelled=lambda: worker.is_cancelled,
        )
        if not worker.is_cancelled:
            self.post_message(self.Judged(preview, said))
            self._keep_latest()

    @work(thread=True, group="keep", exit_on_error=False)
    def _keep(self) -> None:
        self._keep_latest()

    def _keep_latest(self) -> None:
        """One at a time, each what was said last: an earlier state never comes after a later one."""
        from coordinator.services import drafts

        with self._keeping:
            if self.state == "asked" and self.has_said:
                said = replace(self.preview, mapping=self.mapping, decisions=self.decisions)
                self.draft = drafts.keep(self.desk, said, str(self.wanted.path), self.draft)

    @contextmanager
    def kept(self) -> "Iterator[int | None]":
        """The number under which the file is kept; nothing is kept of it meanwhile."""
        with self._keeping:
            yield self.draft

    def show_head(self) -> None:
        """Show the lines above the list."""

    def show_keys(self) -> None:
        """Show the keys that do something now."""
