-- The two people of one relationship.
-- Parameters: $relationship.
select mentor, mentee
from relationship
where id = $relationship
