-- What an action on one relationship must know of it as it is now; no row when there is none.
-- Parameters: $relationship, $today.
select
    relationship.id                 as relationship,
    relationship.version,
    relationship.state,
    relationship.started_on,
    relationship.closed_on,
    relationship.mentor,
    relationship.mentee,
    (select count(*)
     from session
     where session.relationship = $relationship
       and session.state = 'held'
       and session.held_on <= $today) as sessions_held
from relationship
where relationship.id = $relationship
