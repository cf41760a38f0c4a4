-- The number of the last event; 0 before the first.
select coalesce(max(id), 0) as last_event
from event
