"""A book whose headers are understood: tables of one kind, and where each field stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.models import Kind, Role
from coordinator.workbook.cells import Row, column_letter
from coordinator.workbook.dates import DayOrder


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headers are understood. Columns count from 1.

    `columns` has every column of a field, in order; `ignored` the headers that mean nothing here; `role` is what the
    sheet's title or the file's name says where no column does; `orders` the day order that a column settles;
    `minutes` the columns of lengths whose bare numbers are minutes; `emails` all addresses, as they are kept;
    `options` the columns of one answer each, ticked or not, with that answer; `notes` what was left out of the rows.
    """

    sheet: str
    kind: Kind
    headers: Mapping[int, str]
    columns: Mapping[str, tuple[int, ...]]
    ignored: tuple[str, ...]
    rows: Sequence[Row]
    role: Role | None = None
    orders: Mapping[int, DayOrder] = field(default_factory=dict)
    minutes: frozenset[int] = frozenset()
    emails: frozenset[str] = frozenset()
    options: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def letter(self, column: int) -> str | None:
        """A column as people find it in the file; None for one that is not in it."""
        return column_letter(column)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a book holds: tables of one kind, the sheets left out with why, and what was noticed."""

    kind: Kind
    tables: Sequence[Table]
    skipped: Sequence[str]
    notes: Sequence[str]

    @property
    def row_count(self) -> int:
        return sum(len(table.rows) for table in self.tables)
