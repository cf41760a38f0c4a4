"""The words the entry line knows: each phrase with the slot it fills, and the patterns of lengths, times and days."""

import re
from collections.abc import Iterable

from coordinator import days, policy

# Phrase -> the slot it fills and the value it fills it with.
PHRASES: dict[str, tuple[str, object]] = {
    **dict.fromkeys(("held", "met"), ("verb", "held")),
    **dict.fromkeys(("missed", "no show", "no-show"), ("verb", "missed")),
    **dict.fromkeys(("cancelled", "canceled"), ("verb", "cancelled")),
    "cancel": ("verb", "cancel"),
    **dict.fromkeys(("book", "booked"), ("verb", "booked")),
    **dict.fromkeys(("reached", "spoke"), ("verb", "reached")),
    **dict.fromkeys(("no answer", "no reply"), ("verb", "no_answer")),
    **dict.fromkeys(("left message", "left a message", "left voicemail"), ("verb", "message_left")),
    "bounced": ("verb", "bounced"),
    "sent": ("verb", "sent"),
    **dict.fromkeys(("happy", "satisfied", "satisfaction"), ("verb", "feedback")),
    **dict.fromkeys(("agreement signed", "agreement", "signed", "signed agreement"), ("verb", "agreement")),
    **dict.fromkeys(
        ("mid-point review", "midpoint review", "mid point review", "mid-point", "midpoint"),
        ("verb", "mid_point_review"),
    ),
    **dict.fromkeys(("end review", "final review"), ("verb", "end_review")),
    "exit survey": ("verb", "exit_survey"),
    **dict.fromkeys(("follow-up", "follow up"), ("verb", "follow_up")),
    "action": ("verb", "action"),
    **dict.fromkeys(("referral", "referred", "refer"), ("verb", "referral")),
    **dict.fromkeys(("concern", "boundary concern", "boundary"), ("verb", "concern")),
    **dict.fromkeys(("accepted", "accepts"), ("verb", "accepted")),
    **dict.fromkeys(("declined", "declines"), ("verb", "declined")),
    "active": ("verb", "active"),
    **dict.fromkeys(("paused", "pause"), ("verb", "paused")),
    "lapsed": ("verb", "lapsed"),
    **dict.fromkeys(("closed", "close"), ("verb", "closed")),
    "completed": ("outcome", "completed"),
    "ended early": ("outcome", "ended_early"),
    "never started": ("outcome", "never_started"),
    "plan reviewed": ("plan", True),
    "plan not reviewed": ("plan", False),
    **dict.fromkeys(("joined", "i joined"), ("joined", True)),
    "not joined": ("joined", False),
    **dict.fromkeys(("phone", "call", "phoned", "called"), ("via", "phone")),
    **dict.fromkeys(("email", "e-mail", "mail", "emailed", "e-mailed"), ("via", "email")),
    **dict.fromkeys(("text", "sms", "message", "whatsapp", "texted"), ("via", "message")),
    **dict.fromkeys(("video", "zoom", "teams", "video call"), ("via", "video")),
    **dict.fromkeys(("in person", "in-person", "face to face"), ("via", "in_person")),
    **{who: ("who", who) for who in ("mentor", "mentee", "both", "programme")},
    **dict.fromkeys(("counselling", "counseling"), ("kind", "counselling")),
    **dict.fromkeys(("technical advice", "advice"), ("kind", "technical_advice")),
    "training": ("kind", "training"),
    "coaching": ("kind", "coaching"),
    "information": ("kind", "information"),
    "contact": ("kind", "contact"),
    "taking over": ("kind", "taking_over"),
    "good fit": ("fit", "good_fit"),
    "still deciding": ("fit", "still_deciding"),
    **dict.fromkeys(("not a good fit", "not a fit"), ("fit", "not_a_good_fit")),
    "done": ("status", "done"),
    **dict.fromkeys(("dropped", "drop"), ("status", "dropped")),
    **dict.fromkeys(("open", "reopened"), ("status", "open")),
    "taken up": ("status", "taken_up"),
    "settled": ("status", "settled"),
    "twice": ("times", 2),
    **dict.fromkeys(("next", "try", "try again"), ("leads", "next")),
    **dict.fromkeys(("until", "till"), ("leads", "until")),
    "due": ("leads", "due"),
}

REASONS: dict[str, object] = {
    word: code for code, reason in policy.REASONS.items() for word in (code.replace("_", " "), reason.words)
}
"""Why a relationship closed, in words, and the code of `policy.REASONS`."""

SENT_BY_ITSELF = ("emailed", "e-mailed", "texted")
"""Ways that say, with no other verb, that something was sent."""

# What may follow a word: a blank, a mark, a note or the end; not `.5`, which would be read as 5.
_END = r"(?=[ ;!\"“„”]|[.,](?![0-9])|$)"


def pattern(text: str) -> re.Pattern[str]:
    """`text` as a whole word or phrase, case-blind. ASCII: digits and letters of other scripts are not taken for ours."""
    return re.compile(f"(?:{text}){_END}", re.ASCII | re.IGNORECASE | re.VERBOSE)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest that fits."""
    return pattern("|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)))


LENGTH = pattern(
    r"""(?P<whole>\d{1,3})[ ]?h(?:(?P<rest>[0-5]\d)|[ ]?(?P<rest_minutes>[0-5]?\d)[ ]?(?:m|mins?|minutes?))
    | (?P<clock>\d{1,3}):(?P<clock_rest>[0-5]\d)[ ]?h
    | (?P<minutes>\d{1,4})[ ]?(?:m|mins?|minutes?)
    | (?P<hours>\d{0,3}[.,]\d{1,3}|\d{1,3})[ ]?(?:h|hrs?|hours?)"""
)
TIME = pattern(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[ ]?(?P<half>am|pm)|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)"
)
DAY = pattern(days.PATTERN)
TIMES = pattern(r"[x×][ ]?(?P<after>[1-9])|(?P<before>[1-9])[ ]?[x×]")
NUMBER = pattern(r"\d{1,3}(?:[ ](?:out[ ])?of[ ]5)?")
PHRASE = any_of(PHRASES)
REASON = any_of(REASONS)
NOTE = re.compile(r'"([^"]*)"|[“„”]([^“”]*)[“”]')
FILLER = re.compile(
    rf" +|[,.!]+(?![0-9])|(?:at|on|by|with|for|to|from|via|over|was|is|and){_END}", re.IGNORECASE
)
