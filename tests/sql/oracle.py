"""DESIGN §3 once more, slowly: whole sets of days instead of arithmetic. The tests hold the SQL rules to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.policy import Policy


@dataclass(frozen=True)
class Pause:
    paused_on: date
    returned_on: date | None
    returns_on: date | None = None


@dataclass(frozen=True)
class Session:
    held_on: date
    state: str
    hours: float | None


@dataclass(frozen=True)
class Thresholds:
    """From when on something is called so in a cohort."""

    overdue_cadences: float = 1.0
    at_risk_cadences: float = 2.0
    lapse_cadences: float = 3.0
    too_early_days: int = 10
    ending_days: int = 7
    proposal_days: int = 7
    proposal_expiry_days: int = 14
    catch_up_hours: float = 4.0
    follow_up_days: int = 90


@dataclass(frozen=True)
class Contact:
    contacted_on: date
    outcome: str
    next_on: date | None


@dataclass(frozen=True)
class Milestone:
    kind: str
    mentor_on: date | None
    mentee_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Feedback:
    by_mentor: bool
    given_on: date
    score: int | None
    fit: str | None


@dataclass(frozen=True)
class Concern:
    raised_on: date
    settled_on: date | None
    referred: bool


@dataclass(frozen=True)
class Care:
    """What the programme itself keeps about a relationship, beside its sessions."""

    proposed_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = None
    reason_code: str | None = None
    join_first: bool | None = None
    contacts: tuple[Contact, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True)
class History:
    """Everything that was ever written down about one relationship."""

    policy: Policy
    state: str
    started_on: date | None
    cadence: int | None
    sessions: tuple[Session, ...]
    pauses: tuple[Pause, ...]
    thresholds: Thresholds = Thresholds()
    care: Care = Care()


@dataclass(frozen=True)
class Judgement:
    """Hours are rounded to six places, so that two ways of computing them compare equal."""

    health: str
    elapsed: int | None
    days_since: int | None
    last_session: date | None
    next_session: date | None
    ends_on: date | None
    sessions_held: int
    hours_held: float
    hours_expected: float
    hours_forecast: float | None
    behind_on_hours: bool


def each_day(first: date, day_after: date) -> Iterator[date]:
    day = first
    while day < day_after:
        yield day
        day += timedelta(days=1)


def judge(history: History, today: date) -> Judgement:
    """How the relationship is seen on `today`."""
    paused = {
        day
        for pause in history.pauses
        for day in each_day(pause.paused_on, pause.returned_on or today)
        if day < today
    }

    def days_counted(first: date) -> int:
        return len([day for day in each_day(first, today) if day not in paused])

    held = [s for s in history.sessions if s.state == "held" and s.held_on <= today]
    booked = [s.held_on for s in history.sessions if s.state == "booked" and s.held_on >= today]
    last = max((s.held_on for s in held), default=None)
    hours_held = sum(s.hours or 0.0 for s in held)

    start = history.started_on
    since = last or start
    silence = None if since is None else days_counted(since)
    elapsed = None if start is None else days_counted(start)
    ends_on = None
    if start is not None:
        paused_so_far = [day for day in each_day(start, today) if day in paused]
        ends_on = start + timedelta(days=history.policy.duration_days + len(paused_so_far))

    expected = 0.0
    if history.state not in ("proposed", "declined") and elapsed is not None:
        expected = history.policy.target_hours * min(1.0, elapsed / history.policy.duration_days)
    forecast = None
    if elapsed is not None and elapsed >= 14:
        forecast = max(hours_held, hours_held * (history.policy.duration_days / elapsed))

    cadence = history.cadence or history.policy.cadence_days
    health = _health(history, today, cadence, silence, ends_on, any_held=bool(held), is_booked=bool(booked))
    return Judgement(
        health=health,
        elapsed=elapsed,
        days_since=silence,
        last_session=last,
        next_session=min(booked, default=None),
        ends_on=ends_on,
        sessions_held=len(held),
        hours_held=hours_held,
        hours_expected=round(expected, 6),
        hours_forecast=None if forecast is None else round(forecast, 6),
        behind_on_hours=history.state == "active"
        and elapsed is not None
        and elapsed >= 2 * cadence
        and hours_held < 0.75 * expected,
    )


def _health(
    history: History,
    today: date,
    c: int,
    d: int | None,
    ends_on: date | None,
    *,
    any_held: bool,
    is_booked: bool,
) -> str:
    limits = history.thresholds
    if history.state == "declined":
        return "closed"
    if history.state != "active":
        return history.state
    if ends_on is not None and today > ends_on:
        return "past_end"
    if ends_on is not None and (ends_on - today).days <= limits.ending_days:
        return "ending"
    if d is None:
        return "too_early"
    if not any_held:
        if d < limits.too_early_days:
            return "too_early"
        return "due" if d <= history.policy.first_session_days else "never_met"
    # Thirds of a cadence are not exact as decimals: a millionth of a day is no difference.
    overdue, at_risk, lapse = (
        round(c * cadences, 6)
        for cadences in (limits.overdue_cadences, limits.at_risk_cadences, limits.lapse_cadences)
    )
    if d < overdue:
        return "on_track"
    if d == overdue or (d < at_risk and is_booked):
        return "due"
    if d < at_risk:
        return "overdue"
    return "at_risk" if d < lapse else "lapse_suggested"
