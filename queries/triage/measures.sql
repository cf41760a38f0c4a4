-- One row a matter of the relationships and applications named, open or put off, with how bad it is.
--
-- $today          date      the day to judge by
-- $relationships  bigint[]
-- $applications   bigint[]
select
    relationship,
    null::bigint                                    as application,
    unnest(list_select(matters(), places))          as matter,
    unnest(list_select(measures, places))::double   as measure,
    unnest(list_select(open, places))               as is_open
from (
    select *, list_filter(range(1, len(there) + 1), lambda place: there[place]) as places
    from relationship_matters($today, measuring := true)
    where relationship in (select unnest($relationships::bigint[]))
)
union all
select null, application, 'waiting', measure::double, is_open
from waiting_applicants($today)
where application in (select unnest($applications::bigint[]))
order by relationship, application, matter;
