"""One participant: everything that pairing uses of them, each line edited from the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.errors import CoordinatorError
from coordinator.matching.suggesting import Suggested
from coordinator.models import Done
from coordinator.models.matching import Profile
from coordinator.services import apart, participants, proposals, tags
from screens import participant_view
from screens.participant_view import ProfileRow
from screens.presentation import clean
from screens.typing import TypingScreen
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList
from screens.widgets.typed_line import TypedLine


@dataclass(frozen=True, slots=True)
class Found:
    """A participant as loaded, and what the screen makes of it."""

    profile: Profile
    rows: Sequence[ProfileRow]
    suggested: Sequence[Suggested]


class ParticipantScreen(TypingScreen):
    """Needs by priority or expertise by level, all that is compared, and whom someone is kept from."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "participant.tcss"]
    QUESTION = "Who is it?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "plus,equals_sign",
            "move(-1)",
            "up",
            id="participant.up",
            tooltip="A need goes up in priority; a mentor's level rises: some, solid, lead.",
        ),
        Binding(
            "minus",
            "move(1)",
            "down",
            id="participant.down",
            tooltip="A need goes down in priority; a mentor's level falls.",
        ),
        Binding("a", "add", "add tag", id="participant.add", tooltip="Add a need, or what a mentor knows."),
        Binding(
            "x", "remove", "take away", id="participant.remove", tooltip="Take the highlighted tag away."
        ),
        Binding(
            "n",
            "never",
            "never with",
            id="participant.never",
            tooltip="Never pair them with someone, with a reason.",
        ),
        Binding("v", "partners", "relationships", id="participant.partners", tooltip="Their relationships."),
    ]

    def __init__(self, application: int) -> None:
        super().__init__()
        self.application = application
        self._found: Found | None = None

    def body(self) -> ComposeResult:
        yield RowList[ProfileRow](
            participant_view.COLUMNS, attrgetter("kind", "key"), empty="Reading …", id="profile"
        )
        yield Rule(id="about-rule")
        yield Detail(id="about")

    @property
    def lines(self) -> RowList[ProfileRow]:
        """The list."""
        return self.query_one("#profile", RowList)

    # -- loading --

    def fetch(self) -> Found:
        profile = participants.profile(self.desk, self.application)
        register, overrides = participants.bonds(self.desk, profile.person)
        suggested = tags.suggest(self.desk, profile.about) if profile.about else []
        understood = participants.understood(self.desk, profile.tags)
        rows = participant_view.rows(profile, understood, suggested, register, overrides, self.desk.today)
        return Found(profile, rows, suggested)

    def show(self, found: Found) -> None:
        self._found = found
        self.title_line(participant_view.title(found.profile))
        self.query_one("#about-rule", Rule).set(f"{participant_view.added(found.profile)} scored")
        self.lines.set_rows(found.rows)
        self._tell(self.lines.row)

    @on(RowList.Rested, "#profile")
    def _rested(self, message: RowList.Rested) -> None:
        self._tell(message.row)

    def _tell(self, row: ProfileRow | None) -> None:
        if self._found is not None:
            told = participant_view.detail(self._found.profile, row, self._found.suggested, self.size.width)
            self.query_one("#about", Detail).set(told)

    # -- acting --

    def _act(self, change: Callable[[Profile], Done]) -> None:
        """Change the participant as they were shown."""
        if self._found is None or self.coordinator.only_read():
            return
        profile = self._found.profile
        self.coordinator.act(lambda: change(profile))

    @on(RowList.Chosen, "#profile")
    async def _chosen(self, message: RowList.Chosen) -> None:
        """Edit the line, or take what it offers."""
        row: ProfileRow = message.row
        if row.kind == "field":
            await self._edit(row)
        elif row.apart is not None:
            ended = row.apart
            self._act(lambda _: apart.expire(self.desk, ended))
        elif row.override is not None:
            revoked = row.override
            self._act(lambda _: apart.revoke(self.desk, revoked))
        elif row.offer and row.kind == "tag":
            offer = row.offer
            self._act(lambda profile: participants.take_as(self.desk, profile, row.key, offer))
        elif row.offer:
            offer = row.offer
            self._act(lambda profile: participants.add_tag(self.desk, profile, offer))
        elif self._found is not None:
            self.say(participant_view.hint_of(self._found.profile, row))

    async def _edit(self, row: ProfileRow) -> None:
        field = row.key

        def check(text: str) -> str:
            participants.read(field, text)
            return ""

        await self.ask(
            TypedLine(
                row.what,
                lambda text: self._act(lambda profile: participants.edit(self.desk, profile, field, text)),
                value=clean(row.told),
                example=participants.EXAMPLES[field],
                check=check,
            )
        )

    def _tag_row(self) -> ProfileRow | None:
        """The highlighted tag; says so where it is none."""
        row = self.lines.row
        if row is None or row.kind != "tag":
            self.say("Go to a need or to what they know first.", "warn")
            return None
        return row

    def action_move(self, by: int) -> None:
        """A need goes up or down in priority; a mentor's level rises or falls."""
        if row := self._tag_row():
            self._act(lambda profile: participants.move_tag(self.desk, profile, row.key, by))

    def action_remove(self) -> None:
        """Take the highlighted tag away."""
        if row := self._tag_row():
            self._act(lambda profile: participants.remove_tag(self.desk, profile, row.key))

    async def action_add(self) -> None:
        """Add a need, or what a mentor knows."""
        await self.ask(
            TypedLine(
                "tag",
                lambda text: self._act(lambda profile: participants.add_tag(self.desk, profile, text)),
                example="A tag or one of its words: fundraising, boards, cash flow … t on pairing lists them.",
            )
        )

    async def action_never(self) -> None:
        """Never pair them with someone, with a reason."""
        await self.ask(
            TypedLine(
                "never with",
                self._keep_apart,
                example="A name or e-mail, a colon and the reason: Tom Okafor: old dispute",
                check=_checked,
            )
        )

    def _keep_apart(self, text: str) -> None:
        who, reason = _parted(text)

        def change(profile: Profile) -> Done:
            other = proposals.find_person(self.desk, who, profile.cohort)
            return apart.keep_apart(self.desk, profile.person, other, reason)

        self._act(change)

    def action_partners(self) -> None:
        """Their relationships."""
        if self._found is not None:
            profile = self._found.profile
            from screens.relationship_list import RelationshipListScreen

            told = f"{clean(profile.cohort)}: {clean(profile.name)}"
            self.app.push_screen(RelationshipListScreen(told, profile.cohort, None, profile.email))


def _parted(text: str) -> tuple[str, str]:
    who, _, reason = text.partition(":")
    return who.strip(), reason.strip()


def _checked(text: str) -> str:
    who, reason = _parted(text)
    if not who or not reason:
        raise CoordinatorError("A name, a colon and the reason are needed.", "Write Tom Okafor: old dispute")
    return f"never with {who}: {reason}"
