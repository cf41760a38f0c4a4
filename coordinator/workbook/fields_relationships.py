"""The fields that sheets of relationships may tell, with the headers that mean them."""

from coordinator.workbook.field import COHORT, REF, Field

RELATIONSHIPS: tuple[Field, ...] = (
    Field(
        "mentor_email",
        "Mentor e-mail",
        "mentor+email | mentor+mail",
        never="mentee consent",
    ),
    Field(
        "mentee_email",
        "Mentee e-mail",
        "mentee+email | mentee+mail",
        never="mentor consent",
    ),
    Field(
        "mentor",
        "Mentor",
        "mentor name | name of mentor | name of the mentor | mentor full name | who is the mentor",
        never="mentee phone organisation first last",
        exact="mentors",
    ),
    Field(
        "mentee",
        "Mentee",
        "mentee name | name of mentee | name of the mentee | mentee full name | who is the mentee",
        never="mentor phone organisation first last",
        exact="mentees",
    ),
    Field(
        "started_on",
        "Start date",
        (
            "start date | started | date started | start | starts | began | matched on | date "
            "matched | date of match | match date | paired on | date paired | pairing date | agreement date | "
            "first meeting date | date of first meeting"
        ),
        never="time end pause paused",
        exact="startdate",
    ),
    Field(
        "cadence_days",
        "Cadence (days)",
        "cadence | how often | frequency | days between | every how many | meets every | interval",
    ),
    Field(
        "state",
        "State",
        "status | state | relationship status | current status | stage",
        never="health",
    ),
    Field(
        "paused_on",
        "Paused on",
        (
            "paused on | pause date | date paused | paused since | pause start | pause started | "
            "paused from | on pause since"
        ),
        never="return end",
    ),
    Field(
        "returns_on",
        "Return date",
        (
            "return date | returns on | paused until | returning | pause end | pause ends | back "
            "on | resumes | resume date | return | pause until"
        ),
        never="start",
    ),
    Field(
        "closed_on",
        "Closing date",
        (
            "closing date | closed on | date closed | ended on | date ended | end date | closure "
            "date | close date | finish date | finished on | date of closing | closed | when did it close | "
            "when did it end | when did the relationship end | when did the relationship close"
        ),
        never="planned expected due pause projected target reason why",
        exact="ended | enddate",
    ),
    Field(
        "outcome",
        "Outcome",
        "outcome | how did it end | closure outcome | result",
        never="pause",
    ),
    Field(
        "coordinator",
        "Coordinator",
        "coordinator | caseworker | managed by | looked after by | looks after | coordinated by",
        never="notes email note comment comments",
        exact="owner",
    ),
    COHORT,
    REF,
)
