-- The change that made an import batch.
-- Parameters: $batch.
select change
from event
where entity = 'import_batch' and entity_id = $batch and before is null
order by id
limit 1
