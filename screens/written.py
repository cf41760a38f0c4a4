"""Where a file is that was written, and how to fetch it."""

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens import transfer
from screens.dialogs import Dialog
from screens.presentation import clean


class WrittenDialog(Dialog[None], inherit_bindings=False):
    """Where the file is, and the commands that fetch it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter,q", "close", "close", id="written.close", tooltip="Close the message.", show=False
        ),
        Binding(
            "y",
            "copy",
            "copy",
            id="written.copy",
            tooltip="Copy the scp command to your clipboard.",
            show=False,
        ),
    ]

    def __init__(self, message: str, path: Path) -> None:
        self._command = transfer.fetch(path)
        super().__init__(
            "Written",
            [
                message,
                "To fetch it, type on your own machine:",
                self._command,
                "or, where only sftp is let in:",
                transfer.fetch_by_sftp(path),
            ],
            "y copies the scp command   enter close",
        )

    def action_copy(self) -> None:
        """Copy the scp command to your clipboard."""
        from screens.app import CoordinatorApp

        self.app.copy_to_clipboard(clean(self._command))
        assert isinstance(self.app, CoordinatorApp)
        self.app.base_screen.say("Copied the scp command.", "good")
        self.dismiss(None)

    def action_close(self) -> None:
        """Close the message."""
        self.dismiss(None)
