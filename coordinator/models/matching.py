"""What pairing people is about: who could be paired with whom, how well, and what speaks against it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class ScoredPair(NamedTuple):
    """A mentor's and a mentee's application of one cohort. Source: `queries/pairing/looked_at.sql`.

    `score` is 0 to 100; the five parts add up to it less `penalty`, and one is None where a side did not tell.
    `data_share` is how many percent of the weights had data. `excluded`, `penalised` and `overridden` are codes of
    rules: that bar the pair, that cost it points, that someone set aside for it.
    """

    mentor: int  # application
    mentee: int  # application
    score: int
    needs: int | None
    background: int | None
    wishes: int | None
    time: int | None
    place: int | None
    penalty: int
    data_share: int
    eligible: bool
    excluded: Sequence[str]
    penalised: Sequence[str]
    overridden: Sequence[str]


class MatchPerson(NamedTuple):
    """An application as matching sees it. Source: `queries/matching/people.sql`.

    `live` counts relationships in every cohort, `room` is what the capacity leaves; `since`: waiting, or free, from
    that day; `in_front` of the line after a rematch. `tags` are those of the vocabulary in the order of priority.
    """

    application: int
    role: str
    person: int
    name: str
    email: str
    organisation: str | None
    state: str
    capacity: int
    live: int
    room: int
    since: date | None
    in_front: bool
    tags: Sequence[str]


class Covered(NamedTuple):
    """A need of a mentee and what of a mentor's covers it best. Source: `queries/matching/coverage.sql`.

    `by_tag` None: nothing does. `is_same`: the tag itself does, else a sister. `worth` is in percent.
    """

    mentor: int  # application
    mentee: int  # application
    place: int
    need: str
    by_tag: str | None
    level: str | None
    is_same: bool
    worth: int


class PairRule(NamedTuple):
    """An exclusion as a cohort counts it. Source: `queries/matching/rules.sql`.

    `mode` is hard, penalty or off. `is_free`: it may be changed, and set aside for one pair.
    """

    code: str
    words: str
    mode: str
    default_mode: str
    is_free: bool


class Weights(NamedTuple):
    """What each part of the score weighs, and the points of a penalty. Source: `queries/matching/weights.sql`."""

    needs: int
    background: int
    wishes: int
    time: int
    place: int
    penalty: int


class OwnPolicy(NamedTuple):
    """What a cohort weighs otherwise than the programme, as JSON. Source: `queries/matching/own_policy.sql`."""

    policy: int
    version: int
    weights: str
    rules: str


class Apart(NamedTuple):
    """Two people who are never to be paired. Source: `queries/matching/register.sql`.

    `expires_on`: from that day on it does not hold; None: for good.
    """

    exclusion: int
    version: int
    person: int
    person_name: str
    other: int
    other_name: str
    reason: str
    expires_on: date | None
    holds: bool


class Override(NamedTuple):
    """A rule that someone set aside for one pair, and why. Source: `queries/matching/overrides.sql`."""

    override: int
    version: int
    mentor: int  # person
    mentor_name: str
    mentee: int  # person
    mentee_name: str
    code: str
    words: str
    note: str
    made_on: date
    made_by: str


class Undecided(NamedTuple):
    """An application that was neither accepted nor declined. Source: `queries/participant/undecided.sql`."""

    application: int
    version: int
    name: str


class Profile(NamedTuple):
    """An application with everything that matching uses of it. Source: `queries/participant/profile.sql`.

    `meanings` are the tags that the labels in `tags` mean, at the same places; None where none does.
    """

    application: int
    version: int
    cohort_id: int
    cohort: str
    role: str
    person: int
    person_version: int
    name: str
    email: str
    phone: str | None
    organisation: str | None
    job_title: str | None
    location: str | None
    state: str
    applied_on: date | None
    standing: str
    since: date | None
    consent: bool | None
    capacity: int
    live: int  # relationships in every cohort
    tags: Sequence[str]
    meanings: Sequence[str]
    lead_tags: Sequence[str]
    some_tags: Sequence[str]
    sector: str | None
    organisation_kind: str | None
    organisation_size: str | None
    organisation_stage: str | None
    ways: Sequence[str]
    languages: Sequence[str]
    times: Sequence[str]
    modes: Sequence[str]
    wishes: Sequence[str]
    rather_not: Sequence[str]
    conflicts: Sequence[str]
    about: str | None
