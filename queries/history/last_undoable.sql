-- The latest change of one person that is neither an undo nor undone: what `u` takes back.
-- Parameters: $who.
select max(event.change) as change
from event
where event.who = $who
  and event.undoes is null
  and not exists (
      from event undo
      where undo.undoes = event.change
        and not exists (from event redo where redo.undoes = undo.change)
  )
having max(event.change) is not null
