"""One list of relationships: `list_app.py rows|datatable COUNT`. The project's virtual list against DataTable."""

import sys
from dataclasses import dataclass

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from screens.widgets.columns import Column
from screens.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Line:
    number: int

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            f"row {self.number} first",
            "Oluwaseun Adébáyò",
            "Autumn 2026",
            "19 days",
            "6 of 9.2",
            "Book one",
        )


HEADINGS = ("Row", "Mentor", "Cohort", "Since", "Held", "Next")


class RowsApp(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.lines = [Line(number) for number in range(count)]

    def compose(self) -> ComposeResult:
        columns = [
            Column[Line](heading, lambda line, at=at: line.cells[at], 14)  # type: ignore[misc]
            for at, heading in enumerate(HEADINGS)
        ]
        yield RowList(columns, key=lambda line: line.number)

    def on_mount(self) -> None:
        self.query_one(RowList).set_rows(self.lines)


class TableApp(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.lines = [Line(number) for number in range(count)]

    def compose(self) -> ComposeResult:
        yield DataTable[str]()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns(*HEADINGS)
        table.add_rows(line.cells for line in self.lines)


if __name__ == "__main__":
    (RowsApp if sys.argv[1] == "rows" else TableApp)(int(sys.argv[2])).run()
