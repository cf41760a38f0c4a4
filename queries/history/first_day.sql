-- One row: the first day on which anything was recorded; null where nothing was.
select min(recorded_on) as first_day from event
