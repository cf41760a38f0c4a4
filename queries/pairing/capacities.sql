-- One row an application asked for, to change its capacity.
--
-- $applications  bigint[]  their numbers
select id, version, capacity
from application
where id in (select unnest($applications::bigint[]))
order by id
