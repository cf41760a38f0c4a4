"""Write README's tables of keys, the entry line and the figures from the code that has them: `python -m docs.tables`."""

import re
from collections.abc import Iterable
from pathlib import Path

from textual.dom import DOMNode

from coordinator import definitions
from coordinator.entry import GRAMMAR
from screens.answering import AnsweringScreen
from screens.app import CoordinatorApp
from screens.base import BaseScreen
from screens.caring import CaringScreen
from screens.change import ChangeScreen
from screens.cohort_pairing import CohortPairingScreen
from screens.cohorts import CohortsScreen
from screens.entering import EnteringScreen
from screens.every_mentor import EveryMentorScreen
from screens.filtering import FilteringScreen
from screens.history import HistoryScreen
from screens.import_preview import PreviewScreen
from screens.importing import ImportScreen
from screens.keys import bindings_of, key_names
from screens.mappings import MappingsScreen
from screens.matching_rules import MatchingRulesScreen
from screens.nudges import NudgeScreen
from screens.nudging import NudgingScreen
from screens.pairing import PairingScreen
from screens.participant import ParticipantScreen
from screens.putting_off import PuttingOffScreen
from screens.register import RegisterScreen
from screens.relationship import RelationshipScreen
from screens.scenarios import ScenariosScreen
from screens.suggested_pair import SuggestedPairScreen
from screens.suggestions import SuggestionsScreen
from screens.thresholds import ThresholdsScreen
from screens.triage import TriageScreen
from screens.verdict_lists import VerdictList
from screens.vocabulary import VocabularyScreen
from screens.widgets.figure_grid import FigureGrid
from screens.widgets.rows import RowList

README = Path(__file__).resolve().parent.parent / "README.md"

PLACES: list[tuple[str, list[type[DOMNode]]]] = [
    ("Everywhere", [CoordinatorApp, BaseScreen]),
    ("In every list", [RowList, FilteringScreen]),
    ("Triage and relationship: the entry line", [EnteringScreen]),
    ("Triage and relationship: proposals", [AnsweringScreen]),
    ("Triage and relationship: who looks after them", [CaringScreen]),
    ("Triage", [TriageScreen, NudgingScreen, PuttingOffScreen]),
    ("Nudges", [NudgeScreen]),
    ("Relationship", [RelationshipScreen]),
    ("Cohorts", [CohortsScreen, FigureGrid]),
    ("Policy and thresholds", [ThresholdsScreen]),
    ("Pairing status", [PairingScreen]),
    ("Suggested pairs", [SuggestionsScreen, SuggestedPairScreen, EveryMentorScreen, CohortPairingScreen]),
    ("Suggested pairs: scenarios", [ScenariosScreen]),
    ("Participant", [ParticipantScreen]),
    ("Vocabulary of tags", [VocabularyScreen]),
    ("Weights and rules of a cohort", [MatchingRulesScreen]),
    ("Never-pair register", [RegisterScreen]),
    ("History", [HistoryScreen, ChangeScreen]),
    ("Import", [ImportScreen, PreviewScreen, VerdictList, MappingsScreen]),
]


def keys() -> str:
    """A table of every key, by place; a key is told where it comes first."""
    lines = ["| key | what it does |", "|---|---|"]
    told: set[str | None] = set()
    for place, kinds in PLACES:
        lines.append(f"| **{place}** | |")
        for binding in (binding for kind in kinds for binding in bindings_of(kind)):
            if binding.id not in told:
                told.add(binding.id)
                names = " ".join(f"`{name}`" for name in key_names(binding))
                lines.append(f"| {names} | {binding.tooltip} |")
    return "\n".join(lines)


def grammar() -> str:
    """A table of what the entry line understands."""
    return "\n".join(["| type | it means |", "|---|---|", *_rows(GRAMMAR)])


def _rows(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"| `{first}` | {second} |" for first, second in pairs)


def health() -> str:
    """A table of what each health means."""
    return "\n".join(["| health | when |", "|---|---|", *_plain_rows(definitions.HEALTH)])


def matters() -> str:
    """A table of everything on the to-do list."""
    return "\n".join(["| matter | when it is on the list |", "|---|---|", *_plain_rows(definitions.MATTERS)])


def figures() -> str:
    """A table of what each figure means."""
    return "\n".join(["| figure | definition |", "|---|---|", *_plain_rows(definitions.FIGURES)])


def _plain_rows(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"| {first} | {second} |" for first, second in pairs)


def filled(text: str) -> str:
    """README's text with its tables as they should be."""
    for name, table in (
        ("keys", keys()),
        ("grammar", grammar()),
        ("health", health()),
        ("matters", matters()),
        ("figures", figures()),
    ):
        before, between, after = re.split(rf"(?s)(<!-- {name}: .*?<!-- /{name} -->)", text)
        opening = between.splitlines()[0]
        text = f"{before}{opening}\n{table}\n<!-- /{name} -->{after}"
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
