-- The next session booked on or after a day, if there is one.
-- Parameters: $relationship, $day.
select min(held_on) as held_on
from session
where relationship = $relationship and state = 'booked' and held_on >= $day
