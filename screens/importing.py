"""Which file comes in? The spreadsheets at hand; enter reads one, asks for the cohort and shows what it would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.errors import CoordinatorError
from coordinator.models.importing import Draft
from coordinator.policy import drop_folder
from coordinator.services import drafts
from screens import import_files
from screens.base import BaseScreen
from screens.import_files import FoundFile
from screens.path_line import PathLine
from screens.presentation import Cell, clean, count, day, fit
from screens.reading import Wanted, read
from screens.transfer import bring, this_host
from screens.widgets.columns import Column
from screens.widgets.detail import Detail
from screens.widgets.lines import Rule
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from coordinator.services.imports import Preview


Line = FoundFile | Draft
"""A file, or an import that was begun and not finished."""


def begun(draft: Draft) -> str:
    """An unfinished import, as it is called."""
    return f"{draft.file} → {draft.cohort}"


def columns(today: date) -> list[Column[Line]]:
    """The columns of the list; the year of a day is left out where it is this one."""

    def name(line: Line) -> Cell | str:
        if isinstance(line, Draft):
            return Cell(begun(line), "strong")
        return line.path.name

    def name_in(line: Line, room: int) -> Cell | str:
        if not isinstance(line, Draft) or cell_len(begun(line)) <= room:
            return name(line)
        into = f" → {clean(line.cohort)}"
        return Cell(fit(line.file, max(8, room - cell_len(into))).rstrip() + into, "strong")

    def folder(line: Line) -> Cell:
        return (
            Cell("begun", "warn") if isinstance(line, Draft) else Cell(f"{line.path.parent.name}/", "quiet")
        )

    def size(line: Line) -> str:
        if isinstance(line, Draft):
            return f"{line.looked_at} of {line.row_count}"
        return import_files.size(line.size)

    def modified(line: Line) -> str:
        if isinstance(line, Draft):
            return day(line.saved_on, today=today)
        return import_files.when(line.modified, today)

    return [
        Column("File", name, 30, grow=3, in_room=name_in),
        Column("Folder", folder, 10, grow=1),
        Column("Size", size, 9, right=True),
        Column("Modified", modified, 12, right=True),
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """What is at hand. `inbox` is the drop folder; None where it could not be made."""

    folders: import_files.Folders
    drafts: Sequence[Draft]
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
        Binding(
            "m",
            "mappings",
            "mappings",
            id="import.mappings",
            tooltip="The mappings that are remembered: rename, export or delete one.",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found = Found(import_files.Folders((), ()), (), None)

    def body(self) -> ComposeResult:
        yield RowList[Line](columns(self.desk.today), _key, empty="Looking …", id="files")
        yield Rule("How to put a file here", id="how")
        yield Detail(id="help")

    @property
    def files(self) -> RowList[Line]:
        """The list."""
        return self.query_one("#files", RowList)

    # -- loading --

    def fetch(self) -> Found:
        inbox: Path | None = drop_folder(self.desk.store.path)
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
        folders = import_files.Folders(found.files, [*problems, *found.problems])
        return Found(folders, drafts.kept(self.desk), inbox)

    def show(self, found: Found) -> None:
        self._found = found
        self.files.set_rows(
            [*found.drafts, *found.folders.files],
            empty=f"No spreadsheet in {clean(str(self.coordinator.folder))}, and none in the drop folder.\n\n"
            "Put one there as below and press r, or press t to type a path.",
        )
        told = [count(len(found.folders.files), "file")] if found.folders.files else []
        told += [f"{count(len(found.drafts), 'import')} begun"] if found.drafts else []
        self.title_line(" · ".join(told))
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
        line = message.row
        if isinstance(line, Draft):
            self._take_up(line)
        elif begun := [draft for draft in self._found.drafts if Path(draft.path) == line.path]:
            self._take_up(begun[0], anew=line.path)
        else:
            self._open(Wanted(line.path))

    def _take_up(self, draft: Draft, *, anew: Path | None = None) -> None:
        """Go on with an import where it was left, or drop it; or begin with its file `anew`."""
        from screens.dialogs import ChoiceDialog

        go_on, begin, drop = "take it up", "begin anew with the file", "drop it: nothing of it was imported"

        def chosen(said: str | None) -> None:
            if said == go_on:
                self._open(Wanted(Path(draft.path), draft.cohort, draft=draft))
            elif said == begin and anew is not None:
                self._open(Wanted(anew))
            elif said == drop:
                self.coordinator.act(lambda: drafts.drop(self.desk, draft.id))

        looked = f"{draft.looked_at} of {count(draft.row_count, 'row')} looked at, by {draft.who}."
        question = f"Take up {clean(draft.file)} → {clean(draft.cohort)}?"
        self.app.push_screen(
            ChoiceDialog(question, [go_on, *([begin] if anew else []), drop], looked), chosen
        )

    def action_mappings(self) -> None:
        """The mappings that are remembered: rename, export or delete one."""
        from screens.mappings import MappingsScreen

        self.app.push_screen(MappingsScreen())

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
        self._open(Wanted(path))

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

    def _open(self, wanted: Wanted) -> None:
        def was_read(wanted: Wanted, preview: "Preview") -> None:
            from screens.import_preview import PreviewScreen

            self.app.push_screen(PreviewScreen(wanted, preview))

        read(self.coordinator, wanted, was_read)


def _key(line: Line) -> Path | int:
    return line.id if isinstance(line, Draft) else line.path
