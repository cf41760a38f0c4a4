"""The panel for changes of state: a letter says what, a letter why, then what it would mean; enter makes it so."""

import string
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from coordinator import state_plans, states
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.states import Standing
from coordinator.services import transitions
from coordinator.state_plans import Plan
from coordinator.states import Move, Verb
from screens import state_view
from screens.entry_view import QUOTES
from screens.presentation import Cell
from screens.widgets.detail import Detail
from screens.widgets.lines import Keys, Line, Rule
from screens.widgets.one_line_input import OneLineInput

if TYPE_CHECKING:
    from screens.app import CoordinatorApp

Stage = Literal["verb", "reason", "plan"]


class StatePanel(Vertical, can_focus=True):
    """Asks what relationships become, and shows what that would mean before it is confirmed.

    They are read once, when it opens: what is shown then touches no file. The panel stays until the change is in the
    file or escape has gone back all the way.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "make it so", id="state.confirm", tooltip="Make it so.", show=False),
        Binding(
            "escape", "back", "back", id="state.back", tooltip="A step back; nothing is changed.", show=False
        ),
        *(
            Binding(
                letter,
                f"letter('{letter}')",
                letter,
                id=f"state.{letter}",
                tooltip="Choose what stands beside the letter.",
                show=False,
            )
            for letter in string.ascii_lowercase
        ),
    ]

    DEFAULT_CSS = """
    StatePanel { height: auto; }
    StatePanel Horizontal { height: 1; display: none; }
    StatePanel Horizontal.-typing { display: block; }
    StatePanel OneLineInput { width: 1fr; }
    """

    class Fetched(Message):
        """The relationships are read."""

        def __init__(self, standings: Sequence[Standing]) -> None:
            super().__init__()
            self.standings = standings

    class Left(Message):
        """The panel is done with; `done` is None where nothing was changed."""

        def __init__(self, done: Done | None) -> None:
            super().__init__()
            self.done = done

    def __init__(self, app: "CoordinatorApp", relationships: Sequence[int]) -> None:
        super().__init__(id="state-panel")
        self._coordinator = app
        self._relationships = relationships
        self._standings: Sequence[Standing] = ()
        self._stage: Stage = "verb"
        self._move: Move | None = None
        self._plan: Plan | None = None
        self._early: list[str] = []  # letters pressed before the relationships were read
        self._writing = False
        self._refusal = ""

    def compose(self) -> ComposeResult:
        yield Rule("…", id="state-rule")
        yield Detail(id="state-lines")
        with Horizontal(id="state-typing"):
            prompt = Line(" ›", tone="strong", id="state-prompt")
            prompt.styles.width = 3
            yield prompt
            yield OneLineInput(id="state-text")
        yield Keys(id="state-keys")

    def on_mount(self) -> None:
        self._set_lines(())
        self._fetch()

    # -- loading --

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def _fetch(self) -> None:
        self.post_message(self.Fetched(transitions.standings(self._coordinator.desk, self._relationships)))

    def on_state_panel_fetched(self, message: Fetched) -> None:
        self._standings = message.standings
        self._judge()
        early, self._early = self._early, []
        for letter in early:
            if letter == "enter":
                self.action_confirm()
            else:
                self.action_letter(letter)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self._coordinator.tell(event.worker.error)
            self.post_message(self.Left(None))

    # -- showing --

    def _judge(self) -> None:
        """Judge the move anew and show what it would mean."""
        self._plan = None
        if self._move is not None:
            self._plan = state_plans.plan(self._standings, self._move, self._coordinator.desk.today)
        self._show()

    def _show(self) -> None:
        verb = self._move.verb if self._move else None
        self.query_one("#state-rule", Rule).set(state_view.heading(self._standings, verb))
        width = self.screen.size.width
        if self._stage == "verb":
            lines: Sequence[Cell] = ()
            keys = state_view.verb_keys(states.legal(one.state for one in self._standings))
        elif self._stage == "reason":
            assert verb is not None
            lines = state_view.reason_lines(verb, width)
            keys = [("letter", "why")]
        else:
            assert self._move is not None
            assert self._plan is not None
            lines = [Cell(f" ? {self._refusal}", "warn")] if self._refusal else []
            lines = lines or state_view.plan_lines(self._plan, width)
            does = [("enter", state_view.DO[self._move.verb])] if self._plan.steps else []
            keys = [*does, *([] if self._typing else state_view.toggles(self._standings, self._move))]
        self._set_lines(lines)
        self.query_one("#state-keys", Keys).set(keys, [("esc", "leave" if self._stage == "verb" else "back")])

    def _set_lines(self, lines: Sequence[Cell]) -> None:
        shown = self.query_one("#state-lines", Detail)
        shown.styles.height = len(lines)
        shown.display = bool(lines)
        shown.set(lines)

    # -- letters --

    def action_letter(self, letter: str) -> None:
        """Choose what stands beside the letter."""
        if self._writing:
            return
        if not self._standings:
            self._early.append(letter)
        elif self._stage == "verb":
            self._choose(letter)
        elif self._stage == "reason":
            self._give_reason(letter)
        elif self._move is not None and self._plan is not None:
            self._change(letter, self._move, self._plan)

    def _choose(self, letter: str) -> None:
        if letter not in state_view.VERBS:
            return
        verb, _ = state_view.VERBS[letter]
        if verb not in states.legal(one.state for one in self._standings):
            self._say_why_not(verb)
            return
        self._move = Move(verb, self._coordinator.desk.today)
        self._stage = "reason" if verb == "closed" else "plan"
        self._judge()
        if verb == "paused":
            self._open_typing("until ")

    def _say_why_not(self, verb: Verb) -> None:
        one = self._standings[0]
        try:
            states.refuse_illegal(one.ref, one.state, verb)
        except CoordinatorError as error:
            self._set_lines([Cell(f" ? {error}", "warn")])

    def _give_reason(self, letter: str) -> None:
        assert self._move is not None
        codes = state_view.reasons(self._move.verb)
        if letter in codes:
            self._move = replace(self._move, code=codes[letter], words=None, outcome=None, by=None)
        elif letter == state_view.OWN_WORDS:
            self._move = replace(self._move, code=None)
        else:
            return
        self._stage = "plan"
        self._judge()
        if letter == state_view.OWN_WORDS:
            self._open_typing('"')

    def _change(self, letter: str, move: Move, plan: Plan) -> None:
        if letter not in dict(state_view.toggles(self._standings, move)):
            return
        if letter == "t":
            self._open_typing('"' if move.words else "")
        elif letter == "y":
            self._stage = "reason"
            self._show()
        else:
            self._move = state_view.toggled(move, letter, plan)
            self._judge()

    # -- typing --

    @property
    def _typing(self) -> bool:
        return self.query_one("#state-typing").has_class("-typing")

    def _open_typing(self, prefill: str) -> None:
        assert self._move is not None
        self.query_one("#state-typing").add_class("-typing")
        typing = self.query_one(OneLineInput)
        typing.placeholder = state_view.example(self._move, self._coordinator.desk.today)
        typing.value = prefill
        typing.cursor_position = len(prefill)
        self.screen.set_focus(typing)
        self._show()

    def _close_typing(self) -> None:
        self.query_one("#state-typing").remove_class("-typing")
        self.screen.set_focus(self)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was typed is taken into the move at once, and what it means is shown."""
        event.stop()
        if self._move is None or not self._typing:
            return
        text = event.value.strip()
        begun = text in ("until", '"') or not text
        if sum(text.count(quote) for quote in QUOTES) % 2:
            text += QUOTES[0]  # a note that is still being typed
        self._refusal = ""
        try:
            self._move = transitions.typed(self._coordinator.desk, self._move, "" if begun else text)
        except CoordinatorError as error:
            self._refusal = str(error)
        self._judge()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_confirm()

    # -- making it so --

    def action_confirm(self) -> None:
        """Make it so."""
        if not self._standings:
            self._early.append("enter")
            return
        plan = self._plan
        if self._writing or self._stage != "plan" or plan is None or not plan.steps or self._refusal:
            return
        self._writing = True
        seen = {step.standing.relationship: step.standing.version for step in plan.steps}
        desk, move = self._coordinator.desk, plan.move
        self._coordinator.act(
            lambda: transitions.change_state(desk, seen, move), then=self._made, otherwise=self._failed
        )

    def _made(self, done: Done) -> None:
        self.post_message(self.Left(done))

    def _failed(self) -> None:
        """Someone else may have changed one: read them again."""
        self._writing = False
        self._fetch()

    def action_back(self) -> None:
        """A step back; nothing is changed."""
        if self._typing and self._move is not None and self._move.verb != "paused":
            self._refusal = ""
            self._close_typing()
            self._judge()
        elif self._stage == "plan" and self._move is not None and self._move.verb == "closed":
            self._stage = "reason"
            self._show()
        elif self._stage == "verb" or not self._standings:
            self.screen.set_focus(None)
            self.post_message(self.Left(None))
        else:
            self._refusal = ""
            if self._typing:
                self._close_typing()
            self._stage, self._move = "verb", None
            self._judge()
