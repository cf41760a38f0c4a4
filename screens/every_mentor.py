"""Why not this one? Every mentor of the cohort for one mentee, and what choosing each would mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult

from coordinator.models.pairing import LeftOver
from coordinator.services import pairing_left, pairing_reasons
from coordinator.services.pairing_board import Board, Pair, Variant
from coordinator.services.pairing_reasons import MentorFor
from screens import suggestions_view
from screens.deciding import DecidingScreen
from screens.presentation import Cell, clean, wrap
from screens.suggested_pair import SuggestedPairScreen
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Found:
    """Every mentor, and why the mentee is left over where they are."""

    board: Board
    mentors: Sequence[MentorFor]
    left: LeftOver | None


class EveryMentorScreen(DecidingScreen):
    """Every mentor for one mentee, eligible ones first; enter opens the pair, h pairs by hand."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "suggestions.tcss"]
    QUESTION = "Why not this one?"

    def __init__(self, cohort: str, variant: Variant, board: Board, mentee: int) -> None:
        super().__init__(cohort, variant, board)
        self.mentee = mentee
        self._left: LeftOver | None = None

    def body(self) -> ComposeResult:
        yield RowList[MentorFor]((), lambda one: one.scored.mentor, empty="Reading …", id="mentors")
        yield Rule(id="about")
        yield Detail(id="detail")

    @property
    def mentors(self) -> RowList[MentorFor]:
        """The list."""
        return self.query_one("#mentors", RowList)

    def pair(self) -> Pair | None:
        return (self.mentors.row.scored.mentor, self.mentee) if self.mentors.row else None

    def excluded(self) -> Sequence[str]:
        return self.mentors.row.barred if self.mentors.row else ()

    def fetch(self) -> Found:
        board = self.solved()
        left = pairing_left.left_over(self.desk, board, self.mentee)
        mentors = pairing_reasons.every_mentor(self.desk, board, self.mentee)
        return Found(board, mentors, left[0] if left else None)

    def show(self, found: Found) -> None:
        self.board, self._left = found.board, found.left
        self.mentors.set_columns(suggestions_view.mentor_columns(found.board))
        self.mentors.set_rows(
            found.mentors, empty="No mentor has applied to this cohort.\n\nPress escape to go back."
        )
        person = found.board.people[self.mentee]
        self.title_line(f"{clean(person.name)} needs {clean(', '.join(person.tags)) or 'nothing told'}")
        self._tell()

    @on(RowList.Rested, "#mentors")
    def _rested(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What choosing the highlighted mentor would mean; why the mentee is left over."""
        board, one, width = self.board, self.mentors.row, self.size.width
        if board is None:
            return
        lines: list[Cell] = []
        if one is not None:
            self.query_one("#about", Rule).set(
                f"{board.name(one.scored.mentor)} for {board.name(self.mentee)}"
            )
            told = ""
            if one.barred:
                told = f"Barred: {', '.join(one.barred)}. h pairs them all the same, with a reason."
            elif one.suggested:
                told = "They are suggested."
            elif one.refused:
                told = "Refused by hand. n allows them again."
            elif one.trade is not None:
                told = pairing_reasons.trade_in_words(board, self.mentee, one.trade)
            lines += [Cell(f" {line}") for line in wrap(told, width - 2, 2)]
        if self._left is not None:
            lines += suggestions_view.about_left_over(board, self._left, width)
        self.query_one("#detail", Detail).set(lines[:4])

    @on(RowList.Chosen, "#mentors")
    def _chosen(self, message: RowList.Chosen) -> None:
        if self.board is not None:
            one: MentorFor = message.row
            self.app.push_screen(
                SuggestedPairScreen(self.cohort, self.variant, self.board, one.scored.mentor, self.mentee)
            )
