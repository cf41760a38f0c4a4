-- One row a cohort, earliest first: the figures of the dashboard, each the number of rows that the same name
-- as $figure gives in triage/items or participant/standing.
--
-- $today   date     the day to judge by
-- $cohort  varchar  only this cohort; null for all
with relationships as (
    select
        cohort_id,
        count(*) filter (state = 'proposed')                                as proposed,
        count(*) filter (state = 'active')                                  as active,
        count(*) filter (state = 'paused')                                  as paused,
        count(*) filter (state = 'lapsed')                                  as lapsed,
        count(*) filter (outcome = 'completed')                             as completed,
        count(*) filter (outcome = 'ended_early')                           as ended_early,
        count(*) filter (outcome = 'never_started')                         as never_started,
        count(*) filter (health = 'too_early')                              as too_early,
        count(*) filter (health = 'on_track')                               as on_track,
        count(*) filter (health = 'due')                                    as due,
        count(*) filter (health = 'overdue')                                as overdue,
        count(*) filter (health = 'at_risk')                                as at_risk,
        count(*) filter (health = 'lapse_suggested')                        as lapse_suggested,
        count(*) filter (health = 'never_met')                              as never_met,
        count(*) filter (health = 'past_end')                               as past_end,
        count(*) filter (health = 'ending')                                 as ending,
        count(*) filter (behind_on_hours)                                   as behind_on_hours,
        sum(sessions_held) filter (relationship_began(state))               as sessions_held,
        sum(hours_held) filter (relationship_began(state))                  as hours_held,
        sum(hours_expected) filter (relationship_began(state))              as hours_expected
    from relationship_health($today)
    where $cohort is null or cohort = $cohort
    group by cohort_id
),
applications as (
    select
        cohort,
        count(distinct person) filter (application_counts_for('applicants', role, standing))    as applicants,
        count(*) filter (application_counts_for('mentors', role, standing))                     as mentors,
        count(*) filter (application_counts_for('mentees', role, standing))                     as mentees,
        sum(capacity) filter (application_counts_for('capacity', role, standing))               as capacity,
        count(*) filter (standing = 'waiting')                                                  as waiting
    from application_standing($today)
    group by cohort
),
fortnight as (      -- every one from the cohort's start to today, the last 13 at most
    select id as cohort, unnest(range(greatest(0, so_far - 13), so_far)) as number
    from (select id, ($today - starts_on) // 14 + 1 as so_far from cohort where starts_on <= $today)
),
held as (
    select relationship.cohort, (session.held_on - cohort.starts_on) // 14 as number, count(*) as sessions
    from session
    join relationship on relationship.id = session.relationship
    join cohort on cohort.id = relationship.cohort
    where session.state = 'held'
      and session.held_on between cohort.starts_on and $today
      and relationship_began(relationship.state)
      and ($cohort is null or cohort.name = $cohort)
    group by relationship.cohort, number
),
rhythm as (
    select
        fortnight.cohort,
        list(coalesce(held.sessions, 0)::integer order by fortnight.number)  as sessions_by_fortnight
    from fortnight
    left join held on held.cohort = fortnight.cohort and held.number = fortnight.number
    group by fortnight.cohort
)
select
    cohort.name                                     as cohort,
    cohort.starts_on,
    coalesce(applications.applicants, 0)            as applicants,
    coalesce(applications.mentors, 0)               as mentors,
    coalesce(applications.mentees, 0)               as mentees,
    coalesce(applications.capacity, 0)::bigint      as capacity,
    coalesce(applications.waiting, 0)               as waiting,
    coalesce(relationships.proposed, 0)             as proposed,
    coalesce(relationships.active, 0)               as active,
    coalesce(relationships.paused, 0)               as paused,
    coalesce(relationships.lapsed, 0)               as lapsed,
    coalesce(relationships.completed, 0)            as completed,
    coalesce(relationships.ended_early, 0)          as ended_early,
    coalesce(relationships.never_started, 0)        as never_started,
    coalesce(relationships.too_early, 0)            as too_early,
    coalesce(relationships.on_track, 0)             as on_track,
    coalesce(relationships.due, 0)                  as due,
    coalesce(relationships.overdue, 0)              as overdue,
    coalesce(relationships.at_risk, 0)              as at_risk,
    coalesce(relationships.lapse_suggested, 0)      as lapse_suggested,
    coalesce(relationships.never_met, 0)            as never_met,
    coalesce(relationships.past_end, 0)             as past_end,
    coalesce(relationships.ending, 0)               as ending,
    coalesce(relationships.behind_on_hours, 0)      as behind_on_hours,
    coalesce(relationships.sessions_held, 0)::bigint as sessions_held,
    coalesce(relationships.hours_held, 0.0)         as hours_held,
    coalesce(relationships.hours_expected, 0.0)     as hours_expected,
    coalesce(rhythm.sessions_by_fortnight, [])      as sessions_by_fortnight
from cohort
left join relationships on relationships.cohort_id = cohort.id
left join applications on applications.cohort = cohort.id
left join rhythm on rhythm.cohort = cohort.id
where $cohort is null or cohort.name = $cohort
order by cohort.starts_on, cohort.name;
