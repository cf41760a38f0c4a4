-- One row per row that a change touched: how it was before the change's first event on it and after its last.
-- Parameters: $change.
select
    entity,
    entity_id,
    first(before order by id) as before,
    last(after order by id)   as after
from event
where change = $change
group by entity, entity_id
order by entity, entity_id
