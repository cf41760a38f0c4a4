"""What was said of a file, as JSON and back: an unfinished import keeps it beside the file's cells. Pure."""

import json
from dataclasses import replace
from typing import Any

from coordinator.workbook.decisions import Decisions
from coordinator.workbook.mapping import FileMapping


def as_json(mapping: FileMapping, decisions: Decisions, *, by_hand: bool) -> str:
    """The mapping and what was said of rows. `by_hand`: how the tables were found."""
    told = {
        "by_hand": by_hand,
        "columns": [
            [sheet, one.column, one.use, one.sure, one.why, one.separator, one.joined]
            for sheet, one in mapping.columns
        ],
        "constants": dict(mapping.constants),
        "answers": [[*which, stands_for] for which, stands_for in mapping.answers.items()],
        "name": mapping.name,
        "new": mapping.new,
        "vanished": mapping.vanished,
        "mends": [[*spot, text] for spot, text in decisions.mends.items()],
        "said": [[*place, said] for place, said in decisions.said.items()],
        "same": [[*place, email] for place, email in decisions.same.items()],
        "all_different": decisions.all_different,
    }
    return json.dumps(told, ensure_ascii=False)


def was_by_hand(text: str) -> bool:
    """How the tables of an unfinished import were found."""
    return bool(json.loads(text)["by_hand"])


def from_json(text: str, proposal: FileMapping) -> tuple[FileMapping, Decisions]:
    """What was said, over what is proposed for the same book."""
    told: dict[str, Any] = json.loads(text)
    said = {(sheet, column): rest for sheet, column, *rest in told["columns"]}
    sheets = tuple(
        replace(
            one,
            columns=tuple(
                replace(
                    column,
                    **dict(
                        zip(
                            ("use", "sure", "why", "separator", "joined"),
                            said[one.sheet, column.column],
                            strict=True,
                        )
                    ),
                )
                if (one.sheet, column.column) in said
                else column
                for column in one.columns
            ),
        )
        for one in proposal.sheets
    )
    mapping = replace(
        proposal,
        sheets=sheets,
        constants=told["constants"],
        answers={(field, answer): stands_for for field, answer, stands_for in told["answers"]},
        name=told["name"],
        new=tuple(told["new"]),
        vanished=tuple(told["vanished"]),
    )
    decisions = Decisions(
        mends={(sheet, row, column): text for sheet, row, column, text in told["mends"]},
        said={(sheet, row): said for sheet, row, said in told["said"]},
        same={(sheet, row): email for sheet, row, email in told["same"]},
        all_different=told["all_different"],
    )
    return mapping, decisions
