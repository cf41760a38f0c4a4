"""What if? Copies of a cohort's pairing with other weights, rules and capacities, beside today's pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Done
from coordinator.models.pairing import Scenario
from coordinator.services import pairing, pairing_left, pairing_scenarios
from coordinator.services.pairing_board import Board, variant_of
from screens import suggestions_view
from screens.asking import AskingScreen
from screens.presentation import Cell, clean
from screens.suggestion_keys import LINE_HELP
from screens.suggestions import SuggestionsScreen
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario as solved, and how it differs from today's pairs."""

    scenario: Scenario
    board: Board
    differs: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Today's pairs and every scenario."""

    today: Board
    tried: Sequence[Tried]


def signed(value: int | None) -> str:
    """A difference with its sign."""
    return "" if value is None else f"{value:+d}" if value else "0"


COLUMNS: Sequence[Column[Tried]] = (
    Column("Scenario", lambda tried: tried.scenario.name, 16, grow=1),
    Column("Pairs", lambda tried: str(len(tried.board.pairs)), 5, right=True),
    Column("±", lambda tried: signed(tried.differs["matched"]), 4, right=True),
    Column("Points", lambda tried: str(tried.board.total), 6, right=True),
    Column("±", lambda tried: signed(tried.differs["total"]), 5, right=True),
    Column("Worst", lambda tried: str(tried.board.worst or "-"), 5, right=True),
    Column("±", lambda tried: signed(tried.differs["worst"]), 4, right=True),
    Column("Moved", lambda tried: str(tried.differs["moved"]), 5, right=True),
)


class ScenariosScreen(AskingScreen):
    """The scenarios of a cohort; enter opens one's pairs. Nothing changes until one is adopted."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "suggestions.tcss"]
    QUESTION = "What if?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "add",
            "new",
            id="scenarios.new",
            tooltip="Try something: a name, a colon, and what is wanted otherwise.",
        ),
        Binding(
            "a", "adopt", "adopt", id="scenarios.adopt", tooltip="Pair the cohort like this from now on."
        ),
        Binding("x", "drop", "drop", id="scenarios.drop", tooltip="Put the scenario away."),
    ]

    def __init__(self, cohort: str) -> None:
        super().__init__()
        self.cohort = cohort
        self._found: Found | None = None

    def body(self) -> ComposeResult:
        yield RowList[Tried](
            COLUMNS, lambda tried: tried.scenario.scenario, empty="Reading …", id="scenarios"
        )
        yield Rule(id="about")
        yield Detail(id="detail")

    @property
    def scenarios(self) -> RowList[Tried]:
        """The list."""
        return self.query_one("#scenarios", RowList)

    # -- loading --

    def fetch(self) -> Found:
        today = pairing.suggest(self.desk, self.cohort)
        tried = []
        for scenario in pairing_scenarios.scenarios(self.desk, self.cohort):
            board = pairing.suggest(self.desk, self.cohort, variant_of(scenario))
            tried.append(Tried(scenario, board, pairing_left.diff(today, board)))
        return Found(today, tried)

    def show(self, found: Found) -> None:
        self._found = found
        self.scenarios.set_rows(
            found.tried, empty="Nothing is being tried.\n\nPress n: two places for Dina: dina@example.org 2"
        )
        self.title_line(suggestions_view.summary(found.today, f"today, {clean(self.cohort)}"))
        self._tell()

    @on(RowList.Rested, "#scenarios")
    def _rested(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What the highlighted scenario wants otherwise, and whom it moves."""
        tried = self.scenarios.row
        if tried is None or self._found is None:
            self.query_one("#about", Rule).set("")
            self.query_one("#detail", Detail).set(())
            return
        self.query_one("#about", Rule).set(tried.scenario.name)
        emails = {application: person.email for application, person in tried.board.people.items()}
        wants = pairing_scenarios.in_words(tried.board.variant, emails)
        moves = suggestions_view.moved_in_words(self._found.today, tried.board)
        self.query_one("#detail", Detail).set([Cell(f" {wants}"), Cell(f" {moves}")])

    # -- keys --

    @on(RowList.Chosen, "#scenarios")
    def _chosen(self, message: RowList.Chosen) -> None:
        tried: Tried = message.row
        self.app.push_screen(SuggestionsScreen(self.cohort, tried.board.variant, tried.scenario.name))

    async def action_add(self) -> None:
        """Try something: a name, a colon, and what is wanted otherwise."""
        await self.ask("Name: what", LINE_HELP, self._add)

    def _add(self, text: str) -> None:
        name, colon, wanted = text.partition(":")
        if not colon or not wanted.strip():
            self.say("Write a name, a colon, and what is wanted otherwise: fair: fairness leximin", "warn")
            return

        def add() -> Done:
            variant = pairing_scenarios.understood(self.desk, self.cohort, wanted)
            return pairing_scenarios.try_out(self.desk, self.cohort, name, variant)

        self.coordinator.act(add)

    def action_adopt(self) -> None:
        """Pair the cohort like this from now on."""
        if (tried := self.scenarios.row) is None:
            self.say("No scenario is highlighted.", "warn")
            return
        variant, scenario = tried.board.variant, tried.scenario
        self.coordinator.act(lambda: pairing_scenarios.adopt(self.desk, self.cohort, variant, scenario))

    def action_drop(self) -> None:
        """Put the scenario away."""
        if (tried := self.scenarios.row) is None:
            self.say("No scenario is highlighted.", "warn")
            return
        scenario = tried.scenario
        self.coordinator.act(lambda: pairing_scenarios.drop(self.desk, scenario))
