"""A question over the status line and the keys, answered with y or n; nothing else of the screen is drawn again."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from screens.widgets.lines import Keys, Rule, Said


class Question(Vertical, can_focus=True):
    """What is asked, what there is to know about it, and what y and n do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="question.yes", tooltip="Yes, do it.", show=False),
        Binding(
            "n,escape", "answer(False)", "no", id="question.no", tooltip="No, change nothing.", show=False
        ),
    ]

    DEFAULT_CSS = "Question { height: auto; }"

    class Answered(Message):
        """Yes or no was said to the question of this id."""

        def __init__(self, question: str, yes: bool) -> None:
            super().__init__()
            self.question = question
            self.yes = yes

    def __init__(self, id: str, asked: str, *lines: str, yes: str = "yes", no: str = "no") -> None:
        super().__init__(id=id)
        self._asked = asked
        self._lines = lines
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        yield Rule(self._asked, tone="strong")
        for line in self._lines:
            said = Said()
            said.text = f" {line}"
            yield said
        keys = Keys()
        keys.keys = (("y", self._yes), ("n", self._no))
        yield keys

    def action_answer(self, yes: bool) -> None:
        """Answer the question."""
        # The focus leaves at once: what is typed straight after is not for this question.
        self.screen.set_focus(None)
        self.post_message(self.Answered(self.id or "", yes))
