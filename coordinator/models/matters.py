"""What there is to do: the matters of a relationship or an applicant, and what is put off."""

from typing import NamedTuple


class Matter(NamedTuple):
    """One matter of a relationship, the most urgent first. Source: `queries/relationship/matters.sql`.

    `put_off` says until when it is put off or that it is dismissed, by whom and why; None: it is open.
    """

    matter: str
    reason: str
    next_step: str
    put_off: str | None


class Measured(NamedTuple):
    """How bad one matter is. Source: `queries/triage/measures.sql`."""

    relationship: int | None
    application: int | None
    matter: str
    measure: float
    is_open: bool


class PutOff(NamedTuple):
    """One row that puts a matter off. Source: `queries/triage/put_off.sql`."""

    id: int
    version: int
    relationship: int | None
    application: int | None
    matter: str


class Setting(NamedTuple):
    """One figure of a cohort's policy, or one of its thresholds. Source: `queries/cohort/settings.sql`.

    `own` is what the cohort says, None: nothing; `usual` what holds then, None: it must say something itself.
    """

    cohort: int
    version: int
    cadence_days: int
    name: str
    own: float | None
    usual: float | None

    @property
    def value(self) -> float:
        """What holds."""
        value = self.usual if self.own is None else self.own
        assert value is not None  # the policy's columns are never null
        return value


class Moved(NamedTuple):
    """A row of the list that other settings would show for another matter, or for none."""

    ref: str
    mentor: str | None
    mentee: str
    was: str
    now: str
