-- One row a matter of one relationship, the most urgent first; those that are put off or dismissed among them.
--
-- $today         date    the day to judge by
-- $relationship  bigint
with judged as (
    select * exclude (matter), mentor as mentor_id, unnest(matters_in(there)) as matter
    from relationship_matters($today)
    where relationship = $relationship
),
each_matter as (
    select *, matter_bit(matter) & open = 0 as is_put_off
    from judged
),
worded as (
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
    from each_matter
)
select
    worded.matter,
    matter_reason(
        worded.matter,
        health_reason,
        mentor_id, started_on, closed_on, ends_on, elapsed_days, duration_days, next_session, hours_held, target_hours,
        hours_needed, catch_up_hours, proposal_expiry_days, tries, last_try_on, reached_on, next_on, agreement_of,
        survey_of, concerns, concern_on, concern_category, low_sides, low_person, low_score, is_bad_fit, low_on, $today
    )                                               as reason,
    matter_next_step(
        worded.matter, health_step, health, next_session, tries, agreement_of, survey_of, low_sides, low_person, mentor_id
    )                                               as next_step,
    case when is_put_off then put_off.said end      as put_off
from worded
left join put_off_said($today) as put_off
  on put_off.matter = worded.matter and put_off.relationship = worded.relationship
order by matter_urgency(worded.matter);
