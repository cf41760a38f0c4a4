"""What does the cohort lack? Worst pairs, thresholds, whom to recruit, the load of each mentor."""

from collections.abc import Sequence

from textual.app import ComposeResult

from coordinator.services import apart, pairing_left, proposals
from coordinator.services.pairing_board import Board
from screens import cohort_pairing_view
from screens.base import BaseScreen
from screens.presentation import Cell, clean
from screens.widgets.columns import Column
from screens.widgets.rows import RowList


class CohortPairingScreen(BaseScreen):
    """A board as a page of lines."""

    QUESTION = "What does the cohort lack?"

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board

    def body(self) -> ComposeResult:
        columns: list[Column[tuple[int, Cell]]] = [Column("", lambda row: row[1], 20, grow=1)]
        yield RowList[tuple[int, Cell]](
            columns, lambda row: row[0], opening=False, empty="Reading …", id="lines"
        )

    def fetch(self) -> Sequence[Cell]:
        wanted = pairing_left.wanted_tags(self.board)
        weights, rules = apart.policy(self.desk, self.board.cohort.cohort)
        told = cohort_pairing_view.policy_in_words(weights, rules)
        curve = pairing_left.quality_curve(self.board)
        over = proposals.over_capacity_in_words(self.desk, self.board.cohort.name)
        # The list keeps two columns for its cursor, and one for a scroll bar.
        return cohort_pairing_view.cohort_lines(self.board, told, wanted, curve, over, self.size.width - 3)

    def show(self, found: Sequence[Cell]) -> None:
        self.title_line(clean(self.board.cohort.name))
        self.query_one("#lines", RowList).set_rows(list(enumerate(found)))
