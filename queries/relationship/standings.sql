-- What a change of state must know of each relationship as it is now, lowest identifier first; no row where there is
-- none of that number. Hours and sessions are those held by today; bookings are all that are still open, earliest first.
--
-- $relationships  bigint[]
-- $today          date
with chosen as (
    select * from relationship where id in (select unnest($relationships::bigint[]))
),
held as (
    select
        relationship,
        count(*)                                    as sessions_held,
        sum(hours)                                  as hours_held,
        max(held_on)                                as last_session
    from session
    where state = 'held' and held_on <= $today and relationship in (select id from chosen)
    group by relationship
),
booked as (
    select
        relationship,
        list(held_on order by held_on, id)          as booked_on,
        list(id order by held_on, id)               as bookings,
        list(version order by held_on, id)          as booking_versions
    from session
    where state = 'booked' and relationship in (select id from chosen)
    group by relationship
),
paused as (
    select
        relationship,
        max(id) filter (returned_on is null)        as pause,
        arg_max(version, id) filter (returned_on is null)   as pause_version,
        arg_max(paused_on, id) filter (returned_on is null) as paused_on,
        max(returned_on)                            as last_return
    from pause
    where relationship in (select id from chosen)
    group by relationship
),
mentoring as (          -- how many a mentor has now
    select cohort, mentor, count(*) as live
    from relationship
    where relationship_is_live(state) and mentor in (select mentor from chosen)
    group by cohort, mentor
),
other as (              -- another one that a mentee is in now
    select chosen.id as relationship, min(live.id) as mentee_in
    from chosen
    join relationship as live
      on live.cohort = chosen.cohort and live.mentee = chosen.mentee and live.id <> chosen.id
    where relationship_is_live(live.state)
    group by chosen.id
),
later as (              -- one of the mentee's that ended after this one did
    select chosen.id as relationship, max(other.id) as later_end
    from chosen
    join relationship as other
      on other.cohort = chosen.cohort and other.mentee = chosen.mentee and other.id <> chosen.id
    where other.state = 'closed' and other.closed_on > chosen.closed_on
    group by chosen.id
),
kept_apart as (
    select
        chosen.id                                   as relationship,
        max(exclusion.id)                           as exclusion,
        arg_max(exclusion.version, exclusion.id)    as exclusion_version,
        arg_max(exclusion.reason, exclusion.id)     as exclusion_reason
    from chosen
    join exclusion
      on (exclusion.person = chosen.mentor and exclusion.other = chosen.mentee)
      or (exclusion.person = chosen.mentee and exclusion.other = chosen.mentor)
    where coalesce(exclusion.expires_on > $today, true)
    group by chosen.id
),
doing as (
    select relationship, count(*) as open_actions
    from action
    where state = 'open' and relationship in (select id from chosen)
    group by relationship
),
surveyed as (
    select
        relationship,
        bool_or(done_on is not null or mentor_on is not null)   as by_mentor,
        bool_or(done_on is not null or mentee_on is not null)   as by_mentee
    from milestone
    where kind = 'exit_survey' and relationship in (select id from chosen)
    group by relationship
)
select
    chosen.id                                       as relationship,
    chosen.version,
    chosen.cohort,
    chosen.state,
    chosen.outcome,
    chosen.reason,
    chosen.reason_code,
    chosen.initiated_by,
    chosen.mentee_next,
    chosen.started_on,
    chosen.lapsed_on,
    chosen.closed_on,
    chosen.mentor,
    mentor.name                                     as mentor_name,
    chosen.mentee,
    mentee.name                                     as mentee_name,
    coalesce(held.sessions_held, 0)                 as sessions_held,
    coalesce(held.hours_held, 0.0)                  as hours_held,
    held.last_session,
    coalesce(booked.booked_on, [])                  as booked_on,
    coalesce(booked.bookings, [])                   as bookings,
    coalesce(booked.booking_versions, [])           as booking_versions,
    paused.pause,
    paused.pause_version,
    paused.paused_on,
    paused.last_return,
    as_mentor.id                                    as mentor_application,
    as_mentor.version                               as mentor_application_version,
    as_mentor.state                                 as mentor_state,
    as_mentor.capacity                              as mentor_capacity,
    coalesce(mentoring.live, 0)                     as mentor_live,
    as_mentee.id                                    as mentee_application,
    as_mentee.version                               as mentee_application_version,
    as_mentee.state                                 as mentee_state,
    other.mentee_in,
    later.later_end,
    kept_apart.exclusion,
    kept_apart.exclusion_version,
    kept_apart.exclusion_reason,
    coalesce(doing.open_actions, 0)                 as open_actions,
    not coalesce(surveyed.by_mentor, false)         as mentor_owes_survey,
    not coalesce(surveyed.by_mentee, false)         as mentee_owes_survey
from chosen
left join person as mentor on mentor.id = chosen.mentor
left join person as mentee on mentee.id = chosen.mentee
left join held on held.relationship = chosen.id
left join booked on booked.relationship = chosen.id
left join paused on paused.relationship = chosen.id
left join application as as_mentor
  on as_mentor.cohort = chosen.cohort and as_mentor.person = chosen.mentor and as_mentor.role = 'mentor'
left join application as as_mentee
  on as_mentee.cohort = chosen.cohort and as_mentee.person = chosen.mentee and as_mentee.role = 'mentee'
left join mentoring on mentoring.cohort = chosen.cohort and mentoring.mentor = chosen.mentor
left join other on other.relationship = chosen.id
left join later on later.relationship = chosen.id
left join kept_apart on kept_apart.relationship = chosen.id
left join doing on doing.relationship = chosen.id
left join surveyed on surveyed.relationship = chosen.id
order by chosen.id;
