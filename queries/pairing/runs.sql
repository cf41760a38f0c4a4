-- One row a run of a cohort, latest first.
--
-- $cohort  bigint   the cohort
-- $run     bigint   only this run; null: all
-- $limit   integer  at most so many; null: all
select
    id                              as run,
    scenario,
    inputs,
    weights::varchar                as weights,
    rules::varchar                  as rules,
    result::varchar                 as result,
    matched,
    total,
    worst,
    made_on,
    made_by
from pairing_run
where cohort = $cohort
  and ($run is null or id = $run)
  and ($run is not null or scenario is null)
order by id desc
limit $limit
