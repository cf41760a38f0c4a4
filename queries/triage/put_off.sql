-- One row of snooze that puts a matter off, or has dismissed it, of the relationships and applications named.
--
-- $today          date      the day to judge by
-- $relationships  bigint[]
-- $applications   bigint[]
select id, version, relationship, application, matter
from snooze
where snoozed_on <= $today
  and coalesce(until > $today, true)
  and (relationship in (select unnest($relationships::bigint[]))
       or application in (select unnest($applications::bigint[])))
order by id;
