"""Going from screen to screen: to a place by its key, to one relationship, and back."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen
from screens.key_order import OrderedKeys


def place(name: str) -> BaseScreen | None:
    """A new screen of a place by its name; None for triage, which is always there below the others."""
    if name == "cohorts":
        from screens.cohorts import CohortsScreen

        return CohortsScreen()
    if name == "pairing":
        from screens.pairing import PairingScreen

        return PairingScreen(None, None)
    if name == "history":
        from screens.history import HistoryScreen

        return HistoryScreen()
    if name == "import":
        from screens.importing import ImportScreen

        return ImportScreen()
    return None


class Places(OrderedKeys, inherit_bindings=False):
    """An app whose keys lead to its screens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "go('triage')", "triage", id="app.triage", tooltip="Who needs me today?", show=False),
        Binding("2", "go('cohorts')", "cohorts", id="app.cohorts", tooltip="How does each cohort stand?"),
        Binding(
            "3",
            "go('pairing')",
            "pairing",
            id="app.pairing",
            tooltip="Who is paired, who is waiting, who has room?",
        ),
        Binding("4", "go('history')", "history", id="app.history", tooltip="What was changed, and by whom?"),
        Binding("i", "go('import')", "import", id="app.import", tooltip="Import a spreadsheet."),
    ]

    @property
    def base_screen(self) -> BaseScreen:
        """The screen under any dialog."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, BaseScreen))

    def open_relationship(self, relationship: int, acted: Callable[[], None] | None = None) -> None:
        """Show one relationship; `acted` is called when something was done about it there."""
        from screens.relationship import RelationshipScreen

        self.push_screen(RelationshipScreen(relationship, acted))

    def open_waiting(self, cohort: str, application: int | None) -> None:
        """Show who waits for a partner in a cohort, one of them highlighted."""
        from screens.pairing import PairingScreen

        self.push_screen(PairingScreen(cohort, "waiting", application))

    def open_participant(self, application: int) -> None:
        """Show a participant with all that pairing uses of them."""
        from screens.participant import ParticipantScreen

        self.push_screen(ParticipantScreen(application))

    def open_change(self, number: int) -> None:
        """Show what one change changed."""
        from screens.change import ChangeScreen

        self.push_screen(ChangeScreen(number))

    def go_back(self) -> None:
        """To the screen before; the first screen says that it is the first."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.base_screen.say("This is the first screen. q leaves.")

    def only_read(self) -> bool:
        """Whether nothing can be changed now; it is said then."""
        return False

    async def action_go(self, name: str) -> None:
        """Go to a screen; escape comes back to triage."""
        if name == "import" and self.only_read():
            return
        with self.batch_update():  # what lies between is not shown on the way
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if screen := place(name):
                await self.push_screen(screen)
