-- One row a relationship, judged as on a day: the most urgent matter first, then the longest silence relative to the
-- cadence, then the lowest identifier.
--
-- $today        date     the day to judge by
-- $cohort       varchar  only this cohort
-- $coordinator  varchar  only this coordinator's caseload; blank: only those nobody looks after
-- $figure       varchar  only those that this figure of the dashboard counts, whether or not they need someone
-- $everything   boolean  also those that need no one
-- $put_off      boolean  only those with a matter that is put off or dismissed, and that matter
-- $limit        bigint   at most so many
-- Null means no filter. A bench compares this query with a bare aggregate of session. So names and reasons are made
-- last, for the rows that are returned; those that are over are left out before anything is made of them; and the rows
-- are put in order twice only where a limit cuts them.
with judged as (
    select
        *,
        coalesce(days_since, -1) / cadence_days     as silence
    from relationship_matters($today, over := $everything or $figure is not null)
),
chosen as (
    select
        * replace (case when $put_off then put_off_matter else matter end as matter),
        mentor                                      as mentor_id,
        mentee                                      as mentee_id
    from judged
    where case
            when $figure is not null
            then relationship_counts_for($figure, state, outcome, health, behind_on_hours)
            when $put_off then put_off_matter is not null
            else $everything or urgency < 1000
          end
      and ($cohort is null or cohort = $cohort)
      and ($coordinator is null or lower(coalesce(coordinator, '')) = lower($coordinator))
    order by
        case when $limit is not null then urgency end,
        case when $limit is not null then silence end desc,
        case when $limit is not null then relationship end
    limit $limit
),
worded as (     -- of their own, as a macro binds what it is given as often as it says it
    select
        *,
        relationship_reason(
            case when matter = 'ends_soon' then 'ending' else health end,
            state, outcome, accepted_by, proposed_on, started_on, lapsed_on, closed_on, paused_on, returns_on, ends_on,
            last_session, next_session, days_since, paused_days_since, cadence_days, first_session_days,
            hours_held, target_hours, $today
        )                                           as health_reason,
        relationship_next_step(
            health, accepted_by, started_on, returns_on, last_session, next_session, $today
        )                                           as health_step
    from chosen
)
select
    worded.relationship,
    null::bigint                                    as application,
    worded.cohort,
    mentor.name                                     as mentor,
    mentee.name                                     as mentee,
    mentor.email                                    as mentor_email,
    mentee.email                                    as mentee_email,
    worded.state,
    worded.outcome,
    worded.health,
    worded.open_matters > 0                         as needs_someone,
    worded.matter,
    worded.urgency,
    greatest(worded.open_matters - 1, 0)::integer   as more,
    case when $put_off or worded.open_matters = 0 then put_off.said end as put_off,     -- not of what came back
    matter_reason(
        worded.matter,
        health_reason,
        mentor_id, started_on, closed_on, ends_on, elapsed_days, duration_days, next_session, hours_held, target_hours,
        hours_needed, catch_up_hours, proposal_expiry_days, tries, last_try_on, reached_on, next_on, agreement_of,
        survey_of, concerns, concern_on, concern_category, low_sides, low_person, low_score, is_bad_fit, low_on, $today
    )                                               as reason,
    worded.days_since,
    worded.last_session,
    worded.next_session,
    worded.sessions_held,
    worded.hours_held,
    worded.hours_expected,
    worded.hours_forecast,
    worded.behind_on_hours,
    matter_next_step(
        worded.matter, health_step, health, next_session, tries, agreement_of, survey_of, low_sides, low_person, mentor_id
    )                                               as next_step,
    worded.coordinator,
    coalesce(worded.rung, 0)::integer               as rung
from worded
left join person as mentor on mentor.id = worded.mentor_id
left join person as mentee on mentee.id = worded.mentee_id
left join put_off_said($today) as put_off
  on put_off.matter = worded.matter
 and put_off.relationship = worded.relationship
order by worded.urgency, worded.silence desc, worded.relationship;
