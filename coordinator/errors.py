"""What can go wrong, each as one sentence a coordinator can act on."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    USAGE = 2
    SOME_REJECTED = 3
    REFUSED = 4
    BUSY = 5


class CoordinatorError(Exception):
    """A failure worth a sentence, not a traceback.

    `message` says what is wrong; `hint` says what would put it right. Nothing was changed.
    """

    exit_code = ExitCode.REFUSED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class StoreBusy(CoordinatorError):
    """Another process held the programme file for longer than we wait."""

    exit_code = ExitCode.BUSY


class StaleEdit(CoordinatorError):
    """Someone else changed the row after it was read. `ours` and `theirs` are the row's two versions."""

    def __init__(self, message: str, *, ours: int, theirs: int | None) -> None:
        super().__init__(message, "Look at it again, then repeat your change.")
        self.ours = ours
        self.theirs = theirs


class NotUndoable(CoordinatorError):
    """A change that later work stands on, or that was taken back already. `later` is the change to look at first."""

    def __init__(self, message: str, hint: str = "", *, later: int | None) -> None:
        super().__init__(message, hint)
        self.later = later


class BookedAhead(CoordinatorError):
    """An end with a session booked after it; whoever asked says how that is cancelled with the end."""


class FileRefused(CoordinatorError):
    """A file that cannot be read as a spreadsheet; nothing was imported."""


class NotRecognised(FileRefused):
    """A spreadsheet whose headers mean too little; somebody may say what its columns hold."""


class NotUnderstood(CoordinatorError):
    """A line of typing that could not be read. `word` is what it tripped on."""

    def __init__(self, message: str, word: str = "", hint: str = "") -> None:
        super().__init__(message, hint)
        self.word = word
