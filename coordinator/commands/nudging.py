"""`coordinator nudges`: messages to participants, and their texts. Nothing is ever sent from here."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator import printing
from coordinator.arguments import NAME, Words
from coordinator.commands.invocation import Invocation
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from coordinator.messages import Draft, Template
    from coordinator.schemas.nudges import DraftOut, TextOut
    from coordinator.services.nudges import Form

_UNDO = "`coordinator undo` takes it back."

MOST_BYTES = 100_000
"""As long as a file with a text may be: many times the longest text."""


@click.group(invoke_without_command=True)
@click.pass_context
def nudges(ctx: click.Context) -> None:
    """Write to the people of relationships: drafts, never sent from here; and the texts they are made of.

    Without a word: list the texts.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@nudges.command("list")
@click.option("--json", "wants_json", is_flag=True, help="Print them whole, as JSON.")
@click.pass_obj
def list_(invocation: Invocation, wants_json: bool) -> None:
    """List the texts: their names, their subjects, whether they were edited here."""
    from coordinator.services import message_texts

    found = [_text_out(text) for text in message_texts.templates(invocation.desk()).values()]
    if wants_json:
        invocation.print_json([one.model_dump(mode="json") for one in found])
        return
    rows = (
        (one.name.replace("_", "-"), "edited here" if one.edited else "as it ships", one.subject)
        for one in found
    )
    click.echo(printing.as_table(("Name", "Text", "Subject"), rows))


@nudges.command()
@click.argument("name", type=NAME)
@click.option("--json", "wants_json", is_flag=True)
@click.pass_obj
def show(invocation: Invocation, name: str, wants_json: bool) -> None:
    """Print a text, as `edit` takes it back."""
    from coordinator import messages
    from coordinator.services import message_texts

    text = message_texts.templates(invocation.desk())[message_texts.named(name)]
    if wants_json:
        invocation.print_json(_text_out(text).model_dump(mode="json"))
    else:
        click.echo(messages.joined(text), nl=False)


@nudges.command()
@click.argument("name", type=NAME)
@click.argument(
    "file", metavar="FILE.txt|-", type=click.Path(path_type=Path, allow_dash=True), required=False
)
@click.option("--shipped", is_flag=True, help="Take the text that ships again.")
@click.pass_obj
def edit(invocation: Invocation, name: str, file: Path | None, shipped: bool) -> None:
    """Keep another text: a file that begins with `Subject: …`, a blank line, then what is written.

    Placeholders such as {first_name} are checked.
    """
    from coordinator.services import message_texts

    if shipped == (file is not None):
        raise click.UsageError("Name a FILE.txt (- is standard input), or say --shipped.")
    desk, name = invocation.desk(), message_texts.named(name)
    done = (
        message_texts.restore(desk, name)
        if file is None
        else message_texts.save_text(desk, name, _read(file))
    )
    click.echo(f"{done.message} {_UNDO}" if done.change is not None else done.message)


def _read(file: Path) -> str:
    try:
        if str(file) == "-":
            given = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.open("rb") as opened:
                given = opened.read(MOST_BYTES + 1)
        text = given.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise CoordinatorError(f"{file} cannot be read: {reason}.", "Name another file.") from error
    except UnicodeDecodeError as error:
        raise CoordinatorError(f"{file} is not UTF-8.", "Save it as UTF-8 and try again.") from error
    if len(given) > MOST_BYTES:
        raise CoordinatorError(f"{file} is far too long for a message.", "Name another file.")
    return text


@nudges.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1, type=NAME, metavar="[NAME] ...")
@click.pass_obj
def export(invocation: Invocation, folder: Path, names: Sequence[str]) -> None:
    """Write the texts into a folder, a file each, as `edit` takes them back."""
    from coordinator.services import message_texts

    texts = message_texts.templates(invocation.desk())
    wanted = [message_texts.named(name) for name in names] or list(texts)
    click.echo(message_texts.export([texts[name] for name in wanted], folder).message)


@nudges.command()
@click.argument("target", metavar="FILE.txt|FILE.xlsx|FOLDER|-")
@click.argument("relationships", nargs=-1, required=True, type=Words(), metavar="RELATIONSHIP ...")
@click.option("--text", "name", type=NAME, metavar="NAME", help="This text for all [the one that fits each].")
@click.option("--only", type=click.Choice(("mentor", "mentee")), help="Only to this side [both].")
@click.option("--sent", is_flag=True, help="Record them as sent: a contact for each person.")
@click.option("--json", "wants_json", is_flag=True, help="Say as JSON what was written.")
@click.pass_obj
def write(
    invocation: Invocation,
    target: str,
    relationships: Sequence[str],
    name: str | None,
    only: str | None,
    sent: bool,
    wants_json: bool,
) -> None:
    """Write a draft for each person of some relationships.

    A FOLDER gets .eml files, which mail programs open as drafts; `-` prints them as text.
    """
    from coordinator.services import message_texts, overview
    from coordinator.services import nudges as service

    desk = invocation.desk()
    texts = message_texts.templates(desk)
    drafts = service.drafts(
        desk,
        list(dict.fromkeys(overview.find_relationship(desk, text) for text in relationships)),
        texts,
        name=message_texts.named(name) if name else None,
        sides=(only,) if only else ("mentor", "mentee"),
    )
    if target == "-":
        written = ""
        if not wants_json:
            click.echo(service.as_text(drafts), nl=False)
    else:
        written = service.write(desk, drafts, _form(target), Path(target))
    done = service.record_sent(desk, drafts) if sent else None
    if wants_json:
        from coordinator.schemas.nudges import NudgedOut

        out = NudgedOut(
            written=written,
            change=done.change if done else None,
            drafts=[_draft_out(draft) for draft in drafts],
        )
        invocation.print_json(out.model_dump(mode="json"))
        return
    if written:
        click.echo(f"{written} Nothing was sent.")
    if done:
        click.echo(f"{done.message} {_UNDO}", err=target == "-")


def _text_out(text: "Template") -> "TextOut":
    from coordinator.schemas.nudges import TextOut

    return TextOut(name=text.name, subject=text.subject, body=text.body, edited=not text.is_shipped)


def _draft_out(draft: "Draft") -> "DraftOut":
    from coordinator.schemas.nudges import DraftOut

    return DraftOut(
        name=draft.name,
        email=draft.email or None,
        message=draft.template,
        relationships=[f"R{number}" for number in draft.relationships],
        subject=draft.subject,
        body=draft.body,
    )


def _form(target: str) -> "Form":
    for form, ending in (("text", ".txt"), ("xlsx", ".xlsx")):
        if target.lower().endswith(ending):
            return form  # type: ignore[return-value]
    return "eml"
