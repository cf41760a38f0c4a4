"""Who goes with whom? A cohort's suggested pairs beside the people left over, solved again after every decision."""

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.matching.problem import Cancelled
from coordinator.models import Done
from coordinator.models.pairing import LeftOver, Suggestion
from coordinator.services import pairing_decisions, pairing_left, pairing_scenarios, proposals
from coordinator.services.pairing_board import AS_IT_IS, Board, Pair, Variant
from screens import suggestions_view
from screens.deciding import DecidingScreen
from screens.messages import Shown
from screens.presentation import clean, count
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

MANY = 500
"""From so many mentees on solving takes a while: it says how far it is, and escape stops it."""

LINE_HELP = (
    "fairness off, mode quality, min 50, keep 5, needs 60, same_organisation penalty, ann@example.org 3"
)


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


class SuggestionsScreen(DecidingScreen):
    """The best pairs of a cohort. With a `variant` those of a scenario, called `scenario`."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "suggestions.tcss"]
    QUESTION = "Who goes with whom?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p",
            "propose",
            "propose",
            id="suggestions.propose",
            tooltip="Propose the marked pairs, or the highlighted one.",
        ),
        Binding(
            "w",
            "why_not",
            "every mentor",
            id="suggestions.mentors",
            tooltip="Every mentor for the mentee: why not this one?",
        ),
        Binding(
            "x",
            "swap",
            "swap",
            id="suggestions.swap",
            tooltip="Swap the mentors of the marked and the highlighted pair, and lock both.",
        ),
        Binding(
            "t",
            "take",
            "take above",
            id="suggestions.take",
            tooltip="Lock every suggested pair at or above a score.",
        ),
        Binding(
            "c",
            "cohort",
            "cohort",
            id="suggestions.cohort",
            tooltip="Worst pairs, load per mentor, thresholds, whom to recruit.",
        ),
        Binding(
            "s",
            "scenarios",
            "scenarios",
            id="suggestions.scenarios",
            tooltip="Try other weights, rules and capacities, beside today's pairs.",
        ),
        Binding(
            "a",
            "adjust",
            "weights, rules",
            id="suggestions.adjust",
            tooltip="Change how this cohort is paired: weights, exclusions, fairness, threshold.",
        ),
    ]

    def __init__(self, cohort: str, variant: Variant = AS_IT_IS, scenario: str = "") -> None:
        super().__init__(cohort, variant)
        self.scenario = scenario
        self._was: dict[int, int] = {}
        self._moved: set[int] = set()
        self._solving = 0
        self._stop = False

    def body(self) -> ComposeResult:
        with Horizontal(id="sides"):
            yield RowList[Suggestion](
                (), lambda pair: pair.mentee, marking=True, empty="Solving …", id="pairs"
            )
            yield RowList[int]((), lambda mentee: mentee, empty="", id="out")
        yield Rule(id="about")
        yield Detail(id="detail")

    @property
    def pairs(self) -> RowList[Suggestion]:
        """The suggested pairs."""
        return self.query_one("#pairs", RowList)

    @property
    def out(self) -> RowList[int]:
        """The people left over."""
        return self.query_one("#out", RowList)

    def shown(self) -> Shown | str:
        return Shown("pairing", f"pairing, {clean(self.cohort)}", self.cohort)

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
        if of >= MANY and placed % 25 == 0:
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

    @property
    def _on_out(self) -> bool:
        return self.focused is self.out

    def mentee(self) -> int | None:
        """The highlighted mentee, paired or left over."""
        if self._on_out:
            return self.out.row
        return self.pairs.row.mentee if self.pairs.row else None

    def pair(self) -> Pair | None:
        row = None if self._on_out else self.pairs.row
        return (row.mentor, row.mentee) if row else None

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
        if self._on_out and self.out.row == message.left.mentee:
            self.query_one("#detail", Detail).set(
                suggestions_view.about_left_over(message.left, self.size.width)
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

    # -- keys --

    def action_why_not(self) -> None:
        """Every mentor for the mentee: why not this one?"""
        from screens.every_mentor import EveryMentorScreen

        mentee = self.mentee()
        if self.board is None or mentee is None:
            self.say("Nobody is highlighted.", "warn")
        else:
            self.app.push_screen(EveryMentorScreen(self.cohort, self.variant, self.board, mentee))

    async def action_by_hand(self) -> None:
        """Choose among every mentor, then h there pairs by hand."""
        self.action_why_not()

    def action_swap(self) -> None:
        """Swap the mentors of the marked and the highlighted pair, and lock both."""
        marked = [pair.mentee for pair in self.pairs.marked_rows]
        here = self.mentee()
        if len(marked) == 2:
            one, other = marked
        elif len(marked) == 1 and here is not None and here != marked[0]:
            one, other = marked[0], here
        else:
            self.say("Mark one pair with space and highlight the other; then x swaps their mentors.", "warn")
            return
        self.pairs.unmark_all()
        self.decide(lambda board: pairing_decisions.swap(self.desk, board, one, other))

    async def action_take(self) -> None:
        """Lock every suggested pair at or above a score."""
        await self.ask("Lock every pair at or above", "a score from 0 to 100", self._take)

    def _take(self, text: str) -> None:
        if not (text.strip().isascii() and text.strip().isdigit()):
            self.say(f"{clean(text)!r} is not a score: type a number from 0 to 100.", "warn")
            return
        self.decide(lambda board: pairing_decisions.take_above(self.desk, board, int(text)))

    def action_propose(self) -> None:
        """Propose the marked pairs, or the highlighted one."""
        rows = self.pairs.marked_rows or ([self.pairs.row] if self.pairs.row and not self._on_out else [])
        if self.board is None or not rows:
            self.say("No pair is highlighted: there is nothing to propose.", "warn")
            return
        pairs = [(row.mentor, row.mentee) for row in rows]
        from screens.dialogs import ConfirmDialog

        def propose(yes: bool | None) -> None:
            if yes:
                self.decide(lambda board: proposals.propose(self.desk, board.cohort.cohort, pairs)[0])
                self.pairs.unmark_all()

        told = f"{count(len(pairs), 'pair')} of {clean(self.cohort)}"
        self.app.push_screen(
            ConfirmDialog(
                f"Propose {told}?", "Each takes a place from now on; record both answers on the relationship."
            ),
            propose,
        )

    def action_cohort(self) -> None:
        """Worst pairs, load per mentor, thresholds, whom to recruit."""
        from screens.cohort_pairing import CohortPairingScreen

        if self.board is not None:
            self.app.push_screen(CohortPairingScreen(self.board))

    def action_scenarios(self) -> None:
        """Try other weights, rules and capacities, beside today's pairs."""
        from screens.scenarios import ScenariosScreen

        self.app.push_screen(ScenariosScreen(self.cohort))

    async def action_adjust(self) -> None:
        """Change how this cohort is paired."""
        await self.ask("Pair with", LINE_HELP, self._adjust)

    def _adjust(self, text: str) -> None:
        def adopt(board: Board) -> Done:
            variant = pairing_scenarios.understood(self.desk, board.cohort.name, text)
            return pairing_scenarios.adopt(self.desk, board.cohort.name, variant)

        if text.strip():
            self.decide(adopt)
