"""Who is paired, who is waiting? Everyone of a cohort, those who wait longest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Participant
from coordinator.services import overview
from screens import pairing_view
from screens.filtering import FilteringScreen
from screens.messages import Shown
from screens.narrowing import fitting, following
from screens.pairing_places import PairingPlaces
from screens.presentation import clean, count, words
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Found:
    """The people of a load, those who wait longest first, and the cohorts there are."""

    people: Sequence[Participant]
    cohorts: Sequence[str]


class PairingScreen(FilteringScreen, PairingPlaces):
    """Everyone of a cohort (None: of all) and where they stand; `figure` narrows it to those a figure counts.

    The cursor begins on `application`.
    """

    CSS_PATH: ClassVar[Any] = ["base.tcss", "pairing.tcss"]
    QUESTION = "Who is paired, who is waiting?"
    PLACE = "pairing"
    LOOKS_IN = "name, organisation, role or tag"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f",
            "next_standing",
            "standing",
            id="pairing.standing",
            tooltip="Only those who stand so: waiting, has room …",
        ),
        Binding("o", "next_cohort", "cohort", id="pairing.cohort", tooltip="Only the next cohort."),
        Binding(
            "p",
            "suggest",
            "suggest pairs",
            id="pairing.suggest",
            tooltip="The best pairs for everyone of the cohort who waits.",
        ),
        Binding(
            "v",
            "partners",
            "relationships",
            id="pairing.partners",
            tooltip="The relationships of the highlighted person.",
        ),
        Binding(
            "a",
            "accept",
            "accept",
            id="pairing.accept",
            tooltip="Accept the highlighted applicant, or all marked.",
            show=False,
        ),
        Binding(
            "y",
            "copy",
            "copy e-mail",
            id="pairing.copy",
            tooltip="Copy the e-mail address to your clipboard, or those of all marked.",
        ),
    ]

    def __init__(
        self, cohort: str | None = None, figure: str | None = None, application: int | None = None
    ) -> None:
        super().__init__()
        self._begin_on = application
        self.cohort = cohort
        self.figure = figure
        self.standing: str | None = None
        self._came_for = (cohort, figure)
        self._found = Found((), ())

    def body(self) -> ComposeResult:
        yield RowList[Participant](
            pairing_view.COLUMNS, attrgetter("application"), marking=True, empty="Reading …", id="people"
        )
        yield Rule(id="about")
        yield Detail(id="detail")

    def cohort_here(self) -> str | None:
        return self.cohort or (self.people.row.cohort if self.people.row else None)

    @property
    def people(self) -> RowList[Participant]:
        """The list."""
        return self.query_one("#people", RowList)

    def shown(self) -> Shown:
        described = ", ".join(["pairing", *self.said()])
        return Shown("pairing", described, self.cohort, tuple(self.people.marked_rows or self.people.rows))

    # -- loading --

    def fetch(self) -> Found:
        cohort, figure = self.cohort, self.figure
        people = overview.participants(self.desk, cohort=cohort, figure=figure)
        return Found(sorted(people, key=pairing_view.order), overview.cohort_names(self.desk))

    def show(self, found: Found) -> None:
        self._found = found
        self.refilter()
        if self._begin_on is not None and self.people.go_to(self._begin_on):
            self._tell(self.people.row)
        self._begin_on = None

    def refilter(self) -> None:
        found = self._found
        people = found.people
        if self.standing is not None:
            people = [person for person in people if person.standing == self.standing]
        people = fitting(people, self.text, pairing_view.searched)
        self.people.set_rows(
            people, empty=pairing_view.nothing(bool(found.people), bool(found.cohorts), self.figure)
        )
        self.title_line(" · ".join([pairing_view.many(people, found.people), *self.said()]))
        self._tell(self.people.row)

    def said(self) -> list[str]:
        parts = (clean(self.cohort), words(self.figure), words(self.standing))
        return [*(part for part in parts if part), *super().said()]

    def _tell(self, person: Participant | None) -> None:
        """Say how to reach the highlighted one, what they need or offer, and with whom they are."""
        self.query_one("#about", Rule).set(pairing_view.about(person) if person else "")
        lines = pairing_view.detail(person, self.desk.today, self.size.width) if person else ()
        self.query_one("#detail", Detail).set(lines)

    @on(RowList.Rested, "#people")
    def _rested(self, message: RowList.Rested) -> None:
        self._tell(message.row)

    # -- filters --

    def action_next_standing(self) -> None:
        """Only those who stand so; after the last, everyone."""
        there = {person.standing for person in self._found.people}
        self.standing = following([name for name in pairing_view.STANDINGS if name in there], self.standing)
        self.refilter()

    def action_next_cohort(self) -> None:
        """Only the next cohort; after the last, all."""
        if not self._found.cohorts:
            self.say("There is no cohort yet. i imports a spreadsheet of applicants.", "warn")
            return
        self.cohort = following(self._found.cohorts, self.cohort)
        self.load()

    def action_back(self) -> None:
        """Take the marks away, then the filters; else go back."""
        if self.people.marks:
            self.people.unmark_all()
        elif self.text or self.standing:
            self.text, self.standing = "", None
            self.refilter()
        elif (self.cohort, self.figure) != self._came_for:
            self.cohort, self.figure = self._came_for
            self.load()
        else:
            super().action_back()

    # -- one person --

    @on(RowList.Chosen, "#people")
    def _chosen(self, message: RowList.Chosen) -> None:
        self.coordinator.open_participant(message.row.application)

    def action_partners(self) -> None:
        """The relationships of the highlighted person."""
        if self.people.row is None:
            self.say("Nobody is highlighted: there are no relationships to show.", "warn")
        else:
            self.read_partners(self.people.row)

    def action_accept(self) -> None:
        """Accept the highlighted applicant, or all marked."""
        people = self.people.marked_rows or ([self.people.row] if self.people.row else [])
        if not people:
            self.say("Nobody is highlighted: there is nobody to accept.", "warn")
        elif not self.coordinator.only_read():
            from coordinator.services import participants

            chosen = [person.application for person in people]
            self.coordinator.act(lambda: participants.accept(self.desk, chosen))

    def action_suggest(self) -> None:
        """The best pairs for the cohort shown, else for that of the highlighted person."""
        from screens.suggestions import SuggestionsScreen

        cohort = self.cohort_here()
        if cohort is None:
            self.say("There is nobody to pair yet. i imports a spreadsheet of applicants.", "warn")
        else:
            self.app.push_screen(SuggestionsScreen(cohort))

    def action_copy(self) -> None:
        """Copy the e-mail address to your clipboard, or those of all marked."""
        people = self.people.marked_rows or ([self.people.row] if self.people.row else [])
        emails = list(dict.fromkeys(clean(person.email) for person in people))
        if not emails:
            self.say("Nobody is highlighted: there is no address to copy.", "warn")
            return
        self.app.copy_to_clipboard(", ".join(emails))
        self.say(
            f"Copied {emails[0] if len(emails) == 1 else count(len(emails), 'address', 'addresses')}.", "good"
        )
