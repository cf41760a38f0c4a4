-- One row a lock or refusal that holds, oldest first.
--
-- $cohort  bigint  the cohort
select id, version, kind, mentor, mentee, reason, breaks, decided_on, decided_by
from pairing_decision
where cohort = $cohort
  and ended_on is null
order by id
