"""What there is to do, once more from the words (README, "On the list"), and slowly. The tests hold the SQL rules to it."""

from datetime import date, timedelta

from tests.sql.oracle import Contact, Feedback, History, Judgement, Milestone

URGENCY = (
    "lapse_suggested",
    "never_met",
    "boundary",
    "not_satisfied",
    "at_risk",
    "try_again",
    "pause_over",
    "expiring",
    "ending",
    "first_session",
    "overdue",
    "past_end",
    "agreement",
    "check_in",
    "unanswered",
    "mid_point",
    "hours_short",
    "ends_soon",
    "exit_survey",
    "follow_up",
)
"""The most urgent first."""


def matters(history: History, judged: Judgement, today: date) -> list[str]:
    """Every matter of the relationship, the most urgent first."""
    found = {
        *_of_silence(history, judged, today),
        *_of_contacts(history, judged, today),
        *_of_the_end(history, judged, today),
        *_of_what_was_said(history, today),
        *_of_milestones(history, judged, today),
        *_of_states(history, today),
    }
    return [matter for matter in URGENCY if matter in found]


def _of_silence(history: History, judged: Judgement, today: date) -> set[str]:
    found = {judged.health} & {"lapse_suggested", "never_met", "at_risk", "overdue"}
    tries, last_try, planned = _ladder(history, judged, today)
    given_up = tries > 3 or (
        tries == 3 and last_try is not None and (planned or last_try + timedelta(7)) <= today
    )
    return found | ({"lapse_suggested"} if given_up and history.state == "active" else set())


def _of_contacts(history: History, judged: Judgement, today: date) -> set[str]:
    """Try again on the day that was set, a week after the last try if none was; check in when it is time."""
    if history.state not in ("proposed", "active", "paused"):
        return set()
    tries, last_try, planned = _ladder(history, judged, today)
    if tries:
        assert last_try is not None
        again = planned or last_try + timedelta(7)
        # Three tries, and the day has come: a lapse is suggested instead.
        return {"try_again"} if again <= today and tries < 3 else set()
    if planned is not None:
        return {"check_in"} if planned <= today else set()
    if history.state != "active":
        return set()
    reached = max(
        (one.contacted_on for one in _seen(history, today) if one.outcome == "reached"), default=None
    )
    started = history.started_on
    if reached is None or (started is not None and reached < started):
        keeps_agreement = any(one.kind == "agreement" for one in history.care.milestones)
        return {"check_in"} if keeps_agreement and started is not None and started <= today else set()
    in_the_first_month = started is not None and reached < started + timedelta(28)
    due = reached + timedelta(14 if in_the_first_month else 30)
    return {"check_in"} if due <= today else set()


def _seen(history: History, today: date) -> list[Contact]:
    return sorted(
        (one for one in history.care.contacts if one.contacted_on <= today), key=lambda one: one.contacted_on
    )


def _ladder(history: History, judged: Judgement, today: date) -> tuple[int, date | None, date | None]:
    """Tries that nobody and nothing answered, the day of the last, the day set for the next contact."""
    seen = _seen(history, today)
    last_reached = max((place for place, one in enumerate(seen) if one.outcome == "reached"), default=-1)

    def answered_by_session(one: Contact) -> bool:
        return judged.last_session is not None and one.contacted_on <= judged.last_session

    tries = [one for one in seen[last_reached + 1 :] if not answered_by_session(one)]
    last_day = seen[-1].contacted_on if seen else None
    on_last_day = [one for one in seen[max(0, last_reached) :] if one.contacted_on == last_day]
    planned = [
        one.next_on
        for one in on_last_day
        if one.next_on is not None and (one.outcome == "reached" or not answered_by_session(one))
    ]
    return len(tries), max((one.contacted_on for one in tries), default=None), min(planned, default=None)


def _of_the_end(history: History, judged: Judgement, today: date) -> set[str]:
    found = {judged.health} & {"ending", "past_end"}
    if history.state != "active" or judged.ends_on is None:
        return found
    left = (judged.ends_on - today).days
    ending = history.thresholds.ending_days
    if ending < left <= 2 * ending:
        found.add("ends_soon")
    if left > 0 and judged.health != "ending":
        needed = (history.policy.target_hours - judged.hours_held) / (left / 14)
        if round(needed, 6) > history.thresholds.catch_up_hours:
            found.add("hours_short")
    duration = history.policy.duration_days
    reviewed = _done(history, "mid_point_review", today)
    assert judged.elapsed is not None
    if not reviewed and duration / 2 <= judged.elapsed <= duration * 3 / 4:
        found.add("mid_point")
    return found


def _done(history: History, kind: str, today: date) -> bool:
    return any(
        one.kind == kind and one.done_on is not None and one.done_on <= today
        for one in history.care.milestones
    )


def is_answered(raised_on: date, referred_on: list[date]) -> bool:
    """A boundary concern leads to a referral: one of its kind on its day or later. One before did not keep it away."""
    return any(day >= raised_on for day in referred_on)


def _of_what_was_said(history: History, today: date) -> set[str]:
    found = set()
    is_open = [
        one
        for one in history.care.concerns
        if one.raised_on <= today and not one.referred and (one.settled_on is None or one.settled_on > today)
    ]
    if is_open and history.state not in ("closed", "declined"):
        found.add("boundary")
    if history.state in ("active", "paused") and any(
        _is_low(history, [one for one in history.care.feedback if one.by_mentor == side], today)
        for side in (True, False)
    ):
        found.add("not_satisfied")
    return found


def _is_low(history: History, given: list[Feedback], today: date) -> bool:
    """The latest word of a side is low, and nobody was reached on a later day."""
    seen = sorted((one for one in given if one.given_on <= today), key=lambda one: one.given_on)
    if not seen:
        return False
    latest = seen[-1]
    low = (latest.score is not None and latest.score <= 2) or latest.fit == "not_a_good_fit"
    return low and not any(
        one.outcome == "reached" and one.contacted_on > latest.given_on for one in _seen(history, today)
    )


def _of_milestones(history: History, judged: Judgement, today: date) -> set[str]:
    found = set()
    care, limits = history.care, history.thresholds
    started = history.started_on is not None and history.started_on <= today
    if history.state == "active" and started and _wanting(history, "agreement", today):
        found.add("agreement")
    if history.state == "active" and care.join_first and judged.last_session is None:
        found.add("first_session")
    if history.state == "closed" and care.closed_on is not None:
        since = (today - care.closed_on).days
        closed_here = care.reason_code is not None and care.outcome in ("completed", "ended_early")
        asked = any(one.kind == "exit_survey" for one in care.milestones)
        wanting = _wanting(history, "exit_survey", today) if asked else closed_here
        if wanting and since < limits.follow_up_days:
            found.add("exit_survey")
        if (
            care.outcome in ("completed", "ended_early")
            and not _done(history, "follow_up", today)
            and limits.follow_up_days <= since < 2 * limits.follow_up_days
        ):
            found.add("follow_up")
    return found


def _wanting(history: History, kind: str, today: date) -> bool:
    """Both were asked, and one of them has not done their part."""
    asked = [one for one in history.care.milestones if one.kind == kind]

    def has_done(days: list[date | None]) -> bool:
        return any(day is not None and day <= today for day in days)

    def parts(one: Milestone) -> tuple[bool, bool]:
        return has_done([one.mentor_on, one.done_on]), has_done([one.mentee_on, one.done_on])

    mentor = any(parts(one)[0] for one in asked)
    mentee = any(parts(one)[1] for one in asked)
    return bool(asked) and not (mentor and mentee)


def _of_states(history: History, today: date) -> set[str]:
    care, limits = history.care, history.thresholds
    found = set()
    if history.state == "proposed" and care.proposed_on is not None:
        waited = (today - care.proposed_on).days
        if waited >= limits.proposal_expiry_days:
            found.add("expiring")
        elif waited >= limits.proposal_days:
            found.add("unanswered")
    planned = [
        one.returns_on
        for one in history.pauses
        if one.paused_on <= today and (one.returned_on is None or one.returned_on > today)
    ]
    if history.state == "paused" and planned and planned[0] is not None and planned[0] <= today:
        found.add("pause_over")  # the pauses of a history all have the same day of return
    return found
