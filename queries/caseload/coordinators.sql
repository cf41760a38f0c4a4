-- One row a person who looks after relationships or has ever made a change, by name: how many they look after today
-- that are neither closed nor declined.
--
-- $today  date
with caring as (
    select
        coordinator_on($today, coordinator, covered_by, covered_until)              as name,
        state not in ('closed', 'declined')                                         as live
    from relationship
    union all
    select coordinator, false from relationship
    union all
    select distinct who, false from event where change > 0
)
select name, count(*) filter (live) as live
from caring
where name is not null
group by name
order by name
