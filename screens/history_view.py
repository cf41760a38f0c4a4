"""What the history shows, without a screen: columns, the lines of one change. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.models.history import ChangeDetail, ChangedRow, ChangeSummary
from coordinator.models.outgoing import Listing
from screens.presentation import Cell, Tone, clean, count, day, full_day, pair_in, wrap
from screens.widgets.columns import Column

MOST_LINES = 6
"""Of one value."""


def columns(today: date) -> Sequence[Column[ChangeSummary]]:
    """The columns of the list; a day of this year goes without it."""
    return (
        Column("Change", lambda change: str(change.change), 7, right=True),
        Column("Day", lambda change: day(change.recorded_on, today=today), 11, right=True),
        Column("UTC", lambda change: f"{change.recorded_at:%H:%M}", 5, needs=100),
        Column("Who", lambda change: change.who, 8, grow=1),
        Column("What", _what, 17, grow=2),
        Column("Rows", lambda change: f"{change.rows:,}", 6, right=True),
        Column("About", lambda change: change.about, 24, grow=4, in_room=_about),
        Column("Taken back", _taken_back, 14, needs=100),
    )


def _what(change: ChangeSummary) -> Cell:
    """What was done; where it was taken back, a sign."""
    return Cell(f"x {change.command}", "quiet") if change.undone_by else Cell(f"  {change.command}")


def _about(change: ChangeSummary, width: int) -> str:
    """The only relationship it touched, with something of both names; or the import."""
    if change.relationship is None or change.mentor is None:
        return change.about
    ref = f"R{change.relationship} "
    return ref + pair_in(change, width - len(ref))


def _taken_back(change: ChangeSummary) -> str:
    return f"by change {change.undone_by}" if change.undone_by else ""


def many(shown: int, *, whole: bool) -> str:
    """How many changes are shown: "12 changes", or "the latest 200 changes" where older ones follow."""
    return count(shown, "change") if whole else f"the latest {shown:,} changes"


def nothing(*, narrowed: bool) -> str:
    """What an empty list says."""
    if narrowed:
        return "No change fits.\n\nPress escape to take the filter away."
    return "Nothing was changed yet.\n\nPress i to import a spreadsheet."


def described(change: ChangeSummary) -> str:
    """One change in a sentence."""
    about = f", {change.about}" if change.about else ""
    rows = count(change.rows, "row")
    return f"Change {change.change}: {change.command}{about} ({rows}), on {full_day(change.recorded_on)}."


def headline(change: ChangeSummary) -> str:
    """One change for the title line."""
    return f"{change.change} · {clean(change.command)} · {clean(change.who)}"


def when(change: ChangeSummary) -> str:
    """When a change was made, and whether it stands."""
    told = f"recorded on {full_day(change.recorded_on)}, at {change.recorded_at:%H:%M} UTC"
    if change.undone_by:
        told += f" · taken back by change {change.undone_by}"
    return f"{told} · takes back change {change.undoes}" if change.undoes else told


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One line of a change: the heading of a row (`line` 0), or a column of it."""

    row: int
    line: int
    text: Cell
    relationship: int | None


LINES: Sequence[Column[DetailLine]] = (Column("What was before → after", lambda line: line.text, 40, grow=1),)

_SIGNS: dict[str, tuple[str, Tone]] = {
    "added": ("+", "good"),
    "changed": ("~", "strong"),
    "removed": ("-", "bad"),
}


def lines(detail: ChangeDetail, width: int) -> list[DetailLine]:
    """All rows of a change that are told, each with the columns that differ."""
    made: list[DetailLine] = []
    for place, row in enumerate(detail.rows):
        sign, tone = _SIGNS[row.how]
        texts = [Cell(f"{sign} {row.how} {clean(row.name)}", tone)]
        for column, told in _told(row):
            first, *rest = wrap(told, width - len(column) - 8, MOST_LINES)
            texts += [Cell(f"    {column}: {first}"), *(Cell(f"      {more}") for more in rest)]
        made += [DetailLine(place, line, text, row.relationship) for line, text in enumerate(texts)]
    if detail.left_out:
        more = Cell(f"… and {count(detail.left_out, 'more row')}.", "quiet")
        made.append(DetailLine(len(detail.rows), 0, more, None))
    return made


def listing(detail: ChangeDetail) -> Listing:
    """All rows of a change that are told, for an export: a row for each column that differs."""
    rows = [
        (row.how, clean(row.name), field.column, field.before, field.after)
        for row in detail.rows
        for field in row.fields
    ]
    return Listing(f"Change {detail.summary.change}", ("How", "What", "Column", "Before", "After"), rows)


def _told(row: ChangedRow) -> list[tuple[str, str]]:
    """Columns with what was before and after; a new row leaves out what it has nothing in."""
    if row.how == "changed":
        return [(field.column, f"{field.before} → {field.after}") for field in row.fields]
    return [(field.column, field.after if row.how == "added" else field.before) for field in row.fields]
