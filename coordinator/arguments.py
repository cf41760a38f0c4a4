"""How the command line reads its words, and how it fails: in one sentence."""

import errno
import os
import sys
from datetime import date
from typing import Any

import click

from coordinator.errors import CoordinatorError, ExitCode


class Day(click.ParamType[date]):
    """An ISO day on the command line."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or str(day) != str(value):  # not 20260314, nor a week
            self.fail(f"{value!r} is not a day; write it like 2026-03-14.", param, ctx)
        return day


class Words(click.ParamType[str]):
    """Text that is kept and shown: on one line, without control characters, at most `longest` characters."""

    name = "TEXT"

    def __init__(self, longest: int | None = None) -> None:
        self.longest = longest

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = plain(str(value))
        if self.longest and len(text) > self.longest:
            self.fail(f"It is longer than {self.longest} characters.", param, ctx)
        return text


NAME = Words(longest=200)


def plain(text: str) -> str:
    """`text` on one line, without control characters, whatever the locale."""
    from coordinator.workbook.text import clean, tidy

    # Where the locale is not UTF-8, Python hands on the bytes of other letters as halves of characters.
    halves = any("\ud800" <= letter <= "\udfff" for letter in text)
    return tidy(clean(os.fsencode(text).decode("utf-8", "replace") if halves else text))


class Commands(click.Group):
    """Turns every expected failure into one sentence on standard error and its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CoordinatorError as error:
            click.echo(f"coordinator: {error}", err=True)
            ctx.exit(int(error.exit_code))

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
                raise
            # What could not be written would be tried, and complained of, once more at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(
                f"coordinator: The answer could not be written: {os.strerror(error.errno).lower()}. "
                "`coordinator history` lists what was changed.",
                err=True,
            )
            sys.exit(ExitCode.REFUSED)


def who_is_acting(chosen: str | None) -> str:
    """The name on every change: as chosen, else `COORDINATOR_AS`, else the login name; a blank one does not count."""
    import getpass

    try:
        name = chosen or plain(os.environ.get("COORDINATOR_AS", "")) or plain(getpass.getuser())
    except (KeyError, OSError):  # this user has no name
        name = ""
    if not name:
        raise CoordinatorError("Nobody said who is acting.", "Give --as NAME, or set COORDINATOR_AS.")
    return name
