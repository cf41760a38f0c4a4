"""Many lines at once, pasted from an e-mail or typed one by one: each about a relationship, all recorded together.

A line may begin with the names of a relationship; names alone are a heading for the lines below them, up to a blank
line; else a line is about the subject. Nothing here touches the file but `directory` and `learn`.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from coordinator.entry import parse
from coordinator.entry.names import Addressed, Directory, address, can_become_a_phrase
from coordinator.errors import CoordinatorError, NotUnderstood
from coordinator.models.care import Pair
from coordinator.services import recording
from coordinator.services.desk import Desk
from coordinator.services.grounds import Ground, grounds
from coordinator.services.recording import Understood
from coordinator.store import care_reads

_QUOTING = re.compile(r"^(?:\s*[>•*·–-](?=\s|>|$))*\s*")
"""How e-mail programs and people begin a line that is quoted or one of a list."""


_REF = re.compile(r"\s*[Rr]\d")
_WORD = re.compile(r"[^\W\d_]{2}")


NOBODY_NAMED = Addressed("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what came of it: understood, a heading, one of several relationships (`fitting`), or refused.

    `waiting` is a relationship that is still to be read.
    """

    text: str
    addressed: Addressed
    understood: Understood | None = None
    heading: Pair | None = None
    fitting: Sequence[Pair] = ()
    refused: CoordinatorError | None = None
    waiting: int | None = None

    @property
    def is_good(self) -> bool:
        """Whether it can be recorded, or has nothing to record."""
        return self.understood is not None or self.heading is not None


@dataclass(slots=True)
class Reader:
    """Reads lines at a desk; keeps the directory and what is on record of the relationships that lines named."""

    desk: Desk
    subject: int | None = None
    directory: Directory | None = None
    known: dict[int, Ground] = field(default_factory=dict)
    missing: set[int] = field(default_factory=set)

    def needs_directory(self, text: str) -> bool:
        """Whether a line calls somebody by a name, so that names have to be known."""
        named = bool(_WORD.search(text)) and not _REF.match(text)
        if self.directory is not None or not named or can_become_a_phrase(text):
            return False
        return self.subject is None or not self._is_understood(text, self.known.get(self.subject))

    def learn(self, relationships: Collection[int]) -> None:
        """Read what is on record about relationships. Touches the file."""
        wanted = [number for number in relationships if number not in self.known]
        if wanted:
            found = grounds(self.desk, wanted)
            self.known |= found
            self.missing |= set(wanted) - found.keys()

    def read_one(self, text: str) -> Line:
        """What one line means, about whom it names or else the subject."""
        (line,) = self.read([text])
        return line

    def read(self, texts: Sequence[str]) -> list[Line]:
        """What lines mean, each after those before it; blank ones end a heading and are kept as they are."""
        taken: dict[int, Ground] = {}
        subject = self.subject
        lines: list[Line] = []
        for text in texts:
            if not text.strip():
                subject = self.subject
            line = self._line(text, subject, taken)
            if line.heading is not None:
                subject = line.heading.relationship
            lines.append(line)
        return lines

    def _line(self, text: str, subject: int | None, taken: dict[int, Ground]) -> Line:
        plain = unquoted(text)
        found = address(
            plain,
            self.directory,
            lambda rest: self._is_understood(rest, self._known(subject, taken)),
            has_subject=subject is not None,
        )
        if len(found.pairs) > 1:
            return Line(text, found, fitting=found.pairs)
        number = found.number or (found.pairs[0].relationship if found.pairs else subject)
        if number is None:
            return Line(text, found, refused=_nobody(plain, named=not self._is_understood(plain, None)))
        if number in self.missing:
            return Line(
                text,
                found,
                refused=CoordinatorError(f"There is no relationship R{number}.", "Check the number."),
            )
        ground = self._known(number, taken)
        if ground is None:
            return Line(text, found, waiting=number)
        if not found.rest and (found.pairs or found.number):
            footing = ground.footing
            return Line(text, found, heading=Pair(number, footing.mentor, footing.mentee, is_live=True))
        try:
            facts = recording.read(self.desk, ground.footing, found.rest)
            after = ground.copy()
            understood = recording.weigh(self.desk, after, facts)
        except CoordinatorError as error:
            return Line(text, found, refused=error)
        taken[number] = after
        return Line(text, found, understood=understood)

    def _known(self, number: int | None, taken: dict[int, Ground]) -> Ground | None:
        return None if number is None else taken.get(number) or self.known.get(number)

    def _is_understood(self, text: str, ground: Ground | None) -> bool:
        try:
            if ground is None:
                parse(text, today=self.desk.today)
            else:
                recording.read(self.desk, ground.footing, text)
        except NotUnderstood:
            return False
        return True


def directory(desk: Desk) -> Directory:
    """Every relationship by its names: one query."""
    with desk.store.reading() as db:
        pairs = care_reads.pairs(db)
    return Directory(pairs)


def understand_all(desk: Desk, text: str) -> list[Line]:
    """Read many lines that each name their relationship, for the command line; blank ones are left out."""
    reader = Reader(desk, directory=directory(desk))
    texts = text.splitlines()
    reader.learn({line.waiting for line in reader.read(texts) if line.waiting})
    return [line for line in reader.read(texts) if line.text.strip()]


def why_not(line: Line) -> CoordinatorError:
    """Why a line cannot be recorded."""
    if line.fitting:
        some = ", ".join(f"{pair.ref} {pair.names}" for pair in line.fitting[:5])
        more = f" and {len(line.fitting) - 5} more" if len(line.fitting) > 5 else ""
        return CoordinatorError(
            f"“{line.addressed.names}” fits {len(line.fitting)} relationships: {some}{more}.",
            "Name one by its R number.",
        )
    return line.refused or CoordinatorError("It is still being read.", "Try again in a moment.")


def unquoted(text: str) -> str:
    """A line without the marks of quoting and of lists before it."""
    return _QUOTING.sub("", text, count=1)


def _nobody(text: str, *, named: bool) -> NotUnderstood:
    word = text.split(" ")[0][:40] if text else ""
    if not named or not word[:1].isalpha():
        return NotUnderstood("Whose line is it?", word, "Begin with R12, or with enough of both names.")
    return NotUnderstood(
        f"Nobody is called “{word}”.",
        word,
        "Begin with R12, or with enough of both names: Priya & Tom 14/3 2h.",
    )
