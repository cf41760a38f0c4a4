"""A book whose headers are understood: tables of one kind, and where each field stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordinator.gathered import Gathered
from coordinator.models import Kind, Role
from coordinator.workbook.cells import Row, column_letter
from coordinator.workbook.dates import DayOrder
from coordinator.workbook.recipe import Recipe

if TYPE_CHECKING:
    from coordinator.workbook.roundtrip import Exported


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headers are understood. Columns count from 1.

    `header_row` is the number of the lowest row of headers; `columns` has every column of a field, in order;
    `ignored` the headers that mean nothing here; `role` is what the sheet's title or the file's name says where no
    column does; `orders` the day order that a column settles; `minutes` the columns of lengths whose bare numbers
    are minutes; `emails` all addresses, as they are kept; `options` the columns of one answer each, ticked or not,
    with that answer; `notes` what was left out of the rows. `names` and `phones` those of applicants, for finding
    them under other addresses; `asks_consent`: a cell of the consent column is filled. `by_values` are the columns
    that their cells gave a meaning, with why. `separators` are where the several answers of a column come apart,
    `answers` what such an answer stands for. `recipe` makes what no column holds as it is wanted.
    """

    sheet: str
    kind: Kind
    headers: Mapping[int, str]
    columns: Mapping[str, tuple[int, ...]]
    ignored: tuple[str, ...]
    rows: Sequence[Row]
    role: Role | None = None
    header_row: int = 0
    orders: Mapping[int, DayOrder] = field(default_factory=dict)
    minutes: frozenset[int] = frozenset()
    emails: Gathered = field(default_factory=Gathered)
    options: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    names: Gathered = field(default_factory=Gathered)
    phones: Gathered = field(default_factory=Gathered)
    asks_consent: bool = False
    by_values: Mapping[int, str] = field(default_factory=dict)
    separators: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recipe: Recipe | None = None

    def source(self, column: int) -> int | None:
        """The file's column behind one that is read; None for a constant."""
        return column if self.recipe is None else self.recipe.sources.get(column, column)

    def separator(self, column: int) -> str:
        """Where the answers of a column come apart; an option is one answer, commas and all."""
        return "none" if column in self.options else self.separators.get(column, "")

    def letter(self, column: int) -> str | None:
        """A column as people find it in the file; None for one that is not in it."""
        source = self.source(column)
        return None if source is None else column_letter(source)

    def header(self, column: int) -> str:
        """The header above a column that is read."""
        source = self.source(column)
        return "" if source is None else self.headers.get(source, "")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a book holds: tables of one kind, the sheets left out with why, and what was noticed.

    `exported` is what it said when it went out from here, where it did.
    """

    kind: Kind
    tables: Sequence[Table]
    skipped: Sequence[str]
    notes: Sequence[str]
    exported: "Exported | None" = None

    @property
    def row_count(self) -> int:
        return sum(len(table.rows) for table in self.tables)
