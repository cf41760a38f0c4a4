"""What a file's columns fill, as it is shown: a line a column, the highlighted one in full. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator.models import Kind
from screens.presentation import Cell, Tone, clean, wrap
from screens.widgets.columns import Column

if TYPE_CHECKING:
    from coordinator.workbook.mapping import FileMapping, MappedColumn

_SURE: dict[str, tuple[str, Tone]] = {
    "header": ("by its header", "plain"),
    "values": ("by its values", "warn"),
    "remembered": ("remembered", "plain"),
    "you": ("by you", "good"),
    "unknown": ("? not known", "warn"),
}


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a sheet, and what the use of it is called; "" where it is ignored."""

    sheet: str
    column: "MappedColumn"
    fills: str

    @property
    def header(self) -> str:
        return clean(self.column.header) or "(no header)"


@dataclass(frozen=True, slots=True)
class UseChoice:
    """Something a column may fill. `joined`: after the columns that fill it already. `note` says what does so now."""

    use: str
    joined: bool
    called: str
    note: str
    searched: str


def lines(mapping: "FileMapping") -> list[ColumnLine]:
    """Every column of every sheet, from left to right."""
    from coordinator.workbook.mapping import uses_of

    called = uses_of(mapping.kind)
    return [ColumnLine(sheet, column, _fills(column, called)) for sheet, column in mapping.columns]


def _fills(column: "MappedColumn", called: dict[str, str]) -> str:
    name = called.get(column.use, "")
    return f"{name} (joined)" if column.joined else name


def columns(*, several: bool) -> Sequence[Column[ColumnLine]]:
    """The columns of the list; the sheet only where the file has several."""
    sheet: list[Column[ColumnLine]] = [Column("Sheet", lambda line: line.sheet, 8)] if several else []
    return [
        *sheet,
        Column("Col", lambda line: line.column.letter, 3),
        Column("Header in the file", lambda line: line.header, 18, grow=3),
        Column("First answers", lambda line: Cell(answers(line.column), "quiet"), 14, grow=2),
        Column("Fills", lambda line: line.fills or Cell("· ignored", "quiet"), 16, grow=1),
        Column("How sure", lambda line: sure(line.column), 13),
    ]


def answers(column: "MappedColumn") -> str:
    """The first answers on one line."""
    return " · ".join(clean(one) for one in column.answers)


def sure(column: "MappedColumn") -> Cell:
    """How sure it is what a column fills; an empty one needs no care."""
    if column.sure == "unknown" and not column.filled:
        return Cell("empty", "quiet")
    return Cell(*_SURE[column.sure])


def about(line: ColumnLine, kind: Kind, today: date, width: int, height: int) -> list[Cell]:
    """One column in full: its header, why it fills what it does, its answers as they are understood."""
    column = line.column
    head = f"{column.letter} “{line.header}”: {line.fills or 'ignored'}, {clean(column.why)}"
    told = [Cell(f" {text}") for text in wrap(head, width - 2, 2)]
    shown = understood(column, kind, today) if column.use else [f"answers: {answers(column) or 'none'}"]
    room = max(1, height - len(told))
    told += [Cell(f" {text}", "quiet") for text in wrap("   ".join(shown), width - 2, room)]
    return told[:height]


def understood(column: "MappedColumn", kind: Kind, today: date) -> list[str]:
    """The first answers, each with what it is taken for; where it is not understood, why."""
    from coordinator.workbook.cells import Cell as FileCell
    from coordinator.workbook.recipe import SPLITS
    from coordinator.workbook.understood import understood as taken_for
    from coordinator.workbook.values import Unreadable

    told: list[str] = []
    for answer in column.answers:
        if column.use in SPLITS:
            parts = SPLITS[column.use].parts(answer)
            told.append(f"“{answer}” → {' | '.join(parts) if parts else 'does not come apart'}")
            continue
        try:
            taken = taken_for(kind, column.use, FileCell("text", answer), today, separator=column.separator)
        except Unreadable as unreadable:
            taken = f"? {unreadable.reason}"
        told.append(answer if taken == answer else f"“{answer}” → {taken}")
    return told


def uses(mapping: "FileMapping", sheet: str, column: int) -> list[UseChoice]:
    """What a column may fill: fields that nothing fills first, then those to join or replace, then ways of splitting."""
    from coordinator.workbook.columns import joining
    from coordinator.workbook.fields import FIELDS
    from coordinator.workbook.mapping import uses_of
    from coordinator.workbook.recipe import SPLITS

    taken: dict[str, str] = {}
    for title, one in mapping.columns:
        if title == sheet and one.column != column and one.use:
            taken.setdefault(one.use, one.letter)
    adding = joining(mapping.kind)
    phrases = {field.name: f"{field.phrases} {field.exact}" for field in FIELDS[mapping.kind]}
    free: list[UseChoice] = []
    used: list[UseChoice] = []
    for use, called in uses_of(mapping.kind).items():
        words = f"{called} {phrases.get(use, '')}".casefold()
        if use in SPLITS:
            words += " split" + (" full last first" if use.endswith("surname_first") else "")
        by = taken.get(use)
        if use in SPLITS or by is None or use in adding:
            note = "" if use not in SPLITS else "split"
            free.append(UseChoice(use, False, called, f"with column {by}" if by else note, words))
        else:
            used.append(UseChoice(use, False, called, f"instead of column {by}", words))
            used.append(UseChoice(use, True, f"{called}, joined", f"after column {by}", f"join {words}"))
    ignored = UseChoice("", False, "Ignore this column", "", "ignore nothing none leave out")
    return [*free, *used, ignored]


def fitting(choices: Sequence[UseChoice], text: str) -> list[UseChoice]:
    """The choices in which every typed word begins a word, those whose name begins so first."""
    wanted = text.casefold().split()
    if not wanted:
        return list(choices)
    found = [
        one
        for one in choices
        if all(any(word.startswith(typed) for word in one.searched.split()) for typed in wanted)
    ]
    return sorted(found, key=lambda one: not one.called.casefold().startswith(text.casefold().strip()))
