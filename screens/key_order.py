"""Keys that come faster than the screen acts on them, and what is pasted: each acts on what the one before it left.

Textual sends a key to the part that has the focus when the key arrives. Over a slow line keys come in bursts, so that
`l14/3 2h` would send all of it to the list before `l` has opened the line that the rest belongs to.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump


def _apart(event: events.Key | events.Paste) -> list[events.Key | events.Paste]:
    """Escape and the key after it, where they came so close that they were taken for one key with alt."""
    if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
        return [events.Key("escape", "\x1b"), events.Key(event.character, event.character)]
    return [event]


class OrderedKeys(App[None], inherit_bindings=False):
    """An app that hands out one key at a time, the next when the one before was acted on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._is_out = False

    @property
    def keys_pending(self) -> bool:
        """Whether a key has come that was not acted on yet."""
        return self._is_out or bool(self._waiting)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.extend(_apart(event))
            await self._hand_out()
        else:
            await super().on_event(event)

    async def _hand_out(self) -> None:
        """Give the next key to what has the focus now."""
        if self._is_out or not self._waiting:
            return
        self._is_out = True
        to: MessagePump = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        self._follow(to, lambda: self._follow(to, self._acted_on))

    def _follow(self, node: MessagePump | None, then: Callable[[], Any]) -> None:
        """Go the way of a key, from the focus up to the app: in each queue this comes right after the key.

        The way is gone twice: the app runs what is bound to the key when it has come up, and what that posts, such as
        that a row was chosen, goes up after it.
        """
        while node is not None and node is not self:
            above = node._parent
            if node.call_later(self._follow, above, then):
                return
            node = above  # it was closed
        self.call_later(then)

    async def _acted_on(self) -> None:
        self._is_out = False
        await self._hand_out()
