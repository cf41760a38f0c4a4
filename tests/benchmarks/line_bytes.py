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

CONFIRMED, FOLLOWS = 1_500, 1_500
"""What confirms an action; and what follows it, where the cursor goes on: the list in its new order, the next detail."""

OPENS, SCREEN = 1_700, 3_000
"""What opens or closes a dialog over the screen; what shows another screen whole."""

TO_DO, LINES = "today 2h\nno answer x2, try thu", "\x1b[200~{}\x1b[201~"

READS_SECONDS = 4.0
"""The same where much of the programme is read for a screen."""

STEPS = (
    # what, keys, limit in bytes, how long nothing must come before it counts as over
    ("row down within the screen", "j", 300, QUIET_SECONDS),
    ("detail once the cursor rests", "", FOLLOWS, 0.6),
    ("row up within the screen", "k", 300, QUIET_SECONDS),
    ("detail once the cursor rests", "", FOLLOWS, 0.6),
    ("page down", "\x1b[6~", 3_000, QUIET_SECONDS),
    ("detail once the cursor rests", "", FOLLOWS, 0.6),
    ("row up that scrolls", "k", 3_000, QUIET_SECONDS),
    ("detail once the cursor rests", "", FOLLOWS, 0.6),
    ("idle for 5 seconds", "", 0, 5.0),
    ("the first row", "g", 3_000, ACTS_SECONDS),
    ("l, the entry line", "l", CONFIRMED, ACTS_SECONDS),
    ("a session typed", "today 2h", CONFIRMED, ACTS_SECONDS),
    ("recorded", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("a check-in typed", "cno answer mentee try in 2 days", 2_500, ACTS_SECONDS),
    ("recorded", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("two lines pasted", f"l{LINES.format(TO_DO)}", 2 * CONFIRMED, ACTS_SECONDS),
    ("recorded", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("s, what it can become", "s", CONFIRMED, ACTS_SECONDS),
    ("p, the pause", "p", CONFIRMED, ACTS_SECONDS),
    ("paused", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("s c, the reasons", "sc", CONFIRMED, ACTS_SECONDS),
    ("t, what it means", "t", CONFIRMED, ACTS_SECONDS),
    ("closed", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("s m, a rematch", "sm", CONFIRMED, ACTS_SECONDS),
    ("rematched", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("z, put off", "z", CONFIRMED, ACTS_SECONDS),
    ("a day typed", "thu", CONFIRMED, ACTS_SECONDS),
    ("put off", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("x, dismiss, a reason typed", "xon leave", CONFIRMED, ACTS_SECONDS),
    ("dismissed", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("w, who looks after them", "w", OPENS, ACTS_SECONDS),
    ("a name typed", "ben", CONFIRMED, ACTS_SECONDS),
    ("handed over", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("n, the drafts", "n", OPENS, ACTS_SECONDS),
    ("written", "\r", CONFIRMED, ACTS_SECONDS),
    ("recorded as sent", "y", CONFIRMED, QUIET_SECONDS),
    ("the list and the detail follow", "", FOLLOWS, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("two marked", "  ", CONFIRMED, ACTS_SECONDS),
    ("paused", "sp\r", 2 * CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("e, export", "e", OPENS, ACTS_SECONDS),
    ("left", "\x1b", OPENS, ACTS_SECONDS),
    ("enter, the relationship", "\r", SCREEN, READS_SECONDS),
    ("a session typed there", "ltoday 2h", CONFIRMED, ACTS_SECONDS),
    ("recorded", "\r", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
    ("4, the history", "4", SCREEN, READS_SECONDS),
    ("the latest taken back", "u", CONFIRMED, ACTS_SECONDS),
    ("2, the cohorts", "2", SCREEN, READS_SECONDS),
    ("t, the thresholds", "t", SCREEN, READS_SECONDS),
    ("one typed", "\r21", CONFIRMED, ACTS_SECONDS),
    ("what it would do", "\r", CONFIRMED, READS_SECONDS),
    ("saved", "y", CONFIRMED, ACTS_SECONDS),
    ("undone", "u", CONFIRMED, ACTS_SECONDS),
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

    def received(self, quiet: float, *, at_most: float = 30.0, begins_within: float = 0.0) -> bytes:
        """What comes until nothing came for `quiet` seconds; the first of it may take `begins_within`."""
        came = b""
        give_up_at = time.monotonic() + at_most
        while time.monotonic() < give_up_at:
            ready, _, _ = select.select([self.line], [], [], quiet if came else max(quiet, begins_within))
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
            begins = ACTS_SECONDS if keys else 0.0
            sent = len(terminal.received(quiet, at_most=max(quiet, 5.0), begins_within=begins))
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
