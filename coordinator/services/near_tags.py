"""Answers of a file that are nearly a tag of the vocabulary: offered once, then remembered."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.services import tags
from coordinator.services.desk import Desk

if TYPE_CHECKING:
    from coordinator.services.imports import Preview

MOST_LABELS = 2_000
"""So many different answers are looked up at most: more are free text, not labels."""


class Offer(NamedTuple):
    """An answer as written, the tag it is nearly, how many rows say it, and under which fields."""

    label: str
    tag: int
    name: str
    rows: int
    fields: Sequence[str]


def offers(desk: Desk, preview: "Preview") -> list[Offer]:
    """The answers that are nearly a tag, those of most rows first; what was said of before is not offered again."""
    from coordinator.workbook.recipe import answer_key

    labels, fields = _labels(preview)
    asked = [
        label
        for label in labels
        if not any((field, answer_key(label)) in preview.mapping.answers for field in fields[label])
    ][:MOST_LABELS]
    found = tags.understand_all(desk, asked) if asked else []
    return [
        Offer(one.label, one.tag, one.name, labels[one.label], sorted(fields[one.label]))
        for one in found
        if one.how == "offered" and one.tag is not None and one.name is not None
    ]


def take(desk: Desk, offer: Offer) -> Done:
    """Let the answer mean the tag from now on, for everyone. Raises CoordinatorError when the tag is gone."""
    tag = next((one for one in tags.vocabulary(desk) if one.tag == offer.tag), None)
    if tag is None:
        raise CoordinatorError(f"The tag {offer.name} is no longer there.", "Look at the tags again.")
    return tags.teach(desk, offer.label, tag)


def _labels(preview: "Preview") -> tuple[Counter[str], dict[str, set[str]]]:
    """Every answer under expertise, needs and tags, with how many rows say it and under which fields."""
    from coordinator.workbook import values
    from coordinator.workbook.recognise import SEVERAL
    from coordinator.workbook.values import Unreadable

    counted: Counter[str] = Counter()
    fields: dict[str, set[str]] = {}
    for table in preview.recognised.tables:
        columns = [(name, column) for name in sorted(SEVERAL) for column in table.columns.get(name, ())]
        for row in table.rows if columns else ():
            for name, column in columns:
                cell = row.cells.get(column)
                if cell is None or column in table.options:
                    continue
                try:
                    answers = values.tags(cell, table.separator(column))
                except Unreadable:
                    continue
                counted.update(answers)
                for answer in answers:
                    fields.setdefault(answer, set()).add(name)
    return Counter(dict(counted.most_common())), fields
