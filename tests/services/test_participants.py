"""A participant edited field by field; the register, rules set aside and a cohort's weights. All undoable."""

from datetime import timedelta

import pytest

from coordinator.errors import CoordinatorError, StaleEdit
from coordinator.models.matching import Profile, ScoredPair
from coordinator.services import apart, history, participants, proposals, upkeep
from coordinator.services.desk import Desk
from coordinator.store import pairing_reads
from tests.services.conftest import TODAY

ADA, BEN = 3, 4  # persons, and applications 1 and 2


@pytest.fixture
def applied(desk: Desk) -> Desk:
    """Ada would mentor two, Ben would like a mentor; both only applied."""
    with desk.store.writing("setup", "set up", TODAY) as change:
        change.insert(
            "application",
            [
                {"cohort": 1, "person": ADA, "role": "mentor", "state": "applied", "capacity": 2}
                | {"tags": ["Fund-raising", "Strategy"], "lead_tags": ["fundraising"], "consent": True},
                {"cohort": 1, "person": BEN, "role": "mentee", "state": "applied", "capacity": 1}
                | {"tags": ["Bid writing", "Beekeeping", "Planing"], "lead_tags": None, "consent": None},
            ],
        )
    return desk


def ada(desk: Desk) -> Profile:
    return participants.profile(desk, 1)


def ben(desk: Desk) -> Profile:
    return participants.profile(desk, 2)


def scored(desk: Desk) -> ScoredPair:
    with desk.store.reading() as db:
        return pairing_reads.looked_at(db, TODAY, 1, mentors=[1], mentees=[2])[0]


def test_a_profile_says_what_each_label_means(applied: Desk) -> None:
    told = ben(applied)
    assert list(told.tags) == ["Bid writing", "Beekeeping", "Planing"]
    assert list(told.meanings) == ["Trusts and grants", None, None]
    offers = participants.understood(applied, told.tags)
    assert [(one.how, one.name) for one in offers.values()] == [
        ("exact", "Trusts and grants"),
        ("unknown", None),
        ("offered", "Strategy and planning"),
    ]
    with pytest.raises(CoordinatorError, match="no application 99"):
        participants.profile(applied, 99)


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("capacity", "3", "3"),
        ("state", "Accepted", "accepted"),
        ("consent", "no", "no"),
        ("location", " Hull,  Yorkshire ", "Hull, Yorkshire"),
        ("sector", "Arts", "Arts"),
        ("organisation_size", "12 people", "6-20"),
        ("organisation_stage", "just starting", "starting"),
        ("times", "Mon am; Tue evening", "mon morning; tue evening"),
        ("modes", "face to face, zoom", "video; in person"),
        ("languages", "English; Welsh", "English; Welsh"),
        ("wishes", "Ben Nwosu; fay@hive.org", "Ben Nwosu; fay@hive.org"),
    ],
)
def test_a_field_is_edited_as_typed_and_taken_back(applied: Desk, field: str, text: str, shown: str) -> None:
    before = participants.shown(ada(applied), field)
    done = participants.edit(applied, ada(applied), field, text)
    assert done.change is not None
    assert participants.shown(ada(applied), field) == shown
    assert participants.edit(applied, ada(applied), field, shown).change is None
    history.undo_last(applied)
    assert participants.shown(ada(applied), field) == before


def test_nothing_typed_means_nothing_known_except_where_something_must_be(applied: Desk) -> None:
    participants.edit(applied, ada(applied), "sector", "Arts")
    assert "sector is not known now" in participants.edit(applied, ada(applied), "sector", "").message
    assert ada(applied).sector is None
    for field, text in (("capacity", ""), ("capacity", "lots"), ("state", ""), ("times", "never")):
        with pytest.raises(CoordinatorError, match="is not understood"):
            participants.edit(applied, ada(applied), field, text)


def test_two_editors_do_not_overwrite_each_other(applied: Desk) -> None:
    seen = ada(applied)
    participants.edit(applied, seen, "sector", "Arts")
    with pytest.raises(StaleEdit):
        participants.edit(applied, seen, "sector", "Health")


def test_a_capacity_below_the_load_names_the_cheapest_release(applied: Desk) -> None:
    done = participants.edit(applied, ada(applied), "capacity", "0")
    assert done.message == (
        "Ada Obi: capacity is 0. Ada Obi has 1 relationship and 0 places: 1 too many. "
        "Cheapest to release: R2 with Ben Nwosu (proposed)."
    )


def test_needs_are_put_in_order_and_levels_raised(applied: Desk) -> None:
    participants.move_tag(applied, ben(applied), "Beekeeping", -1)
    assert list(ben(applied).tags) == ["Beekeeping", "Bid writing", "Planing"]
    assert participants.move_tag(applied, ben(applied), "Beekeeping", -1).change is None
    assert participants.level_of(ada(applied), "Strategy") == "solid"
    participants.move_tag(applied, ada(applied), "Strategy", -1)
    assert participants.level_of(ada(applied), "Strategy") == "lead"
    assert participants.move_tag(applied, ada(applied), "Strategy", -1).change is None
    participants.move_tag(applied, ada(applied), "Strategy", 1)
    participants.move_tag(applied, ada(applied), "Strategy", 1)
    assert participants.level_of(ada(applied), "Strategy") == "some"
    history.undo_last(applied)
    assert participants.level_of(ada(applied), "Strategy") == "solid"


def test_a_tag_is_added_taken_away_and_an_offer_taken(applied: Desk) -> None:
    participants.take_as(applied, ben(applied), "Planing", "Strategy and planning")
    assert list(ben(applied).tags) == ["Bid writing", "Beekeeping", "Strategy and planning"]
    participants.remove_tag(applied, ben(applied), "Beekeeping")
    assert "It means no tag" in participants.add_tag(applied, ben(applied), "Knots").message
    participants.add_tag(applied, ben(applied), "boards")
    assert list(ben(applied).tags)[1:] == ["Strategy and planning", "Knots", "Governance and trustees"]
    with pytest.raises(CoordinatorError, match="has Governance and trustees already"):
        participants.add_tag(applied, ben(applied), "Board")
    with pytest.raises(CoordinatorError, match="No tag was typed"):
        participants.add_tag(applied, ben(applied), "  ")


def test_applicants_are_accepted_together(applied: Desk) -> None:
    assert "not_accepted" in scored(applied).excluded
    assert participants.accept(applied, cohort="Autumn").change is None
    assert participants.accept(applied, cohort="Spring").message == "2 applications are accepted."
    assert "not_accepted" not in scored(applied).excluded
    history.undo_last(applied)
    one = participants.called(applied, ["ada@example.org"], "Spring")
    assert participants.accept(applied, one).message == "Ada Obi is accepted."
    assert participants.accept(applied, one).change is None


def test_the_register_keeps_two_apart_until_it_ends(applied: Desk) -> None:
    done = apart.keep_apart(applied, BEN, ADA, " related ", TODAY + timedelta(30))
    assert done.message == "Ben Nwosu and Ada Obi are never to be paired until Wed 15 Jul 2026: related."
    assert "never_pair" in scored(applied).excluded
    with pytest.raises(CoordinatorError, match="are on the register already: related"):
        apart.keep_apart(applied, ADA, BEN, "again")
    (known,) = apart.register(applied)
    apart.expire(applied, known)
    assert "never_pair" not in scored(applied).excluded
    assert not apart.register(applied)[0].holds
    history.undo_last(applied)
    assert "never_pair" in scored(applied).excluded
    with pytest.raises(CoordinatorError, match="Why are they never"):
        apart.keep_apart(applied, ADA, BEN, " ")
    with pytest.raises(CoordinatorError, match="has passed"):
        apart.keep_apart(applied, ADA, BEN, "old", TODAY)
    with pytest.raises(CoordinatorError, match="from themselves"):
        apart.keep_apart(applied, ADA, ADA, "odd")


def test_a_rule_is_set_aside_for_one_pair_with_its_note(applied: Desk) -> None:
    apart.set_aside(applied, ADA, BEN, "not_accepted", "decided by phone")
    pair = scored(applied)
    assert (pair.excluded, pair.overridden) == (["paired_now", "no_room"], ["not_accepted"])
    register, overrides = participants.bonds(applied, BEN)
    assert register == []
    assert [(one.words, one.note, one.made_by) for one in overrides] == [
        ("not accepted yet", "decided by phone", "ruth")
    ]
    with pytest.raises(CoordinatorError, match="is set aside for them already: decided by phone"):
        apart.set_aside(applied, ADA, BEN, "not_accepted", "again")
    with pytest.raises(CoordinatorError, match="cannot be set aside"):
        apart.set_aside(applied, ADA, BEN, "paired_now", "why not")
    with pytest.raises(CoordinatorError, match="Add a note"):
        apart.set_aside(applied, ADA, BEN, "no_room", " ")
    apart.revoke(applied, overrides[0])
    assert "not_accepted" in scored(applied).excluded
    assert upkeep.check(applied) == []


def test_a_cohort_weighs_and_rules_as_it_likes(applied: Desk) -> None:
    assert apart.set_policy(applied, 1, weights={"needs": 90}, rules={"not_accepted": "penalty"}).message == (
        "needs weighs 90; not accepted yet: penalty."
    )
    weights, rules = apart.policy(applied, 1)
    assert (weights.needs, weights.background) == (90, 20)
    assert {rule.code: rule.mode for rule in rules}["not_accepted"] == "penalty"
    assert scored(applied).penalised == ["not_accepted"]
    assert apart.set_policy(applied, 1, weights={"needs": 90}).change is None
    apart.set_policy(applied, 1, rules={"not_accepted": "hard"})
    history.undo_last(applied)
    history.undo_last(applied)
    assert apart.policy(applied, 1)[0].needs == 45
    for wrong in ({"needs": -1}, {"luck": 3}):
        with pytest.raises(CoordinatorError, match="cannot weigh"):
            apart.set_policy(applied, 1, weights=wrong)
    with pytest.raises(CoordinatorError, match="cannot be off"):
        apart.set_policy(applied, 1, rules={"paired_now": "off"})


def test_people_of_one_name_are_asked_about(applied: Desk) -> None:
    with pytest.raises(CoordinatorError, match="'b' fits 2 applicants: Ada Obi"):
        participants.called(applied, ["b"])
    assert proposals.over_capacity(applied) == []


def test_words_that_no_rule_knows_are_found(applied: Desk) -> None:
    assert upkeep.check(applied) == []
    with applied.store.writing("ruth", "by hand", TODAY) as change:
        change.update("application", [{"id": 1, "version": 1, "times": ["noonish"], "modes": ["video"]}])
        change.update("relationship", [{"id": 2, "version": 1, "mentor_answer": "maybe"}])
        change.insert(
            "pair_override",
            [
                {"mentor": ADA, "mentee": BEN, "code": "paired_now", "note": "?", "made_on": TODAY}
                | {"made_by": "ruth"}
            ],
        )
    told = upkeep.check(applied)
    assert len(told) == 4
    assert (
        "application 1: what it tells of size, stage, times or ways of meeting is no word of the rules."
        in told
    )
