-- One row a label that people told and no tag means, in one of its spellings; those of most people first.
with told as (
    select label_key(label) as key, label, person
    from (select person, unnest(tags) as label from application where state not in ('declined', 'withdrawn'))
)
select min(told.label) as label, count(distinct told.person) as people
from told
anti join tag_keys() as known on known.key = told.key
where told.key <> ''
group by told.key
order by people desc, label
