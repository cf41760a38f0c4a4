"""Suggested pairs of a programme: runs, reasons, decisions, scenarios, bad input."""

import json
from dataclasses import replace

import pytest

from coordinator.errors import CoordinatorError
from coordinator.services import (
    apart,
    history,
    pairing,
    pairing_decisions,
    pairing_left,
    pairing_reasons,
    pairing_scenarios,
    proposals,
)
from coordinator.services.desk import Desk
from coordinator.services.pairing_board import Board, Variant, variant_of
from coordinator.store import pairing_reads


def named(board: Board) -> dict[str, str]:
    """First names: mentee -> mentor."""
    return {board.name(pair.mentee).split()[0]: board.name(pair.mentor).split()[0] for pair in board.pairs}


def of(board: Board, name: str) -> int:
    """The application of who has this first name."""
    return next(application for application, person in board.people.items() if person.name.split()[0] == name)


def test_the_best_for_the_cohort_and_who_is_left_over(desk: Desk) -> None:
    board = pairing.suggest(desk, "spring")
    assert board.solution.optimal
    assert named(board) == {"Ana": "Dina", "Ben": "Dina", "Dov": "Erik", "Eli": "Fay"}
    (left,) = pairing_left.left_over(desk, board)
    assert board.name(left.mentee) == "Cleo Hart"
    assert left.code == "barred"
    assert "same organisation (1)" in left.reason
    assert "no need covered (2)" in left.reason
    rule = next(way for way in left.relax if way.rule == "same_organisation")
    assert rule.leaves_out == of(board, "Eli")
    assert "leaving out Eli Wood" in rule.text


def test_a_run_is_kept_whole_and_the_same_inputs_are_kept_once(desk: Desk) -> None:
    first = pairing.suggest(desk, "Spring")
    done = pairing.keep(desk, first)
    assert (
        done.message == f"4 pairs, {first.total} points, the worst {first.worst}; 1 left over. Kept as run 1."
    )
    second = pairing.suggest(desk, "Spring")
    assert second.pairs == first.pairs
    pairing.keep(desk, second)
    third = pairing.suggest(desk, "Spring")
    assert third.inputs == second.inputs
    assert third.run == 2
    assert pairing.keep(desk, third).change is None
    with desk.store.reading() as db:
        run = pairing_reads.runs(db, first.cohort.cohort, limit=1)[0]
    assert (run.matched, run.total, run.worst, run.made_by) == (4, first.total, first.worst, "ruth")
    assert [tuple(pair) for pair in json.loads(run.result)["pairs"]] == [pair[:4] for pair in third.pairs]


def test_every_pair_says_why_and_what_others_would_cost(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    told = pairing_reasons.detail(desk, board, of(board, "Dina"), of(board, "Ana"))
    assert told.suggested
    assert told.scored.score == sum(
        part or 0
        for part in (
            told.scored.needs,
            told.scored.background,
            told.scored.wishes,
            told.scored.time,
            told.scored.place,
        )
    )
    assert [row.need for row in told.covered] == ["Trusts and grants", "Financial management"]
    assert (told.rank_for_mentee, told.of_mentors) == (2, 2)
    (other,) = told.others
    assert board.name(other.mentor) == "Erik Lindqvist"
    assert other.points_less > 0 or other.fewer
    words = pairing_reasons.trade_in_words(board, of(board, "Ana"), other)
    assert words.startswith("Ana Vale to Erik Lindqvist, ")
    assert words.endswith("out")


def test_why_not_any_two(desk: Desk) -> None:
    why = pairing_reasons.why(desk, "dina@osei.example", "cleo")
    assert why.verdict == "They are barred: no need covered."
    assert pairing_reasons.why(desk, "fay", "eli wood").verdict.startswith("They are suggested")
    instead = pairing_reasons.why(desk, "erik", "ana")
    assert instead.verdict.startswith("Choosing them: Ana Vale to Erik Lindqvist")
    with pytest.raises(CoordinatorError, match="No cohort has"):
        pairing_reasons.why(desk, "nobody", "ana")


def test_a_refusal_is_solved_around_and_undone_with_its_run(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    with pytest.raises(CoordinatorError, match="needs a reason"):
        pairing_decisions.refuse(desk, board, of(board, "Dina"), of(board, "Ben"), "  ")
    done = pairing_decisions.refuse(desk, board, of(board, "Dina"), of(board, "Ben"), "friends")
    assert done.message.startswith("Dina Osei & Ben Roy refused. 3 pairs")
    after = pairing.suggest(desk, "Spring")
    assert named(after)["Ben"] == "Erik"
    assert pairing_reasons.why(desk, "dina", "ben").verdict == "Someone refused this pair."
    assert after.run is None
    history.undo_last(desk)
    again = pairing.suggest(desk, "Spring")
    assert named(again) == named(board)
    assert not again.before
    pairing_decisions.refuse(desk, again, of(board, "Dina"), of(board, "Ben"), "friends")
    refused = pairing.suggest(desk, "Spring")
    pairing_decisions.allow(desk, refused, of(board, "Dina"), of(board, "Ben"))
    assert named(pairing.suggest(desk, "Spring")) == named(board)


def test_a_lock_stays_whatever_is_best_and_what_moved_is_marked(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    pairing.keep(desk, board)
    pairing_decisions.lock(desk, board, [(of(board, "Erik"), of(board, "Ana"))])
    after = pairing.suggest(desk, "Spring")
    assert named(after)["Ana"] == "Erik"
    locked = [pair for pair in after.pairs if pair.locked]
    assert [board.name(pair.mentee) for pair in locked] == ["Ana Vale"]
    assert len(after.pairs) == 3
    assert pairing_reasons.ranks(after)[of(board, "Erik"), of(board, "Ana")] == (1, 1)
    told = pairing_reasons.detail(desk, after, of(board, "Dina"), of(board, "Ana"))
    assert (told.rank_for_mentee, told.of_mentors) == (2, 2)
    pairing_decisions.unlock(desk, after, of(board, "Ana"))
    assert named(pairing.suggest(desk, "Spring")) == named(board)
    with pytest.raises(CoordinatorError, match="is not locked"):
        pairing_decisions.unlock(desk, board, of(board, "Ana"))


def test_a_lock_that_breaks_an_exclusion_asks_and_keeps_the_answer(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    fay, cleo = of(board, "Fay"), of(board, "Cleo")
    broken = pairing_decisions.broken_by(desk, board, fay, cleo)
    assert [rule.code for rule in broken] == ["same_organisation"]
    with pytest.raises(CoordinatorError, match="same organisation"):
        pairing_decisions.lock(desk, board, [(fay, cleo)])
    pairing_decisions.lock(desk, board, [(fay, cleo)], note="they never met")
    after = pairing.suggest(desk, "Spring")
    assert named(after)["Cleo"] == "Fay"
    (decision,) = after.decisions
    assert (decision.breaks, decision.reason) == ("same organisation", "they never met")
    told = pairing_reasons.detail(desk, after, fay, cleo)
    assert list(told.scored.overridden) == ["same_organisation"]


def test_no_more_pairs_are_locked_than_there_are_places(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    erik = of(board, "Erik")
    pairing_decisions.lock(desk, board, [(erik, of(board, "Dov"))])
    after = pairing.suggest(desk, "Spring")
    with pytest.raises(
        CoordinatorError, match="Erik Lindqvist has 1 place free, and 2 pairs would be locked"
    ):
        pairing_decisions.lock(desk, after, [(erik, of(board, "Ana"))])
    assert len(pairing.suggest(desk, "Spring").locked) == 1


def test_a_lock_sleeps_while_something_bars_the_pair(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    dina, ana = of(board, "Dina"), of(board, "Ana")
    pairing_decisions.lock(desk, board, [(dina, ana)])
    people = board.people
    apart.keep_apart(desk, people[dina].person, people[ana].person, "old dispute")
    after = pairing.suggest(desk, "Spring")
    assert named(after)["Ana"] == "Erik"
    assert [(one.mentor, one.mentee) for one in after.asleep] == [(dina, ana)]
    history.undo_last(desk)
    assert [pair.locked for pair in pairing.suggest(desk, "Spring").pairs if pair.mentee == ana] == [True]


def test_proposed_pairs_leave_the_line_and_take_places(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    pairing_decisions.lock(desk, board, [(of(board, "Dina"), of(board, "Ana"))])
    proposals.propose(desk, board.cohort.cohort, [(of(board, "Dina"), of(board, "Ana"))])
    after = pairing.suggest(desk, "Spring")
    assert "Ana" not in named(after)
    assert after.asleep == []
    assert after.capacity == board.capacity - 1


def test_two_swap_their_mentors_and_all_above_a_score_are_taken(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    with pytest.raises(CoordinatorError, match="nothing to swap"):
        pairing_decisions.swap(desk, board, of(board, "Ana"), of(board, "Ben"))
    best = max(pair.score for pair in board.pairs)
    pairing_decisions.take_above(desk, board, best)
    after = pairing.suggest(desk, "Spring")
    assert {pair.score for pair in after.pairs if pair.locked} == {best}
    assert pairing_decisions.take_above(desk, after, best).change is None
    every = pairing_decisions.take_above(desk, after, 0)
    assert every.change is not None
    assert all(pair.locked for pair in pairing.suggest(desk, "Spring").pairs)


def test_scenarios_change_nothing_until_adopted(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    wanted = pairing_scenarios.understood(
        desk, "Spring", "fairness off, needs 60, same_organisation penalty, fay@moss.example 2"
    )
    pairing_scenarios.try_out(desk, "Spring", "more room", wanted)
    (scenario,) = pairing_scenarios.scenarios(desk, "Spring")
    other = pairing.suggest(desk, "Spring", variant_of(scenario))
    assert named(other)["Cleo"] == "Fay"
    assert pairing_left.diff(board, other)["matched"] == 1
    assert named(pairing.suggest(desk, "Spring")) == named(board)
    pairing_scenarios.adopt(desk, "Spring", variant_of(scenario), scenario)
    assert pairing_scenarios.scenarios(desk, "Spring") == []
    adopted = pairing.suggest(desk, "Spring")
    assert named(adopted) == named(other)
    assert adopted.rules.fairness == "off"
    history.undo_last(desk)
    assert named(pairing.suggest(desk, "Spring")) == named(board)
    with pytest.raises(CoordinatorError, match="'colour 3' was not understood"):
        pairing_scenarios.understood(desk, "Spring", "colour 3")


def test_quality_pairs_nobody_below_the_threshold(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    curve = dict(pairing_left.quality_curve(board))
    for threshold in (50, 80, 90):
        quality = pairing.suggest(desk, "Spring", Variant({"mode": "quality", "min_score": threshold}))
        assert len(quality.pairs) == curve[threshold]
        assert all(pair.score >= threshold for pair in quality.pairs)
    reasons = [one.reason for one in pairing_left.left_over(desk, quality)]
    assert any("below the 90" in reason or "share" in reason for reason in reasons)


def test_whom_a_rematch_put_in_front_goes_before_who_waited_longer(desk: Desk) -> None:
    with desk.store.writing("setup", "two with the same needs for one place", desk.today) as writing:
        tags = "(select tags from application join person on person.id = person where name = 'Eli Wood')"
        writing.db.execute(
            f"update application set tags = {tags} where person = (select id from person where name = 'Dov Katz')"
        )
        writing.db.execute(
            "update application set capacity = 0 where role = 'mentor'"
            " and person <> (select id from person where name = 'Fay Moss')"
        )
    board = pairing.suggest(desk, "Spring", Variant({"fairness": "off"}))
    assert named(board) == {"Dov": "Fay"}
    with desk.store.writing("setup", "a rematch", desk.today) as writing:
        writing.db.execute(
            "insert into relationship"
            " (cohort, mentor, mentee, state, outcome, started_on, closed_on, mentee_next)"
            " select 1, mentor.id, mentee.id, 'closed', 'ended_early', $day, $day, 'front'"
            " from person as mentor, person as mentee"
            " where mentor.name = 'Erik Lindqvist' and mentee.name = 'Eli Wood'",
            {"day": desk.today},
        )
    board = pairing.suggest(desk, "Spring", Variant({"fairness": "off"}))
    assert named(board) == {"Eli": "Fay"}


@pytest.mark.parametrize(
    "change",
    [
        "update application set capacity = 0 where role = 'mentor'",
        "update application set state = 'withdrawn' where role = 'mentor'",
        "update application set state = 'withdrawn' where role = 'mentee'",
        "update application set state = 'applied'",
        "delete from application where role = 'mentor'",
        "delete from application where role = 'mentee'",
        "update application set tags = null",
    ],
)
def test_bad_input_is_a_result_with_reasons(desk: Desk, change: str) -> None:
    with desk.store.writing("setup", "break it", desk.today) as writing:
        writing.db.execute(change)
    for fairness in ("off", "floor", "concave", "leximin"):
        board = pairing.suggest(desk, "Spring", Variant({"fairness": fairness}))
        assert board.solution.optimal
        left = pairing_left.left_over(desk, board)
        assert len(left) + len(board.pairs) == len(board.mentees)
        assert all(one.reason for one in left)


def test_the_curve_names_the_highest_threshold_of_each_number() -> None:
    points = [(90, 0), (80, 0), (50, 157), (40, 190), (30, 190), (0, 190)]
    assert pairing_left.curve_in_words(points) == "≥ 40: 190 pairs, ≥ 50: 157"
    assert pairing_left.curve_in_words([(10, 0), (0, 0)]) == "none at any threshold"


def test_weights_of_nothing_and_an_empty_cohort_are_results_too(desk: Desk) -> None:
    nothing = dict.fromkeys(("needs", "background", "wishes", "time", "place"), 0)
    board = pairing.suggest(desk, "Spring", Variant(weights=nothing))
    assert len(board.pairs) == 4
    assert board.total == 0
    empty = pairing.suggest(desk, "Empty")
    assert (empty.pairs, empty.left_over, empty.worst) == ([], [], None)
    assert pairing.keep(desk, empty).message.startswith("0 pairs, 0 points; nobody left over.")


def test_tags_that_are_wanted_say_whom_to_recruit(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    wanted = {one.tag: one for one in pairing_left.wanted_tags(board)}
    assert (wanted["Pricing and margins"].left_over, wanted["Pricing and margins"].places) == (1, "Cleo Hart")
    assert wanted["Financial management"].places is None
    assert (wanted["Financial management"].wanted, wanted["Financial management"].offered) == (2, 1)


def test_an_unknown_run_or_cohort_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(CoordinatorError, match="There is no run 9 of Spring"):
        pairing.suggest(desk, "Spring", seed_run=9)
    with pytest.raises(CoordinatorError, match="no cohort 'Summer'"):
        pairing.suggest(desk, "Summer")
    with pytest.raises(CoordinatorError, match="cannot be judged"):
        pairing.suggest(desk, "Spring", Variant({"fairness": "kind"}))


def test_a_board_is_frozen(desk: Desk) -> None:
    board = pairing.suggest(desk, "Spring")
    assert replace(board, run=7).pairs == board.pairs


def test_those_left_over_for_the_same_mentors_are_counted_with_those_placed(desk: Desk) -> None:
    now = pairing.suggest(desk, "Spring")
    dina = of(now, "Dina")
    places = {mentor: int(mentor == dina) for mentor in now.mentors}
    board = pairing.suggest(desk, "Spring", Variant(places=places))
    choices = board.solution.problem.choices
    could = sum(any(number == board.mentor_at[dina] for number, _ in row) for row in choices)
    assert could > 2
    told = [one.reason for one in pairing_left.left_over(desk, board) if one.code == "contested"]
    sharing = [
        reason for reason in told if reason.startswith(f"{could} mentees share 1 mentor with 1 place.")
    ]
    assert len(sharing) == could - 1
