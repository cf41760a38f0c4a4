"""Which of several is meant: one key chooses."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from screens.dialogs import Dialog
from screens.presentation import clean

MOST = 9


class PickDialog(Dialog[int | None], inherit_bindings=False):
    """Up to nine lines, each chosen by its number: answers its place, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"pick({number})",
                "choose",
                id=f"pick.{number}",
                tooltip=f"Choose line {number}.",
                show=False,
            )
            for number in range(1, MOST + 1)
        ),
        Binding("escape", "leave", "leave", id="pick.leave", tooltip="Choose nothing.", show=False),
    ]

    def __init__(self, question: str, choices: Sequence[str]) -> None:
        more = f"{len(choices) - MOST} more fit: type more of the names." if len(choices) > MOST else ""
        super().__init__(question, [more], "a number chooses   escape leaves")
        self.choices = list(choices[:MOST])

    def compose_more(self) -> ComposeResult:
        shown = "\n".join(f" {number}  {clean(choice)}" for number, choice in enumerate(self.choices, 1))
        yield Static(Content(shown), markup=False)

    def action_pick(self, number: int) -> None:
        """Choose a line."""
        if number <= len(self.choices):
            self.dismiss(number - 1)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
