"""What would this file change? Every row's verdict before anything is written; enter writes the good ones."""

from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.models import Done, Kind
from screens import import_files, preview_view
from screens.base import BaseScreen
from screens.keys import footer
from screens.presentation import clean, count
from screens.verdict_lists import VerdictList, VerdictLists
from screens.widgets.detail import Detail
from screens.widgets.lines import Line

if TYPE_CHECKING:
    from coordinator.schemas import ImportReport
    from coordinator.services.imports import Preview
    from screens.import_dialogs import Wanted

HEAD_LINES = 5
KINDS: tuple[Kind, ...] = ("applicants", "relationships", "sessions")


class PreviewScreen(BaseScreen):
    """The verdicts on a file. Nothing is written before enter; after it, the same screen says what went in."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "import_preview.tcss"]
    QUESTION = "What would this file change?"
    WITH_LIST = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v", "next_view", "view", id="preview.view", tooltip="Show the rejected, added, updated … rows."
        ),
        Binding(
            "w",
            "write_rejects",
            "write rejected",
            id="preview.write",
            tooltip="Write the rejected rows to a workbook beside the file, to be mended and imported.",
        ),
        Binding(
            "c",
            "columns",
            "columns",
            id="preview.columns",
            tooltip="Show what each column was taken for.",
            show=False,
        ),
        Binding(
            "t", "kind", "kind", id="preview.kind", tooltip="Take the file for another kind.", show=False
        ),
        Binding(
            "escape", "back", "leave", id="preview.leave", tooltip="Leave; nothing is imported by leaving."
        ),
    ]

    def __init__(self, wanted: "Wanted", preview: "Preview") -> None:
        super().__init__()
        self.wanted = wanted
        self.preview = preview
        self.state: Literal["asked", "writing", "done"] = "asked"
        self._report: ImportReport | None = None

    def body(self) -> ComposeResult:
        yield Detail(id="head")
        yield VerdictLists(self.preview, id="verdicts")

    @property
    def verdicts(self) -> VerdictLists:
        """The lists."""
        return self.query_one("#verdicts", VerdictLists)

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self._show_preview)

    def on_resize(self) -> None:
        """The texts are cut to their new width."""
        self.call_after_refresh(self._show_head)

    # -- showing --

    def fetch(self) -> bool:
        """Whether what was imported here has been taken back since."""
        from coordinator.models.history import Asked
        from coordinator.services import history

        if self._report is None or self._report.batch is None:
            return False
        changes = history.history(self.desk, Asked(batch=self._report.batch))
        return any(change.batch == self._report.batch and change.undone_by for change in changes)

    def show(self, found: bool) -> None:
        if found and self.state == "done":
            self.state = "asked"
            self._report = None
            self.title_line()
            self._show_keys()

    def _show_preview(self) -> None:
        self.verdicts.set_preview(self.preview)
        self._show_head()
        self._show_keys()

    def _show_head(self) -> None:
        pane = self.query_one("#head", Detail)
        pane.set(preview_view.head(self.preview, pane.size.width, HEAD_LINES))

    def _show_keys(self) -> None:
        """The footer says what enter does now."""
        own = [key for key in footer((type(self),)) if self._can(key[0])]
        many = preview_view.good(self.preview)
        enter = f"import {count(many, 'row')}" if many else "nothing to import"
        enter = enter if self.state == "asked" else "triage"
        keys = [*([("enter", enter)] if self.state != "writing" else []), *own]
        self.set_keys(keys)

    def _can(self, key: str) -> bool:
        """Whether a key is worth a place in the footer now."""
        return {"w": self.preview.rejected > 0, "esc": self.state == "asked"}.get(key, True)

    def focus_body(self) -> None:
        self.set_focus(self.verdicts.current)

    # -- keys --

    def action_next_view(self) -> None:
        """Show the rejected, added, updated … rows."""
        if not self.verdicts.show_next_view():
            self.say(f"Every row of the file is {self.verdicts.view}; there is nothing else to show.")

    def action_columns(self) -> None:
        """Show what each column was taken for, or the rows again."""
        if self.verdicts.shows_columns:
            self.verdicts.show_rows()
        else:
            self.verdicts.show_columns()

    def action_kind(self) -> None:
        """Take the file for another kind."""
        from screens.dialogs import ChoiceDialog

        if self.state != "asked":
            self.say("It is imported already. u takes it back; then import it again.", "warn")
            return
        others = [kind for kind in KINDS if kind != self.preview.kind]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._read_as(cast(Kind, kind))

        question = f"Not {self.preview.kind}? What does it hold?"
        self.app.push_screen(ChoiceDialog(question, others, clean(self.preview.file)), chosen)

    def _read_as(self, kind: Kind) -> None:
        from screens.import_dialogs import ReadingDialog, Wanted

        wanted = Wanted(self.wanted.path, self.wanted.cohort, kind)

        def was_read(preview: "Preview | None") -> None:
            if preview is not None:
                self.wanted, self.preview = wanted, preview
                self._show_preview()

        self.app.push_screen(ReadingDialog(self.coordinator, wanted), was_read)

    @on(VerdictList.Confirmed)
    def action_commit(self) -> None:
        """Import the good rows; when that is done, go to triage."""
        if self.state == "done":
            self.app.call_later(self.coordinator.action_go, "triage")
        elif self.state == "writing":
            self.say("It is being imported …")
        elif not preview_view.good(self.preview):
            rejected = " w writes the rejected ones to be mended." if self.preview.rejected else ""
            self.say(f"No row adds or changes anything.{rejected} escape leaves.", "warn")
        else:
            self._commit()

    def _commit(self) -> None:
        from coordinator.services import imports

        self.state = "writing"
        self._show_keys()
        self.say("Importing …")
        desk, preview = self.desk, self.preview
        reports: list[ImportReport] = []

        def change() -> Done:
            report = imports.commit(desk, preview)
            reports.append(report)
            undo = " u takes it back." if report.batch is not None else ""
            return Done(f"{preview_view.counts(report)}.{undo}", None)

        self.coordinator.act(
            change, then=lambda _: self._committed(reports[0]), otherwise=self._not_committed
        )

    def _committed(self, report: "ImportReport") -> None:
        self.state = "done"
        self._report = report
        self.coordinator.last_cohort = report.cohort
        if self.is_attached:
            new = ", a new cohort" if self.preview.new_cohort else ""
            self.query_one("#title", Line).set(f"Imported into {clean(report.cohort)}{new}", self.dated)
            self._show_keys()

    def _not_committed(self) -> None:
        self.state = "asked"
        if self.is_attached:
            self.say("Nothing was imported.", "warn")
            self._show_keys()

    def action_write_rejects(self) -> None:
        """Write the rejected rows to a workbook beside the file."""
        from coordinator.services import imports

        if not self.preview.rejected:
            self.say("No row was rejected: there is nothing to write.")
            return
        preview, source = self.preview, self.wanted.path

        def write() -> Done:
            path = import_files.rejects_path(source)
            rows = imports.write_rejects(preview, path)
            return Done(f"{count(rows, 'rejected row')} in {path.name}: mend and import it.", None)

        self.coordinator.act(write)

    def action_back(self) -> None:
        """Leave; nothing is imported by leaving."""
        if self.state == "writing":
            self.say("It is being imported …")
        elif self.state == "done":
            self.app.call_later(self.coordinator.action_go, "triage")
        else:
            self.coordinator.go_back()
            self.coordinator.base_screen.say("Nothing was imported.")
