"""The mentoring itself on the relationship screen: how it stands in a line, and all of it with its sources."""

from datetime import date

import pytest

from coordinator.services import care, recording
from coordinator.services.desk import Desk
from screens import care_view
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, settle, write
from tests.tui.programme import TODAY

LENA, MO = 5, 6


def log(desk: Desk, relationship: int, text: str) -> None:
    ground = recording.ground(desk, relationship)
    recording.record(desk, [recording.understand(desk, ground, text)])


EVERYTHING = (
    'agreement mentor 1/9; action "write budget" due 3/9 1/9 mentee; action "find a treasurer" 1/9; action 2 done 2/9; '
    'concern counselling 2/9; referral counselling "Mind" 3/9; concern taking over 3/9; '
    'mentor happy 5 4/9, mentee 2 "not a good fit" 4/9; no answer mentee 5/9 x2 try 20/9'
)  # fmt: skip


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_it_stands_in_a_line_and_whole_in_the_list(programme: Desk, size: tuple[int, int]) -> None:
    log(programme, MO, EVERYTHING)
    async with make_app(programme).run_test(size=size) as pilot:
        await settle(pilot)
        pilot.app.open_relationship(MO)  # type: ignore[attr-defined]
        await settle(pilot)
        shown = " ".join(on_screen(pilot).split())
        for told in (
            "2nd try: 2 tries unanswered, last on 5 Sep; next on 20 Sep",
            "agreement: mentee still to",
            "1 of 2 actions done, 1 late",
        ):
            assert told in shown
        await press(pilot, "v")
        shown = on_screen(pilot)
        assert "Action plan, agreement, referrals, concerns, satisfaction" in shown
        assert "Action 1 open: write budget, due 3 Sep" in shown
        assert "Action 2 done 2 Sep: find a treasurer" in shown
        assert "Agreement: mentor 1 Sep; mentee still to" in shown
        assert "mentee" in next(line for line in shown.splitlines() if "write budget" in line)
        await press(pilot, "v")
        assert "Timeline" in on_screen(pilot)


async def test_an_action_is_done_by_the_number_it_is_shown_with(programme: Desk) -> None:
    log(programme, MO, 'action "write budget" 1/9; action "find a treasurer" 1/9')
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.open_relationship(MO)  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "v", "l")
        await write(pilot, "action 2 done")
        assert "“find a treasurer”" in on_screen(pilot)
        await press(pilot, "enter")
        assert "Action 2 done 14 Sep: find a treasurer" in on_screen(pilot)


async def test_where_nothing_is_on_record_it_says_how_to_begin(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        pilot.app.open_relationship(MO)  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "v")
        assert "agreement signed both 14/3" in on_screen(pilot)


def test_every_part_is_told_with_its_source(programme: Desk) -> None:
    log(programme, MO, EVERYTHING)
    log(
        programme,
        MO,
        "agreement mentee 6/9; mid-point review 6/9; concern taking over settled 6/9; referral taken up 7/9",
    )
    found = care.care(programme, MO)
    told = [f"{row.when} {row.text.text} / {row.source}" for row in care_view.rows(found, TODAY, 120)]
    assert told == [
        "1 Sep Action 1 open: write budget, due 3 Sep / mentee",
        "1 Sep Action 2 done 2 Sep: find a treasurer / coordinator",
        "6 Sep Agreement: mentor 1 Sep, mentee 6 Sep / both",
        "6 Sep Mid-point review: done / coordinator",
        "3 Sep Referral to counselling: Mind; taken up 7 Sep / coordinator",
        "2 Sep Boundary concern about counselling, led to a referral, open / coordinator",
        "3 Sep Boundary concern about taking over, settled 6 Sep / coordinator",
        "4 Sep Mentor happy: 5/5 (mid point) / mentor",
        "4 Sep Mentee happy: 2/5 not a good fit (mid point) / mentee",
    ]
    (line, *_) = care_view.summary(found, date(2026, 9, 14), 400)
    assert "concern: counselling · happy: mentor 5/5, mentee 2/5 not a good fit" in line.text


def test_an_agreement_that_nobody_signed_yet_is_not_done(programme: Desk) -> None:
    with programme.store.writing("setup", "propose", TODAY) as change:
        change.insert("milestone", [{"relationship": MO, "kind": "agreement", "source": "coordinator"}])
    found = care.care(programme, MO)
    (row,) = care_view.rows(found, TODAY, 120)
    assert row.text.text == "Agreement: both still to"
    (line, *_) = care_view.summary(found, TODAY, 400)
    assert "agreement: both still to" in line.text
