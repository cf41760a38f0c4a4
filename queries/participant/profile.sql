-- One row an application asked about: everything that matching uses of it, as told; lowest number first. `meanings` are
-- the tags that the labels in `tags` mean, at the same places, null where none does.
--
-- $today         date
-- $applications  bigint[]
with label as (
    select id as application, generate_subscripts(tags, 1) as place, unnest(tags) as label
    from application
    where id in (select unnest($applications::bigint[]))
),
meant as (
    select label.application, list(tag.name order by label.place) as names
    from label
    left join tag_keys() as known on known.key = label_key(label.label)
    left join tag on tag.id = known.tag
    group by label.application
)
select
    application.id                                              as application,
    application.version,
    application.cohort                                          as cohort_id,
    cohort.name                                                 as cohort,
    application.role,
    application.person,
    person.version                                              as person_version,
    person.name,
    person.email,
    person.phone,
    person.organisation,
    person.job_title,
    person.location,
    application.state,
    application.applied_on,
    standing.standing,
    standing.since,
    application.consent,
    application.capacity,
    coalesce(live.relationships, 0)                             as live,
    coalesce(application.tags, [])                              as tags,
    coalesce(meant.names, [])                                   as meanings,
    coalesce(application.lead_tags, [])                         as lead_tags,
    coalesce(application.some_tags, [])                         as some_tags,
    application.sector,
    application.organisation_kind,
    application.organisation_size,
    application.organisation_stage,
    coalesce(application.ways, [])                              as ways,
    coalesce(application.languages, [])                         as languages,
    coalesce(application.times, [])                             as times,
    coalesce(application.modes, [])                             as modes,
    coalesce(application.wishes, [])                            as wishes,
    coalesce(application.rather_not, [])                        as rather_not,
    coalesce(application.conflicts, [])                         as conflicts,
    application.about
from application
join cohort on cohort.id = application.cohort
join person on person.id = application.person
join application_standing($today) as standing on standing.application = application.id
left join live_relationships() as live on live.person = application.person and live.role = application.role
left join meant on meant.application = application.id
where application.id in (select unnest($applications::bigint[]))
order by application.id
