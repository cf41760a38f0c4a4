-- All cohorts by name.
select id, name
from cohort
order by name
