"""Who can be paired at all, scores aside: maximum matchings with places, those who wait longest first.

The sets of mentees that can be paired together form a matroid: taking them in the order of the line, each when there
is still a way, pairs the most mentees and, of all ways to do so, those first in the line.
"""

from collections.abc import Iterable, Sequence


class Reach:
    """A matching that grows mentee by mentee. It never loses a mentee once placed."""

    def __init__(self, places: Sequence[int], mentees: int) -> None:
        self.places = places
        self.held: list[list[int]] = [[] for _ in places]
        self.owner: list[int | None] = [None] * mentees
        self._closed = [False] * len(places)

    def widen(self) -> None:
        """There are more choices from now on: mentors that had no way out may have one."""
        self._closed = [False] * len(self.places)

    def place(self, start: int, choices: Sequence[Sequence[int]]) -> bool:
        """Place a mentee, moving others where need be. False when there is no way; nothing changed then.

        A failed search has seen mentors that are full and lead only to each other: no later path can leave them, so
        they are closed, and all failures together cost one look at every choice.
        """
        came: dict[int, int] = {}
        queue = [start]
        for mentee in queue:
            for mentor in choices[mentee]:
                if mentor in came or self._closed[mentor]:
                    continue
                came[mentor] = mentee
                if len(self.held[mentor]) < self.places[mentor]:
                    self._move(start, mentor, came)
                    return True
                queue += self.held[mentor]
        for mentor in came:
            self._closed[mentor] = True
        return False

    def _move(self, start: int, mentor: int, came: dict[int, int]) -> None:
        while True:
            mentee = came[mentor]
            before = self.owner[mentee]
            self.owner[mentee] = mentor
            self.held[mentor].append(mentee)
            if mentee == start or before is None:
                return
            self.held[before].remove(mentee)
            mentor = before


def in_line(line: Sequence[int]) -> list[int]:
    """The mentees in the order of the line."""
    return sorted(range(len(line)), key=lambda mentee: line[mentee])


def placed_by_line(
    places: Sequence[int], line: Sequence[int], choices: Sequence[Sequence[int]]
) -> tuple[int, ...]:
    """The places in the line of those paired, in order, when as many as can be are, those first in the line first."""
    reach = Reach(places, len(line))
    return tuple(line[mentee] for mentee in in_line(line) if reach.place(mentee, choices))


def contested(
    start: int, places: Sequence[int], held: Sequence[Sequence[int]], choices: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    """Whom a left over mentee competes with, and for which mentors: all that moving others could reach.

    Where the matching pairs the most mentees, every one of these mentors is full.
    """
    mentees, mentors, seen = [start], [], {start}
    reached: set[int] = set()
    for mentee in mentees:
        for mentor in choices[mentee]:
            if mentor in reached or not places[mentor]:
                continue
            reached.add(mentor)
            mentors.append(mentor)
            for other in held[mentor]:
                if other not in seen:
                    seen.add(other)
                    mentees.append(other)
    return mentees, mentors


def curve(
    places: Sequence[int],
    line: Sequence[int],
    choices: Sequence[Sequence[tuple[int, int]]],
    thresholds: Iterable[int],
) -> list[tuple[int, int]]:
    """How many pairs there can be when no score is below each threshold: (threshold, pairs), highest first."""
    reach = Reach(places, len(line))
    waiting = in_line(line)
    found = []
    for threshold in sorted(set(thresholds), reverse=True):
        fitting = [[mentor for mentor, score in row if score >= threshold] for row in choices]
        reach.widen()
        waiting = [mentee for mentee in waiting if not reach.place(mentee, fitting)]
        found.append((threshold, len(line) - len(waiting)))
    return found
