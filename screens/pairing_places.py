"""From pairing to what scores are made of, and to a person's relationships."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.models import Participant
from coordinator.services import overview
from screens import pairing_view
from screens.base import BaseScreen
from screens.presentation import clean


class PartnersRead(Message):
    """The relationships of a person were looked up."""

    def __init__(self, person: Participant, relationships: Sequence[int]) -> None:
        super().__init__()
        self.person = person
        self.relationships = relationships


class PairingPlaces(BaseScreen):
    """A screen about one cohort's people, or several cohorts'. A subclass says which cohort is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "tags",
            "tags",
            id="pairing.tags",
            tooltip="The vocabulary: which words mean which tag.",
            show=False,
        ),
        Binding(
            "x",
            "register",
            "never pair",
            id="pairing.register",
            tooltip="The register of those who are never to be paired.",
            show=False,
        ),
        Binding(
            "w",
            "weights",
            "weights",
            id="pairing.weights",
            tooltip="What counts in the cohort's pairs: weights and rules.",
            show=False,
        ),
    ]

    def cohort_here(self) -> str | None:
        """The cohort shown, else that of the highlighted person; None where there is none."""
        return None

    def action_tags(self) -> None:
        """The vocabulary: which words mean which tag."""
        from screens.vocabulary import VocabularyScreen

        self.app.push_screen(VocabularyScreen())

    def action_register(self) -> None:
        """The register of those who are never to be paired."""
        from screens.register import RegisterScreen

        self.app.push_screen(RegisterScreen())

    def action_weights(self) -> None:
        """What counts in the cohort's pairs: weights and rules."""
        cohort = self.cohort_here()
        if cohort is None:
            self.say("There is no cohort yet. i imports a spreadsheet of applicants.", "warn")
            return
        from screens.matching_rules import MatchingRulesScreen

        self.app.push_screen(MatchingRulesScreen(cohort))

    # -- a person's relationships --

    @work(thread=True, exclusive=True, group="partners", exit_on_error=False)
    def read_partners(self, person: Participant) -> None:
        """Look up the relationships of a person, then go there."""
        worker = get_current_worker()
        items = overview.triage(self.desk, cohort=person.cohort, everything=True)
        theirs = [
            item.relationship
            for item in items
            if item.relationship is not None and person.email in (item.mentor_email, item.mentee_email)
        ]
        if not worker.is_cancelled:
            self.post_message(PartnersRead(person, theirs))

    def on_partners_read(self, message: PartnersRead) -> None:
        """Open the one relationship, or the list of several; say so where there is none."""
        person = message.person
        if not message.relationships:
            self.say(pairing_view.no_relationship(person), "warn")
        elif len(message.relationships) == 1:
            self.coordinator.open_relationship(message.relationships[0])
        else:
            from screens.relationship_list import RelationshipListScreen

            told = f"{clean(person.cohort)}: {clean(person.name)}"
            self.app.push_screen(RelationshipListScreen(told, person.cohort, None, person.email))
