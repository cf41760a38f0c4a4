"""What the screens about suggested pairs share: a board that is solved again, and decisions on its pairs."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from coordinator.matching.problem import Cancelled
from coordinator.models import Done
from coordinator.services import pairing, pairing_decisions
from coordinator.services.pairing_board import Board, Pair, Variant
from screens.asking import AskingScreen
from screens.presentation import clean


class DecidingScreen(AskingScreen):
    """A screen on a cohort's suggested pairs. `board` is what is shown; a subclass says which pair is meant.

    A board given at the start is shown as it is; every load after that solves again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "l",
            "lock",
            "lock",
            id="deciding.lock",
            tooltip="Keep the pair together whatever else is best; or let it go again.",
        ),
        Binding(
            "n",
            "refuse",
            "refuse",
            id="deciding.refuse",
            tooltip="Keep the pair apart, with a reason; or allow it again. All others are solved around it.",
        ),
        Binding(
            "h",
            "by_hand",
            "by hand",
            id="deciding.hand",
            tooltip="Pair the mentee by hand: asks where an exclusion is broken, and keeps the answer.",
        ),
    ]

    def __init__(self, cohort: str, variant: Variant, board: Board | None = None) -> None:
        super().__init__()
        self.cohort = cohort
        self.variant = variant
        self.board = board
        self._given = board

    # -- for subclasses --

    def pair(self) -> Pair | None:
        """The mentor and mentee that the keys are about; None where none is highlighted."""
        return None

    def excluded(self) -> Sequence[str]:
        """The words of what bars the pair."""
        return ()

    def told(self, placed: int, of: int) -> None:
        """How far solving is; called in a thread."""

    # -- solving --

    def solved(self) -> Board:
        """The board to show. Runs in a thread; raises Cancelled when the load is superseded."""
        given, self._given = self._given, None
        if given is not None:
            return given
        worker = get_current_worker()

        def poll(placed: int, of: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self.told(placed, of)

        return pairing.suggest(self.desk, self.cohort, self.variant, poll=poll)

    # -- deciding --

    def decide(self, change: Callable[[Board], Done]) -> None:
        """Write a decision on the board that is shown, solve again, show what came of it."""
        board = self.board
        if board is not None:
            self.say("Solving again …")
            self.coordinator.act(lambda: change(board))

    def meant(self) -> tuple[Board, Pair] | None:
        """The board and the pair meant, where there is one; else it is said that there is none."""
        pair = self.pair()
        if self.board is None or pair is None:
            self.say("No pair is highlighted.", "warn")
            return None
        return self.board, pair

    def action_lock(self) -> None:
        """Keep the pair together whatever else is best; or let it go again."""
        if (found := self.meant()) is None:
            return
        board, (mentor, mentee) = found
        if board.locked.get(mentee, (None,))[0] == mentor:
            self.decide(lambda board: pairing_decisions.unlock(self.desk, board, mentee))
        elif board.mentor_of.get(mentee) == mentor:
            self.decide(lambda board: pairing_decisions.lock(self.desk, board, [(mentor, mentee)]))
        else:
            self.say("They are not suggested: h pairs them by hand.", "warn")

    async def action_refuse(self) -> None:
        """Keep the pair apart, with a reason; or allow it again."""
        if (found := self.meant()) is None:
            return
        board, (mentor, mentee) = found
        if any(
            one.kind == "refusal" and (one.mentor, one.mentee) == (mentor, mentee) for one in board.decisions
        ):
            self.decide(lambda board: pairing_decisions.allow(self.desk, board, mentor, mentee))
            return
        names = f"{clean(board.name(mentor))} & {clean(board.name(mentee))}"

        def refuse(reason: str) -> None:
            self.decide(lambda board: pairing_decisions.refuse(self.desk, board, mentor, mentee, reason))

        await self.ask("Refused because", f"{names} are kept apart in this cohort", refuse)

    async def action_by_hand(self) -> None:
        """Pair by hand: asks where an exclusion is broken, and keeps the answer."""
        if (found := self.meant()) is None:
            return
        _, pair = found
        barred = self.excluded()

        def lock(note: str | None) -> None:
            self.decide(lambda board: pairing_decisions.lock(self.desk, board, [pair], note=note))

        if barred:
            await self.ask("All the same, because", f"barred: {', '.join(barred)}", lock)
        else:
            lock(None)
