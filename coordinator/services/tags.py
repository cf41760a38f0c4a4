"""The vocabulary of needs and expertise: what labels mean, what a text may be about, and changing the words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.tags import Stranger, Tag, Understood
from coordinator.services.desk import Desk
from coordinator.store import tag_reads

if TYPE_CHECKING:
    from coordinator.matching.suggesting import Suggested


def vocabulary(desk: Desk, cohort: str | None = None) -> list[Tag]:
    """Every tag by topic, retired ones last, with how many people of a cohort (None: of all) tell it."""
    with desk.store.reading() as db:
        return tag_reads.vocabulary(db, cohort)


def strangers(desk: Desk) -> list[Stranger]:
    """The labels that people told and no tag means, those of most people first."""
    with desk.store.reading() as db:
        return tag_reads.strangers(db)


def understand(desk: Desk, label: str) -> Understood:
    """What one label means: exactly, offered for a coordinator to confirm, or not at all."""
    return understand_all(desk, [label])[0]


def understand_all(desk: Desk, labels: Sequence[str]) -> list[Understood]:
    """What each label means, in the order given."""
    with desk.store.reading() as db:
        return tag_reads.understood(db, labels)


def suggest(desk: Desk, text: str) -> "list[Suggested]":
    """Up to three tags that a free text may be about, with where its words stand; never taken unconfirmed."""
    from coordinator.matching.suggesting import suggest as suggested

    with desk.store.reading() as db:
        keys = tag_reads.tag_keys(db)
    return suggested(text, keys)


def add(desk: Desk, topic: str, name: str, synonyms: Sequence[str] = ()) -> Done:
    """Add a tag to a topic; a topic that is new is made by it.

    Raises CoordinatorError when the name or a synonym means another tag already.
    """
    topic, name, words = _tidy(topic), _tidy(name), _words(synonyms)
    if not topic or not name:
        raise CoordinatorError("A tag needs a topic and a name.", "Write: topic: name, synonym, synonym.")
    with desk.store.writing(desk.who, "add tag", desk.today) as change:
        _refuse_taken(change.db, [name, *words], None)
        change.insert("tag", [{"topic": topic, "name": name, "synonyms": words}])
        return Done(f"{name} is a tag of {topic}.", change.number)


def edit(desk: Desk, tag: Tag, topic: str, name: str, synonyms: Sequence[str]) -> Done:
    """Give a tag another topic, name or synonyms; labels people told mean it from then on.

    Raises CoordinatorError as `add`, StaleEdit when someone else changed it meanwhile.
    """
    topic, name, words = _tidy(topic), _tidy(name), _words(synonyms)
    if not topic or not name:
        raise CoordinatorError("A tag needs a topic and a name.", "Write: topic: name, synonym, synonym.")
    told: dict[str, object] = {"topic": topic, "name": name, "synonyms": words}
    if told == {"topic": tag.topic, "name": tag.name, "synonyms": list(tag.synonyms)}:
        return Done(f"{name} is as it was.", None)
    return _update(desk, "edit tag", tag, told, f"{name} ({topic}): {', '.join(words) or 'no synonyms'}.")


def retire(desk: Desk, tag: Tag) -> Done:
    """Take a tag out of use, or back into it: no label means a retired tag."""
    if tag.retired:
        return _update(desk, "restore tag", tag, {"retired": False}, f"{tag.name} is in use again.")
    return _update(desk, "retire tag", tag, {"retired": True}, f"{tag.name} is retired: no label means it.")


def teach(desk: Desk, label: str, tag: Tag) -> Done:
    """Let a label mean a tag from now on, for everyone: it becomes a synonym."""
    words = [*tag.synonyms, _tidy(label)]
    return _update(desk, "add synonym", tag, {"synonyms": words}, f"{_tidy(label)} means {tag.name} now.")


def teach_by_name(desk: Desk, label: str, text: str) -> Done:
    """The same, the tag named by its name or one of its words. Raises CoordinatorError where none is called so."""
    with desk.store.reading() as db:
        (meant,) = tag_reads.understood(db, [text])
        tag = next((tag for tag in tag_reads.vocabulary(db) if tag.tag == meant.tag), None)
    if tag is None or meant.how == "unknown":
        raise CoordinatorError(
            f"No tag is called {_tidy(text)!r}.", "Write the name of one, or add it first."
        )
    return teach(desk, label, tag)


def _update(desk: Desk, command: str, tag: Tag, told: dict[str, object], said: str) -> Done:
    words: list[Any] = [told.get("name", tag.name), *_listed(told.get("synonyms", tag.synonyms))]
    with desk.store.writing(desk.who, command, desk.today) as change:
        if not told.get("retired", tag.retired):
            _refuse_taken(change.db, words, tag.tag)
        change.update("tag", [{"id": tag.tag, "version": tag.version, **told}])
        return Done(said, change.number)


def _refuse_taken(db: Any, words: Sequence[str], tag: int | None) -> None:
    """A word means one tag at most."""
    for one in tag_reads.understood(db, words):
        if one.how == "exact" and one.tag != tag:
            raise CoordinatorError(
                f"{one.label!r} means {one.name} already.", "Take it away there first, or use another word."
            )


def _listed(words: object) -> list[str]:
    return list(words) if isinstance(words, list | tuple) else []


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _words(synonyms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(tidy for word in synonyms if (tidy := _tidy(word))))
