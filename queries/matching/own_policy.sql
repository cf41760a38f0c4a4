-- The one row of what a cohort weighs otherwise than the programme, as JSON by name; no row where it does not.
--
-- $cohort  bigint
select id as policy, version, weights::varchar as weights, rules::varchar as rules
from matching_policy
where cohort = $cohort
