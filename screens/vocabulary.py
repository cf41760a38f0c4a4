"""The vocabulary: every tag with its synonyms and who tells it, and the labels that no tag means."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.errors import CoordinatorError
from coordinator.models.tags import Stranger, Tag
from coordinator.services import tags
from screens.presentation import Cell, Tone, clean, count
from screens.typing import TypingScreen
from screens.widgets.columns import Column
from screens.widgets.rows import RowList
from screens.widgets.typed_line import TypedLine

FORM = "topic: name, synonym, synonym …"


@dataclass(frozen=True, slots=True)
class WordRow:
    """A tag, or a label that means none. `key` tells rows apart."""

    key: str
    topic: str
    name: str
    people: str
    synonyms: str
    tone: Tone = "plain"
    tag: Tag | None = None
    stranger: Stranger | None = None


COLUMNS: Sequence[Column[WordRow]] = (
    Column("Topic", lambda row: Cell(row.topic, row.tone), 16, grow=1),
    Column("Tag", lambda row: Cell(row.name, row.tone), 24, grow=2),
    Column("Know/need", lambda row: row.people, 9, right=True),
    Column("Also called", lambda row: row.synonyms, 20, grow=3),
)


def rows(vocabulary: Sequence[Tag], strangers: Sequence[Stranger]) -> list[WordRow]:
    """Labels that mean nothing yet come first: they are what there is to do."""
    found = [
        WordRow(
            f"? {one.label}",
            "! no tag",
            one.label,
            str(one.people),
            "enter says which tag it means",
            "warn",
            stranger=one,
        )
        for one in strangers
    ]
    return found + [
        WordRow(
            f"tag {tag.tag}",
            tag.topic,
            tag.name,
            f"{tag.mentors}/{tag.mentees}",
            "x retired" if tag.retired else ", ".join(tag.synonyms),
            "quiet" if tag.retired else "plain",
            tag=tag,
        )
        for tag in vocabulary
    ]


def written(tag: Tag) -> str:
    """A tag as it is typed."""
    return f"{tag.topic}: {', '.join([tag.name, *tag.synonyms])}"


def parted(text: str) -> tuple[str, str, list[str]]:
    """Topic, name and synonyms of what was typed. Raises CoordinatorError where one of the first two is missing."""
    topic, colon, rest = text.partition(":")
    name, *synonyms = (part.strip() for part in rest.split(","))
    if not colon or not topic.strip() or not name:
        raise CoordinatorError("A tag needs a topic and a name.", f"Write {FORM}")
    return topic.strip(), name, [word for word in synonyms if word]


class VocabularyScreen(TypingScreen):
    """Tags by topic; those of one topic are sisters. Whatever changes here changes what every label means."""

    CSS_PATH: ClassVar[Any] = "base.tcss"
    QUESTION = "Which words mean which tag?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add tag", id="vocabulary.add", tooltip="Add a tag to a topic."),
        Binding(
            "x",
            "retire",
            "retire",
            id="vocabulary.retire",
            tooltip="Take the highlighted tag out of use, or back into it.",
        ),
    ]

    def body(self) -> ComposeResult:
        yield RowList[WordRow](COLUMNS, attrgetter("key"), empty="Reading …", id="words")

    @property
    def words(self) -> RowList[WordRow]:
        """The list."""
        return self.query_one("#words", RowList)

    def fetch(self) -> list[WordRow]:
        return rows(tags.vocabulary(self.desk), tags.strangers(self.desk))

    def show(self, found: list[WordRow]) -> None:
        self.words.set_rows(found)
        used = sum(1 for row in found if row.tag and not row.tag.retired)
        unknown = sum(1 for row in found if row.stranger)
        more = f" · {count(unknown, 'label means', 'labels mean')} none" if unknown else ""
        self.title_line(f"{count(used, 'tag')}{more}")

    @on(RowList.Chosen, "#words")
    async def _chosen(self, message: RowList.Chosen) -> None:
        row: WordRow = message.row
        if row.tag is not None:
            tag = row.tag

            def edit(text: str) -> None:
                topic, name, synonyms = parted(text)
                self.coordinator.act(lambda: tags.edit(self.desk, tag, topic, name, synonyms))

            await self.ask(TypedLine("tag", edit, value=clean(written(tag)), example=FORM, check=_checked))
        elif row.stranger is not None:
            label = row.stranger.label
            await self.ask(
                TypedLine(
                    f"{clean(label)} means",
                    lambda text: self.coordinator.act(lambda: tags.teach_by_name(self.desk, label, text)),
                    example="The tag's name or one of its words; a adds a new tag instead.",
                )
            )

    async def action_add(self) -> None:
        """Add a tag to a topic."""
        row = self.words.row
        topic = f"{clean(row.tag.topic)}: " if row and row.tag else ""

        def add(text: str) -> None:
            wanted, name, synonyms = parted(text)
            self.coordinator.act(lambda: tags.add(self.desk, wanted, name, synonyms))

        await self.ask(TypedLine("new tag", add, value=topic, example=FORM, check=_checked))

    def action_retire(self) -> None:
        """Take the highlighted tag out of use, or back into it."""
        row = self.words.row
        if row is None or row.tag is None:
            self.say("Go to a tag first: a label that means none is nothing to retire.", "warn")
            return
        tag = row.tag
        if not self.coordinator.only_read():
            self.coordinator.act(lambda: tags.retire(self.desk, tag))


def _checked(text: str) -> str:
    topic, name, synonyms = parted(text)
    return f"{name}, of {topic}" + (f", also called {', '.join(synonyms)}" if synonyms else "")
