-- One row per mentor whom the mentee of a relationship met before in the same cohort, with the hours held by today;
-- the latest first. Those with no session held are left out.
--
-- $relationship  bigint
-- $today         date
with this as (
    select * from relationship where id = $relationship
)
select
    earlier.id                                      as relationship,
    mentor.name                                     as mentor,
    count(*)                                        as sessions_held,
    sum(session.hours)                              as hours_held
from this
join relationship as earlier
  on earlier.cohort = this.cohort and earlier.mentee = this.mentee and earlier.id <> this.id
join session on session.relationship = earlier.id and session.state = 'held' and session.held_on <= $today
left join person as mentor on mentor.id = earlier.mentor
where (earlier.started_on, earlier.id) < (coalesce(this.started_on, $today), this.id)
group by earlier.id, mentor.name
order by max(session.held_on) desc, earlier.id desc;
