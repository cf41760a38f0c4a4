"""Asking for a few words, over the status line."""

from collections.abc import Callable

from screens.base import BaseScreen
from screens.widgets.asking_line import AskingLine


class AskingScreen(BaseScreen):
    """A screen that asks one question at a time and goes on with the answer."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: Callable[[str], None] | None = None

    async def ask(self, question: str, hint: str, then: Callable[[str], None], text: str = "") -> None:
        """Ask for a few words, then go on with them."""
        self._asked = then
        await self.open_below(AskingLine(question, hint, text))

    async def on_asking_line_answered(self, message: AskingLine.Answered) -> None:
        """Go on with the answer, or with nothing."""
        await self.close_below()
        asked, self._asked = self._asked, None
        if message.text is not None and asked is not None:
            asked(message.text)
