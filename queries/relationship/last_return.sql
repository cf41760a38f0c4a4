-- The latest day on which a relationship came back from a pause; null when it never paused.
-- Parameters: $relationship.
select max(returned_on) as returned_on
from pause
where relationship = $relationship
