"""From pairing to what scores are made of: the vocabulary, the register, a cohort's weights and rules."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen


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
