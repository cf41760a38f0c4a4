"""The keys of a cohort's suggested pairs: propose, swap, take many, look closer, pair otherwise."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.models import Done
from coordinator.models.pairing import Suggestion
from coordinator.services import apart, pairing_decisions, pairing_left, pairing_scenarios, proposals
from coordinator.services.pairing_board import Board, Pair
from screens import cohort_pairing_view
from screens.deciding import DecidingScreen
from screens.presentation import Cell, clean, count
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

LINE_HELP = (
    "fairness off, mode quality, min 50, keep 5, needs 60, same_organisation penalty, ann@example.org 3"
)


class PolicyRead(Message):
    """How the cohort is paired now, as lines."""

    def __init__(self, lines: Sequence[Cell]) -> None:
        super().__init__()
        self.lines = lines


class SuggestionKeys(DecidingScreen):
    """A screen with the suggested pairs and those left over; what its keys do."""

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

    @property
    def pairs(self) -> RowList[Suggestion]:
        """The suggested pairs."""
        return self.query_one("#pairs", RowList)

    @property
    def out(self) -> RowList[int]:
        """The people left over."""
        return self.query_one("#out", RowList)

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
        board = self.board
        if board is None:
            self.say("The pairs are still being solved: try again in a moment.", "warn")
            return
        if not rows:
            self.say("No pair is highlighted: there is nothing to propose.", "warn")
            return
        pairs = [(row.mentor, row.mentee) for row in rows]
        from screens.dialogs import ConfirmDialog

        def propose(yes: bool | None) -> None:
            if yes:
                self.decide(lambda board: proposals.propose(self.desk, board.cohort.cohort, pairs)[0])
                self.pairs.unmark_all()

        told = f"{count(len(pairs), 'pair')} of {clean(self.cohort)}"
        if len(rows) == 1:
            told = f"{clean(board.name(rows[0].mentor))} & {clean(board.name(rows[0].mentee))}"
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
        """Change how this cohort is paired; what is so now stands above the line."""
        if self.board is not None:
            self._read_policy(self.board)
        await self.ask("Pair with", LINE_HELP, self._adjust)

    @work(thread=True, exclusive=True, group="reason", exit_on_error=False)
    def _read_policy(self, board: Board) -> None:
        worker = get_current_worker()
        weights, rules = apart.policy(self.desk, board.cohort.cohort)
        points = pairing_left.quality_curve(board)
        if not worker.is_cancelled:
            self.post_message(PolicyRead(cohort_pairing_view.in_force(board, weights, rules, points)))

    def on_policy_read(self, message: PolicyRead) -> None:
        """Show what is in force, above the line."""
        self.query_one("#about", Rule).set("As it is now")
        self.query_one("#detail", Detail).set(message.lines)

    def _adjust(self, text: str) -> None:
        def adopt(board: Board) -> Done:
            variant = pairing_scenarios.understood(self.desk, board.cohort.name, text)
            return pairing_scenarios.adopt(self.desk, board.cohort.name, variant)

        if text.strip():
            self.decide(adopt)
