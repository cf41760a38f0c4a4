-- One row per change (all events of one command), the latest first.
--
-- $who    varchar  only this person's changes
-- $limit  bigint   at most so many
-- Null means no filter. `undone_by` is the undo in force; `batch` is the import that the change made.
with undo as (
    select distinct undo.undoes as change, undo.change as undone_by
    from event undo
    where undo.undoes is not null
      and not exists (from event redo where redo.undoes = undo.change)
)
select
    event.change,
    any_value(event.recorded_at)                                                    as recorded_at,
    any_value(event.who)                                                            as who,
    any_value(event.command)                                                        as command,
    any_value(event.entity_id) filter (entity = 'import_batch' and before is null and event.undoes is null) as batch,
    any_value(event.undoes)                                                         as undoes,
    max(undo.undone_by)                                                             as undone_by,
    count(*)                                                                        as rows,
    case when count(distinct event.relationship) = 1 then any_value(event.relationship) end as relationship
from event
left join undo on undo.change = event.change
where $who is null or event.who = $who
group by event.change
order by event.change desc
limit $limit
