"""What the screens with one list share: `/` narrows the list as you type, escape takes the filter away first."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen
from screens.presentation import clean

if TYPE_CHECKING:
    from screens.widgets.filter_line import FilterLine

Row = TypeVar("Row")


def fitting(rows: Sequence[Row], text: str, searched: Callable[[Row], str]) -> Sequence[Row]:
    """The rows in whose `searched` text every typed word occurs, whatever its case."""
    for word in text.casefold().split():
        rows = [row for row in rows if word in searched(row).casefold()]
    return rows


def following(names: Sequence[str], now: str | None) -> str | None:
    """The name after this one; after the last, and before the first, None."""
    ring: list[str | None] = [None, *names]
    return ring[(ring.index(now) + 1) % len(ring)] if now in ring else None


class FilteringScreen(BaseScreen):
    """A screen with a filter line. `text` is what is typed there; a subclass gives `refilter`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "filter",
            id="filter.open",
            tooltip="Show only the rows in which these words occur.",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def refilter(self) -> None:
        """Show the rows that pass."""

    def said(self) -> list[str]:
        """The typed filter in words, for the title line."""
        return [f"/{clean(self.text)}"] if self.text.strip() else []

    async def action_filter(self) -> None:
        """Show only the rows in which these words occur."""
        from screens.widgets.filter_line import FilterLine

        await self.open_below(FilterLine(self.text))

    def on_filter_line_changed(self, message: "FilterLine.Changed") -> None:
        """The list narrows as it is typed."""
        self.text = message.text
        self.refilter()

    async def on_filter_line_left(self) -> None:
        """Back to the list."""
        await self.close_below()

    def action_back(self) -> None:
        """Take the filter away, else go back to the screen before."""
        if self.text:
            self.text = ""
            self.refilter()
        else:
            super().action_back()
