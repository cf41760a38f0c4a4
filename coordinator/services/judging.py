"""What is on record decides whether a fact can be so: judged on a ground, which changes with it. Touches no file.

Every refusal is a sentence that says what would make it right. A judge returns what the fact turned out to mean where
the fact alone does not say it: which action is number 2, which concern a referral answers.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.facts import (
    ActionFact,
    AnswerFact,
    ConcernFact,
    ContactFact,
    Fact,
    FeedbackFact,
    MilestoneFact,
    ReferralFact,
    SessionFact,
    SessionMark,
    Side,
    StateFact,
)
from coordinator.services.grounds import Ground, Record

_MILESTONES = {
    "agreement": "the agreement was signed",
    "mid_point_review": "the mid-point review was held",
    "end_review": "the end review was held",
    "exit_survey": "the exit survey was answered",
    "follow_up": "the follow-up was done",
}


def judge(ground: Ground, fact: Fact) -> Sequence[str]:
    """Take a fact onto the ground, a change of state apart: of that only the day is judged.

    Raises CoordinatorError where it cannot be so; the ground is of no use then.
    """
    match fact:
        case SessionFact():
            _refuse_before_start(ground, fact.held_on)
            return _session(ground, fact)
        case SessionMark():
            return _mark(ground, fact)
        case ContactFact():
            return _contact(ground, fact)
        case StateFact():
            if not (fact.state == "active" and ground.state == "proposed"):
                _refuse_before_start(ground, fact.on)
            return ()
        case MilestoneFact():
            return _milestone(ground, fact)
        case ActionFact():
            _refuse_before_start(ground, fact.on)
            return _new_action(ground, fact) if fact.title else _old_action(ground, fact)
        case ReferralFact():
            _refuse_before_start(ground, fact.on)
            return _taken_up(ground, fact) if fact.taken_up else _referral(ground, fact)
        case ConcernFact():
            _refuse_before_start(ground, fact.on)
            return _settled(ground, fact) if fact.settled else _concern(ground, fact)
        case FeedbackFact():
            _refuse_before_start(ground, fact.given_on)
            return _feedback(ground, fact)
        case AnswerFact():
            return _answer(ground, fact)


def _refuse_before_start(ground: Ground, day: date) -> None:
    started_on = ground.footing.started_on
    if started_on and day < started_on:
        raise CoordinatorError(
            f"{days.spell(day)} is before the relationship began ({days.spell(started_on)}).",
            "Check the day, and the year.",
        )


# -- sessions --


def _session(ground: Ground, fact: SessionFact) -> Sequence[str]:
    ref, day = ground.footing.ref, fact.held_on
    if ground.state == "proposed":
        raise CoordinatorError(f"{ref} is proposed.", "When both agreed, write: active 14/3.")
    closed_on = ground.footing.closed_on
    if ground.state in ("closed", "declined") and (
        fact.state == "booked" or closed_on is None or day > closed_on
    ):
        raise CoordinatorError(f"{ref} is {ground.state}.", "To open it again, write: active.")
    values: dict[str, object] = {
        "starts_at": fact.starts_at,
        "hours": fact.hours if fact.state in ("held", "booked") else None,
        "mode": fact.mode,
        "state": fact.state,
        "reported_by": fact.reported_by or "coordinator",
        "plan_reviewed": fact.plan_reviewed,
        "joined": fact.joined,
    }
    known = ground.session_on(day)
    if known is None:
        ground.add("session", held_on=day, **values)
        return _past_the_end(ground, fact.held_on if fact.state == "booked" else None)
    if known["state"] == "held" or known["state"] == fact.state != "booked":
        length = f", {known['hours']:g} h" if known["hours"] else ""
        raise CoordinatorError(
            f"A session on {days.spell(day)} is logged already ({known['state']}{length}).",
            "If that one is wrong, undo it first.",
        )
    # What the booking knew stays unless the new fact says otherwise.
    known.put(**{name: value for name, value in values.items() if value is not None or name == "hours"})
    return _past_the_end(ground, fact.held_on if fact.state == "booked" else None)


def _past_the_end(ground: Ground, day: date | None) -> Sequence[str]:
    """Whether a day that is agreed on lies beyond the relationship's end: mostly it is the year that is wrong."""
    ends_on = ground.footing.ends_on
    if day is None or ends_on is None or day <= ends_on or ground.state not in ("active", "paused"):
        return ()
    return (f"past the end on {days.spell(ends_on)}: is the day right?",)


def _mark(ground: Ground, fact: SessionMark) -> Sequence[str]:
    known = ground.session_on(fact.held_on)
    if known is None or known["state"] != "held":
        there = "no session" if known is None else f"only a {known['state']} session"
        raise CoordinatorError(
            f"There is {there} on {days.spell(fact.held_on)}.",
            f"With its length it is logged: {_short(fact.held_on)} 2h plan reviewed joined.",
        )
    told = {"plan_reviewed": fact.plan_reviewed, "joined": fact.joined}
    known.put(**{name: value for name, value in told.items() if value is not None})
    return ()


# -- contacts and milestones --


def _contact(ground: Ground, fact: ContactFact) -> Sequence[str]:
    for person in _people(ground, fact.person):
        for _ in range(fact.times):
            ground.add(
                "contact",
                person=person,
                contacted_on=fact.contacted_on,
                channel=fact.channel,
                outcome=fact.outcome,
                next_on=fact.next_on,
                note=fact.note,
                source="coordinator",
            )
    return _past_the_end(ground, fact.next_on)


def _people(ground: Ground, side: Side | None) -> list[int | None]:
    ids: dict[str, int | None] = {"mentor": ground.footing.mentor_id, "mentee": ground.footing.mentee_id}
    return [None] if side is None else list(ids.values()) if side == "both" else [ids[side]]


def _milestone(ground: Ground, fact: MilestoneFact) -> Sequence[str]:
    if fact.kind != "agreement":  # it may be signed before the first day
        _refuse_before_start(ground, fact.done_on)
    known = next((one for one in ground.of("milestone") if one["kind"] == fact.kind), None)
    if known is None:
        known = ground.add("milestone", kind=fact.kind)
    by_each = fact.kind in ("agreement", "exit_survey")
    sides = ("mentor", "mentee") if fact.side in ("both", None) else (fact.side,)
    owed = [side for side in sides if known[f"{side}_on"] is None] if by_each else []
    if known["done_on"] or (by_each and not owed):
        when = known["done_on"] or known[f"{sides[0]}_on"]
        by = f" by the {fact.side}" if by_each and fact.side in ("mentor", "mentee") else ""
        raise CoordinatorError(
            f"That {_MILESTONES[fact.kind]}{by} is on record already, on {days.spell(when)}.",
            "If that day is wrong, undo it first.",
        )
    known.put(**{f"{side}_on": fact.done_on for side in owed}, source=fact.side or "coordinator")
    if not by_each:
        known.put(done_on=fact.done_on)
        return ()
    if known["mentor_on"] and known["mentee_on"]:
        known.put(done_on=max(known["mentor_on"], known["mentee_on"]), source="both")
        return ()
    other = "mentee" if known["mentee_on"] is None else "mentor"
    return (f"the {other} has still to",)


# -- the action plan --


def _new_action(ground: Ground, fact: ActionFact) -> Sequence[str]:
    title = fact.title or ""
    for number, one in enumerate(ground.of("action"), 1):
        if one["state"] == "open" and one["title"].casefold() == title.casefold():
            raise CoordinatorError(
                f"Action “{title}” is in the plan already, as number {number}.",
                f"If it is done, write: action {number} done.",
            )
    ground.add(
        "action",
        title=title,
        due_on=fact.due_on,
        state=fact.state,
        set_on=fact.on,
        done_on=fact.on if fact.state == "done" else None,
        source=fact.source or "coordinator",
    )
    return (f"number {len(ground.of('action'))} of the plan",)


def _old_action(ground: Ground, fact: ActionFact) -> Sequence[str]:
    plan = ground.of("action")
    if not 1 <= (fact.number or 0) <= len(plan):
        there = (
            f"The plan has {len(plan)} action{'' if len(plan) == 1 else 's'}" if plan else "The plan is empty"
        )
        raise CoordinatorError(
            f"{there}: there is no action {fact.number}.", 'Write: action "write budget" due 1/4.'
        )
    known = plan[(fact.number or 0) - 1]
    if fact.state == known["state"] and fact.due_on is None:
        raise CoordinatorError(f"Action {fact.number} “{known['title']}” is {fact.state} already.")
    set_on = known["set_on"]
    if set_on and fact.on < set_on:
        raise CoordinatorError(
            f"{days.spell(fact.on)} is before action {fact.number} was set ({days.spell(set_on)}).",
            "Check the day.",
        )
    if fact.state is not None:
        known.put(state=fact.state, done_on=fact.on if fact.state == "done" else None)
    if fact.due_on is not None:
        known.put(due_on=fact.due_on)
    if fact.source:
        known.put(source=fact.source)
    return (f"“{known['title']}”",)


# -- referrals and concerns --


def _referral(ground: Ground, fact: ReferralFact) -> Sequence[str]:
    kind = (fact.kind or "").replace("_", " ")
    referral = ground.add(
        "referral",
        referred_on=fact.on,
        kind=fact.kind,
        referred_to=fact.referred_to or kind,
        source=fact.source or "coordinator",
    )
    answered = [
        one
        for one in ground.of("concern")
        if one["category"] == fact.kind
        and one["settled_on"] is None
        and one["referral"] is None
        and one["raised_on"] <= fact.on
    ]
    for concern in answered:
        concern.put(referral=referral)
    return ("answers the concern",) if answered else ()


def _taken_up(ground: Ground, fact: ReferralFact) -> Sequence[str]:
    open_ones = [
        one
        for one in ground.of("referral")
        if one["taken_up_on"] is None and fact.kind in (None, one["kind"])
    ]
    what = f" to {(fact.kind or '').replace('_', ' ')}" if fact.kind else ""
    known = _the_only(
        open_ones,
        f"No referral{what} is waiting to be taken up.",
        "Write it first, for instance: referral counselling 14/3.",
        "referrals are waiting to be taken up",
        "referral counselling taken up",
    )
    if fact.on < known["referred_on"]:
        raise CoordinatorError(
            f"{days.spell(fact.on)} is before the referral ({days.spell(known['referred_on'])}).",
            "Check the day.",
        )
    known.put(taken_up_on=fact.on)
    return (f"“{known['referred_to']}”",)


def _concern(ground: Ground, fact: ConcernFact) -> Sequence[str]:
    category = (fact.category or "").replace("_", " ")
    for one in ground.of("concern"):
        if one["category"] == fact.category and one["settled_on"] is None:
            raise CoordinatorError(
                f"A concern about {category} is open since {days.spell(one['raised_on'])}.",
                f"When it is over, write: concern {category} settled.",
            )
    concern = ground.add(
        "concern", raised_on=fact.on, category=fact.category, source=fact.source or "coordinator"
    )
    # Written in either order, a referral from that day on answers it; one before it did not keep it from coming.
    answers = [
        one for one in ground.of("referral") if one["kind"] == fact.category and one["referred_on"] >= fact.on
    ]
    if not answers:
        return ()
    first = min(answers, key=lambda one: one["referred_on"])
    concern.put(referral=first)
    return (f"answered by the referral of {days.spell(first['referred_on'])}",)


def _settled(ground: Ground, fact: ConcernFact) -> Sequence[str]:
    open_ones = [
        one
        for one in ground.of("concern")
        if one["settled_on"] is None and fact.category in (None, one["category"])
    ]
    what = f" about {(fact.category or '').replace('_', ' ')}" if fact.category else ""
    known = _the_only(
        open_ones,
        f"No concern{what} is open.",
        "Write it first, for instance: concern counselling.",
        "concerns are open",
        "concern counselling settled",
    )
    if fact.on < known["raised_on"]:
        raise CoordinatorError(
            f"{days.spell(fact.on)} is before the concern ({days.spell(known['raised_on'])}).",
            "Check the day.",
        )
    known.put(settled_on=fact.on)
    return ()


def _the_only(found: Sequence[Record], none: str, first: str, several: str, example: str) -> Record:
    if not found:
        raise CoordinatorError(none, first)
    kinds = [str(one["kind"] or one["category"] or one["referred_to"]).replace("_", " ") for one in found]
    if len(found) > 1 and len(set(kinds)) > 1:
        raise CoordinatorError(f"{len(found)} {several}: {', '.join(kinds)}.", f"Say which: {example}.")
    return found[-1]


# -- answers to a proposal --


def _answer(ground: Ground, fact: AnswerFact) -> Sequence[str]:
    """Only a proposal is answered; whether this answer is new and has a place is judged by `proposals`."""
    if ground.state != "proposed":
        raise no_proposal(ground.footing.ref, ground.state)
    if fact.said == "accepted":
        return ()
    ground.state = "declined"
    return (f"{ground.footing.mentee} waits again",)


def no_proposal(ref: str, state: str) -> CoordinatorError:
    """A relationship in another state has nothing to answer."""
    return CoordinatorError(
        f"{ref} is {state}: there is no proposal to answer.",
        "A declined one can be reopened: it is then proposed again." if state == "declined" else "",
    )


# -- satisfaction --


def _feedback(ground: Ground, fact: FeedbackFact) -> Sequence[str]:
    moment = _moment(ground, fact.given_on)
    sides: Sequence[Side] = ("mentor", "mentee") if fact.side == "both" else (fact.side,)
    for side in sides:
        for one in ground.of("feedback"):
            if (one["side"] or one["source"]) == side and one["given_on"] == fact.given_on:
                raise CoordinatorError(
                    f"The {side}'s satisfaction of {days.spell(fact.given_on)} is on record already.",
                    "If it is wrong, undo it first.",
                )
        (person,) = _people(ground, side)
        ground.add(
            "feedback",
            person=person,
            given_on=fact.given_on,
            score=fact.score,
            fit=fact.fit,
            moment=moment,
            source=side,
        )
    return (f"counts for {_MOMENTS[moment]}",)


_MOMENTS = {"day_30": "day 30", "mid_point": "the mid-point", "end": "the end"}


def _moment(ground: Ground, day: date) -> str:
    """Which of the moments at which both are asked is the nearest: day 30, the mid-point or the end."""
    start, end = ground.footing.started_on, ground.footing.planned_end
    if start is None or end is None:
        return "day_30"
    asked = {"day_30": start + timedelta(30), "mid_point": start + (end - start) / 2, "end": end}
    return min(asked, key=lambda moment: abs((asked[moment] - day).days))


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
