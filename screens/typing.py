"""What the screens share on which single values are typed."""

from typing import TYPE_CHECKING

from screens.base import BaseScreen

if TYPE_CHECKING:
    from screens.widgets.typed_line import TypedLine


class TypingScreen(BaseScreen):
    """A screen that opens a `TypedLine` and takes what was typed."""

    async def ask(self, line: "TypedLine") -> None:
        """Open the line, unless nothing can be changed now."""
        if not self.coordinator.only_read():
            await self.open_below(line)

    async def on_typed_line_left(self, message: "TypedLine.Left") -> None:
        """Back to the screen, and on with what was typed."""
        await self.close_below()
        if message.text is not None:
            message.then(message.text)
