-- The pause that a relationship is in, if it is in one.
-- Parameters: $relationship.
select id, version, paused_on
from pause
where relationship = $relationship and returned_on is null
order by id desc
limit 1
