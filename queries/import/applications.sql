-- Every application to a cohort.
select id, version, person, role, state, applied_on, capacity, tags, about, consent
from application
where cohort = $cohort
order by id
