"""Why these two? One pair in full, and the five best others with what choosing one would cost the cohort."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult

from coordinator.models.pairing import Trade
from coordinator.services import pairing_reasons
from coordinator.services.pairing_board import Board, Pair, Variant
from coordinator.services.pairing_reasons import PairDetail
from screens import suggestions_view
from screens.deciding import DecidingScreen
from screens.presentation import clean
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Found:
    """A pair as the board now has it."""

    board: Board
    told: PairDetail
    barred: list[str]


class SuggestedPairScreen(DecidingScreen):
    """One pair of a cohort, suggested or not; enter on another mentor opens that pair."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "suggestions.tcss"]
    QUESTION = "Why these two?"

    def __init__(self, cohort: str, variant: Variant, board: Board, mentor: int, mentee: int) -> None:
        super().__init__(cohort, variant, board)
        self.mentor = mentor
        self.mentee = mentee
        self._barred: list[str] = []

    def body(self) -> ComposeResult:
        yield Detail(id="detail")
        yield Rule(id="about")
        yield RowList[Trade]((), lambda trade: trade.mentor, empty="Reading …", id="others")
        yield Detail(id="trade")

    def pair(self) -> Pair:
        return self.mentor, self.mentee

    def excluded(self) -> list[str]:
        return self._barred

    def fetch(self) -> Found:
        board = self.solved()
        told = pairing_reasons.detail(self.desk, board, self.mentor, self.mentee)
        words = pairing_reasons.rule_words(self.desk, board)
        return Found(board, told, [words[code].words for code in told.scored.excluded])

    def show(self, found: Found) -> None:
        board, told = found.board, found.told
        self.board, self._barred = board, found.barred
        verdict = pairing_reasons.verdict(board, told, found.barred)
        lines = suggestions_view.pair_lines(board, told, verdict, found.barred, self.size.width)
        detail = self.query_one("#detail", Detail)
        detail.styles.height = min(len(lines), 13)
        detail.set(lines)
        self.title_line(f"{clean(board.name(self.mentor))} & {clean(board.name(self.mentee))}")
        self.query_one("#about", Rule).set(
            f"The best others for {board.name(self.mentee)}, the least costly first"
        )
        others = self.query_one("#others", RowList)
        others.set_columns(suggestions_view.trade_columns(board))
        others.set_rows(told.others, empty="There is no other mentor they could have.")
        self._tell()

    @on(RowList.Rested, "#others")
    def _rested(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """The whole of what choosing the highlighted other would mean."""
        trade: Trade | None = self.query_one("#others", RowList).row
        lines = (
            suggestions_view.about_trade(self.board, self.mentee, trade, self.size.width)
            if self.board is not None and trade is not None
            else ()
        )
        self.query_one("#trade", Detail).set(lines)

    @on(RowList.Chosen, "#others")
    def _chosen(self, message: RowList.Chosen) -> None:
        if self.board is not None:
            trade: Trade = message.row
            self.app.push_screen(
                SuggestedPairScreen(self.cohort, self.variant, self.board, trade.mentor, self.mentee)
            )
