"""From suggestion to relationship: propose pairs, record what each side says, release what a mentor has no place for.

A proposal takes a place of its mentor and of its mentee from the day it is made. Nothing here moves a relationship
that is under way.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from coordinator import days
from coordinator.errors import CoordinatorError
from coordinator.models import Done
from coordinator.models.proposals import (
    SIDES,
    Answer,
    NamedApplication,
    Proposable,
    Proposal,
    Release,
    Side,
)
from coordinator.services import transitions
from coordinator.services.desk import Desk
from coordinator.services.judging import no_proposal
from coordinator.states import Move
from coordinator.store import matching_reads, proposal_reads

if TYPE_CHECKING:
    from coordinator.store.writes import Change

Pair = tuple[int, int]
"""A mentor's and a mentee's application."""
NamedPair = tuple[NamedApplication, NamedApplication]
"""The same, found by name."""


def propose(
    desk: Desk, cohort: int, pairs: Sequence[Pair], *, coordinator: str | None = None
) -> tuple[Done, list[int]]:
    """Propose pairs of a cohort as one change, today; `coordinator` looks after them (None: who proposes).

    Returns the relationships too, in the order of the pairs. Each keeps its match score, and follows the relationship
    of the mentee that ended last. Raises CoordinatorError when a pair is barred or has no room; nothing is proposed
    then.
    """
    if not pairs:
        raise CoordinatorError("No pair was named.", "Mark the pairs to propose.")
    with desk.store.writing(desk.who, "propose", desk.today) as change:
        found = proposal_reads.proposable(
            change.db, desk.today, cohort, [mentor for mentor, _ in pairs], [mentee for _, mentee in pairs]
        )
        _refuse_unknown(pairs, found)
        _refuse_barred(found)
        _refuse_crowded(found)
        earlier = transitions.follows(change, cohort, [one.mentee_person for one in found])
        ids = change.insert(
            "relationship",
            [
                {
                    "cohort": cohort,
                    "mentor": one.mentor_person,
                    "mentee": one.mentee_person,
                    "state": "proposed",
                    "proposed_on": desk.today,
                    "coordinator": coordinator or desk.who,
                    "match_score": one.score,
                    "rematch_of": earlier.get(one.mentee_person),
                }
                for one in found
            ],
        )
        return Done(_proposed(found, ids), change.number), ids


def _refuse_unknown(pairs: Sequence[Pair], found: Sequence[Proposable]) -> None:
    missing = {*pairs} - {(one.mentor, one.mentee) for one in found}
    if missing:
        mentor, mentee = min(missing)
        raise CoordinatorError(
            f"Applications {mentor} and {mentee} are no mentor and mentee of this cohort.",
            "Look at the cohort again.",
        )


def _refuse_barred(found: Sequence[Proposable]) -> None:
    barred = [one for one in found if one.barred]
    if barred:
        told = "; ".join(f"{one.pair}: {', '.join(one.barred)}" for one in barred[:3])
        more = f"; and {len(barred) - 3} more" if len(barred) > 3 else ""
        raise CoordinatorError(
            f"{told}{more}.", "Set the rule aside for that pair, or leave the pair out; nothing was proposed."
        )


def _refuse_crowded(found: Sequence[Proposable]) -> None:
    """Refuse pairs that fit one by one, but not together; who fits without a free place has "no room left" set aside."""
    mentees = Counter(one.mentee_person for one in found)
    for one in found:
        if mentees[one.mentee_person] > 1:
            raise CoordinatorError(
                f"{one.mentee_name} is in {mentees[one.mentee_person]} of these pairs.", "Keep one of them."
            )
    mentors = Counter(one.mentor_person for one in found)
    for one in found:
        free = one.mentor_capacity - one.mentor_live
        if 0 < free < mentors[one.mentor_person]:
            raise CoordinatorError(
                f"{one.mentor_name} is in {mentors[one.mentor_person]} of these pairs and has {_places(free)} left.",
                "Leave some out, or raise the capacity.",
            )


def _places(many: int) -> str:
    return "1 place" if many == 1 else f"{many} places"


def _many(live: int) -> str:
    return "1 relationship" if live == 1 else f"{live} relationships"


def _proposed(found: Sequence[Proposable], ids: Sequence[int]) -> str:
    if len(found) == 1:
        return (
            f"{found[0].pair} are proposed as R{ids[0]}, score {found[0].score}. Ask both for their answer."
        )
    return f"{len(found)} pairs are proposed, R{ids[0]} to R{ids[-1]}. Ask all for their answers."


def standing(desk: Desk, relationship: int) -> Proposal:
    """A relationship as its proposal stands. Raises CoordinatorError for an unknown number."""
    with desk.store.reading() as db:
        return _only(proposal_reads.proposals(db, [relationship]), relationship)


def answer(
    desk: Desk,
    relationship: int,
    side: Side,
    said: Answer,
    *,
    reason: str | None = None,
    on: date | None = None,
) -> Done:
    """Record what one side says to a proposal, today or on an earlier day.

    When both accepted it is ready to start, with an agreement to sign. A decline ends the proposal and keeps the two
    apart from then on. Raises CoordinatorError when it is no proposal any more, the answer is known already, or an
    acceptance would take a place that is no longer there.
    """
    with desk.store.writing(desk.who, f"{side} {said}", desk.today) as change:
        told = within(change, relationship, side, said, reason=reason, on=on or desk.today)
        return Done(told, change.number)


def within(
    change: "Change",
    relationship: int,
    side: Side,
    said: Answer,
    *,
    reason: str | None,
    on: date,
    seen: int | None = None,
) -> str:
    """The same inside an open change; `seen` is the version that was read (None: whatever it is now)."""
    proposal = _only(proposal_reads.proposals(change.db, [relationship]), relationship)
    _refuse_answer(proposal, side, said, on, change.today)
    if said == "accepted":
        _refuse_without_place(change, proposal)
    told = _tidy(reason)
    if said == "declined":
        return _decline(change, proposal, side, told, on, seen)
    change.update(
        "relationship",
        [
            {
                "id": proposal.relationship,
                "version": seen or proposal.version,
                f"{side}_answer": said,
                f"{side}_answered_on": on,
                f"{side}_answer_reason": told,
            }
        ],
    )
    return _accept(change, proposal, side)


def _only(found: Sequence[Proposal], relationship: int) -> Proposal:
    if not found:
        raise CoordinatorError(
            f"There is no relationship R{relationship}.", "`coordinator triage --all` lists them."
        )
    return found[0]


def _refuse_answer(proposal: Proposal, side: Side, said: Answer, on: date, today: date) -> None:
    if proposal.state != "proposed":
        raise no_proposal(proposal.ref, proposal.state)
    if on > today:
        raise CoordinatorError(f"{days.spell(on)} has not come yet.", "Record the answer when it has.")
    if proposal.proposed_on is not None and on < proposal.proposed_on:
        raise CoordinatorError(
            f"{days.spell(on)} is before {proposal.ref} was proposed ({days.spell(proposal.proposed_on)}).",
            "Check the day.",
        )
    if proposal.answer_of(side) == said:
        raise CoordinatorError(f"{proposal.name_of(side)} {said} already.")


def _refuse_without_place(change: "Change", proposal: Proposal) -> None:
    """What was free when it was proposed may be taken by the time of the answer, unless that was set aside for them."""
    if proposal.mentee_live > 1:
        raise CoordinatorError(
            f"{proposal.mentee_name} is in {_many(proposal.mentee_live)} with this one.",
            "Close or decline the other first.",
        )
    capacity = proposal.mentor_capacity
    if capacity is None or proposal.mentor_live <= capacity:
        return
    set_aside = matching_reads.overrides(change.db, change.today, proposal.mentee)
    if not any((one.mentor, one.code) == (proposal.mentor, "no_room") for one in set_aside):
        raise CoordinatorError(
            f"{proposal.mentor_name} has {_many(proposal.mentor_live)} with this one and {_places(capacity)}.",
            "Raise the capacity or release another pair first; or record a decline.",
        )


def _accept(change: "Change", proposal: Proposal, side: Side) -> str:
    (other,) = (one for one in SIDES if one != side)
    if proposal.answer_of(other) != "accepted":
        return (
            f"{proposal.pair}: {proposal.name_of(side)} accepted. {proposal.name_of(other)}'s answer is open."
        )
    if not proposal.has_agreement:
        change.insert(
            "milestone",
            [{"relationship": proposal.relationship, "kind": "agreement", "due_on": change.today}],
        )
    return (
        f"{proposal.pair}: both accepted. {proposal.ref} is ready to start, with an agreement to sign; "
        "write active and the day when it does."
    )


def _decline(
    change: "Change", proposal: Proposal, side: Side, reason: str | None, on: date, seen: int | None
) -> str:
    transitions.within(change, {proposal.relationship: seen}, Move("declined", on, words=reason, by=side))
    return (
        f"{proposal.pair}: {proposal.name_of(side)} declined{f' ({reason})' if reason else ''}. "
        f"They are kept apart from now on; {proposal.mentee_name} waits again."
    )


def _tidy(reason: str | None) -> str | None:
    return " ".join(reason.split()) or None if reason else None


def over_capacity(desk: Desk, cohort: str | None = None) -> list[Release]:
    """The relationships of mentors who have more than they have places for, the cheapest to release first."""
    with desk.store.reading() as db:
        return proposal_reads.over_capacity(db, desk.today, cohort=cohort)


def over_capacity_in_words(desk: Desk, cohort: str | None = None) -> list[str]:
    """A sentence for each mentor who has more relationships than places: which are too many, the cheapest release."""
    found = over_capacity(desk, cohort)
    return [release_words([*theirs]) for _, theirs in groupby(found, key=lambda one: one.mentor)]


def release_words(found: Sequence[Release]) -> str:
    """Which pairs of one mentor are too many, and the cheapest release; nothing where none are."""
    if not found:
        return ""
    first = found[0]
    cheapest = ", ".join(
        f"R{one.relationship} with {one.mentee_name} ({_state_words(one)})" for one in found[: first.over]
    )
    return (
        f"{first.mentor_name} has {_many(len(found))} and {_places(first.capacity)}: {first.over} too many. "
        f"Cheapest to release: {cheapest}."
    )


def _state_words(one: Release) -> str:
    if one.state == "proposed" or not one.sessions_held:
        return one.state
    held = "1 session" if one.sessions_held == 1 else f"{one.sessions_held} sessions"
    return f"{one.state}, {held} held"


def find_pair(desk: Desk, mentor: str, mentee: str, cohort: str | None = None) -> NamedPair:
    """The applications that people mean by two e-mails or names, in one cohort, the latest where several fit.

    Raises CoordinatorError when nobody, or several people, are called so.
    """
    with desk.store.reading() as db:
        mentors = proposal_reads.named(db, mentor, role="mentor", cohort=cohort)
        mentees = proposal_reads.named(db, mentee, role="mentee", cohort=cohort)
    refuse_ambiguous(mentor, "mentor", mentors, cohort)
    refuse_ambiguous(mentee, "mentee", mentees, cohort)
    for one in mentors:
        for other in mentees:
            if one.cohort_id == other.cohort_id:
                return one, other
    raise CoordinatorError(
        f"{mentors[0].name} and {mentees[0].name} are in no cohort together.",
        f"{mentors[0].name} is in {mentors[0].cohort}, {mentees[0].name} in {mentees[0].cohort}.",
    )


def find_person(desk: Desk, text: str, cohort: str | None = None) -> int:
    """The person that an e-mail or a name means. Raises CoordinatorError when nobody, or several, are called so."""
    with desk.store.reading() as db:
        found = proposal_reads.named(db, text, cohort=cohort)
    refuse_ambiguous(text, "participant", found, cohort)
    return found[0].person


def refuse_ambiguous(text: str, role: str, found: Sequence[NamedApplication], cohort: str | None) -> None:
    """Refuse a name that nobody, or more than one person, is called by."""
    where = f" of {cohort}" if cohort else ""
    if not found:
        raise CoordinatorError(
            f"No {role}{where} is called {text!r}.", "Give the e-mail, or enough of the name."
        )
    people = {one.person: one for one in found if one.is_email == found[0].is_email}
    if len(people) > 1:
        some = ", ".join(f"{one.name} ({one.email})" for one in list(people.values())[:5])
        raise CoordinatorError(f"{text!r} fits {len(people)} {role}s: {some}.", "Give the e-mail.")
