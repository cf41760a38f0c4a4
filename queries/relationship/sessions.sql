-- One row a session with its pair: by cohort, relationship and day. Sessions after today are left out, unless
-- they are bookings, cancelled ones with them.
--
-- $today   date
-- $cohort  varchar  only this cohort; null for all
select
    session.id                                      as session,
    session.relationship,
    cohort.name                                     as cohort,
    mentor.name                                     as mentor,
    mentor.email                                    as mentor_email,
    mentee.name                                     as mentee,
    mentee.email                                    as mentee_email,
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
left join person as mentor on mentor.id = relationship.mentor
left join person as mentee on mentee.id = relationship.mentee
where session_is_seen(session.state, session.held_on, $today)
  and ($cohort is null or cohort.name = $cohort)
order by cohort.starts_on, cohort.name, session.relationship, session.held_on, session.starts_at, session.id;
