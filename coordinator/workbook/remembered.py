"""A mapping kept by its form's own headers, as JSON, and found again for the next file of that form. Pure.

A header is known by its folded text, and where it is there several times by which of them it is: positions change
when a question is put in, headers do not.
"""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from coordinator.models import Kind
from coordinator.schemas.mappings import RememberedColumn, RememberedMapping
from coordinator.workbook.mapping import FileMapping, MappedColumn, SheetMapping, uses_of

LEAST_ALIKE = 0.6
"""A form with this share of its headers the same is the same form, changed."""

Header = tuple[str, int]
"""A folded header and which of those alike it is, from 1."""


def fingerprint(kind: Kind, headers: Sequence[str]) -> str:
    """Tells forms apart by their folded headers, in whatever order."""
    told = json.dumps([kind, sorted(_folded(header) for header in headers)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def headers_of(mapping: FileMapping) -> list[str]:
    """The headers of a file, all sheets together."""
    return [column.header for _, column in mapping.columns if column.header]


def content(mapping: FileMapping) -> RememberedMapping:
    """What is kept of a mapping."""
    columns = [
        RememberedColumn(
            header=column.header, nth=nth, use=column.use, separator=column.separator, joined=column.joined
        )
        for sheet in mapping.sheets
        for (_, nth), column in zip(_keys(sheet), sheet.columns, strict=True)
    ]
    answers = [(name, answer, stands_for) for (name, answer), stands_for in mapping.answers.items()]
    return RememberedMapping(
        kind=mapping.kind, columns=columns, constants=dict(mapping.constants), answers=answers
    )


def alike(headers: Sequence[str], kept: RememberedMapping) -> float:
    """The share of headers that two forms have in common, from 0 to 1."""
    ours = Counter(_folded(header) for header in headers)
    theirs = Counter(_folded(column.header) for column in kept.columns if column.header)
    together = sum((ours | theirs).values())
    return sum((ours & theirs).values()) / together if together else 0.0


def recalled(mapping: FileMapping, kept: RememberedMapping, name: str) -> FileMapping:
    """A proposal with what is remembered put over it; headers that are new keep what was proposed."""
    known: dict[Header, RememberedColumn] = {
        (_folded(column.header), column.nth): column for column in kept.columns
    }
    seen: set[Header] = set()
    new: list[str] = []
    sheets: list[SheetMapping] = []
    for sheet in mapping.sheets:
        columns: list[MappedColumn] = []
        for key, column in zip(_keys(sheet), sheet.columns, strict=True):
            found = known.get(key)
            if found is None:
                columns.append(column)
                new += [column.header] if column.header else []
            else:
                seen.add(key)
                columns.append(_as_kept(column, found, name))
        sheets.append(SheetMapping(sheet.sheet, tuple(columns)))
    vanished = [column.header for key, column in known.items() if key not in seen and column.header]
    return replace(
        mapping,
        sheets=tuple(sheets),
        constants={**mapping.constants, **kept.constants},
        answers={(field, answer): stands_for for field, answer, stands_for in kept.answers},
        name=name,
        new=tuple(new),
        vanished=tuple(vanished),
    )


def unknown_uses(kept: RememberedMapping) -> list[str]:
    """Uses that this program does not know: the mapping comes from elsewhere, or from a newer one."""
    known = uses_of(kept.kind)
    uses = [column.use for column in kept.columns if column.use]
    return sorted({use for use in [*uses, *kept.constants] if use not in known})


def _as_kept(column: MappedColumn, kept: RememberedColumn, name: str) -> MappedColumn:
    return replace(
        column,
        use=kept.use,
        separator=kept.separator,
        joined=kept.joined,
        sure="remembered",
        why=f"remembered from {name}",
    )


def _keys(sheet: SheetMapping) -> list[Header]:
    counted: Counter[str] = Counter()
    keys: list[Header] = []
    for column in sheet.columns:
        folded = _folded(column.header)
        counted[folded] += 1
        keys.append((folded, counted[folded]))
    return keys


def _folded(header: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", header).split()).casefold()
