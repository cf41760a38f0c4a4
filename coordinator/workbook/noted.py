"""What is noted of a row that goes in all the same: the sentences, and how many there are of each. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing to note: a `sentence` with its places in braces; `many` of them said in few words, after their number."""

    sentence: str
    many: str
    _pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = ".*".join(map(re.escape, re.split(r"\{.*?\}", self.sentence)))
        object.__setattr__(self, "_pattern", re.compile(pattern, re.DOTALL))

    def __call__(self, **said: object) -> str:
        """The sentence about something."""
        return self.sentence.format(**said)

    def is_said_by(self, note: str) -> bool:
        return self._pattern.fullmatch(note) is not None


_OTHER_NAME = "of someone known under another name"

ALSO_HERE = Noted(
    "{name} is also here with the e-mail {email}: the same person?",
    "of a name that is here with another e-mail",
)
SAME_APPLICANT = Noted("{above} of this file is the same applicant", "of an applicant in a row above")
NOT_UNDERSTOOD = Noted(
    "{field} {answer!r} is not understood and was left out", "of an answer not understood and left out"
)
NAME_LEFT = Noted("{email} is known as {known}, here {name}: the name was left as it is", _OTHER_NAME)
KNOWN_AS = Noted("{email} is known as {known}, here {name}", _OTHER_NAME)
CLOSES_LATER = Noted("the closing date {day} is ahead and was not kept", "of a closing date ahead, not kept")
PAUSE_NOT_KEPT = Noted(
    "it is {state}: its pause without an end was not kept", "of a pause without an end, not kept"
)
PAUSED_TODAY = Noted(
    "no day says since when it is paused: taken as paused on {day}", "of a pause without the day it began"
)
PAUSE_ENDS = Noted("the pause that began on {day} ends", "of a pause that ends")
EMPTIED = Noted("{header} was emptied: blank means no change", "of an emptied cell, which changes nothing")
STATE_STAYS = Noted(
    "its state stays as it is here, dates and outcome too", "of a state that stays as it is here"
)

ALL = tuple(one for one in globals().values() if isinstance(one, Noted))


def counted(notes: Iterable[str]) -> list[str]:
    """How many notes there are of each kind, the most first: `90 of a pause that ends`."""
    found = Counter(next((one.many for one in ALL if one.is_said_by(note)), note) for note in notes)
    return [f"{count} {many}" for many, count in found.most_common()]
