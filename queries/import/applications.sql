-- Every application to a cohort.
select id, version, person, role, state, applied_on, capacity, tags, about, consent,
       sector, organisation_kind, organisation_size, organisation_stage, ways, languages, times, modes,
       wishes, rather_not, conflicts
from application
where cohort = $cohort
order by id
