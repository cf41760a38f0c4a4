-- The version of a cohort that starts after a day; no row when it does not.
-- Parameters: $cohort, $day.
select version
from cohort
where id = $cohort and starts_on > $day
