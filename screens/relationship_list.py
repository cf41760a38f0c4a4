"""The relationships behind a figure, in the manner of triage."""

from collections.abc import Sequence
from operator import attrgetter
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import TriageItem
from coordinator.services import overview
from screens import triage_view
from screens.caring import CaringScreen
from screens.filtering import FilteringScreen
from screens.messages import Shown
from screens.narrowing import fitting
from screens.presentation import Cell, clean, count, health, number, of_all, pair, pair_in, words
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

NONE = "There are none.\n\nPress escape to go back."
NO_MATCH = "None of these fit.\n\nPress escape to take the filter away."


def _standing(item: TriageItem) -> Cell:
    """The health; for a closed one how it ended, which says more."""
    ended = "declined" if item.state == "declined" else words(item.outcome)
    made = health(item.health)
    return made._replace(text=f"x  {ended}") if ended else made


def _hours(item: TriageItem) -> str:
    """Hours held, with a sign where they are behind."""
    return f"{'↓' if item.behind_on_hours else ''}{number(item.hours_held)}"


COLUMNS: Sequence[Column[TriageItem]] = (
    Column("Stands", _standing, 18),
    Column("Mentor & mentee", pair, 24, grow=1, in_room=pair_in),
    Column("Days", lambda item: "" if item.days_since is None else str(item.days_since), 4, right=True),
    Column("Held", lambda item: str(item.sessions_held), 4, right=True, needs=70),
    Column("Hours", _hours, 6, right=True),
    Column("Expected", lambda item: number(item.hours_expected), 8, right=True),
    Column("Reason", lambda item: item.reason, 20, grow=2, needs=110),
)
"""Triage's columns with what the hours of a figure are made of; the cohort is on the title line."""


def totals(rows: Sequence[TriageItem], of: int) -> str:
    """What the rows add up to, in words."""
    many = of_all(len(rows), of, "relationship")
    held = count(sum(item.sessions_held for item in rows), "session")
    hours = number(sum(item.hours_held for item in rows))
    return f"{many} · {held} held · {hours} h of {number(sum(item.hours_expected for item in rows))} expected"


class RelationshipListScreen(FilteringScreen, CaringScreen):
    """Relationships of one cohort that a figure counts or adds up, or those of one person.

    `described` is the title; `figure` is a name of `CohortFigures` (None: all), `email` names one person.
    """

    QUESTION = "Which are they?"
    LOOKS_IN = triage_view.LOOKS_IN
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y",
            "copy",
            "copy e-mails",
            id="relationships.copy",
            tooltip="Copy both e-mail addresses to your clipboard.",
        ),
    ]

    def __init__(self, described: str, cohort: str, figure: str | None, email: str | None = None) -> None:
        super().__init__()
        self.described = described
        self.cohort = cohort
        self.figure = figure
        self.email = email
        self._found: Sequence[TriageItem] = ()

    def body(self) -> ComposeResult:
        yield RowList[TriageItem](COLUMNS, attrgetter("relationship"), empty="Reading …", id="items")
        yield Rule(id="totals")
        about = Detail(id="about")
        about.styles.height = 4
        yield about

    @property
    def items(self) -> RowList[TriageItem]:
        """The list."""
        return self.query_one("#items", RowList)

    def subject(self) -> int | None:
        return self.items.row.relationship if self.items.row else None

    def shown(self) -> Shown:
        return Shown("triage", ", ".join([self.described, *self.said()]), self.cohort, tuple(self.items.rows))

    def fetch(self) -> Sequence[TriageItem]:
        items = overview.triage(
            self.desk, cohort=self.cohort, figure=self.figure, everything=self.figure is None
        )
        if self.email is None:
            return items
        return [item for item in items if self.email in (item.mentor_email, item.mentee_email)]

    def show(self, found: Sequence[TriageItem]) -> None:
        self._found = found
        self.refilter()

    def refilter(self) -> None:
        rows = fitting(self._found, self.text, triage_view.searched)
        self.items.set_rows(rows, empty=NO_MATCH if self._found else NONE)
        self.title_line(" · ".join([self.described, *self.said()]))
        self.query_one("#totals", Rule).set(totals(rows, len(self._found)))
        self._tell(self.items.row)

    def _tell(self, item: TriageItem | None) -> None:
        """Say why the highlighted one stands as it does, and what to do."""
        emails = [f" mentor {item.mentor_email}", f" mentee {item.mentee_email}"] if item else []
        lines = [f" {item.reason}", f" → {item.next_step}", *emails] if item else []
        self.query_one("#about", Detail).set([Cell(line) for line in lines])

    @on(RowList.Rested, "#items")
    def _rested(self, message: RowList.Rested) -> None:
        self._tell(message.row)

    @on(RowList.Chosen, "#items")
    def _chosen(self, message: RowList.Chosen) -> None:
        self.coordinator.open_relationship(message.row.relationship)

    def action_copy(self) -> None:
        """Copy both e-mail addresses to your clipboard."""
        item = self.items.row
        if item is None:
            self.say("Nobody is highlighted: there is no address to copy.", "warn")
            return
        emails = f"{clean(item.mentor_email)}, {clean(item.mentee_email)}"
        self.app.copy_to_clipboard(emails)
        self.say(f"Copied {emails}.", "good")
