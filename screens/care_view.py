"""What the relationship screen shows of the mentoring itself: a line or two, and a list with every source. Pure."""

from collections.abc import Sequence
from datetime import date

from coordinator.models.care import FeedbackRow, MilestoneRow
from coordinator.services.care import Care
from screens.presentation import Cell, clean, count, day, words, wrap
from screens.relationship_view import TimelineRow

MILESTONES = {
    "agreement": "agreement",
    "mid_point_review": "mid-point review",
    "end_review": "end review",
    "exit_survey": "exit survey",
    "follow_up": "follow-up",
}
OF_BOTH = ("agreement", "exit_survey")
"""What is done once both sides have done it."""
NOTHING = (
    "Nothing of all this is on record.\n\n"
    "Press l, for instance:  agreement signed both 14/3\n"
    '                        action "write budget" due 1/4'
)


def summary(care: Care, today: date, width: int) -> list[Cell]:
    """How all of it stands, in at most two lines; none where nothing is on record."""
    parts = [*_ladder(care), *_milestones(care, today), *_plan(care, today), *_concerns(care)]
    parts += _satisfaction(care.satisfaction)
    lines = wrap(" · ".join(parts), width - 2, 2) if parts else []
    tone = "warn" if care.ladder and care.ladder.rung >= 4 else "plain"
    return [
        Cell(f" {line}", "warn" if tone == "warn" and not place else "plain")
        for place, line in enumerate(lines)
    ]


def _ladder(care: Care) -> list[str]:
    ladder = care.ladder
    if ladder is None or not ladder.said:
        return []
    return [f"{ladder.rung_said}: {ladder.said}" if ladder.rung_said else ladder.said]


def _milestones(care: Care, today: date) -> list[str]:
    told = []
    for one in care.milestones:
        name = MILESTONES.get(one.kind, words(one.kind))
        if one.done_on:
            told.append(f"{name} {day(one.done_on, today=today)}")
        elif wanting := _wanting(one):
            told.append(f"{name}: {wanting} still to")
    return told


def _wanting(one: MilestoneRow) -> str:
    """Who has not done their part of what was asked of both; empty where nobody has to."""
    if one.done_on is not None or one.kind not in OF_BOTH:
        return ""
    if one.mentor_on is None and one.mentee_on is None:
        return "both"
    return "mentor" if one.mentor_on is None else "mentee"


def _plan(care: Care, today: date) -> list[str]:
    if not care.actions:
        return [f"plan reviewed {day(care.plan_reviewed_on, today=today)}"] if care.plan_reviewed_on else []
    done = sum(one.state == "done" for one in care.actions)
    late = sum(one.state == "open" and one.due_on is not None and one.due_on < today for one in care.actions)
    there = sum(one.state != "dropped" for one in care.actions)
    parts = [f"{done} of {count(there, 'action')} done"]
    parts += [f"{late} late"] if late else []
    parts += [f"reviewed {day(care.plan_reviewed_on, today=today)}"] if care.plan_reviewed_on else []
    return [", ".join(parts)]


def _concerns(care: Care) -> list[str]:
    kinds = [words(one.category) for one in care.concerns if one.settled_on is None]
    return [f"concern: {', '.join(kinds)}"] if kinds else []


def _satisfaction(given: Sequence[FeedbackRow]) -> list[str]:
    """What each side said last."""
    latest = {one.side: one for one in given}
    told = [f"{side} {_content(latest[side])}" for side in ("mentor", "mentee") if side in latest]
    return [f"happy: {', '.join(told)}"] if told else []


def _content(one: FeedbackRow) -> str:
    score = "" if one.score is None else f"{one.score}/5"
    return " ".join(part for part in (score, words(one.fit)) if part)


def rows(care: Care, today: date, width: int) -> list[TimelineRow]:
    """All of it for the list below, each with its day and who told us: the action plan first."""
    made: list[TimelineRow] = []

    def add(when: date | None, text: str, source: str | None) -> None:
        for line, part in enumerate(wrap(text, max(20, width - 32), 4)):
            told = clean(words(source)) if line == 0 else ""
            made.append(
                TimelineRow(
                    len(made), line, day(when, today=today) if line == 0 else "", Cell(part), told, ""
                )
            )

    for action in care.actions:
        due = f", due {day(action.due_on, today=today)}" if action.due_on and action.state == "open" else ""
        done = f" {day(action.done_on, today=today)}" if action.done_on else ""
        add(
            action.set_on,
            f"Action {action.number} {action.state}{done}: {clean(action.title)}{due}",
            action.source,
        )
    for one in care.milestones:
        name = MILESTONES.get(one.kind, words(one.kind))
        sides = [
            f"{side} {day(on, today=today)}"
            for side, on in (("mentor", one.mentor_on), ("mentee", one.mentee_on))
            if on is not None
        ]
        wanting = _wanting(one)
        told = [", ".join(sides)] if sides else []
        told += [f"{wanting} still to"] if wanting else []
        add(one.done_on, f"{name.capitalize()}: {'; '.join(told) or 'done'}", one.source)
    for referral in care.referrals:
        taken = (
            f"; taken up {day(referral.taken_up_on, today=today)}"
            if referral.taken_up_on
            else "; not taken up yet"
        )
        kind = words(referral.kind)
        place = "" if referral.referred_to == kind else f": {clean(referral.referred_to)}"
        add(referral.referred_on, f"Referral to {kind}{place}{taken}", referral.source)
    for concern in care.concerns:
        led = ", led to a referral" if concern.referral else ""
        over = f", settled {day(concern.settled_on, today=today)}" if concern.settled_on else ", open"
        add(concern.raised_on, f"Boundary concern about {words(concern.category)}{led}{over}", concern.source)
    for given in care.satisfaction:
        moment = f" ({words(given.moment)})" if given.moment else ""
        add(given.given_on, f"{given.side.capitalize()} happy: {_content(given)}{moment}", given.source)
    return made
