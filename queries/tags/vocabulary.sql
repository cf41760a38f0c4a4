-- One row a tag, by topic in the order it began, then by its number; retired ones last.
--
-- $cohort  varchar  count this cohort's people only; null: everyone's
with told as (
    select tag.id as tag, application.role, count(distinct application.person) as people
    from (select id, cohort, person, role, unnest(tags) as label from application
          where state not in ('declined', 'withdrawn')) as application
    join cohort on cohort.id = application.cohort
    join tag_keys() as known on known.key = label_key(application.label)
    join tag on tag.id = known.tag
    where $cohort is null or cohort.name = $cohort
    group by tag.id, application.role
)
select
    tag.id                                                                              as tag,
    tag.version,
    tag.topic,
    tag.name,
    tag.synonyms,
    tag.retired,
    coalesce((select people from told where told.tag = tag.id and role = 'mentor'), 0)  as mentors,
    coalesce((select people from told where told.tag = tag.id and role = 'mentee'), 0)  as mentees
from tag
order by tag.retired, min(tag.id) over (partition by tag.topic), tag.topic, tag.id
