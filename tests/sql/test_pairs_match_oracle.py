"""Every pair that SQL scores is scored alike by the slow oracle, whatever people told."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.store import pairing_reads
from coordinator.telling import MODES, TIMES
from tests.sql import pair_oracle
from tests.sql.conftest import Programme, empty_programme
from tests.sql.pair_oracle import PARTS, RULES, Scored, Someone, Tag, World

TODAY = date(2026, 11, 23)
LABELS = (
    "Strategy",
    "growth",
    "Fund-raising",
    "Bid writing",
    "Donors",
    "Governance & trustees",
    "Board",
    "Beekeeping",
)
NAMES = ("Zoë Ash", "Tom O’Dea", "Ann Lee", "Bo Obi")
CALLED = ("gina@x.org", *NAMES, "p1@hive.org", "P2@gmail.com")
DOMAINS = ("gmail.com", "hotmail.co.uk", "btinternet.com", "hive.org", "ash.example")


def some(of: Sequence[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


def maybe(*of: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, *of))


def telling() -> st.SearchStrategy[dict[str, Any]]:
    """What an application says, as the fields of `Someone`."""
    return st.fixed_dictionaries(
        {
            "state": st.sampled_from(("accepted", "accepted", "accepted", "applied", "withdrawn")),
            "consent": st.sampled_from((True, True, None, False)),
            "capacity": st.integers(0, 3),
            "tags": some(LABELS, 5),
            "lead_tags": some(LABELS, 2),
            "some_tags": some(LABELS, 2),
            "sector": maybe("Arts", "ARTS ", "Health"),
            "organisation_kind": maybe("Charity", "CIC"),
            "organisation_size": maybe(*pair_oracle.SIZES),
            "organisation_stage": maybe(*pair_oracle.STAGES),
            "ways": some(("remote", "Remote", "volunteers", "shared lead"), 3),
            "languages": some(("English", "Welsh", "BSL"), 2),
            "times": some(TIMES[:5], 3),
            "modes": some(MODES, 3),
            "wishes": some(CALLED, 2),
            "rather_not": some(CALLED, 1),
            "conflicts": some((*CALLED, "Hive", "the ash"), 1),
        }
    )


@st.composite
def people(draw: st.DrawFn) -> list[Someone]:
    """A few people who applied, some in both roles, with enough in common to be barred and to fit."""
    found: list[Someone] = []
    for person in range(1, draw(st.integers(2, 5)) + 1):
        name = draw(st.sampled_from(NAMES))
        email = f"p{person}@{draw(st.sampled_from(DOMAINS))}"
        where = draw(maybe("Leeds", "Hull, Yorkshire", "YORKSHIRE"))
        organisation = draw(maybe("The Hive Ltd", "hive", "Ash CIC"))
        who = Someone(person, "", name, email, organisation, where)
        roles = draw(st.sampled_from((("mentor",), ("mentee",), ("mentor", "mentee"))))
        found += [replace(who, role=role, **draw(telling())) for role in roles]
    return found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    two = st.tuples(st.integers(1, 5), st.integers(1, 5))
    states = st.sampled_from(("proposed", "active", "paused", "lapsed", "closed", "declined"))
    until = st.sampled_from((None, date(2026, 11, 23), date(2026, 11, 24)))
    codes = st.sampled_from(tuple(RULES))
    return World(
        relationships=tuple((*draw(two), draw(states)) for _ in range(draw(st.integers(0, 2)))),
        register=tuple((*draw(two), draw(until)) for _ in range(draw(st.integers(0, 2)))),
        set_aside=tuple((*draw(two), draw(codes)) for _ in range(draw(st.integers(0, 3)))),
        weights=draw(st.dictionaries(st.sampled_from((*PARTS, "penalty")), st.integers(0, 60))),
        rules=draw(st.dictionaries(codes, st.sampled_from(("hard", "penalty", "off")))),
    )


@pytest.fixture(scope="module")
def shared() -> Iterator[Programme]:
    db = empty_programme()
    programme = Programme(db)
    programme.cohort()
    yield programme
    db.close()


def vocabulary(db: duckdb.DuckDBPyConnection) -> list[Tag]:
    return [
        Tag(topic, name, frozenset(map(pair_oracle.key, (name, *synonyms))))
        for topic, name, synonyms in db.execute(
            "select topic, name, synonyms from tag order by id"
        ).fetchall()
    ]


def store(programme: Programme, there: Sequence[Someone], world: World, *, own: bool) -> dict[int, Someone]:
    """Put everything in; returns who applied, by the application's number. `own`: the cohort's own weights."""
    db = programme.db
    applications: dict[int, Someone] = {}
    for one in there:
        columns = asdict(one)
        person = {name: columns.pop(name) for name in ("name", "email", "organisation", "location")}
        db.execute(
            "insert or ignore into person (id, name, email, organisation, location) values ($id, $name, $email, $organisation, $location)",
            {"id": one.person, **person},
        )
        told = {name: list(value) if isinstance(value, tuple) else value for name, value in columns.items()}
        applications[programme.add("application", cohort=1, **told)] = one
    for mentor, mentee, state in world.relationships:
        programme.add("relationship", cohort=1, mentor=mentor, mentee=mentee, state=state)
    for person_, other, until in world.register:
        programme.add("exclusion", person=person_, other=other, reason="told us so", expires_on=until)
    for mentor, mentee, code in world.set_aside:
        programme.add(
            "pair_override",
            mentor=mentor,
            mentee=mentee,
            code=code,
            note="both know",
            made_on=TODAY,
            made_by="ana",
        )
    if own:
        programme.add(
            "matching_policy",
            cohort=1,
            weights=json.dumps(dict(world.weights)),
            rules=json.dumps(dict(world.rules)),
        )
    return applications


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(people(), worlds(), st.booleans())
def test_sql_and_oracle_agree(shared: Programme, there: list[Someone], world: World, own: bool) -> None:
    db = shared.db
    db.execute("begin transaction")
    try:
        applications = store(shared, there, world, own=own)
        tags = vocabulary(db)
        weights, rules = (
            (None, None) if own else (json.dumps(dict(world.weights)), json.dumps(dict(world.rules)))
        )
        mentors = [number for number, one in applications.items() if one.role == "mentor"]
        mentees = [number for number, one in applications.items() if one.role == "mentee"]
        pairs = pairing_reads.looked_at(db, TODAY, 1, weights=weights, rules=rules, whole=mentees)
        assert [(pair.mentor, pair.mentee) for pair in pairs] == [(r, e) for e in mentees for r in mentors]
        for pair in pairs:
            seen = Scored(
                score=pair.score,
                parts=(pair.needs, pair.background, pair.wishes, pair.time, pair.place),
                penalty=pair.penalty,
                data_share=pair.data_share,
                excluded=tuple(pair.excluded),
                penalised=tuple(pair.penalised),
                overridden=tuple(pair.overridden),
            )
            expected = pair_oracle.score(
                tags, applications[pair.mentor], applications[pair.mentee], world, TODAY
            )
            assert seen == expected
            assert pair.eligible == (not pair.excluded)
            assert sum(part or 0 for part in seen.parts) - pair.penalty == pair.score
            assert 0 <= pair.score <= 100
        eligible = pairing_reads.eligible(db, TODAY, 1, weights=weights, rules=rules)
        assert [
            (mentor, one.mentee, score)
            for one in eligible
            for mentor, score in zip(one.mentors, one.scores, strict=True)
        ] == [(pair.mentor, pair.mentee, pair.score) for pair in pairs if pair.eligible]
    finally:
        db.execute("rollback")
