-- One row one of the last things that happened in a relationship, without notes; newest first within each.
--
-- $today          date
-- $relationships  bigint[]
-- $each           bigint    at most so many of each relationship
select relationship, happened_on, summary
from happenings($relationships::bigint[], $today)
where happened_on <= $today
qualify row_number() over (
    partition by relationship order by happened_on desc, what, entity_id desc
) <= $each
order by relationship, happened_on desc, what, entity_id desc
