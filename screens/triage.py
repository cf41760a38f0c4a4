"""The first screen: who needs me today?"""

import time
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from coordinator.models import Done, TriageItem
from coordinator.services import overview
from screens import triage_view
from screens.caring import CaringScreen
from screens.filtering import FilteringScreen
from screens.first_rows import FIRST_ROWS, FirstRows
from screens.messages import Loaded, Look, Shown
from screens.narrowing import fitting
from screens.nudging import NudgingScreen
from screens.presentation import count
from screens.putting_off import PuttingOffScreen
from screens.triage_detail import DetailScreen
from screens.triage_view import Filter, Found
from screens.widgets.rows import RowList


class TriageScreen(DetailScreen, FilteringScreen, CaringScreen, NudgingScreen, PuttingOffScreen):
    """Who needs someone, most urgent first, and what to do about the highlighted one."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "triage.tcss"]
    QUESTION = "Who needs me today?"
    LOOKS_IN = triage_view.LOOKS_IN
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  declared so by Textual
        (0, "-below"),
        (triage_view.BESIDE, "-beside"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "everything", "all", id="triage.all", tooltip="Everyone, or only those that need someone."
        ),
        Binding(
            "m",
            "next_caseload",
            "mine",
            id="triage.mine",
            tooltip="Your own caseload, those nobody looks after, or everyone's.",
        ),
        Binding(
            "o", "next_cohort", "cohort", id="triage.cohort", tooltip="Only the next cohort.", show=False
        ),
        Binding(
            "h", "next_matter", "matter", id="triage.matter", tooltip="Only the next matter.", show=False
        ),
        Binding(
            "p",
            "what_is_put_off",
            "what is put off",
            id="triage.put-off",
            tooltip="What is put off or dismissed, or the list again.",
            show=False,
        ),
        Binding(
            "y",
            "copy",
            "copy e-mails",
            id="triage.copy",
            tooltip="Copy both e-mail addresses, or those of all marked.",
            show=False,
        ),
    ]

    def __init__(self, first: FirstRows | None = None) -> None:
        super().__init__()
        self.filter = Filter()
        self._first = first
        self._found = Found((), ())
        self._stays = False  # something was done here: the list keeps its place when it is loaded again
        self._texts: dict[str, str] = {}  # ref -> what the filter looks in

    def body(self) -> ComposeResult:
        with Vertical(id="parts"):
            yield RowList[TriageItem](
                triage_view.COLUMNS, attrgetter("ref"), marking=True, empty="Reading …", id="items"
            )
            yield from self.side()

    def subject(self) -> int | None:
        return self.items.row.relationship if self.items.row else None

    def no_subject(self) -> str:
        return triage_view.no_subject(self.items.row)

    def subjects(self) -> Sequence[int]:
        marked = [item.relationship for item in self.items.marked_rows]
        return [one for one in marked if one is not None] or super().subjects()

    def go_on(self, done: Done) -> None:  # noqa: ARG002
        self.items.go_on()
        self._stays = True
        self.clear_detail()  # what was told is of another one by now

    def nudged(self) -> None:
        super().nudged()
        self._stays = True
        self.clear_detail()

    def shown(self) -> Shown | str:
        if not self._found.whole:
            return "The rest is still being read. Press e again in a moment."
        everyone = ["everyone"] if self.filter.everything else ["put off"] if self.filter.put_off else []
        said = ", ".join(["triage", *everyone, *self.said()])
        return Shown("triage", said, self.filter.cohort, tuple(self.items.marked_rows or self.items.rows))

    def said(self) -> list[str]:
        return [*self.filter.said(), *super().said()]

    def fetch(self) -> Found:
        first, self._first = self._first, None
        if first is not None:
            items = self._first_rows(first)
            if items is not None:
                return Found(items, self._cohorts(items))
        items = overview.triage(self.desk, everything=self.filter.everything, put_off=self.filter.put_off)
        return Found(items, self._cohorts(items))

    def _first_rows(self, first: FirstRows) -> Sequence[TriageItem] | None:
        """The rows on their way if they are all there is; else they are shown until all have been read."""
        items = first.wait()
        if items is None or self.desk.store.fingerprint() != first.fingerprint:
            return None
        if len(items) < FIRST_ROWS:
            return items
        self.post_message(Loaded(Look(first.fingerprint, Found(items, (), whole=False))))
        # Reading the rest keeps the interpreter busy: let the first rows reach the terminal before.
        time.sleep(0.1)
        return None

    def _cohorts(self, items: Sequence[TriageItem]) -> Sequence[str]:
        """The cohorts there are; the file is asked only where no relationship tells."""
        return sorted({item.cohort for item in items}) or overview.cohort_names(self.desk)

    def show(self, found: Found) -> None:
        self._found = found
        self._texts.clear()
        self.forget()
        self.refilter()
        if self.items.row is not None:
            self.tell_about(self.items.row)

    @on(RowList.Chosen, "#items")
    def _chosen(self, message: RowList.Chosen) -> None:
        item: TriageItem = message.row
        if item.relationship is None:
            self.coordinator.open_waiting(item.cohort, item.application)
        else:
            self.coordinator.open_relationship(item.relationship, lambda: self._go_on_from(item))

    def _go_on_from(self, item: TriageItem) -> None:
        """Something was done about it where it was opened: the next row is highlighted on coming back."""
        if self.items.row is not None and self.items.row.ref == item.ref:
            self.items.action_move(1)

    # -- filters --

    def _keep(self, kept: Filter) -> None:
        """Filter the list so; what is everyone's is loaded first."""
        widened = (kept.everything, kept.put_off) != (self.filter.everything, self.filter.put_off)
        self.filter = kept
        if widened:
            self.load()
        else:
            self.refilter()

    def refilter(self) -> None:
        found, kept = self._found, self.filter
        items = fitting(kept.apply(found.items), self.text, self._searched)
        self.items.set_rows(items, empty=triage_view.nothing(self.said(), found, kept), stay=self._stays)
        self._stays = False
        many = triage_view.many(len(items), found, kept)
        self.title_line(" · ".join([many, *self.said()]))
        self.place_again()

    def _searched(self, item: TriageItem) -> str:
        text = self._texts.get(item.ref)
        if text is None:
            text = self._texts[item.ref] = triage_view.searched(item)
        return text

    def action_everything(self) -> None:
        """Everyone, or only those that need someone."""
        self._keep(replace(self.filter, everything=not self.filter.everything, put_off=False))

    def action_what_is_put_off(self) -> None:
        """What is put off or dismissed, or the list again."""
        self._keep(replace(self.filter, put_off=not self.filter.put_off, everything=False))

    def action_next_caseload(self) -> None:
        """Your own caseload, those nobody looks after, or everyone's."""
        self._keep(self.filter.next_caseload(self.desk.who))

    def action_next_cohort(self) -> None:
        """Only the next cohort."""
        self._keep(self.filter.next_cohort(self._found.items))

    def action_next_matter(self) -> None:
        """Only the next matter."""
        self._keep(self.filter.next_matter(self._found.items))

    def action_back(self) -> None:
        """Take the marks away, then the filters; else say that this is the first screen."""
        if self.items.marks:
            self.items.unmark_all()
        elif self.filter != Filter() or self.text:
            self.text = ""
            self._keep(Filter())
        else:
            super().action_back()

    def action_copy(self) -> None:
        """Copy both e-mail addresses, or those of all marked."""
        emails = triage_view.emails(self.acted_on())
        if not emails:
            self.say("Nobody is highlighted: there is no address to copy.", "warn")
            return
        self.app.copy_to_clipboard(", ".join(emails))
        what = ", ".join(emails) if len(emails) == 2 else count(len(emails), "address", "addresses")
        self.say(f"Copied {what}.", "good")
