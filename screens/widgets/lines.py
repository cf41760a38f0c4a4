"""Lines one row high: a title, a status, the keys. Each repaints only when its text changes."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from screens.presentation import Tone, clean, fit, wrap

STYLES: dict[Tone, Style | None] = {
    "plain": None,
    "good": Style(color="green"),
    "warn": Style(color="yellow"),
    "bad": Style(color="red", bold=True),
    "quiet": Style(dim=True),
    "strong": Style(bold=True),
}
"""A tone in the terminal's own colours, which follow the coordinator's light or dark terminal."""

CURSOR = Style(reverse=True)
CURSOR_AWAY = Style(underline=True)
"""The highlighted row or figure; away: the focus is elsewhere."""


class Line(Widget):
    """One row of text: the left part in one tone, the right part quiet and kept whole."""

    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(
        self, text: str = "", right: str = "", *, tone: Tone = "plain", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.text = text
        self.right = right
        self.tone: Tone = tone

    def set(self, text: str, right: str = "", *, tone: Tone | None = None) -> None:
        """Show this text; nothing is sent when it is there already."""
        tone = tone or self.tone
        if (text, right, tone) != (self.text, self.right, self.tone):
            self.text, self.right, self.tone = text, right, tone
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        width = self.size.width
        right = clean(self.right)
        if right:
            right = fit(f" {right}", min(width, len(right) + 1))
        left = fit(clean(self.text), width - len(right))
        return Strip([Segment(left, STYLES[self.tone]), Segment(right, STYLES["quiet"])]).adjust_cell_length(
            width
        )


class Said(Line):
    """Text on as many rows as it takes, up to `MOST_ROWS`; the right part stands whole at the end of the last.

    `indent` is where the further rows begin. With `keep_rows` it never gets lower again.
    """

    MOST_ROWS = 4

    def __init__(self, *, indent: int = 1, keep_rows: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._indent = indent
        self._keep_rows = keep_rows
        self._rows: Sequence[str] = ("",)

    def set(self, text: str, right: str = "", *, tone: Tone | None = None) -> None:
        super().set(text, right, tone=tone)
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.size.width
        if not width:
            return
        first, *more = wrap(self.text, width - self._indent, self.MOST_ROWS)
        rows = [first, *(f"{'':{self._indent}}{row}" for row in more)]
        if cell_len(rows[-1]) + 1 + len(self.right) > width and self.right and len(rows) < self.MOST_ROWS:
            rows.append("")
        self._rows = rows
        self.styles.height = max(len(rows), int(self.size.height) if self._keep_rows else 1)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        right = f" {clean(self.right)}" if self.right and y == len(self._rows) - 1 else ""
        left = fit(self._rows[y] if y < len(self._rows) else "", width - len(right))
        return Strip([Segment(left, STYLES[self.tone]), Segment(right, STYLES["quiet"])]).adjust_cell_length(
            width
        )


class Rule(Line):
    """A line across the screen with words on it."""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        width = self.size.width
        words = f"── {clean(self.text)} " if self.text else ""
        text = fit(words, width).rstrip() + (" " if words else "")
        return Strip([Segment(text.ljust(width, "─"), STYLES[self.tone])]).adjust_cell_length(width)


class Keys(Widget):
    """The keys that do something here: as many of the screen's as there is room for, and always the last ones."""

    DEFAULT_CSS = "Keys { height: 1; dock: bottom; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.keys: Sequence[tuple[str, str]] = ()
        self.last: Sequence[tuple[str, str]] = ()

    def set(self, keys: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]] = ()) -> None:
        """Show these keys, each with what it does, in this order."""
        self.keys, self.last = keys, last
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        room = self.size.width - sum(_room(key) for key in self.last)
        shown: list[tuple[str, str]] = []
        for key in self.keys:
            room -= _room(key)
            if room < 0:
                break
            shown.append(key)
        segments: list[Segment] = []
        for name, does in (*shown, *self.last):
            segments += [Segment(f" {name}", STYLES["strong"]), Segment(f" {does} ")]
        return Strip(segments).adjust_cell_length(self.size.width)


def _room(key: tuple[str, str]) -> int:
    return len(key[0]) + len(key[1]) + 3
