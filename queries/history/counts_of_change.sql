-- One row per table that a change touched and what it did there: `how` is added, changed or removed. A row that was
-- added and removed in one change counts as removed.
--
-- $change  bigint
select entity, how, count(*) as "rows"
from (
    select
        entity,
        entity_id,
        case
            when last(after order by id) is null then 'removed'
            when first(before order by id) is null then 'added'
            else 'changed'
        end as how
    from event
    where change = $change
    group by entity, entity_id
)
group by entity, how
order by entity, how
