-- One row per mentee of a cohort whose latest relationship there ended: what a new one of theirs follows.
--
-- $cohort   bigint
-- $mentees  bigint[]  persons
select mentee, arg_max(id, end_order(closed_on, mentee_next, id)) as relationship
from relationship
where cohort = $cohort
  and mentee in (select unnest($mentees::bigint[]))
  and state = 'closed'
  and closed_on is not null
group by mentee
order by mentee;
