"""The entry line: what each line means on a known day, what is refused and how, and two laws over any line."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.entry import GRAMMAR, ContactFact, Fact, SessionFact, StateFact, describe, parse
from coordinator.entry.phrases import REASONS
from coordinator.entry.typed import as_typed
from coordinator.errors import NotUnderstood
from coordinator.facts import (
    ActionFact,
    ActionState,
    AnswerFact,
    Boundary,
    Channel,
    CloseOutcome,
    ConcernFact,
    FeedbackFact,
    Fit,
    Milestone,
    MilestoneFact,
    Mode,
    ReferralFact,
    ReferralKind,
    SessionMark,
    Side,
)

TODAY = date(2026, 3, 20)  # a Friday


def one(line: str, today: date = TODAY) -> Fact:
    facts = parse(line, today=today)
    assert len(facts) == 1
    return facts[0]


def held(day: date, hours: float, **more: object) -> SessionFact:
    return SessionFact(state="held", held_on=day, hours=hours, **more)  # type: ignore[arg-type]


MARCH_14 = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("14/3 2h", held(MARCH_14, 2)),
        ("  14/3\u00a0\t2H ", held(MARCH_14, 2)),
        ("held 14/3 for 2h", held(MARCH_14, 2)),
        ("2h 14 mar", held(MARCH_14, 2)),
        ("yesterday 1.5h video", held(date(2026, 3, 19), 1.5, mode="video")),
        ("today 90m in person", held(TODAY, 1.5, mode="in_person")),
        ("14/3 14:00 2h by phone", held(MARCH_14, 2, starts_at=time(14), mode="phone")),
        ("14/3 2h plan reviewed", held(MARCH_14, 2, plan_reviewed=True)),
        ("14/3 2h plan not reviewed both", held(MARCH_14, 2, plan_reviewed=False, reported_by="both")),
        ("missed 14/3", SessionFact("missed", MARCH_14)),
        ("14/3 missed mentee", SessionFact("missed", MARCH_14, reported_by="mentee")),
        ("cancelled 14/3", SessionFact("cancelled", MARCH_14)),
        ("cancel 28/3", SessionFact("cancelled", date(2026, 3, 28))),
        ("book 28/3 14:00 video", SessionFact("booked", date(2026, 3, 28), starts_at=time(14), mode="video")),
        ("book today 2pm 2h", SessionFact("booked", TODAY, starts_at=time(14), hours=2)),
        ("next 28/3", SessionFact("booked", date(2026, 3, 28))),
        ("next thu", SessionFact("booked", date(2026, 3, 26))),
        ("reached", ContactFact("reached", TODAY)),
        ("spoke to mentor", ContactFact("reached", TODAY, person="mentor")),
        ("called mentee, no answer", ContactFact("no_answer", TODAY, "phone", "mentee")),
        ("left a message", ContactFact("message_left", TODAY)),
        (
            "left message mentor phone yesterday",
            ContactFact("message_left", date(2026, 3, 19), "phone", "mentor"),
        ),
        ("email bounced", ContactFact("bounced", TODAY, "email")),
        ("no answer try thu", ContactFact("no_answer", TODAY, next_on=date(2026, 3, 26))),
        ("reached text next 28/3", ContactFact("reached", TODAY, "message", next_on=date(2026, 3, 28))),
        ('reached "Asked; for a break"', ContactFact("reached", TODAY, note="Asked; for a break")),
        ('reached “said "hi”', ContactFact("reached", TODAY, note='said "hi')),
        ("active", StateFact("active", TODAY)),
        ("active 14/3", StateFact("active", MARCH_14)),
        ("active tomorrow", StateFact("active", TODAY + timedelta(1))),  # a start may be agreed on ahead
        ("paused until 1/4", StateFact("paused", TODAY, returns_on=date(2026, 4, 1))),
        (
            'paused 14/3 until 1/4 "illness"',
            StateFact("paused", MARCH_14, returns_on=date(2026, 4, 1), reason="illness"),
        ),
        ("no answer x2, try thu", ContactFact("no_answer", TODAY, next_on=date(2026, 3, 26), times=2)),
        ("no answer mentee 3 x", ContactFact("no_answer", TODAY, person="mentee", times=3)),
        ("reached both", ContactFact("reached", TODAY, person="both")),
        ("emailed mentor", ContactFact("sent", TODAY, "email", "mentor")),
        ("sent mentee text try mon", ContactFact("sent", TODAY, "message", "mentee", date(2026, 3, 23))),
        ("14/3 2h joined", held(MARCH_14, 2, joined=True)),
        ("not joined 14/3", SessionMark(MARCH_14, joined=False)),
        ("plan reviewed 14/3", SessionMark(MARCH_14, plan_reviewed=True)),
        ("agreement signed both 14/3", MilestoneFact("agreement", MARCH_14, "both")),
        ("mentor signed yesterday", MilestoneFact("agreement", date(2026, 3, 19), "mentor")),
        ("mid-point review done 14/3", MilestoneFact("mid_point_review", MARCH_14)),
        ("end review mentee", MilestoneFact("end_review", TODAY, "mentee")),
        ("exit survey mentee 14/3", MilestoneFact("exit_survey", MARCH_14, "mentee")),
        ("follow-up 14/3", MilestoneFact("follow_up", MARCH_14)),
        (
            'action "write budget" due 1/4',
            ActionFact(TODAY, "write budget", state="open", due_on=date(2026, 4, 1)),
        ),
        ('action "budget" 14/3 due 16/3', ActionFact(MARCH_14, "budget", None, "open", date(2026, 3, 16))),
        ("action 2 done 14/3 mentee", ActionFact(MARCH_14, number=2, state="done", source="mentee")),
        ("action 12 dropped", ActionFact(TODAY, number=12, state="dropped")),
        ("action 2 due 8/4", ActionFact(TODAY, number=2, due_on=date(2026, 4, 8))),
        ("referral counselling 14/3", ReferralFact(MARCH_14, "counselling")),
        ('referred to technical advice "Tax desk"', ReferralFact(TODAY, "technical_advice", "Tax desk")),
        ("referral counselling taken up 14/3", ReferralFact(MARCH_14, "counselling", taken_up=True)),
        ("referral taken up", ReferralFact(TODAY, taken_up=True)),
        ("concern counselling mentor", ConcernFact(TODAY, "counselling", source="mentor")),
        ("concern taking over settled 14/3", ConcernFact(MARCH_14, "taking_over", settled=True)),
        ("mentor happy 5", FeedbackFact("mentor", TODAY, 5)),
        ("both happy 4 good fit", FeedbackFact("both", TODAY, 4, "good_fit")),
        ("happy mentee 4 out of 5", FeedbackFact("mentee", TODAY, 4)),
        ("mentor accepted", AnswerFact("accepted", "mentor", TODAY)),
        ("both accepted 14/3", AnswerFact("accepted", "both", MARCH_14)),
        (
            'declined mentee yesterday "too far"',
            AnswerFact("declined", "mentee", date(2026, 3, 19), "too far"),
        ),
        ("lapsed", StateFact("lapsed", TODAY)),
        (
            'closed ended early no time mentee 14/3 "new job"',
            StateFact("closed", MARCH_14, None, "ended_early", "new job", "no_time", "mentee"),
        ),
        (
            "closed never started never started programme",
            StateFact("closed", TODAY, None, "never_started", None, "never_started", "programme"),
        ),
        ("closed completed", StateFact("closed", TODAY, outcome="completed")),
        ("Closed Ended Early 14/3", StateFact("closed", MARCH_14, outcome="ended_early")),
        ('closed never started "moved"', StateFact("closed", TODAY, outcome="never_started", reason="moved")),
    ],
)
def test_a_line_means(line: str, fact: Fact) -> None:
    assert one(line) == fact


def test_facts_are_separated_by_semicolons() -> None:
    assert parse("14/3 2h plan reviewed; next 28/3 14:00 video;", today=TODAY) == (
        held(MARCH_14, 2, plan_reviewed=True),
        SessionFact("booked", date(2026, 3, 28), starts_at=time(14), mode="video"),
    )


def test_satisfaction_of_both_sides_in_one_breath() -> None:
    line = 'mentor happy 5, mentee 3 "still deciding" 14/3'
    assert parse(line, today=TODAY) == (
        FeedbackFact("mentor", MARCH_14, 5),
        FeedbackFact("mentee", MARCH_14, 3, "still_deciding"),
    )
    assert parse("mentee not a good fit; mentor happy 1", today=TODAY)[1:] == (
        FeedbackFact("mentor", TODAY, 1),
    )


PEOPLE = {"priya": "mentor", "shah": "mentor", "tom": "mentee"}


def test_people_are_called_by_their_names() -> None:
    def facts(line: str) -> Sequence[Fact]:
        return parse(line, today=TODAY, people=PEOPLE)

    assert facts("no answer Tom") == (ContactFact("no_answer", TODAY, person="mentee"),)
    assert facts("spoke to Priya Shah") == (ContactFact("reached", TODAY, person="mentor"),)
    assert facts("Priya happy 5, Tom 3") == (
        FeedbackFact("mentor", TODAY, 5),
        FeedbackFact("mentee", TODAY, 3),
    )
    with pytest.raises(NotUnderstood, match="says again"):
        facts("reached Priya Tom")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14/3", MARCH_14),
        ("14/3/26", MARCH_14),
        ("14/03/2026", MARCH_14),
        ("14-3-2026", MARCH_14),
        ("14.3.", MARCH_14),
        ("14.3.26", MARCH_14),
        ("14 mar", MARCH_14),
        ("14Mar", MARCH_14),
        ("14th March 2026", MARCH_14),
        ("2026-03-14", MARCH_14),
        ("20/3", TODAY),
        ("21/3", date(2025, 3, 21)),
        ("31/12", date(2025, 12, 31)),
        ("29/2", date(2024, 2, 29)),
        ("today", TODAY),
        ("yesterday", date(2026, 3, 19)),
        ("3 days ago", date(2026, 3, 17)),
        ("a week ago", date(2026, 3, 13)),
        ("2 weeks ago", date(2026, 3, 6)),
        ("fri", TODAY),
        ("thursday", date(2026, 3, 19)),
        ("Sat", MARCH_14),
    ],
)
def test_a_day_looking_back(typed: str, day: date) -> None:
    assert one(f"{typed} 2h") == held(day, 2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20/3", TODAY),
        ("19/3", date(2027, 3, 19)),
        ("29/2", date(2028, 2, 29)),
        ("tomorrow", date(2026, 3, 21)),
        ("in 3 days", date(2026, 3, 23)),
        ("in 2 weeks", date(2026, 4, 3)),
        ("fri", date(2026, 3, 27)),
        ("mon", date(2026, 3, 23)),
    ],
)
def test_a_day_looking_ahead(typed: str, day: date) -> None:
    assert one(f"book {typed}") == SessionFact("booked", day)
    assert one(f"no answer try {typed}") == ContactFact("no_answer", TODAY, next_on=day)


def test_leap_days_can_lie_eight_years_apart() -> None:
    assert one("29/2 2h", date(2104, 2, 28)) == held(date(2096, 2, 29), 2)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("2h", 2),
        ("2 hours", 2),
        ("1.5h", 1.5),
        ("1,5h", 1.5),
        (".5h", 0.5),
        ("90m", 1.5),
        ("90 min", 1.5),
        ("1h30", 1.5),
        ("1h 30m", 1.5),
        ("1:30h", 1.5),
        ("1h5m", 65 / 60),
        ("12h", 12),
    ],
)
def test_a_length(typed: str, hours: float) -> None:
    assert one(f"14/3 {typed}") == held(MARCH_14, hours)


@pytest.mark.parametrize(
    ("line", "word", "says"),
    [
        ("", "", "Nothing was typed"),
        (" ; ", "", "Nothing was typed"),
        ("14/3", "14/3", "How long was it? Write 14/3 2h."),
        ("2h", "2h", "Which day"),
        ("missed", "missed", "Which day"),
        ("14/3 0h", "0h", "missed 14/3"),
        ("14/3 12.5h", "12.5h", "longer than 12 h"),
        ("14/3 2", "2", "Write 2h"),
        ("14/3 1.5", "1.5", "Write 1.5h"),
        ("14/3.5h", "14/3.5h", "not understood"),
        ("3/14 2h", "3/14", "The day comes before the month"),
        ("31/2 2h", "31/2", "There is no day"),
        ("29/2/2025 2h", "29/2/2025", "There is no day"),
        ("14/3/1926 2h", "14/3/1926", "years away"),
        ("999 weeks ago 2h", "999 weeks ago", "years away"),
        ("21/3/26 2h", "21/3/26", "Write book 21/3/26"),
        ("missed tomorrow", "tomorrow", "not come yet: Sat 21 Mar 2026"),
        ("book yesterday", "yesterday", "is past: Thu 19 Mar 2026"),
        ("book 19/3/26 14:00", "19/3/26", "write 19/3/26 2h"),
        ("14/3 15/3 2h", "15/3", "again"),
        ("14/3 2h 90m", "90m", "again"),
        ("reached no answer", "no answer", "again"),
        ("14/3 2h next 28/3", "28/3", "Put ; before it"),
        ("14/3 25:00 2h", "25:00", "no time of day"),
        ("14/3 14pm 2h", "14pm", "no time of day"),
        ('14/3 2h "cried"', '"cried"', "keeps no note"),
        ("14/3 2h email", "email", "no way to hold"),
        ("missed 14/3 2h", "2h", "A length belongs"),
        ("book 28/3 plan reviewed", "plan reviewed", "was held"),
        ("mised 14/3", "mised", "Did you mean missed?"),
        ("not reached", "not", "not understood"),
        ("email mentor", "email", "no answer"),
        ("reached x2", "x2", "reached once"),
        ("reached tomorrow", "tomorrow", "not come yet"),
        ("no answer try", "try", "needs a day"),
        ("no answer try mentor", "try", "needs a day"),
        ("no answer try yesterday", "yesterday", "is past"),
        ("reached 14:00", "14:00", "belongs to a session"),
        ('reached "half a note', '"half', "closing"),
        ("closed", "closed", "How did it end"),
        ("completed", "completed", "closed completed"),
        ("until 1/4", "1/4", "paused until"),
        ("lapsed until 1/4", "1/4", "paused until"),
        ("paused until 20/3", "20/3", "not after Fri 20 Mar 2026"),
        ("lapsed tomorrow", "tomorrow", "not come yet"),
        ("paused; lapsed", "lapsed", "one state"),
        ("no time 14/3", "no time", "closed ended early no time"),
        ("closed ended early no time no time", "no time", "again"),
        ("agreement signed", "agreement signed", "Who signed the agreement? Write agreement signed both"),
        ("exit survey", "exit survey", "Who answered"),
        ("agreement both dropped", "dropped", "does not fit"),
        ("mid-point review tomorrow", "tomorrow", "not come yet"),
        ('end review "went well"', '"went well"', "its day only"),
        ("action", "action", "Which action"),
        ("action write budget", "write", "quotation marks"),
        ("action 2", "2", "What about action 2"),
        ("action 0 done", "0", "What about action 0"),
        ('action 2 "x" done', "action", "not both"),
        ("action 2 done due 1/4", "1/4", "not due"),
        (f'action "{"x" * 81}"', f'"{"x" * 81}"', "at most 80 characters"),
        ('action "budget" due yesterday', "yesterday", "is past"),
        ("2 done", "2", "Write 2h for hours, happy 2 for how satisfied they are, or 14/3 for a day"),
        ("missed 14/3 6", "6", "neither a length nor a day. Write 6h for hours, or 14/3 for a day"),
        ("done", "done", "action 2 done"),
        ("due 1/4", "1/4", 'action "write budget" due 1/4'),
        ("referral", "referral", "A referral to what"),
        ("referral taking over", "taking over", "concern taking over"),
        ('referral taken up "Mind"', '"Mind"', "known already"),
        ("concern", "concern", "A concern about what"),
        ("concern information", "information", "no boundary"),
        ('concern counselling "she wept"', '"she wept"', "never what was said"),
        ("counselling", "counselling", "A kind of help belongs"),
        ("happy 5", "happy", "Who is “happy”"),
        ("mentor happy", "mentor", "How happy is the mentor"),
        ("mentor happy 4/5", "mentor", "not 4/5: that is a day"),
        ("mentor happy 6", "6", "from 1 to 5"),
        ("mentor happy 0", "0", "from 1 to 5"),
        ("mentor happy 5, mentor 3", "mentor", "said twice"),
        ('mentee happy 3 "he said no"', '"he said no"', "no room for a note"),
        ("good fit", "good fit", "Who is “good fit”"),
        ("missed 14/3 good fit", "good fit", "mentor happy 4 good fit"),
        ("reached programme", "programme", "Only an end"),
        ("joined", "joined", "Which day"),
        ("missed 14/3 joined", "joined", "was held"),
        ("14/3 2h x2", "x2", "How often"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]", "not understood"),
    ],
)
def test_a_refusal_names_the_word_and_the_way_out(line: str, word: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse(line, today=TODAY)
    assert refused.value.word == word
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("14/3 2h video", "Session held Sat 14 Mar 2026, 2 h, video"),
        (
            "14/3 1h40 plan reviewed mentee",
            "Session held Sat 14 Mar 2026, 1 h 40 min, plan reviewed, told by the mentee",
        ),
        ("book 28/3 14:00", "Session booked Sat 28 Mar 2026 at 14:00"),
        ("21/3 2h", "Session held Fri 21 Mar 2025 (364 days ago), 2 h"),
        (
            "no answer mentee phone try thu",
            "Check-in Fri 20 Mar 2026: no answer from the mentee, by phone, try again Thu 26 Mar 2026",
        ),
        (
            'reached mentor "ill"',
            "Check-in Fri 20 Mar 2026: reached the mentor, "
            "with a note (it can be disclosed to the person it is about)",
        ),
        (
            'paused until 1/4 "illness"',
            "Relationship paused from Fri 20 Mar 2026 until Wed 1 Apr 2026, reason: illness",
        ),
        ("closed ended early", "Relationship closed (ended early) from Fri 20 Mar 2026"),
        (
            'closed ended early no time mentee "new job"',
            "Relationship closed (ended early, no time) from Fri 20 Mar 2026, begun by the mentee, reason: new job",
        ),
        ("no answer mentee x2", "Check-in Fri 20 Mar 2026: no answer from the mentee 2 times"),
        ("sent both email", "Check-in Fri 20 Mar 2026: sent to both, by e-mail"),
        ("14/3 2h joined", "Session held Sat 14 Mar 2026, 2 h, you joined"),
        ("plan reviewed 14/3", "Session of Sat 14 Mar 2026, plan reviewed"),
        ("agreement signed both", "Agreement signed Fri 20 Mar 2026, by both"),
        ("end review mentor", "End review held Fri 20 Mar 2026, told by the mentor"),
        ('action "budget" due 1/4', "Action “budget” set Fri 20 Mar 2026, due Wed 1 Apr 2026"),
        ("action 2 done", "Action 2 done Fri 20 Mar 2026"),
        ('referral counselling "Mind"', "Referred to counselling Fri 20 Mar 2026, “Mind”"),
        ("referral counselling taken up", "Referral to counselling taken up Fri 20 Mar 2026"),
        (
            "concern taking over mentee",
            "Boundary concern about taking over Fri 20 Mar 2026, told by the mentee",
        ),
        ("mentee happy 3 still deciding", "The mentee on Fri 20 Mar 2026: happy 3 of 5, still deciding"),
    ],
)
def test_what_was_understood_is_said_in_words(line: str, words: str) -> None:
    assert describe(one(line), today=TODAY) == words


@pytest.mark.parametrize("example", [example for example, _ in GRAMMAR])
def test_every_example_of_the_grammar_is_understood(example: str) -> None:
    assert parse(example.removeprefix("Priya & Tom "), today=TODAY)


def test_the_grammar_is_half_a_page() -> None:
    assert len(GRAMMAR) <= 24


def test_the_examples_in_refusals_use_the_session_length_of_the_policy() -> None:
    with pytest.raises(NotUnderstood, match=r"Write 14/3 1\.5h"):
        parse("14/3", today=TODAY, session_hours=1.5)


DAYS = st.dates(date(2019, 1, 1), date(2033, 12, 31))
WORDS = """
    14/3 29/2 2h 0h 90m 1:30h 14:00 2pm ; ; missed cancel book next try until reached no answer paused closed completed
    mentor both video email plan reviewed "note" " fri 999 days ago in 3 weeks 2026-02-30 99/99/99 1,5 . x2 joined
    agreement exit survey action done dropped due referral concern counselling taken up settled happy 3 "good fit"
    mid-point review ended early no time programme Tom & Priya sent reached
"""
LINES = st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split())).map(" ".join))


@given(LINES, st.one_of(DAYS, st.sampled_from([date.min, date.max])))
def test_a_line_is_understood_or_refused_never_anything_else(line: str, today: date) -> None:
    try:
        facts = parse(line, today=today, people=PEOPLE)
    except NotUnderstood as error:
        refused: NotUnderstood | None = error
    else:
        refused = None
        assert facts
        assert all(describe(fact, today=today) for fact in facts)
        again = "; ".join(as_typed(fact) for fact in facts)
        assert parse(again, today=today) == facts
    assert refused is None or (refused.message and refused.hint)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


PAST = st.integers(0, 700).map(lambda days: TODAY - timedelta(days))
COMING = st.integers(1, 700).map(lambda days: TODAY + timedelta(days))
MOMENTS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
HOURS = st.one_of(
    st.integers(1, 720).map(lambda minutes: minutes / 60), st.integers(1, 999).map(lambda part: part / 1000)
)
QUOTED = st.one_of(
    st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"'), min_size=1, max_size=40),
    st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="“”"), min_size=1, max_size=40),
)
TOLD: dict[str, Any] = {"source": maybe(of(Side))}
SESSIONS = st.one_of(
    st.builds(
        SessionFact,
        st.just("held"),
        PAST,
        maybe(MOMENTS),
        HOURS,
        maybe(of(Mode)),
        maybe(st.booleans()),
        maybe(of(Side)),
        maybe(st.booleans()),
    ),
    st.builds(SessionFact, st.just("booked"), COMING, maybe(MOMENTS), maybe(HOURS), maybe(of(Mode))),
    st.builds(SessionFact, st.sampled_from(["missed", "cancelled"]), PAST, reported_by=maybe(of(Side))),
    st.builds(SessionMark, PAST, st.booleans(), maybe(st.booleans())),
)
CONTACTS = st.one_of(
    st.builds(
        ContactFact,
        st.sampled_from(["no_answer", "message_left", "bounced", "sent"]),
        PAST,
        maybe(of(Channel)),
        maybe(of(Side)),
        maybe(COMING),
        maybe(QUOTED),
        st.integers(1, 9),
    ),
    st.builds(ContactFact, st.just("reached"), PAST, person=maybe(of(Side)), note=maybe(QUOTED)),
)
STATES = st.one_of(
    st.builds(StateFact, st.sampled_from(["active", "lapsed"]), PAST, reason=maybe(QUOTED)),
    st.builds(StateFact, st.just("paused"), PAST, maybe(COMING), reason=maybe(QUOTED)),
    st.builds(
        StateFact,
        st.just("closed"),
        PAST,
        st.none(),
        of(CloseOutcome),
        maybe(QUOTED),
        maybe(st.sampled_from(sorted(set(REASONS.values())))),  # type: ignore[type-var]
        maybe(st.sampled_from(["mentor", "mentee", "both", "programme"])),
    ),
)
CARED = st.one_of(
    st.builds(MilestoneFact, of(Milestone), PAST, of(Side)),
    st.builds(ActionFact, PAST, QUOTED, st.none(), of(ActionState), **TOLD),
    st.builds(ActionFact, PAST, QUOTED, st.none(), st.just("open"), COMING, **TOLD),
    st.builds(ActionFact, PAST, st.none(), st.integers(1, 999), of(ActionState), **TOLD),
    st.builds(ActionFact, PAST, st.none(), st.integers(1, 999), st.none(), COMING, **TOLD),
    st.builds(ReferralFact, PAST, of(ReferralKind), maybe(QUOTED), **TOLD),
    st.builds(ReferralFact, PAST, maybe(of(ReferralKind)), taken_up=st.just(True), **TOLD),
    st.builds(ConcernFact, PAST, of(Boundary), st.booleans(), **TOLD),
    st.builds(FeedbackFact, of(Side), PAST, st.integers(1, 5), maybe(of(Fit))),
    st.builds(FeedbackFact, of(Side), PAST, st.none(), of(Fit)),
    st.builds(AnswerFact, st.just("accepted"), of(Side), PAST),
    st.builds(AnswerFact, st.just("declined"), st.sampled_from(["mentor", "mentee"]), PAST, maybe(QUOTED)),
)


@given(st.lists(st.one_of(SESSIONS, CONTACTS, CARED), max_size=4), STATES)
def test_every_fact_can_be_typed_and_means_the_same_when_read_again(facts: list[Fact], state: Fact) -> None:
    line = "; ".join(as_typed(fact) for fact in (*facts, state))
    assert parse(line, today=TODAY) == (*facts, state)
    assert all(describe(fact, today=TODAY) for fact in facts)


def spelled(day: date, form: int) -> str:
    return (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day}.{day.month}.{day.year}")[form]


@given(
    today=DAYS,
    back=st.integers(0, 700),
    ahead=st.integers(1, 700),
    minutes=st.integers(1, 720),
    form=st.integers(0, 2),
    mode=st.sampled_from([None, "video", "phone", "in_person"]),
    reviewed=st.sampled_from([None, True, False]),
    who=st.sampled_from([None, "mentor", "mentee"]),
    at=st.one_of(st.none(), st.times().map(lambda moment: moment.replace(second=0, microsecond=0))),
    note=st.one_of(st.none(), st.from_regex(r"[a-z;é🙂]{1,9}", fullmatch=True)),
)
def test_what_is_written_out_is_read_back(
    today: date,
    back: int,
    ahead: int,
    minutes: int,
    form: int,
    mode: str | None,
    reviewed: bool | None,
    who: str | None,
    at: time | None,
    note: str | None,
) -> None:
    past, future = today - timedelta(back), today + timedelta(ahead)
    way = (mode or "").replace("_", " ")
    moment = f"{at:%H:%M}" if at else ""
    plan = {None: "", True: "plan reviewed", False: "plan not reviewed"}[reviewed]
    quoted = f'"{note}"' if note else ""
    line = (
        f"{spelled(past, form)} {minutes}m {way} {plan} {who or ''} {moment};"
        f"book {spelled(future, form)} {moment} {way};"
        f"no answer {who or ''} {way} {spelled(past, form)} try {spelled(future, form)} {quoted};"
        f"paused {spelled(past, form)} until {spelled(future, form)} {quoted}"
    )
    expected = (
        SessionFact("held", past, at, minutes / 60, mode, reviewed, who),  # type: ignore[arg-type]
        SessionFact("booked", future, at, mode=mode),  # type: ignore[arg-type]
        ContactFact("no_answer", past, mode, who, future, note),  # type: ignore[arg-type]
        StateFact("paused", past, future, reason=note),
    )
    assert parse(line, today=today) == expected
