"""One relationship: both people, the plan, what happened; and what was learnt on the phone, in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Done, RelationshipDetail, TimelineEntry
from coordinator.models.matters import Matter
from coordinator.models.states import EarlierMentor
from coordinator.services import care, matters, overview, transitions
from coordinator.services.care import Care
from screens import care_view, relationship_view
from screens.answering import Asked
from screens.caring import CaringScreen
from screens.messages import Shown
from screens.presentation import Cell, clean, count
from screens.relationship_view import TimelineRow
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

LEAST_JUDGED, OTHER_LINES = 4, 18
"""Lines for how it is judged, however low the window is; and the lines of all else with five rows of the list."""


@dataclass(frozen=True, slots=True)
class Found:
    """One relationship and all that happened in it."""

    detail: RelationshipDetail
    timeline: Sequence[TimelineEntry]
    care: Care
    matters: Sequence[Matter]
    earlier: Sequence[EarlierMentor]  # mentors the mentee had before


class RelationshipScreen(CaringScreen):
    """Both people and how to reach them, the plan and its pace, the timeline with its notes masked."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "relationship.tcss"]
    QUESTION = "How do they stand?"
    WITH_LIST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n", "notes", "notes", id="relationship.notes", tooltip="Show the notes, or mask them again."
        ),
        Binding(
            "v",
            "view",
            "plan & care",
            id="relationship.view",
            tooltip="The action plan, agreement, referrals, concerns and satisfaction, or the timeline again.",
        ),
        Binding(
            "y",
            "copy",
            "copy e-mails",
            id="relationship.copy",
            tooltip="Copy both e-mail addresses to your clipboard.",
        ),
    ]

    def __init__(self, relationship: int, acted: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.relationship = relationship
        self._acted = acted
        self._found: Found | None = None
        self._notes = False
        self._caring = False  # the list shows the mentoring itself, not the timeline

    def body(self) -> ComposeResult:
        yield Detail(id="people")
        yield Detail(id="judged")
        yield Rule("Plan", id="plan-rule")
        yield Detail(id="plan")
        yield Rule("Timeline", id="timeline-rule")
        yield RowList[TimelineRow](
            relationship_view.COLUMNS,
            lambda row: (row.place, row.line),
            opening=False,
            empty="Reading …",
            id="timeline",
        )

    def subject(self) -> int:
        return self.relationship

    def go_on(self, done: Done) -> None:  # noqa: ARG002
        if self._acted is not None:
            self._acted()

    def shown(self) -> Shown | str:
        if self._found is None:
            return "The relationship is still being read. Press e again in a moment."
        detail = self._found.detail
        described = f"timeline of {clean(detail.mentor)} & {clean(detail.mentee)}"
        return Shown(
            "timeline",
            described,
            detail.cohort,
            relationship=self.relationship,
            mentor=None if detail.state in ("closed", "declined") else (detail.mentor, detail.mentor_email),
        )

    def asked(self) -> Asked | None:
        if self._found is None:
            return None
        detail = self._found.detail
        return Asked(detail.relationship, detail.state, detail.mentor, detail.mentee)

    def called(self) -> str:
        return (
            f"{clean(self._found.detail.mentor)} & {clean(self._found.detail.mentee)}" if self._found else ""
        )

    # -- loading --

    def fetch(self) -> Found:
        return Found(
            overview.relationship(self.desk, self.relationship),
            overview.timeline(self.desk, self.relationship),
            care.care(self.desk, self.relationship),
            matters.of_relationship(self.desk, self.relationship),
            transitions.earlier_mentors(self.desk, self.relationship),
        )

    def show(self, found: Found) -> None:
        self._found = found
        self._lay_out()

    def on_resize(self) -> None:
        """What is cut or wrapped is so to the new width."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        found = self._found
        if found is None:
            return
        detail, today, width = found.detail, self.desk.today, self.size.width
        self.title_line(relationship_view.title(detail))
        self.query_one("#people", Detail).set(relationship_view.people(detail))
        summary = care_view.summary(found.care, today, width)
        room = max(LEAST_JUDGED, self.size.height - OTHER_LINES - len(summary))
        judged = relationship_view.judged(detail, found.matters, width)
        if len(judged) > room:  # the list keeps some rows
            judged = [*judged[: room - 1], Cell(" … a taller window shows the other matters", "quiet")]
        self.query_one("#judged", Detail).styles.height = len(judged)
        self.query_one("#judged", Detail).set(judged)
        told = [
            *relationship_view.plan(detail, today, width),
            *summary,
        ]
        self.query_one("#plan", Detail).styles.height = len(told)
        self.query_one("#plan-rule", Rule).set(relationship_view.plan_rule(found.earlier))
        self.query_one("#plan", Detail).set(told)
        self._fill_list(found)

    def _fill_list(self, found: Found) -> None:
        """The timeline, or the mentoring itself."""
        rule, listed = self.query_one("#timeline-rule", Rule), self.query_one("#timeline", RowList)
        today, width = self.desk.today, self.size.width
        if self._caring:
            rows = care_view.rows(found.care, today, width)
            rule.set("Action plan, agreement, referrals, concerns, satisfaction")
            listed.set_rows(rows, empty=care_view.NOTHING)
            return
        rule.set(f"Timeline · {count(len(found.timeline), 'entry', 'entries')}")
        listed.set_rows(
            relationship_view.timeline_rows(found.timeline, today, notes=self._notes, width=width),
            empty=relationship_view.NO_TIMELINE,
        )

    # -- acting --

    def action_notes(self) -> None:
        """Show the notes, or mask them again."""
        if self._found is None or not any(entry.note for entry in self._found.timeline):
            self.say(
                'There is no note here. With a check-in: reached mentor "prefers mornings"',
                "warn",
            )
            return
        self._notes = not self._notes
        self._lay_out()
        self.say(relationship_view.DISCLOSABLE if self._notes else "The notes are masked.")

    def action_view(self) -> None:
        """The action plan, agreement, referrals, concerns and satisfaction, or the timeline again."""
        self._caring = not self._caring
        self._lay_out()

    def action_copy(self) -> None:
        """Copy both e-mail addresses to your clipboard."""
        if self._found is None:
            self.say("The relationship is still being read.", "warn")
            return
        detail = self._found.detail
        emails = f"{clean(detail.mentor_email)}, {clean(detail.mentee_email)}"
        self.app.copy_to_clipboard(emails)
        self.say(f"Copied {emails}.", "good")
