"""The end of an import: the good rows in, the others to a workbook, or neither."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from coordinator.models import Done
from screens import import_files, preview_view
from screens.presentation import clean, count
from screens.widgets.lines import Line
from screens.workbench import Workbench

if TYPE_CHECKING:
    from coordinator.schemas import ImportReport
    from coordinator.services.imports import Preview

LOOKED_BACK = 200  # changes, to see whether this import was taken back


class Committing(Workbench):
    """The keys that end an import."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "write_rejects",
            "write out",
            id="preview.write",
            tooltip="Write the rows that stay out to a workbook beside the file, to be mended and imported.",
        ),
        Binding(
            "o",
            "strict",
            "all or nothing",
            id="preview.strict",
            tooltip="Import every row or none.",
            show=False,
        ),
        Binding(
            "escape",
            "back",
            "leave",
            id="preview.leave",
            tooltip="Leave; nothing is imported by leaving, and what you said is kept.",
        ),
    ]

    report: "ImportReport | None" = None
    enter_typed = False
    """Enter took a mended cell, and nothing was asked after it: another enter may have been meant for that."""

    def fetch(self) -> bool:
        """Whether what was imported here has been taken back since."""
        from coordinator.services import history

        if self.report is None or self.report.batch is None:
            return False
        changes = history.history(self.desk, limit=LOOKED_BACK)
        return any(change.batch == self.report.batch and change.undone_by for change in changes)

    def show(self, found: bool) -> None:
        if found and self.state == "done":
            self.state = "asked"
            self.report = None
            self.title_line()
            self.show_keys()

    def commit_rows(self, *, strict: bool) -> None:
        """Import the good rows, or say why there is nothing to import."""
        if self.is_stale:
            self.say("The rows are being judged again: then press it once more.")
            self.judge()
        elif not preview_view.good(self.preview):
            rejected = " w writes the rejected ones to be mended." if self.preview.open else ""
            self.say(f"No row adds or changes anything.{rejected} escape leaves.", "warn")
        elif self.enter_typed:
            self.enter_typed = False
            self.say(f"Enter once more imports {count(preview_view.good(self.preview), 'row')}.")
        else:
            self._commit(strict)

    def action_strict(self) -> None:
        """Import every row or none."""
        if self.changeable():
            if self.verdicts.shows_columns:
                self.say("That is about the rows: enter goes to them.")
            else:
                self.commit_rows(strict=True)

    def _commit(self, strict: bool) -> None:
        from coordinator.services import imports

        self.state = "writing"
        self.show_keys()
        self.say("Importing …")
        desk, preview, name = self.desk, self.preview, self.wanted.path.stem
        reports: list[ImportReport] = []

        def change() -> Done:
            with self.kept() as draft:
                report = imports.commit(desk, preview, strict=strict, draft=draft, remember=name)
            reports.append(report)
            return Done(_told(preview, report), None)

        self.coordinator.act(
            change, then=lambda _: self._committed(reports[0]), otherwise=self._not_committed
        )

    def _committed(self, report: "ImportReport") -> None:
        self.state = "done"
        self.report = report
        self.draft = None
        self.coordinator.last_cohort = report.cohort
        if self.is_attached:
            new = ", a new cohort" if self.preview.new_cohort else ""
            self.query_one("#title", Line).set(f"Imported into {clean(report.cohort)}{new}", self.dated)
            self.show_keys()

    def _not_committed(self) -> None:
        self.state = "asked"
        if self.is_attached:
            self.say("Nothing was imported.", "warn")
            self.show_keys()

    def action_write_rejects(self) -> None:
        """Write the rows that stay out to a workbook beside the file."""
        from coordinator.services import imports

        if not preview_view.to_mend(self.preview):
            self.say("No row stays out that you did not leave out yourself: there is nothing to write.")
            return
        preview, source = self.preview, self.wanted.path

        def write() -> Done:
            path = import_files.rejects_path(source)
            rows = imports.write_rejects(preview, path)
            return Done(f"{count(rows, 'row')} in {path.name}: mend and import it.", None)

        self.coordinator.act(write)

    def action_back(self) -> None:
        """Leave; nothing is imported by leaving, and what you said is kept."""
        if self.state == "writing":
            self.say("It is being imported …")
        elif self.state == "done":
            self.app.call_later(self.coordinator.action_go, "triage")
        else:
            self.coordinator.go_back()
            told = " What you said of it is kept: it is first in the list." if self.has_said else ""
            self.coordinator.base_screen.say(f"Nothing was imported.{told}")


def _told(preview: "Preview", report: "ImportReport") -> str:
    """What went in, in one line; and which key writes what did not."""
    undo = " u takes it back." if report.batch is not None else ""
    waiting = preview_view.to_mend(preview)
    if not waiting:
        return f"{preview_view.counts(report, preview.clashes)}.{undo}"
    out = (
        f"{count(waiting, 'row')} {'stays out: w writes it' if waiting == 1 else 'stay out: w writes them'}."
    )
    return f"{report.added:,} added, {report.updated:,} updated. {out}{undo}"
