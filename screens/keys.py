"""The keys, read from `BINDINGS`: the footer, the help, the palette and the README's table come from here."""

from collections.abc import Iterable

from textual.binding import Binding
from textual.dom import DOMNode


def bindings_of(kind: type[DOMNode]) -> list[Binding]:
    """The keys that our own class declares, after those of our own classes it is made from.

    A key that a class declares anew is no longer what the class it is made from says.
    """
    found: dict[str, Binding] = {}
    for base in reversed(kind.__mro__):
        if not base.__module__.startswith("screens"):
            continue
        for binding in base.__dict__.get("BINDINGS", ()):
            if not isinstance(binding, Binding) or binding.id is None:
                raise TypeError(f"{base.__name__}: every key is a Binding with an id, not {binding!r}")
            keys = set(_keys(binding))
            found = {name: other for name, other in found.items() if not set(_keys(other)) <= keys}
            found[binding.id] = binding
    return list(found.values())


_NAMES = {
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "slash": "/",
    "asterisk": "*",
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_names(binding: Binding) -> list[str]:
    """The keys of a binding as people know them: `slash` -> "/"."""
    return [_NAMES.get(key, key) for key in _keys(binding)]


def _keys(binding: Binding) -> list[str]:
    return [key.strip() for key in binding.key.split(",")]


def footer(kinds: Iterable[type[DOMNode]]) -> list[tuple[str, str]]:
    """First key and description of what belongs on the lowest line, in the order declared."""
    shown = [binding for kind in kinds for binding in bindings_of(kind) if binding.show]
    return list(dict.fromkeys((key_names(binding)[0], binding.description) for binding in shown))
