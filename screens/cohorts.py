"""How does each cohort stand? The cohorts above, every figure of the highlighted one below."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import CohortFigures
from coordinator.services import overview
from screens import figures
from screens.figures import Figure
from screens.filtering import FilteringScreen
from screens.messages import Shown
from screens.narrowing import fitting
from screens.presentation import Cell, Tone, clean, of_all
from screens.widgets.columns import Column
from screens.widgets.figure_grid import FigureGrid
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

NO_COHORT = "No cohort yet.\n\nPress i to import a sheet of applicants: the import makes its cohort."
NO_MATCH = "No cohort's name fits.\n\nPress escape to take the filter away."


def _number(title: str, name: str, width: int, tone: Tone = "plain", needs: int = 0) -> Column[CohortFigures]:
    """A column for one figure; a nought steps back."""

    def cell(row: CohortFigures) -> Cell:
        value: int = getattr(row, name)
        return Cell(f"{value:,}", tone if value else "quiet")

    return Column(title, cell, width, right=True, needs=needs)


COLUMNS: Sequence[Column[CohortFigures]] = (
    Column("Cohort", lambda row: row.cohort, 15, grow=1),
    _number("Applicants", "applicants", 10, needs=110),
    _number("Waiting", "waiting", 7),
    _number("Proposed", "proposed", 8, needs=110),
    _number("Active", "active", 6),
    _number("Paused", "paused", 6, needs=130),
    _number("Lapsed", "lapsed", 6, needs=130),
    _number("Overdue", "overdue", 7, "warn"),
    _number("At risk", "at_risk", 7, "bad"),
    _number("Never met", "never_met", 9, "bad", needs=110),
    Column("Hours", figures.whole_hours, 11, right=True),
    Column("", lambda row: figures.hours_bar(row, 6), 6, needs=70),
    Column("By fortnight", lambda row: figures.fortnights(row, 12), 12, needs=70),
)


class CohortsScreen(FilteringScreen):
    """One row a cohort, and all the figures of the highlighted one; enter on a figure opens the rows behind it."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "cohorts.tcss"]
    QUESTION = "How does each cohort stand?"
    PLACE = "cohorts"
    LOOKS_IN = "part of a cohort's name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right", "to_figures", "figures", id="cohorts.figures", tooltip="Go to the cohort's figures."
        ),
        Binding(
            "o",
            "next_cohort",
            "next cohort",
            id="cohorts.next",
            tooltip="The next cohort, on the same figure.",
        ),
        Binding(
            "t",
            "thresholds",
            "thresholds",
            id="cohorts.thresholds",
            tooltip="The cohort's policy and thresholds, and what others would do.",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[CohortFigures] = ()
        self._fresh = True

    def body(self) -> ComposeResult:
        yield RowList[CohortFigures](COLUMNS, attrgetter("cohort"), empty="Reading …", id="cohorts")
        yield Rule(id="about")
        yield FigureGrid(id="figures")

    @property
    def cohorts(self) -> RowList[CohortFigures]:
        """The list."""
        return self.query_one("#cohorts", RowList)

    @property
    def grid(self) -> FigureGrid:
        """The figures of the highlighted cohort."""
        return self.query_one("#figures", FigureGrid)

    def shown(self) -> Shown | str:
        row = self.cohorts.row
        if row is None:
            return "There is no cohort to export. i imports a spreadsheet."
        described = ", ".join(["cohorts", *self.said()])
        return Shown("cohorts", described, row.cohort, tuple(self.cohorts.rows))

    # -- loading --

    def fetch(self) -> Sequence[CohortFigures]:
        return overview.cohorts(self.desk)

    def show(self, found: Sequence[CohortFigures]) -> None:
        self._found = found
        self.refilter()
        # With one cohort there is nothing to choose: its figures are at hand.
        if self._fresh and len(found) == 1:
            self.set_focus(self.grid)
        elif not found:
            self.set_focus(self.cohorts)
        self._fresh = False

    def refilter(self) -> None:
        rows = fitting(self._found, self.text, lambda row: row.cohort.casefold())
        self.cohorts.set_rows(rows, empty=NO_MATCH if self._found else NO_COHORT)
        self.title_line(" · ".join([of_all(len(rows), len(self._found), "cohort"), *self.said()]))
        self._tell()

    def _tell(self) -> None:
        """Show the figures of the highlighted cohort."""
        row = self.cohorts.row
        self.query_one("#about", Rule).set(row.cohort if row else "")
        self.grid.set(row)

    # -- moving --

    @on(RowList.Rested, "#cohorts")
    def _rested(self) -> None:
        self._tell()

    @on(RowList.Chosen, "#cohorts")
    def _chosen(self) -> None:
        self.action_to_figures()

    def on_figure_grid_left(self) -> None:
        """Out of the grid at its top or its left edge."""
        self.set_focus(self.cohorts)

    def action_to_figures(self) -> None:
        """Go to the cohort's figures."""
        self._tell()
        # While the first load is under way the figures are on their way too: typing ahead goes to the grid.
        if self.cohorts.row is None and not self._fresh:
            self.say("There is no cohort to look at. i imports a spreadsheet.", "warn")
        else:
            self.set_focus(self.grid)

    def action_next_cohort(self) -> None:
        """The next cohort, on the same figure."""
        rows = self.cohorts.rows
        if len(rows) < 2:
            self.say("There is no other cohort here.", "warn")
            return
        self.cohorts.go_to(rows[(self.cohorts.cursor + 1) % len(rows)].cohort)
        self._tell()

    def action_thresholds(self) -> None:
        """The cohort's policy and thresholds, and what others would do."""
        row = self.cohorts.row
        if row is None:
            self.say("There is no cohort to look at. i imports a spreadsheet.", "warn")
            return
        from screens.thresholds import ThresholdsScreen

        self.app.push_screen(ThresholdsScreen(row.cohort))

    def action_back(self) -> None:
        """From the figures to the list; then the filter goes; then back to the screen before."""
        if self.focused is self.grid and len(self._found) > 1:
            self.set_focus(self.cohorts)
        else:
            super().action_back()

    # -- the rows behind a figure --

    def on_figure_grid_chosen(self, message: FigureGrid.Chosen) -> None:
        """Open the rows behind the figure."""
        self.open_behind(message.figures, message.figure)

    def open_behind(self, row: CohortFigures, figure: Figure) -> None:
        """Open the people or the relationships that a cohort's figure counts or adds up."""
        if not figure.of(row) and not figure.adds_up:
            self.say(f"{clean(row.cohort)}: {figure.label} is 0, so there is nothing behind it.", "warn")
        elif figure.behind == "people":
            from screens.pairing import PairingScreen

            self.app.push_screen(PairingScreen(row.cohort, figure.name))
        else:
            from screens.relationship_list import RelationshipListScreen

            told = figures.described(clean(row.cohort), figure)
            self.app.push_screen(RelationshipListScreen(told, row.cohort, figure.name))
