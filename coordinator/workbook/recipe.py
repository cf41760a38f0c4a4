"""Cells that no column of a file holds as they are wanted: constants, columns joined, a column split, answers read as
others. Pure.

What is made stands in columns beyond any that a sheet can have, so that the judge reads it like the rest; `sources`
says which column of the file to blame for it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.workbook.cells import Cell, Row
from coordinator.workbook.text import tidy
from coordinator.workbook.values import Unreadable, plain

FIRST_MADE = 20_000
"""The first column that is made; a sheet has at most 16,384."""

Cells = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Constant:
    """The same answer in every row."""

    column: int
    answer: str

    def make(self, cells: Cells) -> None:
        cells[self.column] = Cell("text", self.answer)


@dataclass(frozen=True, slots=True)
class Joined:
    """The texts of several columns, one after the other; a single one is kept as the cell it is."""

    column: int
    sources: Sequence[int]
    between: str

    def make(self, cells: Cells) -> None:
        found = [cells[source] for source in self.sources if source in cells]
        if len(found) == 1 or any(cell.kind in ("error", "formula") for cell in found):
            cells[self.column] = next((c for c in found if c.kind in ("error", "formula")), found[0])
        elif found:
            cells[self.column] = Cell("text", self.between.join(cell.text.strip() for cell in found))


@dataclass(frozen=True, slots=True)
class Split:
    """One column in parts, by a way of `SPLITS`; a cell that does not come apart is left whole in the first part."""

    source: int
    columns: Sequence[int]
    way: str

    def make(self, cells: Cells) -> None:
        cell = cells.get(self.source)
        if cell is None:
            return
        try:
            parts = SPLITS[self.way].parts(plain(cell))
        except Unreadable:
            parts = None
        if parts is None:
            cells[self.columns[0]] = cell
            return
        for column, part in zip(self.columns, parts, strict=True):
            if part:
                cells[column] = Cell("text", part)


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers of one column that stand for others: `{"1 2": "2"}`, by `words` of what is written."""

    column: int
    answers: Mapping[str, str]

    def make(self, cells: Cells) -> None:
        cell = cells.get(self.column)
        if cell is not None and (said := self.answers.get(answer_key(cell.text))) is not None:
            cells[self.column] = Cell("text", said)


Step = Constant | Joined | Split | Answered


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a row as read becomes a row as judged. `sources`: the file's column behind each that is made, if any."""

    steps: Sequence[Step]
    sources: Mapping[int, int | None] = field(default_factory=dict)

    def made(self, row: Row) -> Row:
        """The row with what is made of it."""
        cells = dict(row.cells)
        for step in self.steps:
            step.make(cells)
        return Row(row.number, cells)


def answer_key(text: str) -> str:
    """An answer as answers are told apart: case and spacing do not count, signs do (`3+` is not `3`)."""
    return tidy(text).casefold()


# -- ways of splitting


@dataclass(frozen=True, slots=True)
class Way:
    """A way of splitting: what it is called, the fields its parts fill, and how (None: does not come apart)."""

    called: str
    fields: tuple[str, ...]
    parts: Callable[[str], Sequence[str] | None]


def _surname_first(text: str) -> Sequence[str] | None:
    """`Okafor, Tom` -> Tom Okafor."""
    last, comma, first = text.partition(",")
    if not comma or "," in first or not last.strip() or not first.strip():
        return None
    return (f"{tidy(first)} {tidy(last)}",)


def _name_and_email(text: str) -> Sequence[str] | None:
    """`Tom Okafor <tom@example.org>`, `Tom Okafor (tom@example.org)`, `Tom Okafor tom@example.org`."""
    found = re.fullmatch(r"\s*([^@<(\[]*?)[\s<(\[,;:–-]*([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)[\s>)\]]*", text)
    return (tidy(found[1]), found[2]) if found else None


_BETWEEN_TWO = re.compile(r"\s*(?:&|/|\+|;|\n|–|—|→|>| - |\band\b|\bwith\b)\s*", re.IGNORECASE)


def _two(text: str) -> Sequence[str] | None:
    """`Ann Lee & Tom Day`, `Ann Lee / Tom Day`, `Ann Lee - Tom Day`."""
    parts = [tidy(part) for part in _BETWEEN_TWO.split(text)]
    return parts if len(parts) == 2 and all(parts) else None


def _two_turned(text: str) -> Sequence[str] | None:
    parts = _two(text)
    return None if parts is None else (parts[1], parts[0])


SPLITS: dict[str, Way] = {
    "name:surname_first": Way("Name, written Surname, First name", ("name",), _surname_first),
    "name:email": Way("Name and E-mail in one", ("name", "email"), _name_and_email),
    "mentor:surname_first": Way("Mentor, written Surname, First name", ("mentor",), _surname_first),
    "mentee:surname_first": Way("Mentee, written Surname, First name", ("mentee",), _surname_first),
    "mentor:email": Way("Mentor and Mentor e-mail in one", ("mentor", "mentor_email"), _name_and_email),
    "mentee:email": Way("Mentee and Mentee e-mail in one", ("mentee", "mentee_email"), _name_and_email),
    "pair": Way("Mentor and Mentee in one (Ann & Tom)", ("mentor", "mentee"), _two),
    "pair:turned": Way("Mentee and Mentor in one (Tom & Ann)", ("mentor", "mentee"), _two_turned),
    "pair:emails": Way("Both e-mails in one, the mentor's first", ("mentor_email", "mentee_email"), _two),
}
"""Ways to split a column, by the use that names them. Each fits the kinds that have all its fields."""
