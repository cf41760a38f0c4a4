"""A cohort's pairing as one board: the people, the problem made of them, and its solution."""

import hashlib
import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, cast

from coordinator.errors import CoordinatorError
from coordinator.matching.moves import Moves
from coordinator.matching.problem import FAIRNESSES, MODES, Poll, Problem, Rules
from coordinator.matching.solving import Solution, solve
from coordinator.models.matching import MatchPerson, ScoredPair
from coordinator.models.pairing import Counted, Decision, EligibleMentors, PairingCohort, Scenario, Suggestion

WORTH_KEEPING_MIN_SCORE = 50
"""Quality mode's threshold where nobody named one."""

Pair = tuple[int, int]
"""A mentor's and a mentee's application."""


def as_json(value: object) -> str:
    """JSON as DuckDB writes it again: undo compares a row with how it was left."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Variant(NamedTuple):
    """What is wanted otherwise than the cohort has it: a scenario, or the options of a command."""

    wants: Mapping[str, object] = {}  # mode, min_score, fairness, keep
    weights: Mapping[str, int] = {}
    rules: Mapping[str, str] = {}  # exclusions by code: hard, penalty or off
    places: Mapping[int, int] = {}  # capacities by application
    scenario: int | None = None

    @property
    def counted(self) -> Counted:
        """Its weights and rules as readers take them."""
        return {
            "weights": as_json(self.weights) if self.weights else None,
            "rules": as_json(self.rules) if self.rules else None,
        }


AS_IT_IS = Variant()


@dataclass(frozen=True)
class Board:
    """A cohort's suggested pairs as solved. People are named by their applications."""

    cohort: PairingCohort
    variant: Variant
    rules: Rules
    people: Mapping[int, MatchPerson]
    mentors: Sequence[int]  # the application of mentor number 0, 1, …
    mentees: Sequence[int]
    solution: Solution
    decisions: Sequence[Decision]
    locked: Mapping[int, tuple[int, int]]  # mentee -> mentor, score
    locked_choices: Mapping[int, Mapping[int, int]]  # a locked mentee's eligible mentors -> score
    before: frozenset[Pair]
    inputs: str
    run: int | None  # the run that these very inputs were kept as
    mentor_at: Mapping[int, int]
    mentee_at: Mapping[int, int]

    @cached_property
    def pairs(self) -> list[Suggestion]:
        """The suggested pairs, locked ones too, best first."""
        made = [(mentor, mentee, score, True) for mentee, (mentor, score) in self.locked.items()]
        for number, mentor_number in enumerate(self.solution.mentor_of):
            if mentor_number is not None:
                score = self.solution.score(number, mentor_number)
                made.append((self.mentors[mentor_number], self.mentees[number], score, False))
        found = [
            Suggestion(
                mentor, mentee, score, locked, bool(self.before) and (mentor, mentee) not in self.before
            )
            for mentor, mentee, score, locked in made
        ]
        return sorted(found, key=lambda pair: (-pair.score, self.email(pair.mentee)))

    @cached_property
    def left_over(self) -> list[int]:
        """Mentees in line without a suggestion, those who wait longest first."""
        out = [number for number, mentor in enumerate(self.solution.mentor_of) if mentor is None]
        line = self.solution.problem.line
        return [self.mentees[number] for number in sorted(out, key=lambda number: line[number])]

    @property
    def asleep(self) -> list[Decision]:
        """Locks of people in line that keep nothing now, because something bars the pair since."""
        return [
            one
            for one in self.decisions
            if one.kind == "lock" and one.mentee in self.mentee_at and one.mentor in self.people
        ]

    @cached_property
    def mentor_of(self) -> dict[int, int]:
        """The suggested mentor of every mentee who has one."""
        return {pair.mentee: pair.mentor for pair in self.pairs}

    @cached_property
    def load(self) -> dict[int, int]:
        """How many mentees are suggested for each mentor."""
        found = dict.fromkeys(self.mentors, 0)
        for pair in self.pairs:
            found[pair.mentor] = found.get(pair.mentor, 0) + 1
        return found

    @cached_property
    def moves(self) -> Moves:
        """What changes would cost."""
        return Moves(self.solution)

    @property
    def total(self) -> int:
        return sum(pair.score for pair in self.pairs)

    @property
    def worst(self) -> int | None:
        return min((pair.score for pair in self.pairs), default=None)

    @property
    def capacity(self) -> int:
        """The places there are, locked pairs' among them."""
        return sum(self.solution.problem.places) + len(self.locked)

    def scores_of_mentee(self, mentee: int) -> list[int]:
        """The scores of every eligible pair of a mentee in line or locked."""
        number = self.mentee_at.get(mentee)
        if number is None:
            return list(self.locked_choices.get(mentee, {}).values())
        return [score for _, score in self.solution.problem.choices[number]]

    @cached_property
    def scores_by_mentor(self) -> dict[int, list[int]]:
        """The scores of every eligible pair of each mentor with those in line or locked."""
        found: dict[int, list[int]] = {mentor: [] for mentor in self.mentors}
        for row in self.solution.problem.choices:
            for number, score in row:
                found[self.mentors[number]].append(score)
        for choices in self.locked_choices.values():
            for mentor, score in choices.items():
                found[mentor].append(score)
        return found

    def email(self, application: int) -> str:
        return self.people[application].email

    def name(self, application: int) -> str:
        return self.people[application].name


def variant_of(scenario: Scenario) -> Variant:
    """What a scenario wants otherwise."""
    return Variant(
        json.loads(scenario.wants),
        json.loads(scenario.weights),
        json.loads(scenario.rules),
        {int(application): places for application, places in json.loads(scenario.places).items()},
        scenario.scenario,
    )


def wanted(cohort: PairingCohort, variant: Variant) -> Rules:
    """By what a cohort's pairs are judged: the defaults, the cohort's own, what the variant wants."""
    values: dict[str, object] = dict(Rules()._asdict())
    own = {
        "mode": cohort.mode,
        "min_score": cohort.min_score,
        "fairness": cohort.fairness,
        "keep": cohort.keep,
    }
    values |= {name: value for name, value in own.items() if value is not None}
    values |= variant.wants
    if values["mode"] not in MODES or values["fairness"] not in FAIRNESSES:
        raise CoordinatorError(
            f"Pairs cannot be judged by {values['mode']!s} and {values['fairness']!s}.",
            f"Modes are {', '.join(MODES)}; fairness is {', '.join(FAIRNESSES)}.",
        )
    least = cast(int, values["min_score"])
    if values["mode"] == "quality" and not least:
        least = WORTH_KEEPING_MIN_SCORE
    return Rules(values["mode"], least, values["fairness"], cast(int, values["keep"]))


def solved(
    cohort: PairingCohort,
    variant: Variant,
    people: Sequence[MatchPerson],
    standing: Mapping[int, str],
    eligible: Sequence[EligibleMentors],
    decisions: Sequence[Decision],
    pairs: Sequence[ScoredPair],
    before: frozenset[Pair],
    known: Mapping[str, int],
    poll: Poll,
) -> Board:
    by_application = {person.application: person for person in people}
    ordered = sorted(people, key=lambda person: (person.email, person.application))
    scored = {(pair.mentor, pair.mentee): pair for pair in pairs}
    locks = [one for one in decisions if one.kind == "lock"]
    holding = [one for one in locks if _holds(one, scored.get((one.mentor, one.mentee)), standing)]
    locked = {one.mentee: (one.mentor, scored[one.mentor, one.mentee].score) for one in holding}
    mentors = [person for person in ordered if person.role == "mentor"]
    mentees = [
        person
        for person in ordered
        if person.role == "mentee"
        and standing.get(person.application) == "waiting"
        and person.application not in locked
    ]
    taken: dict[int, int] = {}
    for mentor, _ in locked.values():
        taken[mentor] = taken.get(mentor, 0) + 1
    places = [
        max(0, _room(person, standing, variant) - taken.get(person.application, 0)) for person in mentors
    ]
    mentor_at = {person.application: number for number, person in enumerate(mentors)}
    mentee_at = {person.application: number for number, person in enumerate(mentees)}
    refused = {(one.mentor, one.mentee) for one in decisions if one.kind == "refusal"}
    choices: list[list[tuple[int, int]]] = [[] for _ in mentees]
    locked_choices: dict[int, dict[int, int]] = {mentee: {} for mentee in locked}
    for row in eligible:
        if row.mentee in locked:
            locked_choices[row.mentee] = dict(zip(row.mentors, row.scores, strict=True))
        number = mentee_at.get(row.mentee)
        if number is not None:
            choices[number] = [
                (mentor_at[mentor], score)
                for mentor, score in zip(row.mentors, row.scores, strict=True)
                if (mentor, row.mentee) not in refused
            ]
    problem = Problem(
        [person.email for person in mentors],
        places,
        [person.email for person in mentees],
        [_place_in_line(person) for person in mentees],
        choices,
        _kept(before, mentor_at, mentee_at, choices),
    )
    rules = wanted(cohort, variant)
    inputs = _inputs_hash(problem, rules, locked, by_application)
    return Board(
        cohort=cohort,
        variant=variant,
        rules=rules,
        people=by_application,
        mentors=[person.application for person in mentors],
        mentees=[person.application for person in mentees],
        solution=solve(problem, rules, poll),
        decisions=decisions,
        locked=locked,
        locked_choices=locked_choices,
        before=before,
        inputs=inputs,
        run=known.get(inputs),
        mentor_at=mentor_at,
        mentee_at=mentee_at,
    )


def _holds(lock: Decision, pair: ScoredPair | None, standing: Mapping[int, str]) -> bool:
    """Whether a lock keeps its pair now: not when the mentee left the line, nor when something bars the pair since.

    That the mentor's places are taken is no such thing: locked pairs come first. One not in the file yet was asked about.
    """
    if pair is None or standing.get(lock.mentee) != "waiting" or standing.get(lock.mentor) == "out":
        return False
    return not lock.id or not set(pair.excluded) - {"no_room"}


def _room(person: MatchPerson, standing: Mapping[int, str], variant: Variant) -> int:
    """A mentor's free places, with the capacity that a scenario gives them."""
    if standing.get(person.application) == "out":
        return 0
    if person.application in variant.places:
        return max(0, variant.places[person.application] - person.live)
    return person.room


def _place_in_line(person: MatchPerson) -> int:
    """Who is lower is first: whom a rematch put in front, then who waits longest."""
    since = (person.since or date.max).toordinal()
    return since - date.max.toordinal() if person.in_front else since


def _kept(
    before: frozenset[Pair],
    mentor_at: Mapping[int, int],
    mentee_at: Mapping[int, int],
    choices: Sequence[Sequence[tuple[int, int]]],
) -> frozenset[tuple[int, int]]:
    """The pairs suggested before that are still possible, by number."""
    found = {
        (mentee_at[mentee], mentor_at[mentor])
        for mentor, mentee in before
        if mentor in mentor_at and mentee in mentee_at
    }
    return frozenset(
        (mentee, mentor) for mentee, mentor in found if any(other == mentor for other, _ in choices[mentee])
    )


def _inputs_hash(
    problem: Problem,
    rules: Rules,
    locked: Mapping[int, tuple[int, int]],
    people: Mapping[int, MatchPerson],
) -> str:
    """A hash of all that a solution comes from, people by their e-mail: the same inputs give the same pairs."""
    kept = sorted((problem.mentees[mentee], problem.mentors[mentor]) for mentee, mentor in problem.before)
    locks = sorted(
        (people[mentee].email, people[mentor].email, score) for mentee, (mentor, score) in locked.items()
    )
    head = [
        list(rules),
        list(problem.mentors),
        list(problem.places),
        list(problem.mentees),
        list(problem.line),
        kept,
        locks,
    ]
    digest = hashlib.blake2b(json.dumps(head).encode(), digest_size=16)
    for row in problem.choices:
        flat = array("q", [number for choice in sorted(row) for number in choice])
        digest.update(len(row).to_bytes(8, "big") + flat.tobytes())
    return digest.hexdigest()
