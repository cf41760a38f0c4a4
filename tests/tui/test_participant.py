"""What pairing knows of someone, edited line by line; the vocabulary, a cohort's weights, the register."""

from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coordinator.models.matching import Profile
from coordinator.services import apart, overview, participants, tags
from coordinator.services.desk import Desk
from screens.matching_rules import MatchingRulesScreen
from screens.pairing import PairingScreen
from screens.participant import ParticipantScreen
from screens.register import RegisterScreen
from screens.relationship_list import RelationshipListScreen
from screens.vocabulary import VocabularyScreen
from tests.tui.driving import SMALL, WIDE, make_app, on_screen, press, rest, said, settle, write
from tests.tui.programme import AUTUMN, SPRING


def application(desk: Desk, name: str, cohort: str = SPRING) -> int:
    return next(one.application for one in overview.participants(desk, cohort=cohort) if one.name == name)


def profile(desk: Desk, name: str, cohort: str = SPRING) -> Profile:
    return participants.profile(desk, application(desk, name, cohort))


async def opened(pilot: Pilot[Any], desk: Desk, name: str, cohort: str = SPRING) -> ParticipantScreen:
    """From pairing status, enter on someone."""
    await settle(pilot)
    await press(pilot, "3")
    screen = cast(PairingScreen, pilot.app.screen)
    screen.people.go_to(application(desk, name, cohort))
    await press(pilot, "enter")
    return cast(ParticipantScreen, pilot.app.screen)


def go_to(screen: ParticipantScreen, what: str) -> None:
    row = next(row for row in screen.lines.rows if row.what == what)
    screen.lines.go_to((row.kind, row.key))


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_enter_shows_all_that_pairing_uses(programme: Desk, size: tuple[int, int]) -> None:
    async with make_app(programme).run_test(size=size) as pilot:
        screen = await opened(pilot, programme, "Tess Turner", AUTUMN)
        shown = on_screen(pilot)
        assert "Who is it?  Tess Turner · mentee" in shown
        kinds = [row.kind for row in screen.lines.rows]
        assert kinds.count("field") == len(participants.EXAMPLES) - 1
        assert "not told" in shown


async def test_a_field_is_typed_and_undone(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, programme, "Walter Dietrich")
        go_to(screen, "Times")
        await press(pilot, "enter")
        await write(pilot, "never at all")
        await press(pilot, "enter")
        assert "is not understood. Write weekday mornings" in " ".join(on_screen(pilot).split())
        await press(pilot, "ctrl+u")
        await write(pilot, "Tue evening")
        await press(pilot, "enter")
        assert list(profile(programme, "Walter Dietrich").times) == ["tue_evening"]
        assert "Walter Dietrich: times is tue evening" in said(pilot)
        await press(pilot, "u")
        assert list(profile(programme, "Walter Dietrich").times) == []
        go_to(screen, "Times")
        await press(pilot, "enter", "escape")
        assert list(profile(programme, "Walter Dietrich").times) == []


async def test_tags_are_added_moved_and_taken_away(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, programme, "Tess Turner", AUTUMN)
        before = list(profile(programme, "Tess Turner", AUTUMN).tags)
        await press(pilot, "a")
        await write(pilot, "bords")
        await press(pilot, "enter")
        assert "It means no tag, so it does not score" in " ".join(said(pilot).split())
        go_to(screen, f"Needs {len(before) + 1}")
        await rest(pilot)
        assert "? Governance and trustees" in on_screen(pilot)
        assert "enter takes Governance and trustees" in on_screen(pilot)
        await press(pilot, "enter")
        assert list(profile(programme, "Tess Turner", AUTUMN).tags) == [
            *before,
            "Governance and trustees",
        ] or ("Governance and trustees" in profile(programme, "Tess Turner", AUTUMN).meanings)
        go_to(screen, "Needs 1")
        await press(pilot, "minus")
        assert list(profile(programme, "Tess Turner", AUTUMN).tags)[1] == before[0]
        go_to(screen, "Needs 2")
        await press(pilot, "plus")
        assert list(profile(programme, "Tess Turner", AUTUMN).tags)[:1] == before[:1]
        go_to(screen, "Needs 1")
        await press(pilot, "x")
        assert before[0] not in profile(programme, "Tess Turner", AUTUMN).tags
        go_to(screen, "Sector")
        await press(pilot, "x")
        assert "Go to a need" in said(pilot)


async def test_a_mentors_level_rises_and_falls(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, programme, "Walter Dietrich")
        label = profile(programme, "Walter Dietrich").tags[0]
        go_to(screen, "Knows 1")
        await press(pilot, "plus")
        assert participants.level_of(profile(programme, "Walter Dietrich"), label) == "lead"
        await press(pilot, "plus")
        assert "is lead already" in said(pilot)
        await press(pilot, "minus", "minus")
        assert participants.level_of(profile(programme, "Walter Dietrich"), label) == "some"


async def test_what_the_text_suggests_is_lit_and_scores_once_confirmed(programme: Desk) -> None:
    number = application(programme, "Tess Turner", AUTUMN)
    with programme.store.writing("ana", "setup", programme.today) as change:
        (found,) = change.db.execute(
            "select version from application where id = $id", {"id": number}
        ).fetchall()
        change.update(
            "application", [{"id": number, "version": found[0], "about": "Bid writing [b]beats[/b] me."}]
        )
    async with make_app(programme).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, programme, "Tess Turner", AUTUMN)
        assert "«Bid writing» [b]beats[/b] me." in on_screen(pilot)
        assert "Trusts and grants" not in profile(programme, "Tess Turner", AUTUMN).meanings
        go_to(screen, "? the text")
        await press(pilot, "enter")
        assert "Trusts and grants" in profile(programme, "Tess Turner", AUTUMN).meanings
        assert all(row.kind != "suggested" for row in screen.lines.rows)


async def test_never_with_someone_and_the_register(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, programme, "Walter Dietrich")
        await press(pilot, "n")
        await write(pilot, "tess turner")
        await press(pilot, "enter")
        assert "A name, a colon and the reason" in " ".join(on_screen(pilot).split())
        await write(pilot, ": cousins")
        await press(pilot, "enter")
        assert apart.register(programme)[0].reason == "cousins"
        go_to(screen, "Never with")
        await press(pilot, "enter")
        assert not apart.register(programme)[0].holds
        await press(pilot, "escape", "x")
        register: object = pilot.app.screen
        assert isinstance(register, RegisterScreen)
        assert "x over since" in on_screen(pilot)
        await press(pilot, "x")
        assert "It holds no more" in said(pilot)
        await press(pilot, "a")
        await write(pilot, "walter & tess turner: a quarrel until 1/12")
        await press(pilot, "enter")
        assert "never to be paired until" in " ".join(said(pilot).split())
        await press(pilot, "home", "x")
        assert not any(one.holds for one in apart.register(programme))


async def test_the_relationships_of_someone_are_one_key_away(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await opened(pilot, programme, "Walter Dietrich")
        await press(pilot, "v")
        listed: object = pilot.app.screen
        assert isinstance(listed, RelationshipListScreen)
        assert {item.mentor for item in listed.items.rows} == {"Walter Dietrich"}


async def test_the_vocabulary_is_edited(programme: Desk) -> None:
    tess = application(programme, "Tess Turner", AUTUMN)
    participants.add_tag(programme, participants.profile(programme, tess), "Beekeeping")
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "t")
        screen = cast(VocabularyScreen, pilot.app.screen)
        assert screen.words.rows[0].name == "Beekeeping"
        await press(pilot, "x")
        assert "Go to a tag first" in said(pilot)
        await press(pilot, "enter")
        await write(pilot, "premises")
        await press(pilot, "enter")
        assert tags.understand(programme, "beekeeping").name == "Premises and assets"
        await press(pilot, "a", "ctrl+u")
        await write(pilot, "Nature: Keeping bees, hives")
        await press(pilot, "enter")
        assert tags.understand(programme, "hives").name == "Keeping bees"
        screen.words.go_to(next(row.key for row in screen.words.rows if row.name == "Keeping bees"))
        await press(pilot, "enter")
        await write(pilot, ", apiary")
        await press(pilot, "enter")
        assert tags.understand(programme, "apiary").name == "Keeping bees"
        await press(pilot, "x")
        assert tags.understand(programme, "hives").how == "unknown"


async def test_weights_and_rules_of_a_cohort(programme: Desk) -> None:
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3", "o", "w")
        screen = cast(MatchingRulesScreen, pilot.app.screen)
        number = participants.cohort_number(programme, screen.cohort)
        await press(pilot, "enter")
        await write(pilot, "lots")
        await press(pilot, "enter")
        assert "'lots' is no weight" in on_screen(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "60")
        await press(pilot, "enter")
        assert apart.policy(programme, number)[0].needs == 60
        assert "usually 45" in on_screen(pilot)
        screen.rules.go_to(("rule", "same_organisation"))
        await press(pilot, "enter")
        modes = {rule.code: rule.mode for rule in apart.policy(programme, number)[1]}
        assert modes["same_organisation"] == "penalty"
        await press(pilot, "s")
        assert {rule.code: rule.mode for rule in apart.policy(programme, number)[1]}[
            "same_organisation"
        ] == "hard"
        screen.rules.go_to(("rule", "paired_now"))
        await press(pilot, "enter")
        assert "always bars a pair" in said(pilot)


async def test_marked_applicants_are_accepted_together(programme: Desk) -> None:
    with programme.store.writing("ana", "setup", programme.today) as change:
        found = change.db.execute("select id, version from application order by id limit 2").fetchall()
        change.update(
            "application", [{"id": one, "version": version, "state": "applied"} for one, version in found]
        )
    async with make_app(programme).run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        people = cast(PairingScreen, pilot.app.screen).people
        for number, _ in found:
            people.go_to(number)
            await press(pilot, "space")
        await press(pilot, "a")
        assert "2 applications are accepted" in said(pilot)
        assert {participants.profile(programme, number).state for number, _ in found} == {"accepted"}
