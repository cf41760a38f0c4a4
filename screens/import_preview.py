"""What would this file change? First what each column holds, then each row; enter writes the good ones."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Kind
from screens import preview_head, preview_view
from screens.answer_line import AnswerLine
from screens.committing import Committing
from screens.keys import footer
from screens.mapping_keys import MappingKeys
from screens.presentation import clean, count
from screens.reading import KINDS, Wanted, read
from screens.row_keys import RowKeys
from screens.tag_offers import TagOffers
from screens.verdict_lists import VerdictList, VerdictLists
from screens.widgets.detail import Detail
from screens.widgets.lines import Line
from screens.workbench import Workbench

if TYPE_CHECKING:
    from coordinator.services.imports import Preview

HEAD_LINES = 5
QUESTION_OF_COLUMNS = "What does each column hold?"
ORDER = "fx=pvmsdaw"
ORDERS = {"clash": "vdamsw", "duplicate": "vdamsw", "set_aside": "vamsdw"}
OF_COLUMNS = frozenset({"f", "x", "p", "="})
OF_ROWS = frozenset({"v", "m", "s", "d", "a", "o", "w", "n"})


class PreviewScreen(MappingKeys, RowKeys, TagOffers, Committing):
    """A file, its columns and its rows. Nothing is imported before enter; after it, the screen says what went in."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "import_preview.tcss"]
    QUESTION = "What would this file change?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v", "next_view", "view", id="preview.view", tooltip="Show the rejected, added, updated … rows."
        ),
        Binding(
            "c",
            "columns",
            "columns",
            id="preview.columns",
            tooltip="Show what each column holds, to change it; or the rows again.",
            show=False,
        ),
        Binding(
            "t", "kind", "kind", id="preview.kind", tooltip="Take the file for another kind.", show=False
        ),
    ]

    def body(self) -> ComposeResult:
        yield Detail(id="head")
        yield VerdictLists(self.preview, self.desk.today, id="verdicts")

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self._show_preview)

    def on_resize(self) -> None:
        """The texts are cut to their new width."""
        self.call_after_refresh(self.show_head)

    # -- showing --

    def _show_preview(self) -> None:
        """From the first step, unless everything in it is clear; what was taken up goes on where it was left."""
        from coordinator.services.columns import lacks

        self.verdicts.set_preview(self.preview)
        self.look_for_offers()
        is_clear = self.mapping.is_clear and not lacks(self.preview, self.mapping)
        if is_clear or self.decisions:
            self.show_head()
        else:
            self.show_mapping()
        self.show_keys()

    def show_head(self) -> None:
        from dataclasses import replace

        from coordinator.services.columns import lacks

        pane = self.query_one("#head", Detail)
        if self.verdicts.shows_columns:
            said = replace(self.preview, mapping=self.mapping)
            lacking = lacks(self.preview, self.mapping)
            pane.set(preview_head.of_columns(said, lacking, pane.size.width, HEAD_LINES))
            self.query_one("#title", Line).set(QUESTION_OF_COLUMNS, self.dated)
        else:
            if self.state == "asked":
                self.title_line()
            pane.set(preview_head.of_rows(self.preview, pane.size.width, HEAD_LINES, self.offers))

    def show_keys(self) -> None:
        """The footer says what enter does now."""
        view = "" if self.verdicts.shows_columns else self.verdicts.view
        order = ORDERS.get(view, ORDER)
        own = sorted(
            (key for key in footer((type(self),)) if self._can(key[0])), key=lambda key: _place(key, order)
        )
        if view == "clash":
            own = [("d", "which is right") if key == "d" else (key, said) for key, said in own]
        many = preview_view.good(self.preview)
        if self.state == "done":
            enter = "triage"
        elif self.verdicts.shows_columns:
            enter = "to the rows"
        else:
            enter = f"import {count(many, 'row')}" if many else "nothing to import"
        keys = [*([("enter", enter)] if self.state != "writing" else []), *own]
        self.set_keys(keys)

    def _can(self, key: str) -> bool:
        """Whether a key is worth a place in the footer now."""
        if self.verdicts.shows_columns and key in OF_ROWS:
            return False
        if not self.verdicts.shows_columns and key in OF_COLUMNS:
            return False
        asked = self.state == "asked"
        waiting = self.verdicts.view in ("clash", "duplicate", "set_aside")
        return {
            "w": preview_view.to_mend(self.preview) > 0,
            "d": self.verdicts.view in ("clash", "duplicate") and asked,
            "a": waiting and asked,
        }.get(key, asked or key == "v")

    def focus_body(self) -> None:
        self.set_focus(self.verdicts.current)

    # -- judged again --

    @on(Workbench.Judged)
    def _judged(self, message: Workbench.Judged) -> None:
        self.preview = message.preview
        self.verdicts.set_preview(message.preview, anew=False)
        self.look_for_offers()
        self.show_head()
        self.show_keys()
        if message.said:
            self.say(message.said, "good")

    async def on_answer_line_taken(self, message: AnswerLine.Taken) -> None:
        """What was typed below is a cell, or the answer of every row."""
        await self.close_below()
        if self.verdicts.shows_columns:
            self.take_constant(message.text)
        else:
            self.take_mend(message.text)

    async def on_answer_line_left(self) -> None:
        """It stays as it is."""
        await self.close_below()

    # -- keys --

    def action_next_view(self) -> None:
        """Show the rejected, added, updated … rows."""
        if self.verdicts.shows_columns:
            self.action_columns()
        elif self.verdicts.show_next_view():
            self.show_keys()
        else:
            view = preview_view.spoken(self.verdicts.view)
            self.say(f"Every row of the file is {view}; there is nothing else to show.")

    def action_columns(self) -> None:
        """Show what each column holds, to change it; or the rows again."""
        if self.verdicts.shows_columns:
            self.verdicts.show_rows()
            if self.is_stale:
                self.judge()
            self.show_head()
        else:
            self.show_mapping()
        self.show_keys()

    def action_kind(self) -> None:
        """Take the file for another kind."""
        from screens.dialogs import ChoiceDialog

        if not self.changeable():
            return
        others = [kind for kind in KINDS if kind != self.preview.kind]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                book = self.preview.book
                wanted = Wanted(self.wanted.path, self.wanted.cohort, cast(Kind, kind), book=book)
                read(self.coordinator, wanted, self._was_read)

        question = f"Not {self.preview.kind}? What does it hold?"
        self.app.push_screen(ChoiceDialog(question, others, clean(self.preview.file)), chosen)

    def _was_read(self, wanted: Wanted, preview: "Preview") -> None:
        self.begin_anew(wanted, preview)
        self._show_preview()

    @on(VerdictList.Confirmed)
    def action_confirm(self) -> None:
        """From the columns to the rows; there, import the good ones; when that is done, go to triage."""
        if self.state == "done":
            self.app.call_later(self.coordinator.action_go, "triage")
        elif self.state == "writing":
            self.say("It is being imported …")
        elif self.verdicts.shows_columns:
            self._to_the_rows()
        else:
            self.commit_rows(strict=False)

    def _to_the_rows(self) -> None:
        """The columns were looked at: what nobody knew is left out from now on, and said to be."""
        from dataclasses import replace

        from coordinator.workbook.mapping import confirmed

        was_stale, self.mapping = self.is_stale, confirmed(self.mapping)
        self.say("")
        if was_stale:
            self.verdicts.show_rows()
            self.judge()
        else:
            self.preview = replace(self.preview, mapping=self.mapping)
            self.verdicts.set_preview(self.preview)
        self.show_head()
        self.show_keys()


def _place(key: tuple[str, str], order: str) -> int:
    """Where a key stands on the lowest line: what is done most comes first, leaving last."""
    return order.find(key[0]) if len(key[0]) == 1 else len(order)
