-- One change's command, the only relationship it touched, and the change that undid it unless that was itself undone.
-- Parameters: $change.
select
    any_value(event.command) as command,
    case when min(event.relationship) = max(event.relationship) then min(event.relationship) end as relationship,
    (select undone_by from undone_changes() where change = $change) as undone_by
from event
where event.change = $change and event.change > 0       -- nobody made change 0
having count(*) > 0
