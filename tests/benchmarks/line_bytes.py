"""Bytes down the line for each thing a coordinator does, at 80x24.

    .venv/bin/python tests/benchmarks/line_bytes.py [COMMAND ...]

Runs COMMAND (the demo where none is given) in a terminal of its own, presses keys as a person would and counts what
the program sends. The limits are those of the issue; exit code 1 when one is passed.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

QUIET_SECONDS = 0.15
"""Output is over when nothing came for so long: less than the cursor must rest for the detail to follow."""

ACTS_SECONDS = 1.5
"""The same for an action: the list and the detail follow it."""

STEPS = (
    # what, keys, limit in bytes, how long nothing must come before it counts as over
    ("row down within the screen", "j", 300, QUIET_SECONDS),
    ("detail once the cursor rests", "", 1_500, 0.6),
    ("row up within the screen", "k", 300, QUIET_SECONDS),
    ("detail once the cursor rests", "", 1_500, 0.6),
    ("page down", "\x1b[6~", 3_000, QUIET_SECONDS),
    ("detail once the cursor rests", "", 1_500, 0.6),
    ("row up that scrolls", "k", 3_000, QUIET_SECONDS),
    ("detail once the cursor rests", "", 1_500, 0.6),
    ("idle for 5 seconds", "", 0, 5.0),
    ("the first row", "g", 3_000, ACTS_SECONDS),
    ("l, the entry line", "l", 1_500, ACTS_SECONDS),
    ("a session typed", "today 2h", 1_500, ACTS_SECONDS),
    ("recorded", "\r", 1_500, ACTS_SECONDS),
    ("undone", "u", 1_500, ACTS_SECONDS),
    ("a check-in typed", "cno answer mentee try in 2 days", 2_500, ACTS_SECONDS),
    ("recorded", "\r", 1_500, ACTS_SECONDS),
    ("undone", "u", 1_500, ACTS_SECONDS),
    ("s, what it can become", "s", 1_500, ACTS_SECONDS),
    ("p, the pause", "p", 1_500, ACTS_SECONDS),
    ("paused", "\r", 1_500, ACTS_SECONDS),
    ("undone", "u", 1_500, ACTS_SECONDS),
    ("s c, the reasons", "sc", 1_500, ACTS_SECONDS),
    ("t, what it means", "t", 1_500, ACTS_SECONDS),
    ("closed", "\r", 1_500, ACTS_SECONDS),
    ("undone", "u", 1_500, ACTS_SECONDS),
    ("s m, a rematch", "sm", 1_500, ACTS_SECONDS),
    ("rematched", "\r", 1_500, ACTS_SECONDS),
    ("undone", "u", 1_500, ACTS_SECONDS),
)
ROWS, COLUMNS = 24, 80


class Terminal:
    """A program in a pseudo-terminal, and the count of what it sends."""

    def __init__(self, command: list[str]) -> None:
        environment = os.environ | {"TERM": "xterm-256color", "LINES": "", "COLUMNS": ""}
        for unset in ("LINES", "COLUMNS", "COLORTERM", "NO_COLOR"):
            environment.pop(unset, None)
        self.process, self.line = pty.fork()
        if self.process == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def received(self, quiet: float, *, at_most: float = 30.0) -> bytes:
        """What comes until nothing came for `quiet` seconds."""
        came = b""
        give_up_at = time.monotonic() + at_most
        while time.monotonic() < give_up_at:
            ready, _, _ = select.select([self.line], [], [], quiet)
            if not ready:
                break
            try:
                came += os.read(self.line, 65_536)
            except OSError:  # the program has ended
                break
        return came

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self.line, keys.encode())

    def close(self) -> None:
        """End the program and the terminal."""
        os.close(self.line)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def main(command: list[str]) -> int:
    """Print the table; 1 when a limit was passed."""
    terminal = Terminal(command)
    passed = 0
    try:
        opening = terminal.received(2.0)
        print(f"{'':32}{'bytes':>7}{'limit':>7}")
        print(f"{'opening':32}{len(opening):>7}")
        for what, keys, limit, quiet in STEPS:
            if keys:
                terminal.press(keys)
            sent = len(terminal.received(quiet, at_most=max(quiet, 5.0)))
            passed += sent > limit
            print(f"{what:32}{sent:>7}{limit:>7}{'  TOO MANY' if sent > limit else ''}")
        terminal.press("q")
        terminal.received(1.0)
    finally:
        terminal.close()
    return 1 if passed else 0


if __name__ == "__main__":
    told = sys.argv[1:]
    sys.exit(main(told or [str(Path(sys.executable).with_name("coordinator")), "demo"]))
