-- The latest event on one row: its change, command and who.
-- Parameters: $entity, $entity_id.
select change, command, who
from event
where entity = $entity and entity_id = $entity_id
order by id desc
limit 1
