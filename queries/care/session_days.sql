-- One row a session of the relationships asked for, by day.
-- Parameters: $relationships.
select id, version, relationship, held_on, state, hours, plan_reviewed
from session
where relationship in (select unnest($relationships::bigint[]))
order by relationship, held_on, id;
