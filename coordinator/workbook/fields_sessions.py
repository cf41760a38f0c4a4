"""The fields that sheets of sessions may tell, with the headers that mean them."""

from coordinator.workbook.field import COHORT, REF, Field

SESSIONS: tuple[Field, ...] = (
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
        (
            "mentor name | name of mentor | name of the mentor | mentor full name | who is your "
            "mentor | who was the mentor | who is the mentor | name of your mentor"
        ),
        never="mentee phone organisation first last email",
        exact="mentors | your mentor",
    ),
    Field(
        "mentee",
        "Mentee",
        (
            "mentee name | name of mentee | name of the mentee | mentee full name | who is your "
            "mentee | who was the mentee | who is the mentee | name of your mentee"
        ),
        never="mentor phone organisation first last email",
        exact="mentees | your mentee",
    ),
    Field(
        "held_on",
        "Date",
        (
            "date | session date | date of session | date of the session | when did you meet | "
            "held on | meeting date | date of meeting | when was the session | when was it | "
            "when did the session take place | when did it take place | when did you last meet | session day"
        ),
        never=(
            "start started end ended closing closed close birth return paused pause applied "
            "matched match paired next submitted entered recorded reported days modified"
        ),
        exact="when",
    ),
    Field(
        "hours",
        "Length (hours)",
        "length | duration | hours | hrs | how long | minutes | time spent | mins",
        never="expected target total planned so",
    ),
    Field(
        "state",
        "Status",
        (
            "status | state | attendance | did it take place | did the session take place | "
            "attended | was the session held | was it held | outcome | did the session happen | "
            "held+missed | held+cancelled"
        ),
        never="health reason",
        exact="held | happened | took place | did you meet",
    ),
    Field(
        "mode",
        "Mode",
        (
            "mode | how did you meet | format | method | where did you meet | in person or | "
            "medium | type of session | session type | channel | how did the session take place | "
            "meeting type | how was the session held | how was it held | person+phone | video+phone"
        ),
    ),
    Field(
        "plan_reviewed",
        "Plan reviewed",
        ("plan reviewed | reviewed the plan | action plan | review the plan | reviewed the action plan"),
        never="notes comments",
    ),
    COHORT,
    REF,
)
