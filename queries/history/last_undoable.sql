-- The latest change of one person that is neither an undo nor undone: what `u` takes back.
-- Parameters: $who.
select max(event.change) as change
from event
where event.who = $who
  and event.undoes is null
  and event.change not in (select change from undone_changes())
having max(event.change) is not null
