"""Who goes with whom? A cohort's suggested pairs beside the people left over, solved again after every decision."""

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.matching.problem import Cancelled
from coordinator.models.pairing import LeftOver, Suggestion
from coordinator.services import pairing_left
from coordinator.services.pairing_board import AS_IT_IS, Board, Variant
from screens import suggestions_view
from screens.messages import Shown
from screens.presentation import clean
from screens.suggestion_keys import SuggestionKeys
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

MANY = 500
"""From so many mentees on solving takes a while: it says how far it is, and escape stops it."""


class ReasonRead(Message):
    """Why someone is left over was found out."""

    def __init__(self, left: LeftOver) -> None:
        super().__init__()
        self.left = left


class Progress(Message):
    """So many mentees of all are placed."""

    def __init__(self, placed: int, of: int) -> None:
        super().__init__()
        self.placed = placed
        self.of = of


class SuggestionsScreen(SuggestionKeys):
    """The best pairs of a cohort. With a `variant` those of a scenario, called `scenario`."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "suggestions.tcss"]
    QUESTION = "Who with whom?"

    def __init__(self, cohort: str, variant: Variant = AS_IT_IS, scenario: str = "") -> None:
        super().__init__(cohort, variant)
        self.scenario = scenario
        self._was: dict[int, int] = {}
        self._moved: set[int] = set()
        self._solving = 0
        self._stop = False
        self._last_told = -1

    def body(self) -> ComposeResult:
        with Horizontal(id="sides"):
            yield RowList[Suggestion](
                (), lambda pair: pair.mentee, marking=True, empty="Solving …", id="pairs"
            )
            yield RowList[int]((), lambda mentee: mentee, empty="", id="out")
        yield Rule(id="about")
        yield Detail(id="detail")

    def shown(self) -> Shown | str:
        if self.board is None:
            return "The pairs are still being solved: try again in a moment."
        scenario = f", scenario {clean(self.scenario)}" if self.scenario else ""
        described = f"suggested pairs, {clean(self.cohort)}{scenario}"
        return Shown("suggestions", described, self.cohort, (self.board,))

    # -- solving --

    def load(self) -> None:
        self._stop = False
        super().load()

    def fetch(self) -> Board | None:
        try:
            return self.solved()
        except Cancelled:
            return None

    def told(self, placed: int, of: int) -> None:
        if self._stop:
            raise Cancelled
        if of >= MANY and placed % 25 == 0 and placed != self._last_told:
            self._last_told = placed
            self.post_message(Progress(placed, of))

    def on_progress(self, message: Progress) -> None:
        """Say how far solving is."""
        self._solving = message.of
        self.say(f"Solving: {message.placed} of {message.of} mentees placed …", hint="escape stops it ")

    def show(self, found: Board | None) -> None:
        if self._solving:
            self.say("Stopped. r solves again." if found is None else "")
            self._solving = 0
        if found is None:
            return
        now = found.mentor_of
        if self._was and self._was != now:
            self._moved = {mentee for mentee, mentor in now.items() if self._was.get(mentee) != mentor}
        self._was = now
        self.board = found
        moved = self._moved
        self.pairs.set_columns(
            suggestions_view.pair_columns(found, lambda pair: pair.mentee in moved or pair.is_new)
        )
        self.out.set_columns(suggestions_view.out_columns(found, self.desk.today))
        self.pairs.set_rows(found.pairs, empty=self._nobody(found))
        self.out.set_rows(found.left_over, empty="Nobody is left over.")
        name = clean(self.cohort) + (f" · scenario {clean(self.scenario)}" if self.scenario else "")
        self.title_line(suggestions_view.summary(found, name))
        self._tell()

    def _nobody(self, board: Board) -> str:
        if board.left_over:
            return "No pair is possible.\n\nPress tab, then look at who is left over and why."
        return "Nobody waits for a mentor in this cohort.\n\nPress i to import applicants, escape to go back."

    # -- the highlighted --

    @on(RowList.Rested)
    def _rested(self) -> None:
        self._tell()

    def on_descendant_focus(self) -> None:
        """The lines below are about the side that has the focus."""
        self._tell()

    def _tell(self) -> None:
        board = self.board
        about, detail = self.query_one("#about", Rule), self.query_one("#detail", Detail)
        if board is None:
            return
        if self._on_out and self.out.row is not None:
            about.set(f"{board.name(self.out.row)} is left over")
            self._read_reason(board, self.out.row)
        elif self.pairs.row is not None:
            pair = self.pairs.row
            about.set(f"{board.name(pair.mentor)} & {board.name(pair.mentee)} · score {pair.score}")
            detail.set(suggestions_view.about_pair(board, pair, self.size.width))
        else:
            about.set("")
            detail.set(())

    @work(thread=True, exclusive=True, group="reason", exit_on_error=False)
    def _read_reason(self, board: Board, mentee: int) -> None:
        worker = get_current_worker()
        found = pairing_left.left_over(self.desk, board, mentee)
        if found and not worker.is_cancelled:
            self.post_message(ReasonRead(found[0]))

    def on_reason_read(self, message: ReasonRead) -> None:
        """Say why, and what would place them."""
        if self.board is not None and self._on_out and self.out.row == message.left.mentee:
            self.query_one("#detail", Detail).set(
                suggestions_view.about_left_over(self.board, message.left, self.size.width)
            )

    @on(RowList.Chosen, "#pairs")
    def _chosen(self, message: RowList.Chosen) -> None:
        from screens.suggested_pair import SuggestedPairScreen

        if self.board is not None:
            pair: Suggestion = message.row
            self.app.push_screen(
                SuggestedPairScreen(self.cohort, self.variant, self.board, pair.mentor, pair.mentee)
            )

    @on(RowList.Chosen, "#out")
    def _chosen_out(self) -> None:
        self.action_why_not()

    def action_back(self) -> None:
        """Stop solving; take the marks away; else go back."""
        if self._solving:
            self._stop = True
        elif self.pairs.marks:
            self.pairs.unmark_all()
        else:
            super().action_back()
