-- Every relationship of a cohort.
select
    id, version, mentor, mentee, state, outcome, proposed_on, started_on, lapsed_on, closed_on, cadence_days, coordinator
from relationship
where cohort = $cohort
order by id
