"""Mappings that are remembered: offered for the next file of the form, listed, renamed, exported and deleted."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError
from coordinator.models import Done, Kind
from coordinator.models.importing import KeptMapping
from coordinator.services.desk import Desk
from coordinator.store import import_reads

if TYPE_CHECKING:
    from coordinator.schemas.mappings import RememberedMapping
    from coordinator.store.writes import Change
    from coordinator.workbook.mapping import FileMapping

REMEMBER = "remember mapping"
_LONGEST_NAME = 200


def kept(desk: Desk, kind: Kind | None = None) -> Sequence[KeptMapping]:
    """The remembered mappings, the last used first."""
    with desk.store.reading() as db:
        return import_reads.mappings(db, kind)


def named(desk: Desk, name: str) -> KeptMapping:
    """The mapping of this name, whatever its case. Raises CoordinatorError naming those there are."""
    everything = kept(desk)
    wanted = " ".join(name.split()).casefold()
    found = [one for one in everything if one.name.casefold() == wanted]
    if found:
        return found[0]
    names = ", ".join(one.name for one in everything)
    hint = (
        f"Remembered are: {names}." if names else "None is remembered yet: the screens remember what you map."
    )
    raise CoordinatorError(f"There is no mapping called {name!r}.", hint)


def content(mapping: KeptMapping) -> "RememberedMapping":
    """What a mapping says."""
    return _read(mapping.content, mapping.name)


def from_file(path: Path) -> "RememberedMapping":
    """A mapping from a file that `export` wrote. Raises CoordinatorError when it is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CoordinatorError(f"{path} cannot be read as a mapping: {error}.") from error
    return _read(text, str(path))


def best_of(desk: Desk, kind: Kind, headers: Sequence[str]) -> KeptMapping | None:
    """What is remembered of the form with these headers, else of the form most like it; None where none is like it."""
    from coordinator.workbook import remembered

    print_ = remembered.fingerprint(kind, headers)
    best: tuple[float, KeptMapping] | None = None
    for one in kept(desk, kind):
        share = 1.0 if one.fingerprint == print_ else remembered.alike(headers, content(one))
        if share >= remembered.LEAST_ALIKE and (best is None or share > best[0]):
            best = share, one
    return None if best is None else best[1]


def fitting(desk: Desk, proposal: "FileMapping") -> "FileMapping":
    """The proposal, with what is remembered of this form over it."""
    from coordinator.workbook import remembered

    best = best_of(desk, proposal.kind, remembered.headers_of(proposal))
    return proposal if best is None else remembered.recalled(proposal, content(best), best.name)


def remember(desk: Desk, mapping: "FileMapping", called: str) -> Done:
    """Keep a mapping for the next file of its form, in place of the one it came from."""
    with desk.store.writing(desk.who, REMEMBER, desk.today) as change:
        name = remember_in(change, mapping, called)
        told = f"Remembered as {name}." if change.number else f"The mapping {name} is as it was."
        return Done(told, change.number)


def remember_in(change: "Change", mapping: "FileMapping", called: str) -> str:
    """Keep a mapping as part of a change. Returns its name."""
    from coordinator.workbook import remembered

    print_ = remembered.fingerprint(mapping.kind, remembered.headers_of(mapping))
    everything = import_reads.mappings(change.db)
    alike = [one for one in everything if one.kind == mapping.kind]
    before = next((one for one in alike if one.fingerprint == print_), None)
    before = before or next((one for one in alike if one.name == mapping.name), None)
    row: dict[str, Any] = {
        "kind": mapping.kind,
        "fingerprint": print_,
        "content": remembered.content(mapping).model_dump_json(exclude_defaults=True),
        "used_on": change.today,
    }
    if before is None:
        name = _free_name(called, {one.name.casefold() for one in everything})
        change.insert("import_mapping", [{"name": name, **row}])
        return name
    if any(getattr(before, name) != said for name, said in row.items()):
        change.update("import_mapping", [{"id": before.id, "version": before.version, **row}])
    return before.name


def rename(desk: Desk, mapping: KeptMapping, name: str) -> Done:
    """Call a mapping otherwise. Raises CoordinatorError for a name that is taken or blank."""
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name:
        raise CoordinatorError("A mapping needs a name.", "Type one.")
    if any(one.name.casefold() == name.casefold() and one.id != mapping.id for one in kept(desk)):
        raise CoordinatorError(f"Another mapping is called {name}.", "Choose another name.")
    with desk.store.writing(desk.who, "rename mapping", desk.today) as change:
        change.update("import_mapping", [{"id": mapping.id, "version": mapping.version, "name": name}])
        return Done(f"{mapping.name} is now called {name}.", change.number)


def delete(desk: Desk, mapping: KeptMapping) -> Done:
    """Remember a mapping no longer; undo brings it back."""
    with desk.store.writing(desk.who, "delete mapping", desk.today) as change:
        change.delete("import_mapping", [mapping.id])
        return Done(f"{mapping.name} is forgotten.", change.number)


def export(mapping: KeptMapping, path: Path) -> Done:
    """Write a mapping as a JSON file that `import --mapping FILE.json` takes; moved into place when it is whole."""
    text = content(mapping).model_copy(update={"name": mapping.name}).model_dump_json(indent=2)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(f"{text}\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CoordinatorError(f"{path} could not be written: {error.strerror}.") from error
    return Done(f"{mapping.name} is in {path}.", None)


def _read(text: str, where: str) -> "RememberedMapping":
    import pydantic

    from coordinator.schemas.mappings import RememberedMapping
    from coordinator.workbook.remembered import unknown_uses

    try:
        said = RememberedMapping.model_validate_json(text)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CoordinatorError(f"{where} is no mapping: {place or 'it'}: {first['msg']}.") from error
    if unknown := unknown_uses(said):
        raise CoordinatorError(
            f"{where} fills {', '.join(unknown)}, which this program does not know for {said.kind}.",
            "Correct it, or update this program.",
        )
    return said


def _free_name(called: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    name = " ".join(called.split())[:_LONGEST_NAME] or "mapping"
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{name} {number}", number + 1
    return free
