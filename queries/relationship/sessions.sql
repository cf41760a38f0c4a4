-- One row per session with its pair, newest first.
--
-- $cohort        varchar  only this cohort
-- $relationship  bigint   only this relationship
-- Null means no filter.
select
    session.id              as session,
    session.relationship,
    cohort.name             as cohort,
    mentor.name             as mentor,
    mentor.email            as mentor_email,
    mentee.name             as mentee,
    mentee.email            as mentee_email,
    session.held_on,
    session.starts_at,
    session.hours,
    session.state,
    session.mode,
    session.reported_by,
    session.plan_reviewed
from session
join relationship on relationship.id = session.relationship
join cohort on cohort.id = relationship.cohort
join person mentor on mentor.id = relationship.mentor
join person mentee on mentee.id = relationship.mentee
where ($cohort is null or cohort.name = $cohort)
  and ($relationship is null or session.relationship = $relationship)
order by session.held_on desc, session.id desc
