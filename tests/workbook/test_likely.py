"""Someone new may be someone known: asked with the evidence, never merged unasked. Consent is asked for too."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator import crowds
from coordinator.register import Person, Register
from coordinator.workbook import likely
from coordinator.workbook.decisions import Decisions, mend, same, say
from coordinator.workbook.judge import Judgement, judge
from coordinator.workbook.recognise import recognise
from tests.workbook.books import TODAY, Plain, book, empty, known_person, only, outcomes, sheet

HEADERS: list[Plain] = ["Name", "E-mail", "Role", "Phone", "Organisation"]
ROW: list[Plain] = ["Ann Lee", "new@x.org", "Mentor", "+44 20 7946 0001", "Acorn"]
PLACE = ("Sheet1", 2)


def judged(
    *rows: list[Plain], register: Register | None = None, decisions: Decisions | None = None
) -> Judgement:
    return judge(recognise(book(sheet([HEADERS, *rows]))), register or empty(), TODAY, decisions)


def with_ann(**details: str) -> Register:
    register = empty()
    ann = known_person(register, "Ann Lee", "old@x.org", "mentor")
    for name, value in details.items():
        setattr(ann, name, value)
    register.add_lookalike(ann)
    return register


@pytest.mark.parametrize(
    ("details", "evidence"),
    [
        ({"phone": "020 7946 0001"}, ("the same name", "the same phone 020 7946 0001")),
        ({"organisation": "acorn"}, ("the same name", "the same organisation acorn")),
    ],
)
def test_the_same_name_and_one_thing_more_waits_for_an_answer(
    details: dict[str, str], evidence: tuple[str, ...]
) -> None:
    judgement = judged(ROW, register=with_ann(**details))
    verdict = only(judgement)
    assert verdict.judged == "duplicate"
    (found,) = verdict.likely
    assert (found.email, found.evidence) == ("old@x.org", evidence)
    assert found.known["e-mail"] == "old@x.org"
    assert verdict.problems[0].column == "B"
    assert "new@x.org" not in judgement.register.people


def test_a_name_alone_is_noted_and_goes_in() -> None:
    verdict = only(judged(ROW, register=with_ann()))
    assert verdict.judged == "added"
    assert "the same person?" in verdict.notes[0]
    assert verdict.likely[0].email == "old@x.org"


def test_a_part_of_the_name_counts_with_the_phone_only() -> None:
    register = empty()
    known_person(register, "Annabel Lee", "old@x.org", "mentor").phone = "020 7946 0001"
    register.add_lookalike(register.people["old@x.org"])
    assert only(judged(ROW, register=register)).judged == "duplicate"
    other = empty()
    known_person(other, "Annabel Lee", "old@x.org", "mentor").organisation = "Acorn"
    assert only(judged(ROW, register=other)).judged == "added"


def test_twice_in_one_file_under_two_e_mails() -> None:
    again: list[Plain] = ["Ann LEE", "private@x.org", "Mentor", None, "Acorn"]
    first, second = judged(ROW, again).verdicts
    assert (first.judged, second.judged) == ("added", "duplicate")
    assert second.likely[0].where == "row 2 of this file"


def test_someone_of_an_earlier_cohort_is_named_with_it() -> None:
    register = empty()
    ann = Person(id=9, name="Ann Lee", email="old@x.org", organisation="Acorn")
    register.people["old@x.org"] = ann
    register.add_lookalike(ann)
    register.where[ann] = "Spring 2025"
    assert "old@x.org, Spring 2025" in only(judged(ROW, register=register)).reason


def test_the_same_person_keeps_both_e_mails() -> None:
    register = with_ann(organisation="Acorn")
    judgement = judged(ROW, register=register, decisions=same(Decisions(), PLACE, "old@x.org"))
    verdict = only(judgement)
    assert verdict.judged == "updated"
    assert verdict.effects == (
        "phone: blank → +44 20 7946 0001",
        "keeps new@x.org as another e-mail of Ann Lee",
    )
    assert judgement.register.people["new@x.org"] is judgement.register.people["old@x.org"]
    assert [(person.email, email) for person, email in register.other_emails] == [("old@x.org", "new@x.org")]


def test_another_e_mail_finds_the_person_and_changes_nothing() -> None:
    register = with_ann(phone="+44 20 7946 0001", organisation="Acorn")
    register.people["new@x.org"] = register.people["old@x.org"]
    assert outcomes(judged(ROW, register=register)) == ["unchanged"]


def test_said_to_be_different_it_is_added() -> None:
    for decisions in (say(Decisions(), [PLACE], "different"), Decisions(all_different=True)):
        judgement = judged(ROW, register=with_ann(organisation="Acorn"), decisions=decisions)
        assert outcomes(judgement) == ["added"]
        assert only(judgement).likely == ()


def test_said_to_be_someone_who_is_not_there_is_rejected() -> None:
    verdict = only(judged(ROW, decisions=same(Decisions(), PLACE, "gone@x.org")))
    assert (verdict.judged, verdict.problems[0].column) == ("rejected", "B")


# -- consent, rows left out, cells mended

CONSENT: list[Plain] = [*HEADERS, "Do you consent to our keeping your data?"]


def with_consent(*answers: str | None, decisions: Decisions | None = None) -> Judgement:
    rows = [
        [f"P{number}", f"p{number}@x.org", "Mentor", None, None, answer]
        for number, answer in enumerate(answers)
    ]
    return judge(recognise(book(sheet([CONSENT, *rows]))), empty(), TODAY, decisions)


def test_a_row_without_consent_is_set_aside_and_says_so() -> None:
    judgement = with_consent("I consent", None, "No")
    assert outcomes(judgement) == ["added", "set_aside", "set_aside"]
    assert judgement.verdicts[1].reason.startswith("consent was not given: ask")
    assert judgement.verdicts[2].reason.startswith("consent was refused: ask")
    assert list(judgement.register.people) == ["p0@x.org"]


def test_a_form_that_does_not_ask_sets_nobody_aside() -> None:
    assert outcomes(with_consent(None, None)) == ["added", "added"]


def test_a_row_may_be_taken_without_consent() -> None:
    judgement = with_consent("yes", None, decisions=say(Decisions(), [("Sheet1", 3)], "take"))
    assert outcomes(judgement) == ["added", "added"]
    assert judgement.register.applications["p1@x.org", "mentor"].consent is None


def test_a_row_left_out_says_by_whom_and_changes_nothing() -> None:
    judgement = judged(ROW, decisions=say(Decisions(), [PLACE], "skip"))
    verdict = only(judgement)
    assert (verdict.judged, verdict.reason, verdict.what) == (
        "set_aside",
        "left out by you",
        "Ann Lee new@x.org",
    )
    assert judgement.register.people == {}


def test_what_was_said_can_be_taken_back() -> None:
    decisions = say(say(Decisions(), [PLACE], "skip"), [PLACE], None)
    assert not decisions
    assert decisions.rows == frozenset()
    assert mend(decisions, [("Sheet1", 2, 2)], "x").rows == {PLACE}


# -- crowds of one name or one phone

PEOPLE = st.lists(
    st.builds(
        lambda name, phone, organisation, local: (name, phone, organisation, local),
        st.sampled_from(["Ann Lee", "Ann Day", "Tom Lee"]),
        st.sampled_from([None, "020 7946 0001", "020 7946 0002"]),
        st.sampled_from([None, "Acorn", "Beech"]),
        st.sampled_from(["office", "annlee", "ann"]),
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(people=PEOPLE, few=st.integers(1, 6))
def test_of_a_crowd_the_same_is_asked_as_when_everyone_is_compared(
    people: list[tuple[str, str | None, str | None, str]], few: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "FEW", few)
        register = empty()
        everyone: list[Person] = []
        for number, (name, phone, organisation, local) in enumerate(people):
            email = f"{local}@{number:02}.example"
            person = Person(name=name, email=email, phone=phone, organisation=organisation)
            found = likely.likely(register, person)
            patch.setattr(Register, "alike", lambda *_, known=tuple(everyone): known)
            compared = likely.likely(register, person)
            patch.undo()
            patch.setattr(crowds, "FEW", few)
            assert [is_strong for _, is_strong in found[:1]] == [is_strong for _, is_strong in compared[:1]]
            if not any(is_strong for _, is_strong in compared):
                assert found == compared
            register.add_person(person)
            register.add_member(person)
            everyone.append(person)


def test_rows_of_one_name_are_not_each_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    evidence = likely._evidence

    def counted(person: Person, known: Person) -> list[str]:
        compared.append(known.email)
        return evidence(person, known)

    monkeypatch.setattr(likely, "_evidence", counted)
    rows: list[list[Plain]] = [
        ["Ann Lee", f"ann{n:04}@x.org", "Mentor", "020 7946 0001", None] for n in range(500)
    ]
    judgement = judged(*rows, decisions=Decisions())
    assert outcomes(judgement)[:2] == ["added", "duplicate"]
    rows = [["Ann Lee", f"ann{n:04}@x.org", "Mentor", None, f"Acorn {n}"] for n in range(500)]
    compared.clear()
    judgement = judged(*rows)
    assert outcomes(judgement) == ["added"] * 500
    assert all("ann0000@x.org" in verdict.notes[0] for verdict in judgement.verdicts[1:])
    assert len(compared) <= 500 * (crowds.FEW + 1)
