"""What a coordinator said about single rows of a file: mended cells, rows left out, who is who. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, overload

from coordinator.workbook.cells import Cell, Row
from coordinator.workbook.tables import Recognised

Place = tuple[str, int]
"""A row: its sheet's title and its number."""

Spot = tuple[str, int, int]
"""A cell: its sheet's title, its row and its column."""

Said = Literal["skip", "take", "different", "theirs", "ours"]
"""Of a row: leave it out; take it as it is, without consent; it is nobody who is known; where it came back from outside
and clashes with what was changed here, keep what the file says, or what is here."""

DIFFERENT: Said = "different"


@dataclass(frozen=True, slots=True)
class Decisions:
    """`mends` are cells typed anew ("" blanks one), `said` what was said of a row, `same` the e-mail of the known
    person that a row is about. `all_different`: no row is about someone known under another e-mail.
    """

    mends: Mapping[Spot, str] = field(default_factory=dict)
    said: Mapping[Place, Said] = field(default_factory=dict)
    same: Mapping[Place, str] = field(default_factory=dict)
    all_different: bool = False

    def __bool__(self) -> bool:
        return bool(self.mends or self.said or self.same or self.all_different)

    def says(self, place: Place) -> Said | None:
        """What was said of a row."""
        said = self.said.get(place)
        return DIFFERENT if said is None and self.all_different else said

    @property
    def rows(self) -> frozenset[Place]:
        """The rows that something was said about."""
        mended = ((sheet, row) for sheet, row, _ in self.mends)
        return frozenset({*self.said, *self.same, *mended})


def mend(decisions: Decisions, spots: Sequence[Spot], text: str) -> Decisions:
    """These cells as if this had been written in them."""
    return replace(decisions, mends={**decisions.mends, **dict.fromkeys(spots, text)})


def say(decisions: Decisions, places: Sequence[Place], said: Said | None) -> Decisions:
    """This of these rows; None takes back what was said of them, who they are too."""
    gone = frozenset(places)
    kept = {place: before for place, before in decisions.said.items() if place not in gone}
    same = {place: email for place, email in decisions.same.items() if place not in gone}
    told = {} if said is None else dict.fromkeys(places, said)
    return replace(decisions, said={**kept, **told}, same=same)


def same(decisions: Decisions, place: Place, email: str) -> Decisions:
    """A row is about the person known under this e-mail."""
    said = {other: before for other, before in decisions.said.items() if other != place}
    return replace(decisions, said=said, same={**decisions.same, place: email})


def mended(recognised: Recognised, decisions: Decisions) -> Recognised:
    """The tables with their mended cells."""
    if not decisions.mends:
        return recognised
    by_sheet: dict[str, dict[int, dict[int, str]]] = {}
    for (sheet, row, column), text in decisions.mends.items():
        by_sheet.setdefault(sheet, {}).setdefault(row, {})[column] = text
    return replace(
        recognised,
        tables=tuple(
            replace(table, rows=MendedRows(table.rows, by_sheet[table.sheet]))
            if table.sheet in by_sheet
            else table
            for table in recognised.tables
        ),
    )


class MendedRows(Sequence[Row]):
    """Rows of which some have cells typed anew, each made when it is looked at."""

    __slots__ = ("_mends", "_rows")

    def __init__(self, rows: Sequence[Row], mends: Mapping[int, Mapping[int, str]]) -> None:
        self._rows = rows
        self._mends = mends

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "MendedRows": ...
    def __getitem__(self, index: int | slice) -> "Row | MendedRows":
        if isinstance(index, slice):
            return MendedRows(self._rows[index], self._mends)
        return self._mended(self._rows[index])

    def __iter__(self) -> Iterator[Row]:
        return (self._mended(row) for row in self._rows)

    def _mended(self, row: Row) -> Row:
        texts = self._mends.get(row.number)
        if texts is None:
            return row
        cells = {
            **row.cells,
            **{column: Cell("text", text) for column, text in texts.items() if text.strip()},
        }
        for column, text in texts.items():
            if not text.strip():
                cells.pop(column, None)
        return Row(row.number, cells)
