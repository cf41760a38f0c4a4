-- One row a cohort: its name, the latest to start first.
select name as cohort
from cohort
order by starts_on desc, name;
