"""Messages to participants: texts are checked before they are kept, and filled for each person once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import messages
from coordinator.errors import CoordinatorError
from coordinator.messages import NAMES, PLACEHOLDERS, Template
from coordinator.models.care import Nudged

TEXTS = {name: messages.shipped(name) for name in NAMES}
ONE = Nudged(
    relationship=1,
    cohort="Spring 2026",
    coordinator="ana",
    mentor_id=1,
    mentee_id=2,
    mentor="Priya Shah",
    mentee="Tom Okafor",
    mentor_email="priya@example.org",
    mentee_email="tom@example.org",
    started_on=date(2026, 3, 2),
    ends_on=date(2026, 8, 31),
    last_session=date(2026, 3, 14),
    next_session=None,
    days_since=20,
    sessions_held=1,
    hours_held=1.5,
    target_hours=24.0,
    rung=0,
    template="first_reminder",
)
OTHER = ONE._replace(
    relationship=2, mentee_id=3, mentee="Ada Obi", mentee_email="", template="last_reminder", rung=2
)
BOTH = ("mentor", "mentee")


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_can_be_filled(name: str) -> None:
    messages.check(TEXTS[name].subject, TEXTS[name].body)
    for draft in messages.write([ONE], TEXTS, "Ana Lee", name=name, sides=BOTH):
        assert "{" not in draft.subject + draft.body
        assert draft.body.startswith(f"Dear {draft.name.split()[0]},")
        assert draft.body.endswith("Ana Lee")


@pytest.mark.parametrize(
    ("booked", "says"),
    [
        (None, "and no next session is on my list."),
        (date(2026, 4, 6), "and your next session is booked for Mon 6 Apr 2026."),
    ],
)
def test_the_first_reminder_says_whether_a_session_is_booked(booked: date | None, says: str) -> None:
    one = ONE._replace(next_session=booked)
    (draft,) = messages.write([one], TEXTS, "ana", name="first_reminder", sides=["mentee"])
    assert says in draft.body


def test_each_person_has_one_draft_that_fits_the_first_of_their_relationships() -> None:
    drafts = messages.write([OTHER, ONE], TEXTS, "ana", name=None, sides=BOTH)
    assert [(one.name, one.template, one.relationships) for one in drafts] == [
        ("Priya Shah", "last_reminder", [2, 1]),
        ("Ada Obi", "last_reminder", [2]),
        ("Tom Okafor", "first_reminder", [1]),
    ]
    assert "with Ada Obi and Tom Okafor" in drafts[0].body
    assert "with Priya Shah. It has been 20 days since your last session on Sat 14 Mar 2026" in drafts[2].body
    assert [one.name for one in messages.write([ONE], TEXTS, "ana", name="welcome", sides=["mentee"])] == [
        "Tom Okafor"
    ]


@pytest.mark.parametrize(
    ("subject", "body", "says"),
    [
        ("Hi", "Dear {frist_name}", "Nothing can be put in for {frist_name}. Did you mean {first_name}?"),
        ("Hi {First Name}", "x", "Did you mean {first_name}?"),
        ("Hi", "{}", "These are known: {name}, {first_name}"),
        ("Hi", "Dear {first_name", "a brace without its other half"),
        ("Hi", "Dear }", "a brace without its other half"),
        ("", "x", "The subject is empty"),
        ("Hi", "  ", "The text is empty"),
        ("x" * 151, "x", "longer than 150 characters"),
        ("a\nb", "x", "on several lines"),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(subject: str, body: str, says: str) -> None:
    with pytest.raises(CoordinatorError) as refused:
        messages.check(subject, body)
    assert says in str(refused.value)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(sorted(PLACEHOLDERS)))
def test_names_are_only_text_whatever_is_in_them(mentor: str, mentee: str, placeholder: str) -> None:
    text = Template("check_in", f"{{{placeholder}}}", "{partner}: {name}")
    one = ONE._replace(mentor=mentor, mentee=mentee)
    for draft in messages.write([one], {"first_reminder": text}, "ana", name=None, sides=BOTH):
        assert "\n" not in draft.subject
        assert all(letter.isprintable() for letter in draft.subject + draft.name)
