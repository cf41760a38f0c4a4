"""Nudges: a draft for each person, written to files for the coordinator's own mail program. Nothing is ever sent here."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import IO, Literal

from coordinator import messages
from coordinator.errors import CoordinatorError
from coordinator.messages import Draft, Template
from coordinator.models import Done
from coordinator.services.desk import Desk
from coordinator.store import care_reads

Form = Literal["text", "xlsx", "eml"]
FORMS: Mapping[Form, str] = {
    "text": "text file",
    "xlsx": ".xlsx for mail merge",
    "eml": ".eml files",
}

_ENDINGS: Mapping[Form, str] = {"text": ".txt", "xlsx": ".xlsx", "eml": ""}

ANSWER_WITHIN = timedelta(days=7)
"""When to try again after a message that asks for an answer."""

ASKS_NOTHING = ("welcome", "ending_soon")


def drafts(
    desk: Desk,
    relationships: Sequence[int],
    texts: Mapping[str, Template],
    *,
    name: str | None = None,
    sides: Sequence[str] = ("mentor", "mentee"),
) -> list[Draft]:
    """One draft for each person of these relationships, the first relationship's first; `name` as in `messages.write`."""
    with desk.store.reading() as db:
        found = {one.relationship: one for one in care_reads.nudged(db, relationships, desk.today)}
    wanted = [found[number] for number in relationships if number in found]
    return messages.write(wanted, texts, desk.who, name=name, sides=sides)


def write(desk: Desk, drafts: Sequence[Draft], form: Form, path: Path) -> str:
    """Write the drafts of those who have an e-mail address; returns what was written, in words.

    `eml` writes a file each into the folder `path`, which is made. Raises CoordinatorError where nothing can be written.
    """
    there = [draft for draft in drafts if draft.email]
    if not there:
        raise CoordinatorError("Nobody among them has an e-mail address.", "Call them, and log it with c.")
    if form == "text":
        _write(path, as_text(there).encode())
    elif form == "xlsx":
        _write_workbook(desk, there, path)
    else:
        _write_mails(there, path)
    many = "1 draft" if len(there) == 1 else f"{len(there)} drafts"
    without = [draft.name for draft in drafts if not draft.email]
    left = f" No e-mail address: {', '.join(without)}." if without else ""
    return f"{many} written to {path}.{left}"


def record_sent(desk: Desk, drafts: Collection[Draft]) -> Done:
    """Record that the drafts were sent: a contact for each person in each relationship, all one change."""
    there = [draft for draft in drafts if draft.email]
    if not there:
        raise CoordinatorError("Nobody among them has an e-mail address.", "Call them, and log it with c.")
    rows = [
        {
            "relationship": relationship,
            "person": draft.person,
            "contacted_on": desk.today,
            "channel": "email",
            "outcome": "sent",
            "next_on": None if draft.template in ASKS_NOTHING else desk.today + ANSWER_WITHIN,
            "template": draft.template,
            "source": "coordinator",
        }
        for draft in there
        for relationship in draft.relationships
    ]
    with desk.store.writing(desk.who, "nudge", desk.today) as change:
        change.insert("contact", rows)
        relationships = len({row["relationship"] for row in rows})
        people = "1 person" if len(there) == 1 else f"{len(there)} people"
        where = "1 relationship" if relationships == 1 else f"{relationships} relationships"
        return Done(f"Recorded as sent: {people}, {where}.", change.number)


def target(desk: Desk, form: Form, place: Path) -> Path:
    """Where drafts are written: `place`, or by their usual name in it where it is a folder, ending as `form` does."""
    if place.is_dir():
        return place / f"messages-{desk.today}{_ENDINGS[form]}"
    ending = _ENDINGS[form]
    return place if place.name.lower().endswith(ending) else place.with_name(f"{place.name}{ending}")


def _write(path: Path, content: bytes) -> None:
    from coordinator.workbook.files import write_whole

    def save(file: IO[bytes]) -> None:
        file.write(content)

    write_whole(path, save)


def as_text(drafts: Sequence[Draft]) -> str:
    """The drafts one below the other, a line between them. Who has no e-mail address is named without one."""
    return "\n".join(
        f"To: {_to(draft)}\nSubject: {draft.subject}\n\n{draft.body}\n\n{'-' * 72}\n" for draft in drafts
    )


def _write_workbook(desk: Desk, drafts: Sequence[Draft], path: Path) -> None:
    from coordinator.workbook.writer import About, SheetOut, write_workbook

    headers = ("Email", "Name", "First name", "Subject", "Message", "Kind", "Relationships")
    rows = [
        (
            draft.email,
            draft.name,
            messages.first_name(draft.name),
            draft.subject,
            draft.body,
            draft.template.replace("_", " "),
            ", ".join(f"R{number}" for number in draft.relationships),
        )
        for draft in drafts
    ]
    about = About(
        [("What it is", "Messages to participants, for mail merge"), ("Written on", str(desk.today))]
    )
    write_workbook(path, [SheetOut("Messages", headers, rows)], about)


def _write_mails(drafts: Sequence[Draft], folder: Path) -> None:
    """A file each, named by its place and its person, that mail programs open as a draft."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise CoordinatorError(f"{folder} cannot be made: {reason}.", "Name another folder.") from error
    for number, draft in enumerate(drafts, 1):
        _write(folder / f"{number:03}-{_file_name(draft.name)}.eml", _as_mail(draft))


def _as_mail(draft: Draft) -> bytes:
    from email.errors import MessageError
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = draft.subject
    try:
        mail["To"] = Address(draft.name, addr_spec=draft.email)
    except (ValueError, IndexError, MessageError):  # no address as mail programs want it
        mail["To"] = " ".join(re.sub(r"[^\x21-\x7e]", " ", draft.email).split())
    mail["X-Unsent"] = "1"
    mail.set_content(draft.body)
    return mail.as_bytes()


def _to(draft: Draft) -> str:
    return f"{draft.name} <{' '.join(draft.email.split())}>" if draft.email else draft.name


def _file_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:40] or "person"
