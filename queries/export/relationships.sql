-- Every relationship with its pair and its latest pause, as the importer reads it back: until when it is planned to
-- last while it is on, else the day it ended.
--
-- $cohort  varchar  only this cohort; null: all
with latest_pause as (
    select relationship, paused_on, coalesce(returned_on, returns_on) as returns_on
    from pause
    qualify row_number() over (
        partition by relationship order by returned_on is null desc, paused_on desc, id desc
    ) = 1
)
select
    relationship.id     as relationship,
    cohort.name         as cohort,
    mentor.name         as mentor,
    mentor.email        as mentor_email,
    mentee.name         as mentee,
    mentee.email        as mentee_email,
    relationship.started_on,
    relationship.state,
    relationship.cadence_days,
    pause.paused_on,
    pause.returns_on,
    relationship.closed_on,
    relationship.outcome,
    relationship.coordinator
from relationship
join cohort on cohort.id = relationship.cohort
join person as mentor on mentor.id = relationship.mentor
join person as mentee on mentee.id = relationship.mentee
left join latest_pause as pause on pause.relationship = relationship.id
where $cohort is null or cohort.name = $cohort
order by cohort.starts_on, cohort.name, mentor.name, mentee.name, relationship.id
