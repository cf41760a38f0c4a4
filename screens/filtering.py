"""What the screens with one list share: `/` narrows the list as you type, escape takes the filter away first."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from screens.base import BaseScreen
from screens.presentation import clean

if TYPE_CHECKING:
    from screens.widgets.filter_line import FilterLine


class FilteringScreen(BaseScreen):
    """A screen with a filter line. `text` is what is typed there; a subclass gives `refilter`.

    `LOOKS_IN` says in what the words are looked for.
    """

    LOOKS_IN: ClassVar[str] = "part of a name"
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

        await self.open_below(FilterLine(self.text, self.LOOKS_IN))

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
