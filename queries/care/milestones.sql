-- One row a milestone on record: the day it was due, each side's day, the day on which nothing of it was left to do.
-- Parameters: $relationships.
select id, version, relationship, kind, due_on, done_on, mentor_on, mentee_on, source
from milestone
where relationship in (select unnest($relationships::bigint[]))
order by relationship, kind, id;
