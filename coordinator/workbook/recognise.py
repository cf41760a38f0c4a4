"""Which sheets of a book are tables of which kind, and what their columns hold. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace

from coordinator.errors import FileRefused, NotRecognised
from coordinator.gathered import Gathered
from coordinator.models import Kind, Role
from coordinator.workbook.cells import Book, Cell, Row, Sheet
from coordinator.workbook.columns import counts_minutes, joining, meaning
from coordinator.workbook.dates import DayOrder, day_order
from coordinator.workbook.finding import ROWS_SEARCHED, Furniture, Heading, headings, one_line, options_in
from coordinator.workbook.likely import Named
from coordinator.workbook.roundtrip import exported_in, is_furniture
from coordinator.workbook.separators import usual_separator
from coordinator.workbook.stored import without
from coordinator.workbook.tables import Recognised, Table
from coordinator.workbook.values import Unreadable, email, roles

ROWS_FOR_VALUES = 200
"""So many rows tell what a column's values are like."""

ROWS_KEPT_AS_CELLS = 20_000
"""Rows are made into cells once where there are no more of them than this; else each time they are looked at."""

KINDS: tuple[Kind, ...] = ("applicants", "relationships", "sessions")

NEEDED: dict[Kind, str] = {
    "applicants": "E-mail, Name and Role (or a sheet called Mentors and one called Mentees)",
    "relationships": "Mentor e-mail, Mentee e-mail and Start date",
    "sessions": "Date, and Mentor e-mail and Mentee e-mail (or Mentor and Mentee)",
}
EMAILS = frozenset({"email", "mentor_email", "mentee_email"})
NAMING = EMAILS | {"name", "first_name", "last_name", "mentor", "mentee"}
SEVERAL = frozenset({"expertise", "needs", "tags"})
"""Fields whose cells may hold several answers."""

DAYS = frozenset({"applied_on", "started_on", "paused_on", "returns_on", "closed_on", "held_on"})


def recognise(
    book: Book,
    kind: Kind | None = None,
    sheet_title: str | None = None,
    *,
    given: frozenset[str] = frozenset(),
    by_hand: bool = False,
) -> Recognised:
    """Find the tables of a book, all of one kind; in one sheet, hidden or not, if it is named.

    Fields that are `given` need no column. `by_hand`: somebody will say what the columns of `kind` hold, so where no
    sheet is such a table, every sheet with headers is one.

    Raises FileRefused, naming what was found and what is needed, when no sheet is such a table, sheets are of several
    kinds and `kind` does not choose, there is no row below the headers, or no sheet is called `sheet_title`.
    """
    skipped: list[str] = []
    found: dict[str, dict[Kind, Table]] = {}
    whole = book
    if sheet_title is not None:
        book = replace(book, sheets=[_sheet_called(book, sheet_title)])
    for sheet in book.sheets:
        if is_furniture(sheet):
            continue
        if sheet.hidden and sheet_title is None:
            skipped.append(f"{sheet.title}: the sheet is hidden")
        elif fitting := _tables_of(sheet, book.name, (kind,) if kind else KINDS, given):
            found[sheet.title] = fitting
        elif sheet.rows:
            skipped.append(f"{sheet.title}: no row has the headers of a table")
    if not found and by_hand and kind:
        shown = [sheet for sheet in book.sheets if not sheet.hidden or sheet_title is not None]
        likeliest = {sheet.title: _likeliest_table(sheet, kind, book.name) for sheet in shown}
        found = {title: {kind: table} for title, table in likeliest.items() if table is not None}
        skipped = [told for told in skipped if told.partition(": ")[0] not in found]
    chosen = kind or _kind_of(book, found)
    tables = [looked_at(_with_separators(fitting[chosen])) for fitting in found.values() if chosen in fitting]
    if not tables:
        raise _unrecognised(book, kind)
    if not any(len(table.rows) for table in tables):
        raise FileRefused(f"{book.name} has headers but no rows below them.", "Nothing was imported.")
    notes = (*book.notes, *(note for table in tables for note in table.notes))
    return Recognised(chosen, tables, skipped, notes, exported_in(whole, chosen))


def _sheet_called(book: Book, title: str) -> Sheet:
    for sheet in book.sheets:
        if sheet.title.casefold() == title.strip().casefold():
            return sheet
    titles = ", ".join(sheet.title for sheet in book.sheets)
    raise FileRefused(f"{book.name} has no sheet {title!r}.", f"Its sheets are: {titles}.")


def _kind_of(book: Book, found: Mapping[str, Mapping[Kind, Table]]) -> Kind:
    """The kind that fits every table; of several, the one that understands most columns."""
    if not found:
        raise _unrecognised(book, None)
    best = {title: _best(fitting) for title, fitting in found.items()}
    kinds = {kind for kinds in best.values() for kind in kinds}
    common = [kind for kind in KINDS if all(kind in kinds for kinds in best.values())]
    if len(common) == 1:
        return common[0]
    if len(kinds) == 1:
        return kinds.pop()
    told = "; ".join(f"{title} looks like {' or '.join(fits)}" for title, fits in best.items())
    raise FileRefused(
        f"{book.name} can be read in more than one way: {told}.", "Say which kind it is (--kind)."
    )


def _best(fitting: Mapping[Kind, Table]) -> list[Kind]:
    most = max(len(table.columns) for table in fitting.values())
    return [kind for kind, table in fitting.items() if len(table.columns) == most]


def _tables_of(
    sheet: Sheet, book_name: str, kinds: Sequence[Kind], given: frozenset[str]
) -> dict[Kind, Table]:
    fitting: dict[Kind, Table] = {}
    for kind in kinds:
        best: Table | None = None
        for heading in headings(sheet.rows):
            table = _table(sheet, heading, kind, book_name)
            if table is not None and _has_all(table, given) and (best is None or _told(table) > _told(best)):
                best = table
        if best is not None:
            fitting[kind] = best
    return fitting


def _likeliest_table(sheet: Sheet, kind: Kind, book_name: str) -> Table | None:
    """The table under what looks most like headers, whatever they mean; None in a sheet without two texts in a row."""
    best: tuple[int, int, Table] | None = None
    for heading in headings(sheet.rows):
        if len(heading.texts) < 2:
            continue
        table = _table(sheet, heading, kind, book_name)
        if best is None or (len(table.columns), len(heading.texts)) > best[:2]:
            best = len(table.columns), len(heading.texts), table
    return None if best is None else best[2]


def _has_all(table: Table, given: frozenset[str]) -> bool:
    """Whether a table has the columns that its kind needs, or their fields are given."""
    told = table.columns.keys() | given
    if not _has_pair_or_email(table.kind, told):
        return False
    if table.kind != "applicants" or "role" in told:
        return True
    return table.role is not None and bool(told & {"name", "first_name", "last_name"})


def _told(table: Table) -> tuple[int, int]:
    """How much of the headers is understood: fields, then options."""
    return len(table.columns), len(table.options)


def _table(sheet: Sheet, heading: Heading, kind: Kind, book_name: str) -> Table:
    """The table under these headers, with what they and the cells below mean."""
    headers = heading.texts
    columns: dict[str, tuple[int, ...]] = {}
    for column, text in headers.items():
        if name := meaning(kind, text):
            columns[name] = (*columns.get(name, ()), column)
    rows = sheet.rows[heading.below :]
    by_values: dict[int, str] = {}
    if kind != "applicants":
        columns = _with_addresses(columns, rows, by_values)
    role = None
    if kind == "applicants":
        role = role_of_title(sheet.title) or role_of_title(book_name)
        columns = _without_job_roles(columns, headers, rows, bool(role))
        jobs = [place for place in columns.get("job_title", ()) if meaning(kind, headers[place]) == "role"]
        by_values.update(dict.fromkeys(jobs, "none of its cells says mentor or mentee"))
        if "role" in columns:
            role = None
    used = {column for places in columns.values() for column in places}
    ignored = tuple(text for column, text in headers.items() if column not in used)
    several = [column for name in joining(kind) for column in columns.get(name, ())]
    options = options_in(heading, several, rows)
    header_row = sheet.rows[heading.below - 1].number
    return Table(
        sheet.title,
        kind,
        headers,
        columns,
        ignored,
        rows,
        role,
        header_row,
        options=options,
        by_values=by_values,
    )


def _has_pair_or_email(kind: Kind, named: Set[str]) -> bool:
    if kind == "applicants":
        return "email" in named
    emails = named >= {"mentor_email", "mentee_email"}
    if kind == "relationships":
        return (
            emails
            and len(named & {"started_on", "state", "closed_on", "outcome", "cadence_days", "coordinator"})
            > 0
        )
    pair = (named & {"mentor_email", "mentor"}) and (named & {"mentee_email", "mentee"})
    return bool(pair) and "held_on" in named


def _with_addresses(
    columns: Mapping[str, tuple[int, ...]], rows: Sequence[Row], by_values: dict[int, str]
) -> dict[str, tuple[int, ...]]:
    """A column `Mentor` or `Mentee` filled with addresses holds e-mails, where no other column does."""
    told = dict(columns)
    for name in ("mentor", "mentee"):
        if name in told and f"{name}_email" not in told:
            cells = [
                row.cells[column]
                for row in rows[:ROWS_FOR_VALUES]
                for column in told[name]
                if column in row.cells
            ]
            if sum("@" in cell.text for cell in cells) > len(cells) / 2:
                told[f"{name}_email"] = told.pop(name)
                by_values.update(dict.fromkeys(told[f"{name}_email"], "its cells are e-mail addresses"))
    return told


def _without_job_roles(
    columns: Mapping[str, tuple[int, ...]],
    headers: Mapping[int, str],
    rows: Sequence[Row],
    role_is_known: bool,
) -> dict[str, tuple[int, ...]]:
    """A column `Role` in which nobody is a mentor or mentee holds job titles, where the role is told elsewhere."""
    places = columns.get("role", ())
    unlike = [column for column in places if not _tells_roles(column, rows)]
    if not unlike or (len(unlike) == len(places) and not role_is_known):
        return dict(columns)
    kept = {name: found for name, found in columns.items() if name != "role"}
    if likely := tuple(column for column in places if column not in unlike):
        kept["role"] = likely
    jobs = tuple(column for column in unlike if re.search(r"\brole\b", headers[column].casefold()))
    if jobs and "job_title" not in kept:
        kept["job_title"] = jobs
    return kept


def _tells_roles(column: int, rows: Sequence[Row]) -> bool:
    for row in rows[:ROWS_FOR_VALUES]:
        cell = row.cells.get(column)
        if cell is not None:
            try:
                roles(cell)
            except Unreadable:
                continue
            return True
    return not any(column in row.cells for row in rows[:ROWS_FOR_VALUES])


def _with_separators(table: Table) -> Table:
    """The table with where the several answers of its columns come apart, where most cells show it."""
    rows = table.rows[:ROWS_FOR_VALUES]
    separators = {
        column: sign
        for name in SEVERAL & table.columns.keys()
        for column in table.columns[name]
        if (sign := usual_separator([row.cells[column] for row in rows if column in row.cells]))
    }
    return replace(table, separators=separators)


def looked_at(table: Table, *, again: bool = False) -> Table:
    """The table with what its columns' headers and cells say: the order of days, lengths in minutes, who is named.

    The first time, rows that are no data are left out and noted.
    """
    days = {column for name in DAYS & table.columns.keys() for column in table.columns[name]}
    addresses = {column for name in EMAILS & table.columns.keys() for column in table.columns[name]}
    consents = table.columns.get("consent", ())
    in_columns: dict[int, list[Cell]] = {column: [] for column in days}
    emails: set[str] = set()
    people = Named(table)
    asks_consent = False
    rows = table.rows if len(table.rows) > ROWS_KEPT_AS_CELLS else tuple(table.rows)
    furniture = Furniture(table.headers, _namer(table))
    for place, raw in enumerate(rows):
        if not again:
            furniture.look(place, raw)
        row = raw if table.recipe is None else table.recipe.made(raw)
        for column in days:
            if (cell := row.cells.get(column)) is not None and cell.kind == "text":
                in_columns[column].append(cell)
        for column in addresses:
            if (cell := row.cells.get(column)) is not None and cell.kind == "text":
                with suppress(Unreadable):
                    emails.add(email(cell))
        people.look(row)
        asks_consent = asks_consent or any(column in row.cells for column in consents)
    orders: dict[int, DayOrder] = {}
    for column, cells in in_columns.items():
        if order := day_order(table.header(column), cells):
            orders[column] = order
    minutes = frozenset(c for c in table.columns.get("hours", ()) if counts_minutes(table.header(c)))
    return replace(
        table,
        rows=rows if again else without(rows, furniture.places),
        orders=orders,
        minutes=minutes,
        emails=Gathered(emails),
        names=Gathered(people.names),
        phones=Gathered(people.phones),
        asks_consent=asks_consent,
        notes=table.notes if again else tuple(furniture.told(table.sheet)),
    )


def _namer(table: Table) -> Callable[[Row], bool]:
    """Whether a row of the table names somebody; where no column does, each may."""
    named = {column for name in NAMING & table.columns.keys() for column in table.columns[name]}
    return lambda row: not named or not named.isdisjoint(row.cells)


def role_of_title(title: str) -> Role | None:
    """`Mentors`, `Mentee applications` -> the role; None when a title names neither or both."""
    told = re.sub(r"[\W_]+", " ", title.casefold())
    is_mentor, is_mentee = (bool(re.search(rf"\b{word}s?\b", told)) for word in ("mentor", "mentee"))
    if is_mentor == is_mentee:
        return None
    return "mentor" if is_mentor else "mentee"


def _unrecognised(book: Book, kind: Kind | None) -> NotRecognised:
    needed = f"{kind} need {NEEDED[kind]}" if kind else "; ".join(f"{k} need {NEEDED[k]}" for k in KINDS)
    headers = _likeliest_headers(book)
    if not headers:
        return NotRecognised(f"{book.name} has no row of headers.", f"Columns wanted: {needed}.")
    shown = ", ".join(text if len(text) <= 40 else f"{text[:39]}…" for text in headers[:12])
    more = f" and {len(headers) - 12} more" if len(headers) > 12 else ""
    what = kind or "applicants, relationships or sessions"
    return NotRecognised(
        f"{book.name} is not recognised as {what}: its headers are {shown}{more}.",
        f"Columns wanted: {needed}.",
    )


def _likeliest_headers(book: Book) -> list[str]:
    """The row that looks most like headers, for the refusal: most fields of any kind, then most texts."""
    best: list[str] = []
    best_score = (0, 0)
    for sheet in book.sheets:
        for row in [] if sheet.hidden else sheet.rows[:ROWS_SEARCHED]:
            texts = [one_line(cell) for _, cell in sorted(row.cells.items()) if cell.kind == "text"]
            understood = max(
                len({meaning(kind, text) for text in texts if len(text) <= 500} - {None}) for kind in KINDS
            )
            if (score := (understood, len(texts))) > best_score:
                best, best_score = texts, score
    return best
