"""What the screens about relationships share: one key records what a side says to a proposal."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from coordinator.models import TriageItem
from screens.entering import EnteringScreen
from screens.presentation import clean
from screens.typing import TypingScreen
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from coordinator.models.proposals import Answer, Side


class Asked(NamedTuple):
    """The relationship that an answer is for, as shown."""

    relationship: int
    state: str
    mentor: str
    mentee: str


class AnsweringScreen(EnteringScreen, TypingScreen):
    """A screen on which proposals are answered: the key, then a number, then a few words where one declined."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "answer",
            "answer",
            id="answering.answer",
            tooltip="Record what the mentor or the mentee says to the proposal.",
            show=False,
        ),
    ]

    def asked(self) -> Asked | None:
        """Of whom an answer is recorded: of the highlighted row."""
        row = self.query(RowList).first().row
        if not isinstance(row, TriageItem) or row.relationship is None:
            return None
        return Asked(row.relationship, row.state, row.mentor or "", row.mentee or "")

    async def action_answer(self) -> None:
        """Record what the mentor or the mentee says to the proposal."""
        asked = self.asked()
        if asked is None:
            self.say(self.no_subject(), "warn")
        elif asked.state != "proposed":
            self.say(f"R{asked.relationship} is {asked.state}: there is no proposal to answer.", "warn")
        elif not self.coordinator.only_read():
            await self._ask_who(asked)

    async def _ask_who(self, asked: Asked) -> None:
        from screens.picking import PickDialog

        choices: list[tuple[Side, Answer]] = [
            ("mentor", "accepted"),
            ("mentee", "accepted"),
            ("mentor", "declined"),
            ("mentee", "declined"),
        ]
        names = {"mentor": clean(asked.mentor), "mentee": clean(asked.mentee)}
        lines = [f"{names[side]} ({side}) {answer}" for side, answer in choices]

        async def chosen(place: int | None) -> None:
            if place is not None:
                side, said = choices[place]
                await self._answered(asked.relationship, side, said, names[side])

        await self.app.push_screen(PickDialog(f"What is said to R{asked.relationship}?", lines), chosen)

    async def _answered(self, relationship: int, side: "Side", said: "Answer", name: str) -> None:
        if said == "accepted":
            self._record(relationship, side, said, None)
            return
        from screens.widgets.typed_line import TypedLine

        await self.ask(
            TypedLine(
                "why",
                lambda text: self._record(relationship, side, said, text),
                example=f"Why {name} declined, in a few words; or nothing.",
            )
        )

    def _record(self, relationship: int, side: "Side", said: "Answer", reason: str | None) -> None:
        from coordinator.services import proposals

        self.coordinator.act(lambda: proposals.answer(self.desk, relationship, side, said, reason=reason))
