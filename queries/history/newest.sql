-- One row: the number of the newest change; null where nothing was changed.
select max(change) as newest from event
