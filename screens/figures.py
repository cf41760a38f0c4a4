"""The figures of a cohort: their words, where they stand on the screen, and what is behind each. Pure."""

from dataclasses import dataclass
from typing import Literal

from coordinator.models import CohortFigures
from screens.presentation import Tone, bar, number, sparkline, words

Behind = Literal["people", "relationships"]
"""What enter on a figure opens: the people it counts, or the relationships it counts or adds up."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `name` is the field of `CohortFigures` and what the services call it.

    `adds_up` says that the rows behind it carry the figure in parts, where else each row counts one.
    """

    name: str
    label: str
    behind: Behind
    tone: Tone = "plain"
    adds_up: bool = False

    def of(self, figures: CohortFigures) -> float:
        """Its value: a count, or hours."""
        value: float = getattr(figures, self.name)
        return value

    def text(self, figures: CohortFigures) -> str:
        """Its value as shown."""
        value = self.of(figures)
        return f"{value:,}" if isinstance(value, int) else number(value)


def _people(*names: str) -> tuple[Figure, ...]:
    return tuple(Figure(name, words(name), "people", adds_up=name == "capacity") for name in names)


def _relationships(*names: str, tone: Tone = "plain") -> tuple[Figure, ...]:
    return tuple(Figure(name, words(name), "relationships", tone) for name in names)


Group = tuple[str, tuple[Figure, ...]]

COLUMNS: tuple[tuple[Group, ...], ...] = (
    (
        ("People", _people("applicants", "mentors", "mentees", "capacity", "waiting")),
        ("Sessions", (Figure("sessions_held", "held", "relationships", adds_up=True),)),
    ),
    (
        ("Relationships", _relationships("proposed", "active", "paused", "lapsed")),
        ("Closed", _relationships("completed", "ended_early", "never_started")),
    ),
    (
        (
            "Needs someone",
            _relationships(
                "lapse_suggested", "never_met", "at_risk", "ending", "overdue", "past_end", tone="warn"
            ),
        ),
        ("Behind", _relationships("behind_on_hours", tone="warn")),
    ),
    (
        ("Needs no one", _relationships("due", "too_early", "on_track")),
        (
            "Hours",
            (
                Figure("hours_held", "held", "relationships", adds_up=True),
                Figure("hours_expected", "expected", "relationships", adds_up=True),
            ),
        ),
    ),
)
"""Every figure, as the columns of the grid."""

FIGURES: tuple[Figure, ...] = tuple(
    figure for column in COLUMNS for _, figures in column for figure in figures
)


def hours_bar(figures: CohortFigures, width: int) -> str:
    """Hours held of those expected by now, as a bar."""
    return bar(figures.hours_held, figures.hours_expected, width)


def hours_share(figures: CohortFigures) -> str:
    """The same in words: "84 %"; nothing where none are expected yet."""
    if figures.hours_expected <= 0:
        return ""
    return f"{100 * figures.hours_held / figures.hours_expected:.0f} %"


def whole_hours(figures: CohortFigures) -> str:
    """Hours held of those expected by now, rounded: "176/210"."""
    return f"{figures.hours_held:,.0f}/{figures.hours_expected:,.0f}"


def fortnights(figures: CohortFigures, width: int) -> str:
    """Sessions held in each fortnight up to now, the latest last."""
    return sparkline(figures.sessions_by_fortnight, width)


def described(cohort: str, figure: Figure) -> str:
    """What is behind a figure, in words: "Spring 2026: hours held"."""
    heading = next(heading for column in COLUMNS for heading, figures in column if figure in figures)
    told = (
        f"{heading.lower()} {figure.label}"
        if figure.adds_up and figure.behind == "relationships"
        else figure.label
    )
    return f"{cohort}: {told}"
