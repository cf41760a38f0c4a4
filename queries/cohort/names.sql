-- One row per cohort: its name, the latest to start first.
select name
from cohort
order by starts_on desc, name
