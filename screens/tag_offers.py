"""Answers that are nearly a tag: each is offered once, and what is said of it remembered."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from coordinator.models import Done
from screens.presentation import clean, count
from screens.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.services.near_tags import Offer


class TagOffers(Workbench):
    """The key that asks about answers that are nearly a tag."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "offers",
            "tags",
            id="preview.tags",
            tooltip="Ask about each answer that is nearly a tag: the tag, or an answer of its own.",
            show=False,
        ),
    ]

    class Offered(Message):
        """These answers are nearly tags."""

        def __init__(self, offers: "Sequence[Offer]") -> None:
            super().__init__()
            self.found = offers

    found_offers: "Sequence[Offer]" = ()

    @property
    def offers(self) -> int:
        """How many answers may be asked about."""
        return len(self.found_offers)

    @work(thread=True, exclusive=True, group="offers", exit_on_error=False)
    def look_for_offers(self) -> None:
        """Find the answers that are nearly tags, off the UI thread."""
        from coordinator.services import near_tags

        worker = get_current_worker()
        offers = near_tags.offers(self.desk, self.preview)
        if not worker.is_cancelled:
            self.post_message(self.Offered(offers))

    def on_tag_offers_offered(self, message: Offered) -> None:
        """They are told above the list."""
        self.found_offers = message.found
        self.show_head()

    def action_offers(self) -> None:
        """Ask about each answer that is nearly a tag."""
        if not self.changeable():
            return
        if not self.found_offers:
            self.say("No answer is nearly a tag.")
            return
        self._ask(self.found_offers[0])

    def _ask(self, offer: "Offer") -> None:
        from screens.dialogs import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes is None:
                return
            self.found_offers = self.found_offers[1:]
            if yes:
                self._teach(offer)
            else:
                self._is_its_own(offer)
            self.show_head()
            if self.found_offers:
                self._ask(self.found_offers[0])

        question = f"Is “{clean(offer.label)}” the tag {clean(offer.name)}?"
        rows = f"{count(offer.rows, 'row')} of the file say it. It is asked once, and remembered."
        self.app.push_screen(ConfirmDialog(question, rows, yes="it is", no="it is something else"), answered)

    def _teach(self, offer: "Offer") -> None:
        from coordinator.services import near_tags

        def change() -> Done:
            return near_tags.take(self.desk, offer)

        self.coordinator.act(change, then=lambda _: self.was_changed())

    def _is_its_own(self, offer: "Offer") -> None:
        from coordinator.workbook.mapping import with_answer

        mapping = self.mapping
        for field in offer.fields:
            mapping = with_answer(mapping, field, offer.label, offer.label)
        self.say_rows(self.decisions, "", mapping)
