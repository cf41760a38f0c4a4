-- Every session of a cohort's relationships.
select
    session.id,
    session.version,
    session.relationship,
    session.held_on,
    session.state,
    session.hours,
    session.mode,
    session.plan_reviewed
from session
join relationship on relationship.id = session.relationship
where relationship.cohort = $cohort
order by session.id
