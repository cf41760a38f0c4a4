-- One row a thing that happened in a relationship, or is booked; newest first, so bookings come on top. What comes
-- after today is left out, unless it is a booking.
--
-- $today         date
-- $relationship  bigint
-- $limit         bigint  at most so many; null for all
select happened_on, what, summary, note, who, source
from happenings([$relationship::bigint], $today)
order by happened_on desc, what, entity_id desc
limit $limit;
