-- One row per row that a change touched, as people read them: what stands on its own first, then by relationship.
-- `before` is how it was before the change's first event on it, `after` how it was left, as JSON; null: not there.
--
-- $change  bigint
-- $limit   bigint  at most so many; null for all
select
    entity,
    entity_id,
    any_value(relationship)             as relationship,
    first(before order by id)::varchar  as before,
    last(after order by id)::varchar    as after
from event
where change = $change
group by entity, entity_id
order by
    list_position(['import_batch', 'cohort', 'person', 'application', 'relationship'], entity) nulls last,
    relationship nulls first, entity, entity_id
limit $limit
