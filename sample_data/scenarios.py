"""The two cohorts as a story: who is paired with whom, what happened, what health is left on the as-on day.

Each line of `SPRING` and `AUTUMN` is one relationship. Days are given as they matter to the rules: when it
started, and how many days before the as-on day the last session was held.
"""

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sample_data.people import Person, everyone

AS_ON = date.fromisoformat(json.loads((Path(__file__).parent / "demo.json").read_text())["today"])
SEED = 20261116


@dataclass(frozen=True, slots=True)
class Story:
    """One relationship as planned. `since_last`: days from the last held session (if any) to `AS_ON`."""

    health: str
    started: date | None
    since_last: int | None = None
    cadence: int | None = None
    state: str = "active"
    outcome: str | None = None
    closed: date | None = None
    booked: date | None = None
    missed: date | None = None  # a session that one of them did not come to
    cancelled: date | None = None
    paused: date | None = None
    back: date | None = None  # the day planned for going on
    returned: bool = False  # the pause is over, on `back`


@dataclass(frozen=True, slots=True)
class Meeting:
    """One line of a session log. `hours` is None where nothing was held."""

    on: date
    hours: float | None
    state: str
    mode: str


@dataclass(frozen=True, slots=True)
class Pair:
    mentor: Person
    mentee: Person
    coordinator: str | None
    story: Story
    meetings: tuple[Meeting, ...]


@dataclass(slots=True)
class Applicant:
    """A person asking to join one cohort; `role` is mentor, mentee or both."""

    person: Person
    role: str
    capacity: int = 1


@dataclass(slots=True)
class CohortStory:
    name: str
    applicants: list[Applicant] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def _on(month: int, day: int) -> date:
    return date(2026, month, day)


def _completed(started: date, weeks: int) -> Story:
    closed = started + timedelta(weeks=weeks)
    since = (AS_ON - closed).days + 6
    return Story("closed", started, since, state="closed", outcome="completed", closed=closed)


SPRING: tuple[Story, ...] = (
    *(_completed(_on(3, day), 26) for day in (2, 3, 5, 9, 10, 12, 16, 17, 19, 23)),
    *(_completed(_on(4, day), 25) for day in (1, 7, 9, 14)),
    Story("closed", _on(3, 11), 172, state="closed", outcome="ended_early", closed=_on(6, 15)),
    Story("closed", _on(3, 26), 137, state="closed", outcome="ended_early", closed=_on(7, 20)),
    Story("closed", _on(4, 2), 96, state="closed", outcome="ended_early", closed=_on(9, 4)),
    Story("closed", _on(3, 18), state="closed", outcome="never_started", closed=_on(5, 8), missed=_on(3, 30)),
    Story("closed", _on(4, 16), state="closed", outcome="never_started", closed=_on(6, 5)),
    Story("closed", None, state="declined", closed=_on(4, 20)),
    Story("past_end", _on(4, 20), 25),
    Story("past_end", _on(4, 27), 12),
    Story("past_end", _on(5, 5), 40, cadence=21),
    Story("past_end", _on(5, 14), 6, booked=_on(11, 25)),
    Story("ending", _on(5, 19), 10),
    Story("ending", _on(5, 22), 18, booked=_on(11, 18)),
    Story("lapsed", _on(4, 8), 126, state="lapsed"),
    Story("lapsed", _on(5, 11), 98, state="lapsed", missed=_on(8, 24)),
    Story("paused", _on(6, 3), 52, state="paused", paused=_on(10, 5), back=_on(12, 1)),
    Story("on_track", _on(6, 8), 5),
    Story("on_track", _on(6, 15), 24, cadence=28),
    Story("on_track", _on(6, 1), 11, paused=_on(8, 3), back=_on(8, 31), returned=True),
    Story("overdue", _on(6, 4), 20, cancelled=_on(11, 10)),
    Story("at_risk", _on(6, 18), 33),
    Story("lapse_suggested", _on(6, 11), 55, missed=_on(10, 8)),
)

AUTUMN: tuple[Story, ...] = (
    Story("proposed", None, state="proposed"),
    Story("proposed", None, state="proposed"),
    Story("proposed", None, state="proposed"),
    Story("paused", _on(8, 24), 42, state="paused", paused=_on(10, 12), back=_on(11, 30)),
    Story("paused", _on(9, 7), 34, state="paused", paused=_on(10, 26)),
    Story("lapsed", _on(8, 20), 66, state="lapsed"),
    Story("closed", _on(8, 27), 59, state="closed", outcome="ended_early", closed=_on(10, 9)),
    Story("closed", _on(9, 1), state="closed", outcome="never_started", closed=_on(10, 16)),
    Story("too_early", _on(11, 13)),
    Story("too_early", _on(11, 10), booked=_on(11, 19)),
    Story("too_early", _on(11, 9)),
    Story("due", _on(11, 5)),
    Story("due", _on(11, 3), booked=_on(11, 17)),
    Story("due", _on(9, 10), 14),
    Story("due", _on(8, 31), 19, booked=_on(11, 18)),
    Story("never_met", _on(10, 26), missed=_on(11, 6)),
    Story("never_met", _on(10, 19), booked=_on(11, 20)),
    Story("never_met", _on(10, 7)),
    Story("on_track", _on(8, 17), 4),
    Story("on_track", _on(8, 18), 7, booked=_on(11, 23)),
    Story("on_track", _on(8, 25), 12),
    Story("on_track", _on(9, 2), 3),
    Story("on_track", _on(9, 3), 10, booked=_on(11, 19)),
    Story("on_track", _on(9, 8), 13),
    Story("on_track", _on(9, 14), 6, cadence=7),
    Story("on_track", _on(9, 17), 18, cadence=21),
    Story("on_track", _on(9, 21), 0),
    Story("on_track", _on(9, 28), 5, booked=_on(11, 24)),
    Story("on_track", _on(10, 5), 11),
    Story("on_track", _on(10, 20), 12),
    Story("overdue", _on(8, 26), 17, missed=_on(11, 12)),
    Story("overdue", _on(9, 9), 24),
    Story("overdue", _on(9, 23), 19, cancelled=_on(11, 11)),
    Story("overdue", _on(9, 15), 10, cadence=7),
    Story("at_risk", _on(8, 19), 28),
    Story("at_risk", _on(9, 4), 38, booked=_on(11, 26)),
    Story("at_risk", _on(8, 21), 45, cadence=21),
    Story("lapse_suggested", _on(9, 16), 47, missed=_on(10, 15)),
    Story("lapse_suggested", _on(9, 22), 26, cadence=7),
)


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _meetings(story: Story, dice: random.Random) -> tuple[Meeting, ...]:
    """Sessions at about the cadence from the start to the last held one, which falls as the story says."""
    usual = dice.choice(("In person", "Video call", "Video call", "Phone"))
    meetings: list[Meeting] = []
    if story.started is not None and story.since_last is not None:
        last = AS_ON - timedelta(days=story.since_last)
        cadence = story.cadence or 14
        day = _weekday(story.started + timedelta(days=dice.randint(4, 12)))
        while day <= last - timedelta(days=cadence - 5):
            pausing = story.paused and story.back and story.paused <= day < story.back
            if not pausing:
                if len(meetings) > 2 and dice.random() < 0.07:
                    meetings.append(Meeting(day, None, dice.choice(("missed", "cancelled")), usual))
                else:
                    mode = usual if dice.random() < 0.8 else "Phone"
                    meetings.append(Meeting(day, dice.choice((2.0, 2.0, 2.0, 2.0, 1.5, 2.5)), "held", mode))
            day = _weekday(day + timedelta(days=cadence + dice.randint(-2, 3)))
        meetings.append(Meeting(last, dice.choice((2.0, 2.0, 1.5)), "held", usual))
    extra = ((story.missed, "missed"), (story.cancelled, "cancelled"), (story.booked, "booked"))
    meetings += [Meeting(day, None, state, usual) for day, state in extra if day is not None]
    return tuple(sorted(meetings, key=lambda meeting: meeting.on))


def _pair_up(
    cohort: CohortStory,
    stories: tuple[Story, ...],
    mentors: list[Applicant],
    mentees: list[Applicant],
    dice: random.Random,
) -> None:
    """Give each story a mentor with room and a mentee of their own; who is left has room or waits."""
    places = [applicant for applicant in mentors for _ in range(applicant.capacity)]
    dice.shuffle(places)
    desks = ("ruth", "ruth", "dele", "dele", "dele", None)
    order = list(stories)
    dice.shuffle(order)
    for story, mentor, mentee in zip(order, places, mentees, strict=False):
        desk = None if story.state in ("proposed", "declined") else dice.choice(desks)
        cohort.pairs.append(Pair(mentor.person, mentee.person, desk, story, _meetings(story, dice)))
    cohort.applicants = [*mentors, *mentees]
    dice.shuffle(cohort.applicants)


def cohorts() -> tuple[CohortStory, CohortStory]:
    """Spring (mostly finished) and autumn (under way). Some mentors of the spring come again."""
    dice = random.Random(SEED)
    people = everyone(SEED)
    dice.shuffle(people)

    def take(count: int, role: str, capacities: tuple[int, ...] = (1,)) -> list[Applicant]:
        return [Applicant(people.pop(), role, dice.choice(capacities)) for _ in range(count)]

    spring, autumn = CohortStory("Spring 2026"), CohortStory("Autumn 2026")
    mentors = [*take(28, "mentor", (1, 1, 1, 2)), *take(3, "both")]
    mentees = take(len(SPRING) + 3, "mentee")
    _pair_up(spring, SPRING, mentors, mentees, dice)

    again = [Applicant(applicant.person, "mentor", 2) for applicant in mentors[:7]]
    mentors = [*again, *take(26, "mentor", (1, 1, 2))]
    mentees = take(len(AUTUMN) + 6, "mentee")
    _pair_up(autumn, AUTUMN, mentors, mentees, dice)
    return spring, autumn
