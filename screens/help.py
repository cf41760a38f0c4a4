"""`?`: every key of the screen, from the bindings themselves, and what the entry line understands."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from coordinator.entry import GRAMMAR
from screens.base import BaseScreen
from screens.entering import EnteringScreen
from screens.keys import bindings_of, key_names
from screens.presentation import wrap

ROOM = 64
"""Cells for what a key does, beside its name on a narrow terminal."""


def help_text(screen: Screen[Any]) -> Content:
    """The keys of a screen, of the parts it is made of, and of the app; then the entry line where it has one."""
    general = [binding for binding in bindings_of(BaseScreen) if binding.id != "screen.back"]
    own = [binding for binding in bindings_of(type(screen)) if binding not in general]
    own.sort(key=lambda binding: binding.key == "escape")  # the way out comes last
    inside = [
        binding
        for node in screen.walk_children()
        for binding in bindings_of(type(node))
        if _can(node, binding)
    ]
    everywhere = [*bindings_of(type(screen.app)), *general]
    parts: list[str | tuple[str, str]] = []
    said: set[str | None] = set()
    for title, bindings in (("On this screen", [*own, *inside]), ("Everywhere", everywhere)):
        parts += [(f" {title}\n\n", "bold")]
        for binding in bindings:
            if binding.id not in said:
                said.add(binding.id)
                first, *rest = wrap(binding.tooltip, ROOM, 3)
                parts += [(f"   {', '.join(key_names(binding)):<10}", "bold"), f" {first}\n"]
                parts += [f"{'':14}{line}\n" for line in rest]
        parts.append("\n")
    parts[-1:] = [(f"   {'ctrl+p':<10}", "bold"), " Every command by name.\n"]
    if isinstance(screen, EnteringScreen):
        parts += [
            "\n",
            (" What the entry line (l, b, c) understands; there ? shows it beside the line\n\n", "bold"),
        ]
        for example, meaning in GRAMMAR:
            parts += [f"   {example}\n", (f"       {meaning}\n", "dim")]
    return Content.assemble(*parts)


def _can(node: DOMNode, binding: Binding) -> bool:
    """Whether a part of the screen does what the key says: not every list opens or marks its rows."""
    return bool(node.check_action(binding.action.partition("(")[0], ()))


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """The keys of the screen behind it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark", "close", "close", id="help.close", tooltip="Close the help.", show=False
        ),
        Binding("down,j", "scroll(1)", "down", id="help.down", tooltip="Further down.", show=False),
        Binding("up,k", "scroll(-1)", "up", id="help.up", tooltip="Further up.", show=False),
        Binding(
            "pagedown,space",
            "page(1)",
            "page down",
            id="help.pagedown",
            tooltip="A screenful down.",
            show=False,
        ),
        Binding("pageup", "page(-1)", "page up", id="help.pageup", tooltip="A screenful up.", show=False),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        yield Static(
            Content.styled(" Keys", "bold") + Content.styled("   ↓ ↑ space more   esc close", "dim"),
            id="help-title",
        )
        with VerticalScroll(id="help-text", can_focus=False):
            yield Static(help_text(self._about), markup=False)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """A line further."""
        self.query_one("#help-text").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A screenful further."""
        text = self.query_one("#help-text")
        text.scroll_relative(y=by * (text.size.height - 1), animate=False)
