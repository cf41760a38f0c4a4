"""Who looks after them? Assigning, covering for a while and handing back, from triage and a relationship."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.caseload import Coordinator, Handover
from coordinator.services import caseload
from screens.dialogs import Dialog
from screens.handover_view import Whom, counted, meaning
from screens.import_files import named
from screens.presentation import Cell, Tone
from screens.widgets.detail import Detail
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

EMPTY = "A name, a name until a day, or nobody: ben   ben until 3/4   nobody"


class HandoverDialog(Dialog[None], inherit_bindings=False):
    """A name and until when; the arrows choose which relationships, tab goes to the file for the briefs."""

    AUTO_FOCUS = "#to"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="handover.leave", tooltip="Hand nothing over.", show=False),
        Binding("up", "move(-1)", "up", id="handover.up", tooltip="Choose the line above.", show=False),
        Binding("down", "move(1)", "down", id="handover.down", tooltip="Choose the line below.", show=False),
        Binding(
            "tab,shift+tab",
            "other",
            "brief",
            id="handover.other",
            tooltip="Go to the file for the briefs, or back to the name.",
            show=False,
        ),
        Binding(
            "ctrl+r",
            "back",
            "hand back",
            id="handover.back",
            tooltip="Hand back now what is covered for someone.",
            show=False,
        ),
    ]
    DEFAULT_CSS = """
    HandoverDialog Horizontal { height: 1; }
    HandoverDialog #to-prompt, HandoverDialog #brief-prompt { width: 9; }
    HandoverDialog #text { display: none; }
    HandoverDialog OneLineInput { width: 1fr; }
    HandoverDialog #whom { height: 3; }
    HandoverDialog #understood { margin-top: 1; min-height: 2; }
    """

    class Known(Message):
        """Who there is to hand over to."""

        def __init__(self, coordinators: Sequence[Coordinator]) -> None:
            super().__init__()
            self.coordinators = coordinators

    def __init__(self, whom: Sequence[Whom]) -> None:
        super().__init__(
            "Who looks after them?",
            [],
            "↑ ↓ which   tab brief   enter does it   ctrl+r back   esc leaves",
        )
        self._whom = whom
        self._chosen = 0
        self._known: Sequence[Coordinator] = ()
        self._writing = False

    @property
    def coordinator(self) -> "CoordinatorApp":
        from screens.app import CoordinatorApp

        assert isinstance(self.app, CoordinatorApp)
        return self.app

    def compose_more(self) -> ComposeResult:
        yield Detail(id="whom")
        with Horizontal():
            yield Line("to ›", tone="strong", id="to-prompt")
            yield OneLineInput(id="to")
        with Horizontal():
            yield Line("brief ›", tone="strong", id="brief-prompt")
            yield OneLineInput(placeholder="none; handover.xlsx or .txt: a page on each", id="brief")
        yield Said(indent=0, keep_rows=True, id="understood")

    def on_mount(self) -> None:
        self._show()
        self._understand()
        self._read_known()

    @work(thread=True, group="load", exit_on_error=False)
    def _read_known(self) -> None:
        self.post_message(self.Known(caseload.coordinators(self.coordinator.desk)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.coordinator.tell(event.worker.error)

    def on_handover_dialog_known(self, message: Known) -> None:
        """Names complete as they are typed; → takes what is offered."""
        self._known = message.coordinators
        names = [one.name for one in sorted(self._known, key=lambda one: -one.live)]
        self.query_one("#to", OneLineInput).suggester = SuggestFromList(names, case_sensitive=False)
        self._show()

    def _show(self) -> None:
        self.query_one("#whom", Detail).set(
            [
                Cell(f"{'▌' if here else ' '} {counted(whom, self._known)}", "strong" if here else "plain")
                for whom, here in ((whom, whom is self._whom[self._chosen]) for whom in self._whom)
            ]
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was understood."""
        event.stop()
        self._understand()

    def _understand(self) -> None:
        typed = self.query_one("#to", OneLineInput).value
        if not typed.strip():
            self._say(EMPTY)
            return
        try:
            handover = caseload.understand(typed, self.coordinator.desk.today)
        except CoordinatorError as error:
            self._say(str(error), "warn")
        else:
            self._say(meaning(handover, self._known))

    def _say(self, text: str, tone: Tone = "plain") -> None:
        self.query_one("#understood", Said).set(text, tone=tone)

    # -- keys --

    def action_move(self, by: int) -> None:
        """Choose the line above or below."""
        self._chosen = max(0, min(len(self._whom) - 1, self._chosen + by))
        self._show()

    def action_other(self) -> None:
        """Go to the file for the briefs, or back to the name."""
        to, brief = self.query_one("#to", OneLineInput), self.query_one("#brief", OneLineInput)
        self.set_focus(to if brief.has_focus else brief)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        typed = self.query_one("#to", OneLineInput).value
        try:
            handover = caseload.understand(typed, self.coordinator.desk.today)
        except CoordinatorError as error:
            self._say(str(error), "warn")
        else:
            self._hand_over(handover)

    def action_back(self) -> None:
        """Hand back now what is covered for someone."""
        self._hand_over(Handover(back=True))

    def _hand_over(self, handover: Handover) -> None:
        if self._writing:
            return
        self._writing = True
        desk, whom = self.coordinator.desk, self._whom[self._chosen]
        typed = self.query_one("#brief", OneLineInput).value.strip()
        brief: Path | None = named(typed, self.coordinator.folder) if typed else None

        def change() -> Done:
            done = caseload.hand_over(
                desk, handover, relationships=whom.relationships, whose=whom.whose, brief=brief
            )
            return Done(done.message, done.change)

        self.coordinator.act(change, then=self._done, otherwise=self._not_done)

    def _done(self, _: Done) -> None:
        if self._whom[self._chosen].relationships is not None:
            for listed in self.coordinator.base_screen.query(RowList):
                listed.unmark_all()
        if self.is_attached:
            self.dismiss(None)

    def _not_done(self) -> None:
        self._writing = False

    def action_leave(self) -> None:
        """Hand nothing over."""
        if not self._writing:
            self.dismiss(None)
