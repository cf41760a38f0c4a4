"""Which file comes in? The spreadsheets at hand; enter asks for the cohort, reads one and shows what it would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.errors import CoordinatorError
from coordinator.policy import drop_folder
from coordinator.services import overview
from screens import import_files
from screens.base import BaseScreen
from screens.import_files import FoundFile
from screens.path_line import PathLine
from screens.presentation import Cell, clean, count
from screens.transfer import bring, this_host
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from coordinator.services.imports import Preview


def columns(today: date) -> list[Column[FoundFile]]:
    """The columns of the list; the year of a day is left out where it is this one."""
    return [
        Column("File", lambda file: file.path.name, 30, grow=3),
        Column("Folder", lambda file: Cell(f"{file.path.parent.name}/", "quiet"), 10, grow=1),
        Column("Size", lambda file: import_files.size(file.size), 7, right=True),
        Column("Modified", lambda file: import_files.when(file.modified, today), 12, right=True),
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """What is at hand. `inbox` is the drop folder; None where it could not be made."""

    folders: import_files.Folders
    cohorts: Sequence[str]
    inbox: Path | None


class ImportScreen(BaseScreen):
    """The spreadsheets in the folder the program was started in and in the drop folder, newest first."""

    CSS_PATH: ClassVar[Any] = ["base.tcss", "importing.tcss"]
    QUESTION = "Which file comes in?"
    PLACE = "import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t", "type", "type a path", id="import.type", tooltip="Type the path of a file; tab completes."
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found = Found(import_files.Folders((), ()), (), None)

    def body(self) -> ComposeResult:
        yield RowList[FoundFile](
            columns(self.desk.today), lambda file: file.path, empty="Looking …", id="files"
        )
        yield Rule("How to put a file here", id="how")
        yield Detail(id="help")

    @property
    def files(self) -> RowList[FoundFile]:
        """The list."""
        return self.query_one("#files", RowList)

    # -- loading --

    def fetch(self) -> Found:
        inbox: Path | None = drop_folder(self.desk.store.path)
        cohorts = overview.cohort_names(self.desk)
        problems: list[str] = []
        if inbox is not None and not inbox.exists():
            try:
                # scp into a folder that is not there would make a file of that name.
                inbox.mkdir()
            except OSError as error:
                problems.append(f"{inbox} could not be made: {error.strerror}.")
                inbox = None
        looked = [self.coordinator.folder, *([inbox] if inbox else [])]
        found = import_files.find(looked)
        return Found(import_files.Folders(found.files, [*problems, *found.problems]), cohorts, inbox)

    def show(self, found: Found) -> None:
        self._found = found
        self.files.set_rows(
            found.folders.files,
            empty=f"No spreadsheet in {clean(str(self.coordinator.folder))}, and none in the drop folder.\n\n"
            "Put one there as below and press r, or press t to type a path.",
        )
        self.title_line(count(len(found.folders.files), "file") if found.folders.files else "")
        self._tell_how(found.inbox or self.coordinator.folder)
        if found.folders.problems:
            self.say(" ".join(found.folders.problems), "warn")

    def on_resize(self) -> None:
        """The commands are broken to the new width."""
        self.call_after_refresh(lambda: self._tell_how(self._found.inbox or self.coordinator.folder))

    def _tell_how(self, folder: Path) -> None:
        """The commands that bring a file here: whole, as they are to be typed."""
        pane, width = self.query_one("#help", Detail), self.size.width
        lines = import_files.way("From your own machine:", bring(folder), width)
        straight = f"ssh {this_host()} coordinator import - --cohort NAME < FILE.xlsx"
        lines += import_files.way("Or in one go:", straight, width)
        pane.styles.height = len(lines)
        pane.set([Cell(line) for line in lines])

    # -- choosing --

    @on(RowList.Chosen, "#files")
    def _chosen(self, message: RowList.Chosen) -> None:
        self._ask_cohort(message.row.path)

    async def action_type(self) -> None:
        """Type the path of a file."""
        await self.open_below(PathLine(self.coordinator.folder))

    async def on_path_line_left(self) -> None:
        """Back to the list."""
        await self.close_below()

    async def on_path_line_taken(self, message: PathLine.Taken) -> None:
        """A path was typed; what is wrong with it is said while it can still be mended."""
        path = import_files.named(message.text, self.coordinator.folder)
        try:
            self._refuse_own(path)
        except CoordinatorError as error:
            self.coordinator.tell(error)
            return
        await self.close_below()
        self._ask_cohort(path)

    def _refuse_own(self, path: Path) -> None:
        """Refuse what is no file, and the programme file itself: reading it here would drop its lock."""
        try:
            if not path.exists():
                raise CoordinatorError(
                    f"There is no file {path}.", "Press tab while typing to complete a path."
                )
            if path.is_dir():
                raise CoordinatorError(f"{path} is a folder.", "Type on to name a file in it; tab completes.")
            if self.desk.store.path.exists() and path.samefile(self.desk.store.path):
                raise CoordinatorError(f"{path} is the programme file itself, not a spreadsheet.")
        except (OSError, ValueError) as error:
            raise CoordinatorError(f"{path} could not be looked at: {error}.") from error

    def _ask_cohort(self, path: Path) -> None:
        from screens.import_dialogs import CohortDialog

        cohorts = self._found.cohorts
        likely, typed = import_files.likely_cohort(path.name, cohorts, self.coordinator.last_cohort)

        def answered(cohort: str | None) -> None:
            if cohort is not None:
                self._read(path, cohort)

        self.app.push_screen(CohortDialog(path.name, cohorts, likely, typed), answered)

    def _read(self, path: Path, cohort: str) -> None:
        from screens.import_dialogs import ReadingDialog, Wanted

        wanted = Wanted(path, cohort)

        def was_read(preview: "Preview | None") -> None:
            if preview is not None:
                from screens.import_preview import PreviewScreen

                self.app.push_screen(PreviewScreen(wanted, preview))

        self.app.push_screen(ReadingDialog(self.coordinator, wanted), was_read)
