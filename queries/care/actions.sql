-- One row an action of the mentee's plan, in the order they were set: `number` is what people call it.
-- Parameters: $relationships.
select
    id,
    version,
    relationship,
    row_number() over (partition by relationship order by id) as number,
    title,
    due_on,
    state,
    set_on,
    done_on,
    source
from action
where relationship in (select unnest($relationships::bigint[]))
order by relationship, id;
