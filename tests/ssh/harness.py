"""A real sshd on loopback with throw-away keys, and a real terminal (tmux, 80x24) to sit at.

Waiting is never sleeping: a terminal wakes up when something is drawn, a process when it ends.
"""

import grp
import os
import pwd
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

PATIENCE = 20.0
"""Seconds without a single sign of life after which something is taken for stuck."""

COORDINATOR = str(Path(sys.executable).parent / "coordinator")
TODAY = "2026-06-15"
DOCUMENT = Path(__file__).parents[2] / "docs" / "ssh.md"


def missing_tools() -> list[str]:
    """What the machine lacks for these tests."""
    needed = {
        "sshd": _sshd(),
        "ssh": shutil.which("ssh"),
        "scp": shutil.which("scp"),
        "tmux": shutil.which("tmux"),
    }
    return [name for name, path in needed.items() if path is None]


def hands_out_terminals() -> bool:
    """Whether sshd can give a login a terminal here: not being root it cannot change the terminal's group to `tty`."""
    if os.getuid() == 0:
        return True
    ours, theirs = os.openpty()
    try:
        return grp.getgrgid(os.fstat(theirs).st_gid).gr_name == "tty"
    except KeyError:
        return False
    finally:
        os.close(ours)
        os.close(theirs)


def _sshd() -> str | None:
    return shutil.which(
        "sshd", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    )


def login_program(folder: Path) -> Path:
    """The script printed in docs/ssh.md, made to find the program that is being tested."""
    printed = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    if printed is None:
        raise AssertionError(f"{DOCUMENT} no longer prints the login program")
    script = folder / "coordinator-login"
    script.write_text(printed[1].replace("/opt/coordinator/bin/python", sys.executable), encoding="utf-8")
    script.chmod(0o755)
    return script


class Server:
    """sshd, listening. `let_in` decides what the key may do; it is read again at every login."""

    def __init__(self, folder: Path, extra: str = "") -> None:
        self._folder = folder
        self._keys = folder / "authorized_keys"
        self._client_key = folder / "client_key"
        host_key = folder / "host_key"
        for key in (host_key, self._client_key):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd as root insists on it
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        host_line = host_key.with_suffix(".pub").read_text(encoding="ascii")
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host_line}", encoding="ascii")
        config = folder / "sshd_config"
        config.write_text(
            f"""
            Port {self.port}
            ListenAddress 127.0.0.1
            HostKey {host_key}
            PidFile none
            AuthorizedKeysFile {self._keys}
            AuthenticationMethods publickey
            PermitRootLogin prohibit-password
            PermitUserEnvironment COORDINATOR_*
            StrictModes no
            UsePAM no
            Subsystem sftp internal-sftp
            {extra}
            """,
            encoding="utf-8",
        )
        sshd = _sshd()
        if sshd is None:
            raise AssertionError("sshd is missing")
        self._process = subprocess.Popen(
            [sshd, "-D", "-e", "-f", str(config)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self._said: SimpleQueue[str] = SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._wait_until_listening()

    def _listen(self) -> None:
        if self._process.stderr is not None:
            for line in self._process.stderr:
                self._said.put(line)
        self._said.put("")

    def _wait_until_listening(self) -> None:
        heard: list[str] = []
        while not heard or "Server listening" not in heard[-1]:
            try:
                heard.append(self._said.get(timeout=PATIENCE))
            except Empty:
                heard.append("")
            if not heard[-1]:
                self.stop()
                raise AssertionError(f"sshd did not start: {''.join(heard)}")

    def let_in(self, options: str) -> None:
        """What `authorized_keys` says before the one key."""
        public = self._client_key.with_suffix(".pub").read_text(encoding="ascii")
        self._keys.write_text(f"{options} {public}", encoding="utf-8")

    def _options(self) -> list[str]:
        return [
            *("-F", "/dev/null", "-i", str(self._client_key)),
            *(
                "-o",
                f"UserKnownHostsFile={self._folder / 'known_hosts'}",
                "-o",
                "GlobalKnownHostsFile=/dev/null",
            ),
            *("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR"),
        ]

    def ssh(self, *words: str, terminal: bool = False) -> list[str]:
        """The words of an ssh command to this server."""
        user = pwd.getpwuid(os.getuid()).pw_name
        force = ["-tt"] if terminal else ["-T"]
        return ["ssh", *self._options(), "-p", str(self.port), *force, f"{user}@127.0.0.1", *words]

    def scp(self, source: Path, target: str) -> list[str]:
        """The words of an scp command to this server."""
        user = pwd.getpwuid(os.getuid()).pw_name
        return ["scp", *self._options(), "-P", str(self.port), str(source), f"{user}@127.0.0.1:{target}"]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        if self._process.stderr is not None:
            self._process.stderr.close()


@contextmanager
def serving(folder: Path, extra: str = "") -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(folder, extra)
    try:
        yield server
    finally:
        server.stop()


class Terminal:
    """A tmux of its own, 80x24, with one program in it."""

    def __init__(self, command: Sequence[str]) -> None:
        # Not below pytest's folders: the path of a socket may be 107 characters long.
        self._folder = Path(tempfile.mkdtemp(prefix="coordinator-ssh-"))
        self._drawn = self._folder / "drawn"
        os.mkfifo(self._drawn)
        self._wakes = os.open(self._drawn, os.O_RDWR | os.O_NONBLOCK)
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", *command)
        self._tmux("set-option", "remain-on-exit", "on")
        self._tmux("pipe-pane", "-O", f"exec cat > {self._drawn}")
        self.pid = int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def _tmux(self, *words: str) -> str:
        socket_path = str(self._folder / "tmux")
        done = subprocess.run(
            ["tmux", "-u", "-S", socket_path, *words],
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=PATIENCE,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: Enter, Escape, l."""
        self._tmux("send-keys", *keys)

    def write(self, text: str) -> None:
        """Type text, letter by letter."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """The 24 lines as they are now."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, *texts: str) -> str:
        """The screen once it shows all the texts. It looks again whenever something was drawn."""
        while True:
            shown = self.screen()
            if all(text in shown for text in texts):
                return shown
            if not select.select([self._wakes], [], [], PATIENCE)[0]:
                raise AssertionError(f"{texts} never came; the screen shows:\n{shown}")
            os.read(self._wakes, 65536)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tmux("kill-server")
        os.close(self._wakes)
        shutil.rmtree(self._folder)


def processes_at(programme: Path) -> dict[int, str]:
    """Processes that were started for this programme file: number -> command line."""
    wanted = f"COORDINATOR_DB={programme}".encode()
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            try:
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    found[int(folder.name)] = command.strip()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # it ended meanwhile, or is somebody else's
    return found


@contextmanager
def ending(processes: Sequence[int]) -> Iterator[None]:
    """At the end of the block, wait until every one of the processes has ended."""
    watched = {number: os.pidfd_open(number) for number in processes}
    try:
        yield
        for number, handle in watched.items():
            if not select.select([handle], [], [], PATIENCE)[0]:
                raise AssertionError(f"process {number} is still there")
    finally:
        for handle in watched.values():
            os.close(handle)
