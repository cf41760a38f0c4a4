"""Who is paired, who is waiting: the order, the filters, and from a person to their relationship."""

from pathlib import Path
from typing import cast

import pytest

from coordinator.services import overview
from coordinator.services.desk import Desk
from screens import pairing_view
from screens.pairing import PairingScreen
from screens.relationship import RelationshipScreen
from screens.relationship_list import RelationshipListScreen
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, rest, said, settle, write
from tests.tui.programme import AUTUMN, SPRING, empty_desk


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_those_who_wait_longest_are_on_top(programme: Desk, size: tuple[int, int]) -> None:
    async with make_app(programme).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        screen = cast(PairingScreen, pilot.app.screen)
        people = screen.people.rows
        assert len(people) == len(overview.participants(programme)) > 0
        waiting = [person for person in people if person.standing == "waiting"]
        assert list(people[: len(waiting)]) == waiting
        days = [person.since for person in waiting]
        assert len(days) > 2
        assert days == sorted(day for day in days if day)
        first = on_screen(pilot).splitlines()[2]
        assert "! waiting" in first
        assert waiting[0].name in first


async def test_the_highlighted_person_is_told_about_in_their_own_words(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await write(pilot, "tess")
        await press(pilot, "enter")
        await rest(pilot)
        shown = on_screen(pilot)
        assert "── Tess Turner · mentee · Autumn 2026 · accepted" in shown
        assert "tess@example.org" in shown
        assert "[@click=app.quit]Turner's[/] Lunch Club" in shown
        assert "waiting for 42 days, since 3 Aug 2026" in shown


async def test_room_is_what_a_mentor_has_left(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "slash")
        await write(pilot, "walter spring full")
        await press(pilot, "enter")
        row = next(line for line in on_screen(pilot).splitlines() if "Walter Dietrich" in line)
        assert "0 of 2" in row
        assert "full" in row


async def test_f_goes_through_the_standings_and_o_through_the_cohorts(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "f")
        screen = cast(PairingScreen, pilot.app.screen)
        seen = []
        while screen.standing is not None:
            seen.append(screen.standing)
            assert {person.standing for person in screen.people.rows} == {screen.standing}
            await press(pilot, "f")
        assert seen == ["waiting", "has_room", "proposed", "paired", "full", "lapsed", "closed", "out"]
        names = []
        await press(pilot, "o")
        while screen.cohort is not None:
            names.append(screen.cohort)
            assert {person.cohort for person in screen.people.rows} == {screen.cohort}
            await press(pilot, "o")
        assert sorted(names) == [AUTUMN, SPRING]


async def test_escape_takes_the_filters_away_before_it_leaves(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        screen = cast(PairingScreen, pilot.app.screen)
        everyone = len(screen.people.rows)
        await press(pilot, "o", "f")
        assert len(screen.people.rows) < everyone
        await press(pilot, "escape", "escape")
        assert len(screen.people.rows) == everyone
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        assert pilot.app.screen is not screen


async def test_v_opens_the_relationship_or_the_list_or_says_there_is_none(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        screen = cast(PairingScreen, pilot.app.screen)

        async def v_on(name: str) -> None:
            person = next(one for one in screen.people.rows if one.name == name and one.cohort == SPRING)
            screen.people.go_to(person.application)
            await press(pilot, "v")

        await v_on("Amina Idris")
        opened: object = pilot.app.screen
        assert isinstance(opened, RelationshipScreen)
        assert "Mentee  Amina Idris" in on_screen(pilot)
        await press(pilot, "escape")
        await v_on("Walter Dietrich")
        listed: object = pilot.app.screen
        assert isinstance(listed, RelationshipListScreen)
        assert {item.mentor for item in listed.items.rows} == {"Walter Dietrich"}
        assert len(listed.items.rows) == 2
        await press(pilot, "escape")
        await v_on("Vic Vance")
        assert pilot.app.screen is screen
        assert "Vic Vance is in no relationship of Spring 2026" in said(pilot)


async def test_y_copies_the_address_or_those_of_all_marked(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "y")
        screen = cast(PairingScreen, pilot.app.screen)
        first, second = screen.people.rows[:2]
        assert pilot.app.clipboard == first.email
        await press(pilot, "space", "space", "y")
        assert pilot.app.clipboard == f"{first.email}, {second.email}"
        assert "Copied 2 addresses." in said(pilot)


async def test_with_nobody_it_says_what_to_do(tmp_path: Path) -> None:
    async with make_app(empty_desk(tmp_path)).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert "Press i to import a sheet of applicants." in on_screen(pilot)
        await press(pilot, "y")
        assert "no address to copy" in said(pilot)
        await press(pilot, "o")
        assert "There is no cohort yet" in said(pilot)
        for key, said_then in (
            ("v", "no relationships to show"),
            ("a", "nobody to accept"),
            ("w", "There is no cohort yet"),
        ):
            await press(pilot, key)
            assert said_then in said(pilot)
        await press(pilot, "x")
        assert "Nobody is kept apart." in on_screen(pilot)
        await press(pilot, "x")
        assert "Nobody is highlighted" in said(pilot)
        await press(pilot, "escape", "t")
        assert "38 tags" in on_screen(pilot)


async def test_one_person_in_two_roles_is_one_person(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        people = cast(PairingScreen, pilot.app.screen).people.rows
        persons = len({person.person for person in people})
        assert persons < len(people)
        assert f"{persons} people in {len(people)} roles" in on_screen(pilot).splitlines()[0]
        await press(pilot, "slash")
        assert "name, organisation, role or tag" in on_screen(pilot)


def test_a_mentor_who_is_taken_elsewhere_is_told_to_be(programme: Desk) -> None:
    person = next(one for one in overview.participants(programme) if one.role == "mentor" and one.partners)
    here = len(person.partners)
    told = pairing_view.detail(person._replace(live=here + 2, state="accepted"), programme.today, 200)[
        -1
    ].text
    assert f"with {', '.join(person.partners)} and 2 mentees of other cohorts" in told
    alone = person._replace(live=1, partners=(), standing="full", state="accepted")
    assert pairing_view.detail(alone, programme.today, 200)[-1].text == " with 1 mentee of other cohorts"
