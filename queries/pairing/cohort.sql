-- The one row of a cohort and what it wants of its pairs; null where it wants what everyone does.
--
-- $cohort  varchar  the cohort's name
select
    cohort.id                       as cohort,
    cohort.name,
    pairing_policy.id               as policy,
    pairing_policy.version          as policy_version,
    pairing_policy.mode,
    pairing_policy.min_score,
    pairing_policy.fairness,
    pairing_policy.keep
from cohort
left join pairing_policy on pairing_policy.cohort = cohort.id
where cohort.name = $cohort
