-- One row a matter of the relationships and applications named, open or put off, with how bad it is.
--
-- $today          date      the day to judge by
-- $relationships  bigint[]
-- $applications   bigint[]
select
    relationship,
    null::bigint                                    as application,
    matter,
    measures[matter_urgency(matter)]::double        as measure,
    matter_bit(matter) & open > 0                   as is_open
from (
    select * exclude (matter), unnest(matters_in(there)) as matter
    from relationship_matters($today, measuring := true)
    where relationship in (select unnest($relationships::bigint[]))
)
union all
select null, application, 'waiting', measure::double, is_open
from waiting_applicants($today)
where application in (select unnest($applications::bigint[]))
order by relationship, application, matter;
