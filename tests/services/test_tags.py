"""What labels mean: exact, offered or unknown; what a text suggests; changing the vocabulary, and taking it back."""

import pytest

from coordinator.errors import CoordinatorError, StaleEdit
from coordinator.models.tags import Tag
from coordinator.services import history, tags
from coordinator.services.desk import Desk


def named(desk: Desk, name: str) -> Tag:
    return next(tag for tag in tags.vocabulary(desk) if tag.name == name)


def test_the_vocabulary_is_of_the_size_people_can_choose_from(desk: Desk) -> None:
    known = tags.vocabulary(desk)
    assert 25 <= len(known) <= 40
    assert 8 <= len({tag.topic for tag in known}) <= 10
    words = [word for tag in known for word in (tag.name, *tag.synonyms)]
    for one in tags.understand_all(desk, words):
        assert one.how == "exact"
    assert len({word.casefold() for word in words}) == len(words)


@pytest.mark.parametrize(
    ("label", "how", "name"),
    [
        ("Fundraising and income", "exact", "Fundraising and income"),
        ("FUNDRAISING & INCOME", "exact", "Fundraising and income"),
        ("  bid-writing ", "exact", "Trusts and grants"),
        ("Fundrasing", "offered", "Fundraising and income"),
        ("goverance", "offered", "Governance and trustees"),
        ("help with bid writing please", "offered", "Trusts and grants"),
        ("Beekeeping", "unknown", None),
        ("", "unknown", None),
        ("ít", "exact", "Digital and data"),
        ("ot", "unknown", None),
    ],
)
def test_a_label_means_a_tag_or_is_offered_one(desk: Desk, label: str, how: str, name: str | None) -> None:
    one = tags.understand(desk, label)
    assert (one.how, one.name) == (how, name)


def test_labels_are_answered_in_the_order_asked(desk: Desk) -> None:
    asked = ["Strategy", "Beekeeping", "Strategy", "Fundrasing"]
    assert [one.label for one in tags.understand_all(desk, asked)] == asked


def test_a_text_suggests_three_tags_at_most_with_its_words_lit(desk: Desk) -> None:
    text = "I struggle with bid writing and the Board; grants are hard, and cash-flow keeps me awake. Volunteers help. IT is fine."
    found = tags.suggest(desk, text)
    assert [one.name for one in found] == [
        "Trusts and grants",
        "Working with volunteers",
        "Cash flow and reserves",
    ]
    lit = [text[start:end] for one in found for start, end in one.spans]
    assert lit == ["bid writing", "grants", "Volunteers", "cash-flow"]
    assert tags.suggest(desk, "Nothing that anyone would know.") == []


def test_a_synonym_taught_is_understood_from_then_on_until_undone(desk: Desk) -> None:
    done = tags.teach(desk, "Beekeeping", named(desk, "Premises and assets"))
    assert done.change is not None
    assert tags.understand(desk, "bee-keeping").how == "offered"
    assert tags.understand(desk, "BEEKEEPING").name == "Premises and assets"
    history.undo_last(desk)
    assert tags.understand(desk, "Beekeeping").how == "unknown"


def test_a_word_means_one_tag_only(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match="means Governance and trustees already"):
        tags.add(desk, "People", "Boards")
    with pytest.raises(CoordinatorError, match="needs a topic and a name"):
        tags.add(desk, "People", "  ")


def test_a_tag_is_added_edited_and_retired(desk: Desk) -> None:
    tags.add(desk, "Nature", "Keeping bees", ["Beekeeping", "hives", "hives"])
    assert tags.understand(desk, "hives").name == "Keeping bees"
    tag = named(desk, "Keeping bees")
    assert list(tag.synonyms) == ["Beekeeping", "hives"]
    tags.edit(desk, tag, "Nature", "Apiaries", ["hives"])
    assert tags.understand(desk, "Beekeeping").how == "unknown"
    with pytest.raises(StaleEdit):
        tags.retire(desk, tag)
    tags.retire(desk, named(desk, "Apiaries"))
    assert tags.understand(desk, "hives").how == "unknown"
    assert tags.vocabulary(desk)[-1].retired
    tags.retire(desk, named(desk, "Apiaries"))
    assert tags.understand(desk, "hives").how == "exact"


def test_labels_that_mean_nothing_are_listed_with_their_people(desk: Desk) -> None:
    with desk.store.writing("setup", "set up", desk.today) as change:
        change.insert(
            "application",
            [
                {
                    "cohort": 1,
                    "person": person,
                    "role": "mentee",
                    "state": "accepted",
                    "tags": ["Strategy", label],
                }
                for person, label in ((1, "Beekeeping"), (2, "bee keeping!"), (3, "Bee keeping"))
            ],
        )
    found = tags.strangers(desk)
    assert [(one.people, one.label) for one in found] == [(2, "Bee keeping"), (1, "Beekeeping")]
    strategy = named(desk, "Strategy and planning")
    assert (strategy.mentors, strategy.mentees) == (0, 3)
