"""What a cohort's scores are made of: the weight of each part, and how each exclusion counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coordinator.errors import CoordinatorError
from coordinator.models.matching import PairRule, Weights
from coordinator.services import apart, participants
from screens.presentation import Cell, clean
from screens.typing import TypingScreen
from screens.widgets.columns import Column
from screens.widgets.rows import RowList
from screens.widgets.typed_line import TypedLine

_PARTS = {
    "needs": "the mentee's needs that the mentor covers",
    "background": "sector, kind, size, stage and ways of working in common",
    "wishes": "who would like, or rather not, to be paired with whom",
    "time": "times of the week that suit both",
    "place": "ways of meeting in common, and the same place",
    "penalty": "points off for each rule that is a penalty",
}
_SIGNS = {"hard": "x bars the pair", "penalty": "- costs points", "off": "· does not count"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A weight or a rule. `key` is its name or code."""

    kind: str
    key: str
    what: str
    value: str
    means: str
    changed: bool
    rule: PairRule | None = None


COLUMNS: Sequence[Column[RuleRow]] = (
    Column("", lambda row: row.kind, 9),
    Column("What", lambda row: row.what, 26, grow=1),
    Column("Counts", lambda row: Cell(row.value, "strong" if row.changed else "plain"), 16, grow=1),
    Column("", lambda row: row.means, 20, grow=2),
)


def rows(weights: Weights, rules: Sequence[PairRule], usual: Weights) -> list[RuleRow]:
    """The weights, then the rules in their order; what is not as the programme has it stands out."""
    whole = sum(value for name, value in weights._asdict().items() if name != "penalty")
    found = []
    for name, value in weights._asdict().items():
        share = f"  {100 * value // whole} %" if whole and name != "penalty" else ""
        was = getattr(usual, name)
        means = _PARTS[name] if was == value else f"usually {was}: {_PARTS[name]}"
        found.append(RuleRow("weight", name, name, f"{value}{share}", means, was != value))
    for rule in rules:
        changed = rule.mode != rule.default_mode
        free = "enter changes it" if rule.is_free else "always so"
        means = f"usually {rule.default_mode}" if changed else free
        found.append(RuleRow("rule", rule.code, rule.words, _SIGNS[rule.mode], means, changed, rule=rule))
    return found


class MatchingRulesScreen(TypingScreen):
    """Weights and exclusions of one cohort; enter changes the highlighted one."""

    CSS_PATH: ClassVar[Any] = "base.tcss"
    QUESTION = "What counts in this cohort's pairs?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "usual",
            "as usual",
            id="rules.usual",
            tooltip="Let the highlighted one count as the programme usually has it.",
        ),
    ]

    def __init__(self, cohort: str) -> None:
        super().__init__()
        self.cohort = cohort
        self._number = 0
        self._usual = Weights(0, 0, 0, 0, 0, 0)

    def body(self) -> ComposeResult:
        yield RowList[RuleRow](COLUMNS, attrgetter("kind", "key"), empty="Reading …", id="rules")

    @property
    def rules(self) -> RowList[RuleRow]:
        """The list."""
        return self.query_one("#rules", RowList)

    def fetch(self) -> tuple[int, Weights, list[RuleRow]]:
        number = participants.cohort_number(self.desk, self.cohort)
        weights, rules = apart.policy(self.desk, number)
        usual, _ = apart.policy(self.desk, apart.NO_COHORT)
        return number, usual, rows(weights, rules, usual)

    def show(self, found: tuple[int, Weights, list[RuleRow]]) -> None:
        self._number, self._usual, lines = found
        self.title_line(clean(self.cohort))
        self.rules.set_rows(lines)

    @on(RowList.Chosen, "#rules")
    async def _chosen(self, message: RowList.Chosen) -> None:
        row: RuleRow = message.row
        if row.rule is None:
            name = row.key
            await self.ask(
                TypedLine(
                    name,
                    lambda text: self._set(weights={name: int(text)}),
                    example=f"A whole number from 0 to {apart.HEAVIEST}: {_PARTS[name]}.",
                    check=_checked,
                )
            )
        elif not row.rule.is_free:
            self.say(f"“{row.what}” always bars a pair.", "warn")
        else:
            following = {"hard": "penalty", "penalty": "off", "off": "hard"}[row.rule.mode]
            self._set(rules={row.key: following})

    def action_usual(self) -> None:
        """Let the highlighted one count as the programme usually has it."""
        row = self.rules.row
        if row is None or not row.changed:
            self.say("It counts as usual.", "warn")
        elif row.rule is not None:
            self._set(rules={row.key: row.rule.default_mode})
        else:
            self._set(weights={row.key: getattr(self._usual, row.key)})

    def _set(self, *, weights: dict[str, int] | None = None, rules: dict[str, str] | None = None) -> None:
        if not self.coordinator.only_read():
            number = self._number
            self.coordinator.act(lambda: apart.set_policy(self.desk, number, weights=weights, rules=rules))


def _checked(text: str) -> str:
    if not text.strip().isdecimal() or int(text) > apart.HEAVIEST:
        raise CoordinatorError(
            f"{text.strip()!r} is no weight.", f"Write a whole number from 0 to {apart.HEAVIEST}."
        )
    return ""
