-- One row: the first day on which anyone recorded anything; null where nobody did.
select min(recorded_on) as first_day from event where change > 0
