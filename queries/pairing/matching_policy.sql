-- The one row of what a cohort weighs otherwise than the programme; none where it weighs nothing otherwise.
--
-- $cohort  bigint  the cohort
select id, version, weights::varchar as weights, rules::varchar as rules
from matching_policy
where cohort = $cohort
