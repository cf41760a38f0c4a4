-- One row a scenario of a cohort that is neither adopted nor dropped, oldest first.
--
-- $cohort  bigint  the cohort
select
    id                              as scenario,
    version,
    name,
    wants::varchar                  as wants,
    weights::varchar                as weights,
    rules::varchar                  as rules,
    places::varchar                 as places,
    made_on,
    made_by
from pairing_scenario
where cohort = $cohort
  and state = 'open'
order by id
