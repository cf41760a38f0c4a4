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
