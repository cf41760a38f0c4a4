"""What a coordinator types after a phone call or an e-mail: understood first, then recorded as one change."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.entry import describe, parse
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
    StateFact,
)
from coordinator.models import Done
from coordinator.models.care import PairFooting
from coordinator.models.proposals import SIDES
from coordinator.services import proposals, transitions
from coordinator.services.desk import Desk
from coordinator.services.grounds import Ground, flush, grounds, load
from coordinator.services.judging import judge

if TYPE_CHECKING:
    from coordinator.store.writes import Change


@dataclass(frozen=True, slots=True)
class Understood:
    """The facts of one line about a relationship as it was read, and the same in plain words on one line."""

    footing: PairFooting
    facts: Sequence[Fact]
    summary: str


def ground(desk: Desk, relationship: int) -> Ground:
    """What is on record about a relationship, for typing about it. Raises CoordinatorError for an unknown number."""
    found = grounds(desk, [relationship]).get(relationship)
    if found is None:
        raise CoordinatorError(
            f"There is no relationship R{relationship}.", "`coordinator triage --all` lists them."
        )
    return found


def understand(desk: Desk, ground: Ground, text: str) -> Understood:
    """Read one line of typing about a relationship, without touching the file.

    Raises NotUnderstood naming the word it tripped on, and CoordinatorError for what cannot be so.
    """
    facts = read(desk, ground.footing, text)
    return weigh(desk, ground.copy(), facts)


def read(desk: Desk, footing: PairFooting, text: str) -> Sequence[Fact]:
    """The facts of a line, both people known by their names. Raises NotUnderstood."""
    return parse(text, today=desk.today, session_hours=footing.session_hours, people=people(footing))


def weigh(desk: Desk, ground: Ground, facts: Sequence[Fact]) -> Understood:
    """Take facts onto a ground and say what they mean there. Raises CoordinatorError for what cannot be so."""
    told = []
    for fact in facts:
        found = judge(ground, fact)
        if isinstance(fact, StateFact):
            found = [*found, *transitions.foreseen(ground.footing, ground.state, fact, desk.today)]
            ground.state = fact.state
        told.append(", ".join([describe(fact, today=desk.today), *found]))
    return Understood(ground.footing, facts, "; ".join(told))


def people(footing: PairFooting) -> Mapping[str, str]:
    """The words of both names, case-folded, with whose they are; what both are called is left out."""
    sides = {
        side: {
            word.casefold() for word in re.split(r"\s+", unicodedata.normalize("NFC", name)) if len(word) > 1
        }
        for side, name in (("mentor", footing.mentor), ("mentee", footing.mentee))
    }
    shared = sides["mentor"] & sides["mentee"]
    return {word: side for side, words in sides.items() for word in words - shared}


def record(desk: Desk, lines: Sequence[Understood]) -> Done:
    """Write what all lines say, in one change.

    Raises CoordinatorError when what is in the file forbids one of them, StaleEdit when a state is to be set that
    someone else set meanwhile; nothing is written then.
    """
    with desk.store.writing(desk.who, _command(lines), desk.today) as change:
        found = load(change.db, [line.footing.relationship for line in lines], desk.today)
        versions = {line.footing.relationship: line.footing.version for line in lines}
        for line in lines:
            try:
                _take(change, found, line, versions)
            except CoordinatorError as error:
                if len(lines) == 1 or type(error) is not CoordinatorError:
                    raise
                raise CoordinatorError(f"{line.footing.pair}: {error.message}", error.hint) from error
        for one in found.values():
            flush(change, one)
        return Done(_message(lines), change.number)


def _take(change: "Change", found: Mapping[int, Ground], line: Understood, versions: dict[int, int]) -> None:
    """Judge a line's facts again on what is in the file now; a change of state is written at once."""
    number = line.footing.relationship
    if number not in found:
        raise CoordinatorError(
            f"{line.footing.ref} was removed since you read it.", "Go back and look again."
        )
    ground = found[number]
    for fact in line.facts:
        judge(ground, fact)
        if isinstance(fact, StateFact):
            flush(change, ground)
            transitions.within(change, {number: versions[number]}, transitions.of_fact(fact, ground.state))
            ground.state = fact.state
            versions[number] += 1
        elif isinstance(fact, AnswerFact):
            flush(change, ground)
            for side in SIDES if fact.side == "both" else (fact.side,):
                proposals.within(
                    change, number, side, fact.said, reason=fact.reason, on=fact.on, seen=versions[number]
                )
                versions[number] += 1
            # A second acceptance made an agreement to sign, which the rest of the line may be about.
            ground.records["milestone"] = load(change.db, [number], change.today)[number].of("milestone")


def _command(lines: Sequence[Understood]) -> str:
    """What the history calls it."""
    if len(lines) > 1:
        return f"log {len(lines)} lines"
    first = lines[0].facts[0]
    if isinstance(first, SessionFact) and first.state == "booked":
        return "book session"
    if isinstance(first, AnswerFact):
        return f"{first.side} {first.said}"
    return f"set {first.state}" if isinstance(first, StateFact) else _COMMANDS[type(first)]


_COMMANDS: Mapping[type[Fact], str] = {
    SessionFact: "log session",
    SessionMark: "log session",
    ContactFact: "log check-in",
    MilestoneFact: "log milestone",
    ActionFact: "log action",
    ReferralFact: "log referral",
    ConcernFact: "log concern",
    FeedbackFact: "log satisfaction",
}


def _message(lines: Sequence[Understood]) -> str:
    refs = list(dict.fromkeys(line.footing.ref for line in lines))
    if len(refs) > 1:
        return f"{len(lines)} lines recorded for {len(refs)} relationships: {', '.join(refs)}."
    return f"{lines[0].footing.pair}: {'; '.join(line.summary for line in lines)}."
