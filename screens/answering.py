"""What the screens about relationships share: one key records what a side says to a proposal."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from screens.entering import EnteringScreen
from screens.presentation import clean
from screens.typing import TypingScreen

if TYPE_CHECKING:
    from coordinator.models.proposals import Answer, Proposal, Side


class ProposalRead(Message):
    """How the proposal that an answer is for stands."""

    def __init__(self, proposal: "Proposal") -> None:
        super().__init__()
        self.proposal = proposal


class AnsweringScreen(EnteringScreen, TypingScreen):
    """A screen on which proposals are answered: the key, then a number, then a few words where one declined."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p",
            "answer",
            "answer",
            id="answering.answer",
            tooltip="Record what the mentor or the mentee says to the proposal.",
            show=False,
        ),
    ]

    def action_answer(self) -> None:
        """Record what the mentor or the mentee says to the proposal."""
        relationship = self.subject()
        if relationship is None:
            self.say(self.no_subject(), "warn")
        elif not self.coordinator.only_read():
            self._read_proposal(relationship)

    @work(thread=True, exclusive=True, group="proposal", exit_on_error=False)
    def _read_proposal(self, relationship: int) -> None:
        from coordinator.services import proposals

        self.post_message(ProposalRead(proposals.standing(self.desk, relationship)))

    def on_proposal_read(self, message: ProposalRead) -> None:
        """Ask who said what."""
        from coordinator.models.proposals import SIDES
        from screens.picking import PickDialog

        proposal = message.proposal
        if proposal.state != "proposed":
            self.say(f"{proposal.ref} is {proposal.state}: there is no proposal to answer.", "warn")
            return
        said: tuple[Answer, ...] = ("accepted", "declined")
        choices = [(side, answer) for answer in said for side in SIDES]
        lines = [
            f"{clean(proposal.name_of(side))} ({side}) {answer}"
            + ("  - as known already" if proposal.answer_of(side) == answer else "")
            for side, answer in choices
        ]

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._answered(proposal, *choices[place])

        self.app.push_screen(PickDialog(f"What is said to {proposal.ref}?", lines), chosen)

    async def _answered(self, proposal: "Proposal", side: "Side", said: "Answer") -> None:
        if said == "accepted":
            self._record(proposal.relationship, side, said, None)
            return
        from screens.widgets.typed_line import TypedLine

        await self.ask(
            TypedLine(
                "why",
                lambda text: self._record(proposal.relationship, side, said, text),
                example=f"Why {clean(proposal.name_of(side))} declined, in a few words; or nothing.",
            )
        )

    def _record(self, relationship: int, side: "Side", said: "Answer", reason: str | None) -> None:
        from coordinator.services import proposals

        self.coordinator.act(lambda: proposals.answer(self.desk, relationship, side, said, reason=reason))
