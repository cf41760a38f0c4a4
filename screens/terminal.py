"""The terminal: send only what changed, leave at once when the line drops, and leave the mouse to its own terminal.

Textual 8.2 with SIGHUP ignored reads a closed terminal in a loop at full speed, and with an input error it prints a
traceback. Nothing is lost by leaving: every confirmed change is already in the file, and a change under way is one
transaction.
"""

import os
import select
import signal
import termios
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, ClassVar

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from screens.changed_cells import SYNC_END, SYNC_START, ChangedCells

HUNG_UP = 128 + signal.SIGHUP
"""The exit code after a dropped line, as a shell would give it."""

_leaving = Lock()


class LineDriver(LinuxDriver):
    """The ordinary driver, which also sends only the cells that changed, and watches for hang-up and end of input.

    `before_leaving` is called once on the way out, to remove what must not stay behind (a demo's files, a copy of
    the past); it must be quick and must not raise.
    """

    before_leaving: ClassVar[Callable[[], None] | None] = None

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        # Without mouse reports the terminal's own selecting and copying works, and moving it sends nothing.
        super().__init__(app, debug=debug, mouse=mouse and False, size=size)
        signal.signal(signal.SIGHUP, lambda *_: leave())
        _give_it_a_size(self.fileno)
        self._watched: int | None = None
        self._shown = ChangedCells()
        self._in_frame = False

    def write(self, data: str) -> None:
        """Send what of it the terminal does not show already. A frame of which nothing is left is not sent at all."""
        if data in (SYNC_START, SYNC_END):
            self._in_frame = data == SYNC_START
            return
        self._shown.resize(*termios.tcgetwinsize(self.fileno))
        sent = self._shown.sent(data)
        if sent:
            super().write(f"{SYNC_START}{sent}{SYNC_END}" if self._in_frame else sent)

    def forget(self) -> None:
        """Something else may have written on the terminal: send all that comes next."""
        self._shown.forget()

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._stop_watching()
        self._watched, wake = os.pipe()
        Thread(target=_watch, args=(self.fileno, wake), name="hang-up", daemon=True).start()

    def stop_application_mode(self) -> None:
        self._stop_watching()
        super().stop_application_mode()

    def _stop_watching(self) -> None:
        """Closing our end of the pipe wakes the watcher and ends it."""
        if self._watched is not None:
            os.close(self._watched)
            self._watched = None

    def run_input_thread(self) -> None:
        try:
            super().run_input_thread()
        except OSError:
            leave()


def _watch(terminal: int, wake: int) -> None:
    """Sleep until the other end of the terminal is closed: it is reported even when nothing is asked for."""
    watched = select.poll()
    watched.register(terminal, 0)
    watched.register(wake, 0)
    gone = {number for number, _ in watched.poll()}
    os.close(wake)
    if terminal in gone:
        leave()


def _give_it_a_size(terminal: int) -> None:
    """A terminal without a size (`ssh -tt` from a script) is 80x24; Textual would repaint it without end."""
    if os.isatty(terminal) and 0 in termios.tcgetwinsize(terminal):
        termios.tcsetwinsize(terminal, (24, 80))


def leave() -> None:
    """End the process now, whatever it is doing."""
    if _leaving.acquire(blocking=False):
        if LineDriver.before_leaving is not None:
            LineDriver.before_leaving()
        os._exit(HUNG_UP)
