-- One row a change, newest first: all events that one command recorded. `batch` is the import it made,
-- `relationship` the only one it touched, `undone_by` the change that took it back and still stands.
--
-- $limit  bigint  at most so many; null for all
with undoing as (
    select undoes, max(change) as undone_by
    from event
    where undoes is not null
      and change not in (select undoes from event where undoes is not null)
    group by undoes
),
changes as (
    select
        change,
        min(recorded_at)                                                            as recorded_at,
        any_value(who)                                                              as who,
        any_value(command)                                                          as command,
        max(entity_id)
            filter (entity = 'import_batch' and before is null and undoes is null)  as batch,
        any_value(undoes)                                                           as undoes,
        count(*)                                                                    as "rows",
        case when min(relationship) = max(relationship) then min(relationship) end  as relationship
    from event
    group by change
)
select
    changes.change,
    changes.recorded_at,
    changes.who,
    changes.command,
    changes.batch,
    changes.undoes,
    undoing.undone_by,
    changes."rows",
    changes.relationship
from changes
left join undoing on undoing.undoes = changes.change
order by changes.change desc
limit $limit;
