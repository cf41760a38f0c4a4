"""The cheapest assignment of mentees to mentors with places, with the prices that prove it.

Successive shortest augmenting paths (Jonker and Volgenant's, for mentors with several places): one mentee after the
other is placed by the cheapest chain of moves, found by Dijkstra on costs reduced by the prices so far. Every mentee may
also stay out at a cost of their own, so there is always an answer.

At the end, with `worth[i]` what placing mentee i costs the cohort and `price[j]` what one place more with mentor j
would save it: `cost + price[j] >= worth[i]` for every choice, with equality where i is with j; `worth[i]` is at most what
staying out costs, with equality where i is out; and only full mentors have a price. No assignment can be cheaper than one
with such prices (complementary slackness); `faults` checks just that.
"""

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

Entry = tuple[int, int, int]
"""A lower bound of cost + price, the cost, the mentor. A row is sorted by the bound."""


class Flow:
    """An assignment in the making: `owner[i]` is mentee i's mentor, or None while out."""

    def __init__(self, rows: Sequence[list[Entry]], places: Sequence[int], stay_out: Sequence[int]) -> None:
        self.rows = list(rows)
        self.places = places
        self.stay_out = stay_out
        self.owner: list[int | None] = [None] * len(rows)
        self.held: list[list[int]] = [[] for _ in places]
        self.worth = [0] * len(rows)
        self.price = [0] * len(places)
        # No chain is longer than it costs its mentee to stay out: this is farther than anything that is looked at.
        self._infinity = max(stay_out, default=0) + 1
        self._far = [self._infinity] * len(places)
        self._came = [0] * len(places)
        self._wasted = [0] * len(rows)

    def place_all(self, order: Iterable[int], poll: Callable[[], None]) -> None:
        """Place the mentees in this order. `poll` is called before each."""
        for mentee in order:
            poll()
            self.place(mentee)

    def place(self, start: int) -> None:
        """Place one mentee by the cheapest chain of moves, which may end with someone, or `start`, staying out."""
        far, came, price, held, places = self._far, self._came, self.price, self.held, self.places
        best, end, out = self.stay_out[start], -1, start
        seen: list[int] = []
        passed: list[int] = []
        heap: list[tuple[int, int]] = []
        moving, base = [start], [0]
        while True:
            for mentee, so_far in zip(moving, base, strict=True):
                if so_far + self.stay_out[mentee] < best:
                    best, end, out = so_far + self.stay_out[mentee], -1, mentee
                looked = 0
                # Prices only rise, so no entry can cost less than its bound says.
                for bound, cost, mentor in self.rows[mentee]:
                    if so_far + bound >= best:
                        break
                    looked += 1
                    total = so_far + cost + price[mentor]
                    if total < best and total < far[mentor]:
                        far[mentor] = total
                        came[mentor] = mentee
                        seen.append(mentor)
                        if len(held[mentor]) < places[mentor]:
                            best, end = total, mentor
                        else:
                            heappush(heap, (total, mentor))
                self._note(mentee, looked)
            mentor, total = -1, 0
            while heap:
                total, mentor = heappop(heap)
                if total <= far[mentor]:
                    break
                mentor = -1
            if mentor < 0 or total >= best:
                break
            passed.append(mentor)
            moving = held[mentor]
            base = [total - self.worth[mentee] for mentee in moving]
        for mentor in passed:
            rise = best - far[mentor]
            price[mentor] += rise
            for mentee in held[mentor]:
                self.worth[mentee] += rise
        self.worth[start] = best
        for mentor in seen:
            far[mentor] = self._infinity
        self._move(start, end, out)

    def _move(self, start: int, end: int, out: int) -> None:
        """Move everyone along the chain that ends at a mentor with room, or with `out` staying out."""
        mentor = end
        if end < 0:
            last = self.owner[out]
            if out == start or last is None:
                return
            self.held[last].remove(out)
            self.owner[out] = None
            mentor = last
        while True:
            mentee = self._came[mentor]
            left = self.owner[mentee]
            self.owner[mentee] = mentor
            self.held[mentor].append(mentee)
            if left is None:
                return
            self.held[left].remove(mentee)
            mentor = left

    def _note(self, mentee: int, looked: int) -> None:
        """A row that was looked through often is sorted anew, by the prices as they are now."""
        self._wasted[mentee] += looked
        if self._wasted[mentee] > 2 * len(self.rows[mentee]) + 16:
            self._wasted[mentee] = 0
            price = self.price
            self.rows[mentee] = sorted(
                [(cost + price[mentor], cost, mentor) for _, cost, mentor in self.rows[mentee]]
            )

    # -- what is known at the end --

    def total(self) -> int:
        """What the assignment costs, with those who stay out."""
        return sum(
            self.stay_out[mentee] if mentor is None else self._cost(mentee, mentor)
            for mentee, mentor in enumerate(self.owner)
        )

    def _cost(self, mentee: int, mentor: int) -> int:
        return next(cost for _, cost, other in self.rows[mentee] if other == mentor)

    def tight(self) -> list[list[Entry]]:
        """The choices that some cheapest assignment may use; every cheapest assignment uses no other."""
        return [
            [entry for entry in row if entry[1] + self.price[entry[2]] == worth]
            for row, worth in zip(self.rows, self.worth, strict=True)
        ]

    def faults(self) -> list[str]:
        """What speaks against the prices as a proof; nothing does when the assignment is a cheapest one."""
        found = []
        for mentor, held in enumerate(self.held):
            if len(held) > self.places[mentor]:
                found.append(f"mentor {mentor} has {len(held)} of {self.places[mentor]} places taken")
            if self.price[mentor] and (self.price[mentor] < 0 or len(held) < self.places[mentor]):
                found.append(f"mentor {mentor} has a price of {self.price[mentor]} and room")
        for mentee, row in enumerate(self.rows):
            worth, owner = self.worth[mentee], self.owner[mentee]
            if worth > self.stay_out[mentee] or (owner is None and worth < self.stay_out[mentee]):
                found.append(f"mentee {mentee} is out for less than staying out costs")
            least = min([cost + self.price[other] for _, cost, other in row], default=worth)
            if least < worth:
                found.append(f"mentee {mentee} has a cheaper choice")
            if owner is not None and self._cost(mentee, owner) + self.price[owner] != worth:
                found.append(f"mentee {mentee} costs more than they are worth")
        return found
