"""What comes from outside and goes out as JSON, checked by pydantic. Imported when first used: it costs 0.1 s.

Rows of sheets are as parsed: None is a blank cell, which changes nothing. JSON has ISO dates, and hours as numbers.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from coordinator.models import CohortFigures, Kind, Outcome, Role, State, TriageItem
from coordinator.policy import LONGEST_SESSION_HOURS

Hours = Annotated[float, PlainSerializer(lambda hours: round(hours, 2), return_type=float)]


class SheetRow(BaseModel):
    """A row of a sheet; what every kind may tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cohort: str | None = None


class ApplicantRow(SheetRow):
    """One applicant, in one role or both. `expertise` is a mentor's, `needs` a mentee's, `tags` either's."""

    email: str
    roles: tuple[Role, ...] = Field(min_length=1, max_length=2)
    name: str | None = None
    phone: str | None = None
    organisation: str | None = None
    job_title: str | None = None
    location: str | None = None
    capacity: int | None = Field(default=None, ge=0)
    expertise: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    about: str | None = None
    consent: bool | None = None
    applied_on: date | None = None
    sector: str | None = None
    organisation_kind: str | None = None
    organisation_size: str | None = None
    organisation_stage: str | None = None
    ways: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    times: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    wishes: tuple[str, ...] | None = None
    rather_not: tuple[str, ...] | None = None
    conflicts: tuple[str, ...] | None = None

    def tags_of(self, role: Role) -> tuple[str, ...] | None:
        """What belongs to a role; someone in one role who answered under the other's question is heard too."""
        own, others = (self.expertise, self.needs) if role == "mentor" else (self.needs, self.expertise)
        heard = own or (others if len(self.roles) == 1 and not self.tags else None)
        together = dict.fromkeys([*(heard or ()), *(self.tags or ())])
        return tuple(together) or None


class RelationshipRow(SheetRow):
    """One pair. `state` may come with the outcome that its word says, such as `completed`."""

    mentor_email: str
    mentee_email: str
    mentor: str | None = None
    mentee: str | None = None
    started_on: date | None = None
    cadence_days: int | None = Field(default=None, gt=0)
    state: State | None = None
    paused_on: date | None = None
    returns_on: date | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    coordinator: str | None = None


class SessionRow(SheetRow):
    """One session of a pair, named by e-mails or by names."""

    held_on: date
    mentor_email: str | None = None
    mentee_email: str | None = None
    mentor: str | None = None
    mentee: str | None = None
    hours: float | None = Field(default=None, gt=0, le=LONGEST_SESSION_HOURS)
    state: Literal["booked", "held", "missed", "cancelled"] | None = None
    mode: Literal["in_person", "video", "phone"] | None = None
    plan_reviewed: bool | None = None


class RejectedCell(BaseModel):
    """One row that stays out and the cell to blame for it, as a spreadsheet shows them: row 7, column D.

    `column` is None when no cell of the row is to blame; `reason` names further cells of the row.
    """

    model_config = ConfigDict(frozen=True)

    sheet: str
    row: int
    column: str | None
    value: str
    reason: str


class ImportReport(BaseModel):
    """What `import --json` prints. `batch` None: nothing changed; `refused` says why nothing could be read.

    `set_aside` are rows without consent or left out by hand, `duplicates` those that may be someone known.
    `change` is what `undo` takes back; it is not printed.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    kind: Kind | None
    cohort: str
    batch: int | None
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected: Sequence[RejectedCell]
    refused: str | None = None
    set_aside: Sequence[RejectedCell] = ()
    duplicates: Sequence[RejectedCell] = ()
    change: int | None = Field(default=None, exclude=True)

    @classmethod
    def of_refusal(cls, file: str, cohort: str, kind: Kind | None, refused: str) -> Self:
        """The report of a file that could not be read."""
        return cls(
            file=file,
            kind=kind,
            cohort=cohort,
            batch=None,
            rows=0,
            added=0,
            updated=0,
            unchanged=0,
            rejected=(),
            refused=refused,
        )


class TriageOut(BaseModel):
    """One item of `triage --json`: a relationship (`R12`), or the application (`A7`) of someone who waits."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    relationship: str | None
    application: str | None
    cohort: str
    mentor: str | None
    mentee: str
    mentor_email: str | None
    mentee_email: str
    state: str
    health: str
    matter: str
    more: int
    put_off: str | None
    reason: str
    days_since: int | None
    last_session: date | None
    next_session: date | None
    sessions_held: int
    hours_held: Hours
    hours_expected: Hours
    hours_forecast: Hours | None
    behind_on_hours: bool
    next_step: str
    coordinator: str | None
    rung: int

    @classmethod
    def of(cls, item: TriageItem) -> Self:
        told = {name: getattr(item, name) for name in cls.model_fields}
        of = "application" if item.relationship is None else "relationship"
        return cls(**{**told, of: item.ref})


class DashboardOut(BaseModel):
    """One item of `dashboard --json`."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    cohort: str
    applicants: int
    mentors: int
    mentees: int
    capacity: int
    waiting: int
    proposed: int
    active: int
    paused: int
    lapsed: int
    completed: int
    ended_early: int
    never_started: int
    too_early: int
    on_track: int
    due: int
    overdue: int
    at_risk: int
    lapse_suggested: int
    never_met: int
    past_end: int
    ending: int
    behind_on_hours: int
    sessions_held: int
    hours_held: Hours
    hours_expected: Hours

    @classmethod
    def of(cls, figures: CohortFigures) -> Self:
        return cls.model_validate(figures)
