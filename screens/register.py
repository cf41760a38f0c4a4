"""The never-pair register: who is kept apart, why and until when."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Done
from coordinator.models.matching import Apart
from coordinator.services import apart, proposals
from screens.presentation import Cell, count, day
from screens.typing import TypingScreen
from screens.widgets.columns import Column
from screens.widgets.rows import RowList
from screens.widgets.typed_line import TypedLine

EXAMPLE = "Both names or e-mails and the reason: Priya & Tom: old dispute   … until 1/4"
EMPTY = "Nobody is kept apart.\n\nPress a to put two people on the register."


def _until(one: Apart) -> Cell:
    if not one.holds:
        return Cell(f"x over since {day(one.expires_on)}", "quiet")
    return Cell(f"until {day(one.expires_on)}" if one.expires_on else "for good")


COLUMNS: Sequence[Column[Apart]] = (
    Column("Never pair", lambda one: one.person_name, 18, grow=1),
    Column("with", lambda one: one.other_name, 18, grow=1),
    Column("Until", _until, 20),
    Column("Reason", lambda one: one.reason, 16, grow=2),
)


class RegisterScreen(TypingScreen):
    """Everyone on the register; what holds first."""

    CSS_PATH: ClassVar[Any] = "base.tcss"
    QUESTION = "Who is never to be paired?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "add", "add", id="register.add", tooltip="Put two people on the register, with a reason."
        ),
        Binding(
            "x",
            "expire",
            "end",
            id="register.end",
            tooltip="Let the highlighted two be paired again from today.",
        ),
    ]

    def body(self) -> ComposeResult:
        yield RowList[Apart](COLUMNS, attrgetter("exclusion"), opening=False, empty="Reading …", id="apart")

    @property
    def apart(self) -> RowList[Apart]:
        """The list."""
        return self.query_one("#apart", RowList)

    def fetch(self) -> list[Apart]:
        return apart.register(self.desk)

    def show(self, found: list[Apart]) -> None:
        self.apart.set_rows(found, empty=EMPTY)
        self.title_line(count(sum(one.holds for one in found), "pair"))

    async def action_add(self) -> None:
        """Put two people on the register, with a reason."""

        def check(text: str) -> str:
            told = apart.parted(text, self.desk.today)
            until = f", until {day(told.until)}" if told.until else ""
            return f"{told.one} and {told.other}, {told.reason}{until}"

        await self.ask(TypedLine("never pair", self._add, example=EXAMPLE, check=check))

    def _add(self, text: str) -> None:
        def change() -> Done:
            told = apart.parted(text, self.desk.today)
            person = proposals.find_person(self.desk, told.one)
            other = proposals.find_person(self.desk, told.other)
            return apart.keep_apart(self.desk, person, other, told.reason, told.until)

        self.coordinator.act(change)

    def action_expire(self) -> None:
        """Let the highlighted two be paired again from today."""
        one = self.apart.row
        if one is None or not one.holds:
            self.say("It holds no more." if one else "Nobody is highlighted.", "warn")
        elif not self.coordinator.only_read():
            self.coordinator.act(lambda: apart.expire(self.desk, one))
