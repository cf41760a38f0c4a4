-- The contact ladder of one relationship, in words; no row: nobody was ever contacted.
--
-- $today         date
-- $relationship  bigint
select
    rung,
    rung_words(rung)                                as rung_said,
    ladder_words(tries, last_try_on, next_on)       as said,
    reached_on
from contact_rung($today)
where relationship = $relationship;
