"""How a file gets here and away: the scp commands to type on the coordinator's own machine."""

import getpass
import shlex
import socket
from pathlib import Path


def this_host() -> str:
    """Who and where, as scp and ssh on the coordinator's own machine name it."""
    return f"{getpass.getuser()}@{socket.gethostname()}"


def bring(folder: Path) -> str:
    """The command that puts a file into a folder here."""
    return f"scp FILE.xlsx {shlex.quote(f'{this_host()}:{folder}/')}"


def fetch(path: Path) -> str:
    """The command that fetches a file from here."""
    return f"scp {shlex.quote(f'{this_host()}:{path}')} ."


def fetch_by_sftp(path: Path) -> str:
    """The command that fetches a file from here where only sftp is let in."""
    return f"sftp {shlex.quote(f'{this_host()}:{path}')}"
