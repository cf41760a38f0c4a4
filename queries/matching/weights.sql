-- The one row of the weights in force for a cohort, and the points that a penalty takes.
--
-- $cohort   bigint  the cohort
-- $weights  json    weights that go before the cohort's own; null: none
select needs, background, wishes, time, place, penalty
from matching_policy_of($cohort, $weights, null)
