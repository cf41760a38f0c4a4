"""The line that takes a new value of one setting; what it means shows below it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coordinator.errors import CoordinatorError
from coordinator.models.matters import Setting
from coordinator.services import thresholds
from coordinator.services.thresholds import MEANINGS
from screens.presentation import Tone
from screens.widgets.lines import Line, Said
from screens.widgets.one_line_input import OneLineInput


class SettingLine(Vertical):
    """A number, in the unit of the setting. Enter takes it, escape leaves all as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="setting.leave", tooltip="Leave it as it is.", show=False),
    ]

    DEFAULT_CSS = """
    SettingLine { height: auto; }
    SettingLine Horizontal { height: 1; }
    SettingLine #setting-prompt { width: 29; }
    SettingLine OneLineInput { width: 1fr; }
    """

    class Left(Message):
        """Typing is over. `chosen` is whether to take `value`; None is the usual one."""

        def __init__(self, setting: Setting, value: float | None, *, chosen: bool) -> None:
            super().__init__()
            self.setting = setting
            self.value = value
            self.chosen = chosen

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Line(f" {MEANINGS[self._setting.name].label} ›", tone="strong", id="setting-prompt")
            yield OneLineInput(id="setting-text")
        yield Said(indent=3, keep_rows=True, id="setting-understood")

    def on_mount(self) -> None:
        self._understand("")

    def _understand(self, text: str) -> None:
        setting = self._setting
        meaning = MEANINGS[setting.name]
        if not text.strip():
            cadences = ", or 1.5 cadences" if meaning.in_cadences else ""
            usual = (
                f"; usual is {thresholds.told(setting, setting.usual)}" if setting.usual is not None else ""
            )
            self._say(f"Now {thresholds.told(setting, setting.value)}. Type {meaning.unit}{cadences}{usual}.")
            return
        try:
            value = thresholds.value_of(setting, text)
        except CoordinatorError as error:
            self._say(str(error), "warn")
        else:
            self._say(f"{thresholds.told(setting, value)}: enter shows what it would do.")

    def _say(self, text: str, tone: Tone = "quiet") -> None:
        self.query_one("#setting-understood", Said).set(f"   {text}", tone=tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._understand(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it; what cannot be read says so already."""
        event.stop()
        if not event.value.strip():
            return
        try:
            value = thresholds.value_of(self._setting, event.value)
        except CoordinatorError:
            return
        self._end(value, chosen=True)

    def _end(self, value: float | None, *, chosen: bool) -> None:
        # The focus leaves at once: what is typed straight after is not for this line.
        self.screen.set_focus(None)
        self.post_message(self.Left(self._setting, value, chosen=chosen))

    def action_leave(self) -> None:
        """Leave it as it is."""
        self._end(None, chosen=False)
