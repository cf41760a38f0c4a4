"""Facts about the mentoring itself, at arm's length: milestones, the action plan, referrals, concerns, satisfaction."""

from collections.abc import Sequence
from datetime import date
from typing import cast, get_args

from coordinator.entry.phrases import PHRASES
from coordinator.entry.slots import Slots, coming_day, past_day, said
from coordinator.errors import NotUnderstood
from coordinator.facts import (
    ActionFact,
    ActionState,
    Boundary,
    ConcernFact,
    FeedbackFact,
    Fit,
    Milestone,
    MilestoneFact,
    ReferralFact,
    ReferralKind,
    Side,
)

LONGEST_TITLE = 80
LONGEST_PLACE = 120
_SIGNED_BY_EACH = {"agreement": "signed", "exit_survey": "answered"}


def milestone(verb: str, slots: Slots, today: date) -> MilestoneFact:
    """A stage that was reached; who signed or answered is owed where each of them does."""
    _refuse_status(slots, ("done",), "Leave it out.")
    refuse_programme(slots)
    word = slots["verb"].word
    side = slots["who"].value if "who" in slots else None
    if side is None and verb in _SIGNED_BY_EACH:
        what = verb.replace("_", " ")
        raise NotUnderstood(
            f"Who {_SIGNED_BY_EACH[verb]} the {what}?", word, f"Write {word} both, or mentor or mentee."
        )
    return MilestoneFact(cast(Milestone, verb), past_day(slots, today), side)


def action(slots: Slots, today: date) -> ActionFact:
    """A new action by its title, or what became of one by its number in the plan."""
    _refuse_status(slots, get_args(ActionState), "Write done, dropped or open.")
    refuse_programme(slots)
    told = said(slots)
    word = slots["verb"].word
    on = past_day(slots, today)
    title, number, due = told.get("note"), told.get("number"), coming_day(slots, "due", on)
    if (title is None) == (number is None):
        asked = "Which action?" if title is None else "An action has a title or a number, not both."
        raise NotUnderstood(asked, word, 'Write action "write budget" due 1/4, or action 2 done.')
    if title and len(title) > LONGEST_TITLE:
        raise NotUnderstood(
            f"An action's title is at most {LONGEST_TITLE} characters long; this one has {len(title)}.",
            slots["note"].word,
            "Say in a few words what the mentee will do.",
        )
    state: ActionState | None = told.get("status", "open" if title else None)
    if number is not None and (number == 0 or (state is None and due is None)):
        hint = (
            f"Write action {number or 1} done, action {number or 1} dropped or action {number or 1} due 8/4."
        )
        raise NotUnderstood(f"What about action {number}?", slots["number"].word, hint)
    if due and state in ("done", "dropped"):
        raise NotUnderstood(
            f"An action that is {state} is not due.", slots["due"].word, "Leave the due day out."
        )
    return ActionFact(on, title, number, state, due, told.get("who"))


def referral(slots: Slots, today: date) -> ReferralFact:
    """Other help that the mentee was sent to, or took up."""
    _refuse_status(slots, ("taken_up",), "Write referral counselling taken up.")
    _refuse_kind(slots, get_args(ReferralKind), "Taking over is a concern: concern taking over.")
    refuse_programme(slots)
    told = said(slots)
    taken_up, kind, place = "status" in told, told.get("kind"), told.get("note")
    if not taken_up and kind is None:
        hint = "Write referral counselling, technical advice, training, coaching, information or contact."
        raise NotUnderstood("A referral to what?", slots["verb"].word, hint)
    if taken_up and place is not None:
        raise NotUnderstood(
            "Where it went to is known already.", slots["note"].word, "Leave the quoted text out."
        )
    if place and len(place) > LONGEST_PLACE:
        raise NotUnderstood(
            f"Where a referral goes is said in at most {LONGEST_PLACE} characters; this has {len(place)}.",
            slots["note"].word,
            'Name the place: referral counselling "Mind".',
        )
    return ReferralFact(past_day(slots, today), kind, place, taken_up, told.get("who"))


def concern(slots: Slots, today: date) -> ConcernFact:
    """A boundary that is being crossed, or no longer is."""
    _refuse_status(slots, ("settled",), "Write concern counselling settled.")
    _refuse_kind(slots, get_args(Boundary), "That is no boundary; a referral can be to it.")
    refuse_programme(slots)
    told = said(slots)
    settled, category = "status" in told, told.get("kind")
    if not settled and category is None:
        hint = "Write concern counselling, technical advice, training, coaching or taking over."
        raise NotUnderstood("A concern about what?", slots["verb"].word, hint)
    return ConcernFact(past_day(slots, today), category, settled, told.get("who"))


def feedback(sides: Sequence[Slots], today: date) -> list[FeedbackFact]:
    """How content each side is; a day that is given once holds for both."""
    dated = [slots for slots in sides if "day" in slots]
    facts = [
        _one_side(slots, past_day(slots if "day" in slots else dated[0] if dated else {}, today))
        for slots in sides
    ]
    if len({fact.side for fact in facts}) < len(facts) or (
        len(facts) > 1 and any(f.side == "both" for f in facts)
    ):
        word = sides[-1]["who"].word
        raise NotUnderstood(f"“{word}” is said twice.", word, "Write mentor happy 5, mentee 3.")
    return facts


def _one_side(slots: Slots, day: date) -> FeedbackFact:
    refuse_programme(slots)
    word = slots["verb"].word if "verb" in slots else "happy"
    if "who" not in slots:
        first = next(iter(slots.values())).word
        raise NotUnderstood(f"Who is “{first}”?", first, f"Write mentor {word} 5, or mentee or both.")
    told = said(slots)
    score, fit = told.get("score"), told.get("fit")
    if "note" in told:
        fit = _fit_in_quotes(slots, fit)
    if score is None and fit is None:
        hint = (
            "Write a number from 1 to 5 (not 4/5: that is a day), good fit, still deciding or not a good fit."
        )
        raise NotUnderstood(f"How {word} is the {told['who']}?", slots["who"].word, hint)
    if score is not None and not 1 <= score <= 5:
        raise NotUnderstood(f"“{score}” is no score.", slots["score"].word, "Write a number from 1 to 5.")
    return FeedbackFact(cast(Side, told["who"]), day, score, cast("Fit | None", fit))


def _fit_in_quotes(slots: Slots, fit: object) -> object:
    text = slots["note"].value or ""
    slot, value = PHRASES.get(" ".join(text.casefold().split()), ("", None))
    if slot != "fit":
        hint = "It keeps a score and “good fit”, “still deciding” or “not a good fit”, nothing that was said."
        raise NotUnderstood("Satisfaction has no room for a note.", slots["note"].word, hint)
    if fit is not None:
        raise NotUnderstood("The fit is said twice.", slots["note"].word, "Leave one of them out.")
    return value


def _refuse_status(slots: Slots, fitting: Sequence[str], hint: str) -> None:
    if "status" in slots and slots["status"].value not in fitting:
        raise NotUnderstood(f"“{slots['status'].word}” does not fit here.", slots["status"].word, hint)


def _refuse_kind(slots: Slots, fitting: Sequence[str], hint: str) -> None:
    if "kind" in slots and slots["kind"].value not in fitting:
        raise NotUnderstood(f"“{slots['kind'].word}” does not fit here.", slots["kind"].word, hint)


def refuse_programme(slots: Slots) -> None:
    """The programme only ever ends a relationship: it is no side of it."""
    if "who" in slots and slots["who"].value == "programme":
        raise NotUnderstood(
            "Only an end is the programme's.", slots["who"].word, "Write mentor, mentee or both."
        )
