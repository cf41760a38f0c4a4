-- What was taken back: one definition for undo, for `u` and for the history.

-- One row a change that is undone, with the change that took it back and still stands. An undo can be undone itself
-- (done again), and so on; only when its latest undo was taken back can a change be undone anew, so along the latest
-- ones an odd number of steps means undone.
create or replace macro undone_changes() as table
    with recursive latest as (
        select undoes as change, max(change) as undone_by
        from event
        where undoes is not null
        group by undoes
    ),
    chain as (
        select change, undone_by, undone_by as tip, 1 as steps
        from latest
        union all
        select chain.change, chain.undone_by, latest.undone_by, chain.steps + 1
        from chain
        join latest on latest.change = chain.tip
    )
    select change, any_value(undone_by) as undone_by
    from chain
    group by change
    having max(steps) % 2 = 1;
