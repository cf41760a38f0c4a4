"""The least a Textual program can be: one static screenful. What opening is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static

LAST_LINE = "line 24 of one static screenful"


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(
            "\n".join(f"line {number} of one static screenful" for number in range(1, 25)), markup=False
        )


if __name__ == "__main__":
    BareApp().run()
