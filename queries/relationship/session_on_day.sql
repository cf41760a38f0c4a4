-- The session of one relationship on one day, if there is one.
-- Parameters: $relationship, $day.
select id, version, state, hours
from session
where relationship = $relationship and held_on = $day
order by id
limit 1
