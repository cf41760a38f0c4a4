"""The texts of messages: as they ship or as they were edited here; out to files and back."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from coordinator import messages
from coordinator.errors import CoordinatorError
from coordinator.messages import NAMES, Template
from coordinator.models import Done
from coordinator.services.desk import Desk
from coordinator.store import care_reads


def templates(desk: Desk) -> dict[str, Template]:
    """Every kind of message: as it was edited here, else as it ships."""
    with desk.store.reading() as db:
        edited = {row.name: row for row in care_reads.templates(db)}
    return {
        name: Template(name, edited[name].subject, edited[name].body, edited[name].id, edited[name].version)
        if name in edited
        else messages.shipped(name)
        for name in NAMES
    }


def save(desk: Desk, template: Template, subject: str, body: str) -> Done:
    """Keep another text for a kind of message.

    Raises CoordinatorError for a placeholder that is not known, StaleEdit when someone else edited it meanwhile.
    """
    subject, body = subject.strip(), body.strip()
    messages.check(subject, body)
    if (subject, body) == (template.subject, template.body):
        return Done(f"The {template.title} is as it was.", None)
    with desk.store.writing(desk.who, "edit message", desk.today) as change:
        if template.id is not None:
            row = {"id": template.id, "version": template.version, "subject": subject, "body": body}
            change.update("template", [row])
        elif any(row.name == template.name for row in care_reads.templates(change.db)):
            raise CoordinatorError(
                f"Someone else edited the {template.title} meanwhile.",
                "Look at it again, then repeat your change.",
            )
        else:
            change.insert("template", [{"name": template.name, "subject": subject, "body": body}])
        return Done(f"The {template.title} is saved.", change.number)


def named(said: str) -> str:
    """The kind of message that people mean: "first reminder", `first-reminder`, or its first letters."""
    plain = said.strip().lower().replace(" ", "_").replace("-", "_")
    fitting = [name for name in NAMES if name == plain] or [name for name in NAMES if name.startswith(plain)]
    if len(fitting) != 1 or not plain:
        known = ", ".join(name.replace("_", "-") for name in NAMES)
        raise CoordinatorError(f"There is no message “{said}”.", f"There are: {known}.")
    return fitting[0]


def save_text(desk: Desk, name: str, text: str) -> Done:
    """Keep what a file says: its subject line, a blank line, the body. Raises as `save` does."""
    return save(desk, templates(desk)[name], *messages.parted(text))


def restore(desk: Desk, name: str) -> Done:
    """Take the text that ships again."""
    shipped = messages.shipped(name)
    return save(desk, templates(desk)[name], shipped.subject, shipped.body)


def export(texts: Sequence[Template], folder: Path) -> Done:
    """Write a text file each into a folder, which is made, as `save_text` takes them back."""
    from coordinator.workbook.files import write_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise CoordinatorError(f"{folder} cannot be made: {reason}.", "Name another folder.") from error
    for text in texts:
        content = messages.joined(text).encode()

        def write(file: IO[bytes], content: bytes = content) -> None:
            file.write(content)

        write_whole(folder / f"{text.name}.txt", write)
    return Done(f"{'1 text' if len(texts) == 1 else f'{len(texts)} texts'} written to {folder}.", None)
