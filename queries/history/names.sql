-- One row per row asked for that people know by a name; of one that is gone the name it last had.
-- `mentor` and `mentee` are the people of a relationship that is there.
--
-- $people         bigint[]
-- $cohorts        bigint[]
-- $relationships  bigint[]
with wanted as (
    select 'person' as entity, unnest($people::bigint[]) as entity_id
    union all
    select 'cohort', unnest($cohorts::bigint[])
),
gone as (
    select
        entity,
        entity_id,
        arg_max(coalesce(event.after, event.before), event.id) ->> '$.name' as name
    from event
    semi join (
        select * from wanted
        where not (entity = 'person' and entity_id in (select id from person))
          and not (entity = 'cohort' and entity_id in (select id from cohort))
    ) as lost using (entity, entity_id)
    group by entity, entity_id
)
select 'person' as entity, id as entity_id, name from person where id in (select unnest($people::bigint[]))
union all
select 'cohort', id, name from cohort where id in (select unnest($cohorts::bigint[]))
union all
select entity, entity_id, name from gone where name is not null
union all
select 'relationship', relationship.id, concat(mentor.name, ' & ', mentee.name)
from relationship
join person as mentor on mentor.id = relationship.mentor
join person as mentee on mentee.id = relationship.mentee
where relationship.id in (select unnest($relationships::bigint[]))
order by all
