-- One row an application of one cohort with what matching knows of it; mentors first, then by application.
--
-- $today   date    the day to judge by
-- $cohort  bigint  the cohort
with tagged as (
    select application, list(name order by place) as tags
    from application_tags($cohort)
    group by application
)
select
    application.id                                                      as application,
    application.role,
    person.id                                                           as person,
    person.name,
    person.email,
    person.organisation,
    application.state,
    application.capacity,
    coalesce(live.relationships, 0)                                     as live,
    greatest(0, application.capacity - coalesce(live.relationships, 0)) as room,
    coalesce(standing.since, application.applied_on)                    as since,
    standing.in_front,
    coalesce(tagged.tags, [])                                           as tags
from application
join person on person.id = application.person
join application_standing($today) as standing on standing.application = application.id
left join live_relationships() as live on live.person = application.person and live.role = application.role
left join tagged on tagged.application = application.id
where application.cohort = $cohort
order by application.role = 'mentee', application.id
