"""What every figure means, in words: said once, here. README's tables and every workbook's About sheet are made of it.

The rules themselves are SQL, under `queries/rules`; whoever changes one changes its words here.
"""

from collections.abc import Iterable, Sequence

HEALTH: Sequence[tuple[str, str]] = (
    ("proposed, paused, lapsed, closed", "a person said so (declined counts as closed)"),
    ("past end", "active, and its last day is over"),
    ("ending", "active, 7 days or less to its last day"),
    ("too early", "no session held, fewer than 10 days since the start"),
    (
        "due",
        "no session held, 10 days to the cohort's limit for the first one; or exactly one cadence since the last; "
        "or more than one, less than two, and one is booked",
    ),
    ("never met", "no session held within the limit; a booking does not clear it"),
    ("on track", "less than one cadence since the last session"),
    ("overdue", "more than one cadence, less than two, nothing booked"),
    ("at risk", "two cadences or more; a booking does not clear it"),
    ("lapse suggested", "three cadences or more; a person decides"),
)
"""The first line that fits. Names that share a line are apart at `, `."""

MATTERS: Sequence[tuple[str, str]] = (
    (
        "lapse suggested",
        "so silent that a lapse is suggested; or three tries to reach someone that nobody answered",
    ),
    ("never met", "no session held within the limit"),
    ("boundary", "a boundary concern that is open and led to no referral"),
    (
        "not satisfied",
        "the latest word of a side is 1 or 2 of 5, or not a good fit; until someone is reached on a later day",
    ),
    ("at risk", "two cadences or more since the last session"),
    ("try again", "the day set for the next try has come, or a week has passed since the last"),
    ("pause over", "paused, and the day of return has come"),
    ("expiring", "proposed 14 days ago or longer"),
    ("ending", "7 days or less to its last day"),
    ("first session", "a coordinator is to join it, and none was held yet"),
    ("overdue", "more than one cadence since the last session, nothing booked"),
    ("past end", "its last day is over and it is still open"),
    ("agreement", "an agreement was laid before them, and not both have signed"),
    (
        "check in",
        "the day agreed in the last contact has come; where none was agreed: 14 days after the last contact that "
        "reached someone while that lies in the first 28 days, else 30. With an agreement on record also from the "
        "start on, for the first within two days",
    ),
    ("unanswered", "proposed 7 days ago or longer; or both accepted and it has not started"),
    ("mid point", "from half way to three quarters of the days, and no review held"),
    ("hours short", "more than 4 hours a fortnight would be needed to reach the target by the end"),
    ("ends soon", "8 to 14 days to its last day: up to twice the days of ending"),
    ("waiting", "an applicant without a partner for longer than 30 days, in a cohort that is not over"),
    (
        "exit survey",
        "completed or ended early with a reason given here, or a survey asked for, and not answered by both; until the "
        "follow-up is due",
    ),
    ("follow up", "completed or ended early 90 to 180 days ago, and none on record"),
)
"""Everything on the to-do list, the most urgent first, with the usual thresholds."""

DISCLOSURE = "Notes can be disclosed to the person they are about."

FIGURES: Sequence[tuple[str, str]] = (
    ("days since", "days since the last held session, else since the start, less paused days"),
    (
        "sessions held, hours held",
        "sessions marked held, up to today; a missed, cancelled or booked one never counts",
    ),
    (
        "hours expected",
        "target × (days run, less paused days) ÷ duration, at most the target; 0 while proposed and when declined",
    ),
    (
        "hours forecast",
        "hours held × duration ÷ days run, never less than held; none in the first 14 days",
    ),
    ("behind on hours", "active, at least two cadences in, held less than three quarters of expected"),
    ("applicants", "people who applied in the cohort and were not declined and did not withdraw"),
    ("mentors, mentees", "their applications by role; a person may be both"),
    ("capacity", "mentees that all mentors together can take at a time"),
    (
        "waiting",
        "mentees with no relationship that is proposed, active, paused or lapsed, "
        "and none that completed or ended early, unless the latest end sent them back to wait",
    ),
    ("proposed, active, paused, lapsed", "relationships in that state"),
    ("completed, ended early, never started", "closed relationships by outcome"),
    (
        "a cohort's sessions held, hours held, hours expected",
        "summed over its relationships that began: all but proposed and declined ones",
    ),
)


def meaning(name: str, table: Sequence[tuple[str, str]] = FIGURES) -> str:
    """What a figure, or with `table` HEALTH a health, means. Raises KeyError for one that is not defined."""
    for names, words in table:
        if name in names.split(", "):
            return words
    raise KeyError(name)


def meanings(names: Iterable[str], *, of_cohorts: bool = False) -> list[tuple[str, str]]:
    """The defined ones among names, such as the headers of a sheet, with what they mean.

    `of_cohorts`: the figures are those of whole cohorts, where each health counts relationships.
    """
    known: dict[str, str] = {}
    for told, words in (*HEALTH, *FIGURES) if of_cohorts else reversed(FIGURES):
        known |= dict.fromkeys(told.removeprefix("a cohort's ").split(", "), words)
    return [(name, known[name.casefold()]) for name in names if name.casefold() in known]
